{#-
    The texts of a group in one, in the order of an expression, with a literal between them: an aggregate. On
    SQL Server up to 4,000 characters, as many as the texts may have.
-#}
{% macro joined_text(text_expression, separator, order_expression) -%}
    {{ return(adapter.dispatch('joined_text')(text_expression, separator, order_expression)) }}
{%- endmacro %}

{% macro default__joined_text(text_expression, separator, order_expression) -%}
    string_agg({{ text_expression }}, '{{ separator }}' order by {{ order_expression }})
{%- endmacro %}

{% macro sqlserver__joined_text(text_expression, separator, order_expression) -%}
    string_agg(cast({{ text_expression }} as nvarchar(4000)), N'{{ separator }}')
        within group (order by {{ order_expression }})
{%- endmacro %}
