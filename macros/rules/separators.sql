{#-
    What joins several codes into one text. Keys and hashes use the unit separator of ASCII, as an SQL
    expression: no code holds it. People read the other one, as it stands, in which a code may hold it too.
-#}
{% macro key_separator() -%}
    {{ character(31) }}
{%- endmacro %}

{% macro shown_separator() -%}
    {{ return(' + ') }}
{%- endmacro %}
