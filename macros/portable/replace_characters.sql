{#-
    Text with each of some characters replaced by the one at the same place of another list; both are lists of
    Unicode numbers of one length. Characters are told apart as in binary_text.
-#}
{% macro replace_characters(text_expression, code_points, replacements) -%}
    translate({{ binary_text(text_expression) }}, {{ text_of(code_points) }}, {{ text_of(replacements) }})
{%- endmacro %}
