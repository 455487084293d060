{#-
    A text column as the models compare and key it: control characters and blanks of every kind become
    plain blanks, blanks at both ends go, at most `length` characters stay, and empty text is null. Every
    staging column passes through here, so all engines see the same keys. `as_code` also takes out
    characters that cannot be seen, writes full-width letters and digits in the usual width and letters
    without a capital of their own as others: codes that look alike are one code.
-#}
{% macro clean_text(column, length, as_code=false) -%}
    {%- set blanks = [127, 133, 160, 5760, 8232, 8233, 8239, 8287, 12288] -%}
    {%- set blanks = (range(1, 30) | list) + [31] + blanks + (range(8192, 8203) | list) -%}
    {%- set invisible = [30, 173, 8203, 8204, 8205, 8206, 8207, 8288, 65279] if as_code else [30] -%}
    {%- set full_width = range(65281, 65375) | list if as_code else [] -%}
    {%- set replacements = [32] * (blanks | length) + [30] * (invisible | length) -%}
    {%- set usual_width = range(33, 127) | list if as_code else [] -%}
    {%- set seen = replace_characters(column, blanks + invisible + full_width, replacements + usual_width) -%}
    {%- set seen = 'replace(' ~ seen ~ ', ' ~ character(30) ~ ", '')" -%}
    {%- set seen = letters_written_out(seen) if as_code else seen -%}
    {%- set tidied = trim_blanks('left(' ~ trim_blanks(seen) ~ ', ' ~ length ~ ')') -%}
    nullif({{ as_text(where_untidy(column, length, tidied), length) }}, '')
{%- endmacro %}
