{#-
    A type as the contracts and the seeds name it, by Spark's name. dbt writes the types of a contract through
    its own macro cast().
-#}
{% macro spark_type(name) -%}
    {%- set plain = name | string | trim | lower -%}
    {%- if modules.re.match('n?varchar', plain) -%}
        {{ return(text_type(0)) }}
    {%- elif plain == 'datetime' -%}
        {{ return(timestamp_type()) }}
    {%- elif plain == 'double precision' -%}
        {{ return(double_type()) }}
    {%- endif -%}
    {{ return(plain) }}
{%- endmacro %}

{% macro spark__cast(field, type) -%}
    cast({{ field }} as {{ spark_type(type) }})
{%- endmacro %}
