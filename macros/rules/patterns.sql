{#- Regular expressions of what a text must look like as a whole. A number: at most one sign and one point. -#}
{% macro number_pattern() -%}
    {{ return('[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)') }}
{%- endmacro %}

{#- The day of an ISO date. -#}
{% macro iso_date_pattern() -%}
    {{ return('[0-9]{4}-[0-9]{2}-[0-9]{2}') }}
{%- endmacro %}

{#- What may follow it: hours and minutes, seconds, fractions of a second. -#}
{% macro iso_time_pattern() -%}
    {{ return('[ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]*)?)?') }}
{%- endmacro %}
