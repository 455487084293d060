{#-
    Keys, checks and not-nulls of a contract on Spark, counted in one query once the table is there; a table that
    breaks one is dropped and the model fails. Spark's own files enforce nothing, and on Delta dbt-spark would add
    checks and not-nulls but no key.
-#}
{% macro spark__persist_constraints(relation, model) -%}
    {%- set rules = [] -%}
    {%- if config.get('contract').enforced -%}
        {%- for column in model.columns.values() -%}
            {%- for constraint in column.constraints or [] -%}
                {%- do rules.append(spark_breaches(relation, constraint, [column.name])) -%}
            {%- endfor -%}
        {%- endfor -%}
        {%- for constraint in model.constraints or [] -%}
            {%- do rules.append(spark_breaches(relation, constraint, constraint.columns)) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- if rules -%}
        {%- call statement('breaches', fetch_result=True) %}
            select
                {% for rule in rules -%}
                {{ rule.sql }} as breach_{{ loop.index0 }}{{ ',' if not loop.last }}
                {% endfor %}
            from {{ relation }}
        {%- endcall -%}
        {%- set counts = load_result('breaches')['data'][0] -%}
        {%- set broken = [] -%}
        {%- for rule in rules -%}
            {%- if counts[loop.index0] | int > 0 -%}
                {%- do broken.append(rule.name ~ ': ' ~ counts[loop.index0] ~ ' rows') -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if broken -%}
            {%- do adapter.drop_relation(relation) -%}
            {%- do exceptions.raise_database_error(relation ~ ' breaks its contract: ' ~ broken | join('; ')) -%}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}

{#- What a constraint forbids, in words, and an expression that counts it. -#}
{% macro spark_breaches(relation, constraint, columns) -%}
    {%- set type = constraint.type | string -%}
    {%- set names = columns | join(', ') -%}
    {%- if type == 'check' -%}
        {{ return({
            'name': 'not ' ~ constraint.expression,
            'sql': 'count_if(not (' ~ constraint.expression ~ '))',
        }) }}
    {%- elif type == 'not_null' -%}
        {{ return({'name': names ~ ' is null', 'sql': 'count_if(' ~ names ~ ' is null)'}) }}
    {%- elif type in ('primary_key', 'unique') -%}
        {#- a count over columns leaves out rows with a null in one of them, as a key does -#}
        {{ return({
            'name': 'more than one of the same ' ~ names,
            'sql': 'count(' ~ names ~ ') - count(distinct ' ~ names ~ ')'
                if type == 'unique' else 'count(*) - count(distinct ' ~ names ~ ')',
        }) }}
    {%- else -%}
        {%- do exceptions.raise_compiler_error("No check on Spark for a constraint of the type '" ~ type ~ "'.") -%}
    {%- endif -%}
{%- endmacro %}
