{#- End with one sentence on an invalid var. The command shows that sentence and no more (dbt_runner). -#}
{% macro refuse_var(name, given, advice) -%}
    {{ exceptions.raise_compiler_error("The var " ~ name ~ " is '" ~ given ~ "'; " ~ advice ~ ".") }}
{%- endmacro %}
