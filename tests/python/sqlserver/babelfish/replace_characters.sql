{#-
    Babelfish takes 50 microseconds for each replace (two hours for the real data set): PostgreSQL's own
    function gives the same text at once, if both lists are literals. It would put lists of nchar() together for
    each row anew.
-#}
{% macro replace_characters(text_expression, code_points, replacements) -%}
    {%- set lists = [] -%}
    {%- for numbers in (code_points, replacements) -%}
        {%- set characters = [] -%}
        {%- for number in numbers -%}
            {%- do characters.append("''" if number == 39 else '%c' | format(number)) -%}
        {%- endfor -%}
        {%- do lists.append("cast(N'" ~ characters | join ~ "' as pg_catalog.text)") -%}
    {%- endfor -%}
    cast(pg_catalog.translate(
        cast({{ text_expression }} as pg_catalog.text), {{ lists | join(', ') }}
    ) as {{ text_type(4000) }}) collate Latin1_General_100_BIN2
{%- endmacro %}
