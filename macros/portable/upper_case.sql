{#-
    Text in upper case, letter by letter: a letter whose upper case is one letter becomes it, and one that has
    none, or only several, stays (ŉ). capitals() also writes out the letters of which people write several.
-#}
{% macro upper_case(text_expression) -%}
    {{ return(adapter.dispatch('upper_case')(text_expression)) }}
{%- endmacro %}

{% macro default__upper_case(text_expression) -%}
    upper({{ text_expression }})
{%- endmacro %}

{#-
    Java writes several letters for some, by Unicode's list SpecialCasing. These are put out of its sight, as
    characters that no text has (of the last private plane), and come back as their one capital or as themselves.
    Text of printable ASCII has none of them.
-#}
{% macro spark__upper_case(text_expression) -%}
    {%- set as_they_are = [329, 496, 912, 944, 1415, 7830, 7831, 7832, 7833, 7834, 8016, 8018, 8020, 8022, 8114, 8116,
        8118, 8119, 8130, 8132, 8134, 8135, 8146, 8147, 8150, 8151, 8162, 8163, 8164, 8166, 8167, 8178, 8180, 8182,
        8183, 64256, 64257, 64258, 64259, 64260, 64261, 64262, 64275, 64276, 64277, 64278, 64279] -%}
    {%- set small_greek = (range(8064, 8072) | list) + (range(8080, 8088) | list) + (range(8096, 8104) | list) -%}
    {%- set small = [223] + small_greek + [8115, 8131, 8179] -%}
    {%- set greek = (range(8072, 8080) | list) + (range(8088, 8096) | list) + (range(8104, 8112) | list) -%}
    {%- set large = [7838] + greek + [8124, 8140, 8188] -%}
    {%- set seen = small + large + as_they_are -%}
    {%- set hidden = range(1113856, 1113856 + seen | length) | list -%}
    case
        when {{ text_expression }} rlike {{ spark_unprintable() }}
            then translate(
                upper(translate({{ text_expression }}, {{ spark_text(seen) }}, {{ spark_text(hidden) }})),
                {{ spark_text(hidden) }},
                {{ spark_text(large + large + as_they_are) }}
            )
        else upper({{ text_expression }})
    end
{%- endmacro %}

{#- One literal of many characters. -#}
{% macro spark_text(code_points) -%}
    {%- set pieces = [] -%}
    {%- for code_point in code_points -%}
        {%- do pieces.append(spark__character(code_point)[1:-1]) -%}
    {%- endfor -%}
    {{ return("'" ~ pieces | join('') ~ "'") }}
{%- endmacro %}
