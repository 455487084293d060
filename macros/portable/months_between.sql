{#- Calendar months from the month of `earlier` to the month of `later`: 31 January to 1 February is 1. -#}
{% macro months_between(earlier, later) -%}
    cast(
        12 * (year({{ later }}) - year({{ earlier }})) + month({{ later }}) - month({{ earlier }})
        as int
    )
{%- endmacro %}
