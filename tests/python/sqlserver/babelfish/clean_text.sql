{#-
    Babelfish takes 50 microseconds for each replace (two hours for the real data set): PostgreSQL's own
    functions give the same text at once.
-#}
{% macro clean_text(column, length) -%}
    nullif(cast(pg_catalog.btrim(pg_catalog.left(pg_catalog.btrim(pg_catalog.translate(
        cast({{ column }} as pg_catalog.text),
        cast(nchar(9) + nchar(10) + nchar(13) + nchar(160) as pg_catalog.text),
        cast('    ' as pg_catalog.text)
    )), {{ length }})) as {{ text_type(length) }}), '')
{%- endmacro %}
