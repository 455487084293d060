{#-
    An expression as Unicode text of at most `length` characters, compared as binary_text. Every text that comes from
    outside the models, or from words in them that joins may use, goes through here or through clean_text: text of
    the database's own collation beside it is an error on SQL Server.
-#}
{% macro as_text(expression, length) -%}
    {{ return(binary_text('cast(' ~ expression ~ ' as ' ~ text_type(length) ~ ')')) }}
{%- endmacro %}
