{#-
    `tidied` where the text has a character that is not printable ASCII, or more than `length` characters, and
    the text without the blanks at its ends elsewhere, which comes to the same: DuckDB and Spark then work on the
    few values that need it and not on ten million.
-#}
{% macro where_untidy(text_expression, length, tidied) -%}
    {{ return(adapter.dispatch('where_untidy')(text_expression, length, tidied)) }}
{%- endmacro %}

{% macro default__where_untidy(text_expression, length, tidied) -%}
    case
        when
            {{ text_expression }} glob '*[! -~]*'
            or length({{ text_expression }}) > {{ length }}
            then {{ tidied }}
        else {{ trim_blanks(text_expression) }}
    end
{%- endmacro %}

{% macro sqlserver__where_untidy(text_expression, length, tidied) -%}
    {{ tidied }}
{%- endmacro %}

{% macro spark__where_untidy(text_expression, length, tidied) -%}
    case
        when
            {{ text_expression }} rlike {{ spark_unprintable() }}
            or length({{ text_expression }}) > {{ length }}
            then {{ tidied }}
        else {{ trim_blanks(text_expression) }}
    end
{%- endmacro %}

{#- The pattern of a character that is not printable ASCII. -#}
{% macro spark_unprintable() -%}
    {{ return("'[^ -~]'") }}
{%- endmacro %}
