{#-
    The day that the var as_of_date names, else the date expression `otherwise`. Never the clock: the
    same rows give the same answers next year.
-#}
{% macro as_of_date(otherwise) -%}
    {%- set given = var('as_of_date') | string | trim -%}
    {%- if not given -%}
        {{ otherwise }}
    {%- elif modules.re.fullmatch(iso_date_pattern(), given) -%}
        cast('{{ given }}' as date)
    {%- else -%}
        {{ refuse_var('as_of_date', given, 'write it as YYYY-MM-DD, or leave it empty') }}
    {%- endif -%}
{%- endmacro %}
