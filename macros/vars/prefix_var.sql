{#- A var that is the start of invoice numbers, in capitals; letters, digits, - and /, or nothing. -#}
{% macro prefix_var(name) -%}
    {%- set prefix = var(name) | string | trim | upper -%}
    {%- if not modules.re.fullmatch('[0-9A-Z/-]*', prefix) -%}
        {{ refuse_var(name, prefix, 'it takes letters, digits, - and /, or nothing') }}
    {%- endif -%}
    {{ return(prefix) }}
{%- endmacro %}
