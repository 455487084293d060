{#-
    The day that the var as_of_date names, else the date expression `otherwise`. Never the clock: the
    same rows give the same answers next year.
-#}
{% macro as_of_date(otherwise) -%}
    {%- set given = checked_var('as_of_date') -%}
    {{ "cast('" ~ given ~ "' as date)" if given else otherwise }}
{%- endmacro %}
