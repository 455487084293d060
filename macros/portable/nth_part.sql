{#-
    The part number `position` (from 1) of a text whose parts are joined by `delimiter` (a literal);
    null when there are fewer parts. SQL Server reads the parts as a JSON array: its string_split has
    no order before 2022.
-#}
{% macro nth_part(text_expression, delimiter, position) -%}
    {{ return(adapter.dispatch('nth_part')(text_expression, delimiter, position)) }}
{%- endmacro %}

{% macro default__nth_part(text_expression, delimiter, position) -%}
    nullif(split_part({{ text_expression }}, '{{ delimiter }}', {{ position }}), '')
{%- endmacro %}

{% macro sqlserver__nth_part(text_expression, delimiter, position) -%}
    json_value(
        concat('["', replace(string_escape({{ text_expression }}, 'json'), '{{ delimiter }}', '","'), '"]'),
        '$[{{ position - 1 }}]'
    )
{%- endmacro %}
