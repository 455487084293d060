{#-
    The text of a list of Unicode numbers. Letters, digits and full-width characters stand as themselves, which keeps
    the SQL short; blanks of all kinds, quotes and what nobody sees are named by number.
-#}
{% macro text_of(code_points) -%}
    {%- set pieces = [] -%}
    {%- set run = namespace(text='') -%}
    {%- for code_point in code_points -%}
        {%- if code_point == 32 or 35 <= code_point <= 38 or 40 <= code_point <= 91 or 93 <= code_point <= 122
            or 65281 <= code_point <= 65374 -%}
            {%- set run.text = run.text ~ ('%c' | format(code_point)) -%}
        {%- else -%}
            {%- if run.text -%}{%- do pieces.append(unicode_literal(run.text)) -%}{%- endif -%}
            {%- set run.text = '' -%}
            {%- do pieces.append(character(code_point)) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if run.text -%}{%- do pieces.append(unicode_literal(run.text)) -%}{%- endif -%}
    {{ return(pieces[0] if pieces | length == 1 else 'concat(' ~ pieces | join(', ') ~ ')') }}
{%- endmacro %}

{% macro unicode_literal(text) -%}
    {{ return(adapter.dispatch('unicode_literal')(text)) }}
{%- endmacro %}

{% macro default__unicode_literal(text) -%}
    {{ return("'" ~ text ~ "'") }}
{%- endmacro %}

{% macro sqlserver__unicode_literal(text) -%}
    {{ return("N'" ~ text ~ "'") }}
{%- endmacro %}
