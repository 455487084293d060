{#- Whether two values differ, null being a value like any other; numbers may differ by `tolerance`. -#}
{% macro values_differ(one, other, tolerance=none) -%}
    case
        when {{ one }} is null and {{ other }} is null then 0
        {%- if tolerance %}
        when abs({{ one }} - {{ other }}) <= {{ tolerance }} then 0
        {%- else %}
        when {{ one }} = {{ other }} then 0
        {%- endif %}
        else 1
    end = 1
{%- endmacro %}
