{#- Babelfish: asked and cast as in try_decimal. PostgreSQL reads 24:00 and the second 60, SQL Server does not. -#}
{% macro sqlserver__try_timestamp(text_expression) -%}
    {%- set day = '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' -%}
    {%- set minute = '[ T][0-9][0-9]:[0-9][0-9]' -%}
    {%- set second = ':[0-9][0-9]' -%}
    {%- set moment = "replace(left(" ~ text_expression ~ ", 19), 'T', ' ')" -%}
    {%- set is_moment -%}
        cast(pg_catalog.pg_input_is_valid(
            cast({{ moment }} as pg_catalog.text), 'pg_catalog.timestamp'
        ) as int) = 1
        and left({{ text_expression }}, 4) >= '1753'
        and substring({{ text_expression }}, 12, 2) < '24'
        and substring({{ text_expression }}, 18, 2) < '60'
    {%- endset -%}
    case
        when
            (
                {{ binary_text(text_expression) }} like '{{ day }}'
                or {{ binary_text(text_expression) }} like '{{ day ~ minute }}'
                or {{ binary_text(text_expression) }} like '{{ day ~ minute ~ second }}'
                or (
                    {{ binary_text(text_expression) }} like '{{ day ~ minute ~ second }}.%'
                    and {{ binary_text('substring(' ~ text_expression ~ ', 21, 50)') }} not like '%[^0-9]%'
                )
            )
            and {{ is_moment }}
            then cast(
                cast(case when {{ is_moment }} then {{ moment }} end as datetime2(0))
                as {{ timestamp_type() }}
            )
    end
{%- endmacro %}
