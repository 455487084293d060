{#-
    A number written with digits, at most one point and at most one leading sign, as
    decimal(18,4); null for any other text ('1e3', '1_000', '1,5', '0x10') and for numbers too large.
-#}
{% macro try_decimal(text_expression) -%}
    {{ return(adapter.dispatch('try_decimal')(text_expression)) }}
{%- endmacro %}

{#- DuckDB also reads exponents, underscores and blanks, but none of the other forms that these characters could have. -#}
{% macro default__try_decimal(text_expression) -%}
    case
        when {{ text_expression }} not glob '*[!0-9.+-]*'
            then try_cast({{ text_expression }} as decimal(18, 4))
    end
{%- endmacro %}

{% macro sqlserver__try_decimal(text_expression) -%}
    case
        when
            {{ binary_text(text_expression) }} like '%[0-9]%'
            and {{ binary_text(text_expression) }} not like '%[^-+.0-9]%'
            and {{ binary_text(text_expression) }} not like '_%[-+]%'
            then try_cast({{ text_expression }} as decimal(18, 4))
    end
{%- endmacro %}

{#- \z in place of $, which would let a line end follow. -#}
{% macro spark__try_decimal(text_expression) -%}
    case
        when {{ text_expression }} rlike r'^({{ number_pattern() }})\z'
            then try_cast({{ text_expression }} as decimal(18, 4))
    end
{%- endmacro %}
