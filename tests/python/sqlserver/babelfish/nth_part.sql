{#- Babelfish: json_value leaves \" as it is, where SQL Server gives the quotation mark alone. -#}
{% macro sqlserver__nth_part(text_expression, delimiter, position) -%}
    cast(nullif(pg_catalog.split_part(
        cast({{ text_expression }} as nvarchar(4000)) collate Latin1_General_BIN2,
        '{{ delimiter }}',
        {{ position }}
    ), '') as {{ text_type(4000) }})
{%- endmacro %}
