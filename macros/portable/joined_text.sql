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

{#- listagg() came with Spark 4: the texts are sorted in a list of pairs, and joined. -#}
{% macro spark__joined_text(text_expression, separator, order_expression) -%}
    array_join(
        transform(
            sort_array(collect_list(
                case
                    when {{ text_expression }} is not null
                        then struct({{ order_expression }} as place, {{ text_expression }} as text)
                end
            )),
            pair -> pair.text
        ),
        '{{ separator }}'
    )
{%- endmacro %}
