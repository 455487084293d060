{#-
    `tidied` where the text has a blank at an end, one of the given characters, or more than `length`
    characters, and the text as it is elsewhere, which comes to the same: DuckDB then works on the few
    values that need it and not on ten million.
-#}
{% macro where_untidy(text_expression, code_points, length, tidied) -%}
    {{ return(adapter.dispatch('where_untidy')(text_expression, code_points, length, tidied)) }}
{%- endmacro %}

{% macro default__where_untidy(text_expression, code_points, length, tidied) -%}
    case
        when
            {{ text_expression }} like ' %'
            or {{ text_expression }} like '% '
            {%- for code_point in code_points %}
            or contains({{ text_expression }}, {{ character(code_point) }})
            {%- endfor %}
            or length({{ text_expression }}) > {{ length }}
            then {{ tidied }}
        else {{ text_expression }}
    end
{%- endmacro %}

{% macro sqlserver__where_untidy(text_expression, code_points, length, tidied) -%}
    {{ tidied }}
{%- endmacro %}
