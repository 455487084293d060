{#- A number's text without the .0 that spreadsheets and pandas give to whole numbers in columns with gaps. -#}
{% macro without_zero_decimals(column) -%}
    case
        when {{ column }} like '%.0' then nullif(left({{ column }}, len({{ column }}) - 2), '')
        else {{ column }}
    end
{%- endmacro %}
