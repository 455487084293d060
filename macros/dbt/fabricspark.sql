{#-
    Microsoft's adapter for Fabric speaks Spark's SQL but does not look for macros of spark: each again by its
    own name, and nothing else.
-#}

{% macro fabricspark__persist_constraints(relation, model) -%}
    {{ return(spark__persist_constraints(relation, model)) }}
{%- endmacro %}

{% macro fabricspark__create_csv_table(model, agate_table) -%}
    {{ return(spark__create_csv_table(model, agate_table)) }}
{%- endmacro %}

{% macro fabricspark__load_csv_rows(model, agate_table) -%}
    {{ return(spark__load_csv_rows(model, agate_table)) }}
{%- endmacro %}

{% macro fabricspark__cast(field, type) -%}
    {{ return(spark__cast(field, type)) }}
{%- endmacro %}

{% macro fabricspark__add_months(date_expression, months) -%}
    {{ return(spark__add_months(date_expression, months)) }}
{%- endmacro %}

{% macro fabricspark__capitals(text_expression) -%}
    {{ return(spark__capitals(text_expression)) }}
{%- endmacro %}

{% macro fabricspark__character(code_point) -%}
    {{ return(spark__character(code_point)) }}
{%- endmacro %}

{% macro fabricspark__column_names(schema, name) -%}
    {{ return(spark__column_names(schema, name)) }}
{%- endmacro %}

{% macro fabricspark__costly_view() -%}
    {{ return(spark__costly_view()) }}
{%- endmacro %}

{% macro fabricspark__count_of_tables(schema, name) -%}
    {{ return(spark__count_of_tables(schema, name)) }}
{%- endmacro %}

{% macro fabricspark__days_between(earlier, later) -%}
    {{ return(spark__days_between(earlier, later)) }}
{%- endmacro %}

{% macro fabricspark__divide_money(amount, divisor) -%}
    {{ return(spark__divide_money(amount, divisor)) }}
{%- endmacro %}

{% macro fabricspark__double_type() -%}
    {{ return(spark__double_type()) }}
{%- endmacro %}

{% macro fabricspark__forget_build() -%}
    {{ return(spark__forget_build()) }}
{%- endmacro %}

{% macro fabricspark__joined_text(text_expression, separator, order_expression) -%}
    {{ return(spark__joined_text(text_expression, separator, order_expression)) }}
{%- endmacro %}

{% macro fabricspark__not_materialized() -%}
    {{ return(spark__not_materialized()) }}
{%- endmacro %}

{% macro fabricspark__text_hash(parts) -%}
    {{ return(spark__text_hash(parts)) }}
{%- endmacro %}

{% macro fabricspark__text_type(length) -%}
    {{ return(spark__text_type(length)) }}
{%- endmacro %}

{% macro fabricspark__timestamp_text(timestamp_expression) -%}
    {{ return(spark__timestamp_text(timestamp_expression)) }}
{%- endmacro %}

{% macro fabricspark__timestamp_type() -%}
    {{ return(spark__timestamp_type()) }}
{%- endmacro %}

{% macro fabricspark__trim_blanks(text_expression) -%}
    {{ return(spark__trim_blanks(text_expression)) }}
{%- endmacro %}

{% macro fabricspark__try_decimal(text_expression) -%}
    {{ return(spark__try_decimal(text_expression)) }}
{%- endmacro %}

{% macro fabricspark__try_timestamp(text_expression) -%}
    {{ return(spark__try_timestamp(text_expression)) }}
{%- endmacro %}

{% macro fabricspark__upper_case(text_expression) -%}
    {{ return(spark__upper_case(text_expression)) }}
{%- endmacro %}

{% macro fabricspark__where_untidy(text_expression, length, tidied) -%}
    {{ return(spark__where_untidy(text_expression, length, tidied)) }}
{%- endmacro %}
