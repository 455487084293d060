{#- A var that is a number within bounds, as SQL; whoever gives anything else hears which var and what it takes. -#}
{% macro number_var(name, at_least, at_most=none, whole=false) -%}
    {%- set given = var(name) | string | trim -%}
    {%- if
        not modules.re.fullmatch('[0-9]{1,9}' if whole else number_pattern(), given)
        or given | length > 18
        or given | float < at_least
        or (at_most is not none and given | float > at_most)
    -%}
        {{ refuse_var(
            name, given, "it takes a " ~ ("whole " if whole else "") ~ "number from " ~ at_least
            ~ (" to " ~ at_most if at_most is not none else " on")
        ) }}
    {%- endif -%}
    {{ return(given) }}
{%- endmacro %}
