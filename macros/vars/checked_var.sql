{#-
    A var as text, after a look at var_rules: the only way in which a model or a macro reads one. Another
    value is refused in one sentence that names the var and what it takes; the command shows it as it is.
    python_jobs/core/variables.py does the same; a test holds the two together.
-#}
{% macro checked_var(name) -%}
    {%- set rule = var_rules()[name] -%}
    {%- set given = var_text(name, var(name)) -%}
    {%- if rule.capitals -%}
        {%- set given = given | upper -%}
    {%- endif -%}
    {%- if not fits_rule(given, rule) -%}
        {{ exceptions.raise_compiler_error(
            "The var " ~ name ~ " is '" ~ (given | replace('\n', ' '))[:60] ~ "'; it takes " ~ rule_in_words(rule) ~ "."
        ) }}
    {%- endif -%}
    {{ return(given) }}
{%- endmacro %}

{#- Every var, for the project as a whole: dbt renders this whenever it reads the project. -#}
{% macro check_vars() -%}
    {%- set given = invocation_args_dict.get('vars') or {} -%}
    {%- for name in (fromyaml(given) if given is string else given) if name not in var_rules() -%}
        {{ exceptions.raise_compiler_error(
            "There is no var " ~ (name | string | replace("\n", " "))[:60] ~ ". There are: "
            ~ (var_rules() | sort | join(', ')) ~ "."
        ) }}
    {%- endfor -%}
    {%- for name, rule in var_rules().items() -%}
        {%- set value = checked_var(name) -%}
        {%- if rule.up_to_var and value | float > checked_var(rule.up_to_var) | float -%}
            {{ exceptions.raise_compiler_error(
                "The var " ~ name ~ " is " ~ value ~ ", which is more than " ~ checked_var(rule.up_to_var)
                ~ ", the var " ~ rule.up_to_var ~ "; it takes that number or less."
            ) }}
        {%- endif -%}
    {%- endfor -%}
{%- endmacro %}

{#- A var's value as text: nothing for null, a fraction without an exponent. Lists and the like are refused. -#}
{% macro var_text(name, given) -%}
    {%- if given is none -%}
        {{ return('') }}
    {%- elif given is boolean or (given is iterable and given is not string)
        or (given is integer and (given > 10 ** 18 or given < -(10 ** 18))) -%}
        {{ exceptions.raise_compiler_error(
            "The var " ~ name ~ " is a list, a table, a yes or no, or a number of more than 18 digits; it takes "
            ~ rule_in_words(var_rules()[name]) ~ "."
        ) }}
    {%- elif given is float -%}
        {{ return(modules.re.sub('[.]?0+$', '', '%.12f' | format(given))) }}
    {%- else -%}
        {{ return(given | string | trim) }}
    {%- endif -%}
{%- endmacro %}

{#- Whether a text is what a rule of var_rules takes. -#}
{% macro fits_rule(given, rule) -%}
    {%- if rule.kind == 'choice' -%}
        {{ return(given in rule.choices) }}
    {%- elif rule.kind == 'pattern' -%}
        {{ return(modules.re.fullmatch(rule.pattern, given) is not none) }}
    {%- elif rule.kind == 'date' -%}
        {%- if given == '' -%}
            {{ return(true) }}
        {%- elif not modules.re.fullmatch('(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])', given) -%}
            {{ return(false) }}
        {%- endif -%}
        {%- set month = given[5:7] | int -%}
        {%- set next_month = modules.datetime.date(given[:4] | int + month // 12, month % 12 + 1, 1) -%}
        {{ return(given[8:] | int <= (next_month - modules.datetime.timedelta(days=1)).day) }}
    {%- endif -%}
    {%- set pattern = '[0-9]{1,12}' if rule.whole else '[0-9]{1,12}([.][0-9]{0,12})?|[.][0-9]{1,12}' -%}
    {%- if not modules.re.fullmatch(pattern, given) -%}
        {{ return(false) }}
    {%- endif -%}
    {%- set number = given | float -%}
    {{ return(
        number >= rule.get('from', number) and number <= rule.get('to', number)
        and ('above' not in rule or number > rule.above) and ('below' not in rule or number < rule.below)
    ) }}
{%- endmacro %}

{#- What a rule of var_rules takes, for people. -#}
{% macro rule_in_words(rule) -%}
    {%- if rule.kind == 'choice' -%}
        {{ return("'" ~ (rule.choices | join("' or '")) ~ "'") }}
    {%- elif rule.kind == 'pattern' -%}
        {{ return(rule.takes) }}
    {%- elif rule.kind == 'date' -%}
        {{ return('a day from 1900-01-01 to 2199-12-31 as YYYY-MM-DD, or nothing') }}
    {%- elif 'above' in rule -%}
        {{ return('a number above ' ~ rule.above ~ ' and below ' ~ rule.below) }}
    {%- endif -%}
    {{ return(
        'a ' ~ ('whole ' if rule.whole else '') ~ 'number from '
        ~ var_text('', rule['from']) ~ ' to ' ~ rule.to
    ) }}
{%- endmacro %}
