{#-
    Babelfish: a try_cast that fails inside SELECT INTO leaks a transaction, so PostgreSQL is asked first;
    once more around the cast, since PostgreSQL casts a literal before it looks at the outer condition.
-#}
{% macro sqlserver__try_decimal(text_expression) -%}
    {%- set is_number -%}
        cast(pg_catalog.pg_input_is_valid(
            cast({{ text_expression }} as pg_catalog.text), 'pg_catalog.numeric(18,4)'
        ) as int) = 1
    {%- endset -%}
    case
        when
            {{ text_expression }} like '%[0-9]%'
            and {{ text_expression }} not like '%[^-+.0-9]%'
            and {{ is_number }}
            then cast(case when {{ is_number }} then {{ text_expression }} end as decimal(18, 4))
    end
{%- endmacro %}
