{#-
    A text column as the models compare and key it: tabs, line ends and no-break spaces become blanks,
    blanks at both ends go, at most `length` characters stay, and empty text is null. Every staging
    column passes through here, so all engines see the same keys.
-#}
{% macro clean_text(column, length) -%}
    {%- set step = namespace(sql=column) -%}
    {%- for code_point in (9, 10, 13, 160) -%}
        {%- set step.sql = 'replace(' ~ step.sql ~ ', ' ~ character(code_point) ~ ", ' ')" -%}
    {%- endfor -%}
    {%- set step.sql = 'left(' ~ trim_blanks(step.sql) ~ ', ' ~ length ~ ')' -%}
    nullif(cast({{ trim_blanks(step.sql) }} as {{ text_type(length) }}), '')
{%- endmacro %}
