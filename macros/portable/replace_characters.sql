{#-
    Text with each of some characters replaced by the one at the same place of another list; both are lists of
    Unicode numbers of one length. Characters are told apart as in binary_text.
-#}
{% macro replace_characters(text_expression, code_points, replacements) -%}
    {%- set lists = [] -%}
    {%- for numbers in (code_points, replacements) -%}
        {%- set characters = [] -%}
        {%- for number in numbers -%}
            {%- do characters.append(character(number)) -%}
        {%- endfor -%}
        {%- do lists.append('concat(' ~ characters | join(', ') ~ ')') -%}
    {%- endfor -%}
    translate({{ binary_text(text_expression) }}, {{ lists | join(', ') }})
{%- endmacro %}
