{#-
    A text column as the models compare and key it: tabs, line ends and no-break spaces become blanks,
    blanks at both ends go, at most `length` characters stay, and empty text is null. Every staging
    column passes through here, so all engines see the same keys.
-#}
{% macro clean_text(column, length) -%}
    {%- set white_space = (9, 10, 13, 160) -%}
    {%- set step = namespace(sql=column) -%}
    {%- for code_point in white_space -%}
        {%- set step.sql = 'replace(' ~ step.sql ~ ', ' ~ character(code_point) ~ ", ' ')" -%}
    {%- endfor -%}
    {%- set tidied = trim_blanks('left(' ~ trim_blanks(step.sql) ~ ', ' ~ length ~ ')') -%}
    nullif(cast({{ where_untidy(column, white_space, length, tidied) }} as {{ text_type(length) }}), '')
{%- endmacro %}
