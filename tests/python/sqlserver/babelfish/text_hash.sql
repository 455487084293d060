{#- Babelfish has no UTF-8 collations: hash the same UTF-8 bytes with PostgreSQL's own functions. -#}
{% macro sqlserver__text_hash(parts) -%}
    cast(left(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(
        cast(concat({{ parts }}) as pg_catalog.text), 'UTF8'
    )), 'hex'), 32) as varchar(32)) collate Latin1_General_100_BIN2
{%- endmacro %}
