{#-
    Text in capitals. Letters whose capitals engines see in different ways are written out first: ß is SS, ligatures
    are their letters, the micro sign is the Greek letter.
-#}
{% macro capitals(text_expression) -%}
    {{ return(adapter.dispatch('capitals')(text_expression)) }}
{%- endmacro %}

{#- Only the few values with other than ASCII letters are worked on. -#}
{% macro default__capitals(text_expression) -%}
    case
        when strlen({{ text_expression }}) = length({{ text_expression }}) then {{ upper_case(text_expression) }}
        else {{ upper_case(letters_written_out(text_expression)) }}
    end
{%- endmacro %}

{% macro sqlserver__capitals(text_expression) -%}
    {{ upper_case(letters_written_out(text_expression)) }}
{%- endmacro %}

{% macro spark__capitals(text_expression) -%}
    {{ upper_case(letters_written_out(text_expression)) }}
{%- endmacro %}

{#- Letters that stand for one other letter first, in one call, so that little is nested. -#}
{% macro letters_written_out(text_expression) -%}
    {%- set step = namespace(sql=replace_characters(
        text_expression,
        [181, 305, 383, 7838, 198, 338, 306, 64261],
        [924, 73, 83, 223, 230, 339, 307, 64262],
    )) -%}
    {%- for code_point, letters in [
        (223, "'SS'"), (230, "'AE'"), (339, "'OE'"), (307, "'IJ'"), (64256, "'FF'"), (64257, "'FI'"),
        (64258, "'FL'"), (64259, "'FFI'"), (64260, "'FFL'"), (64262, "'ST'")
    ] -%}
        {%- set step.sql = 'replace(' ~ step.sql ~ ', ' ~ character(code_point) ~ ', ' ~ letters ~ ')' -%}
    {%- endfor -%}
    {{ return(step.sql) }}
{%- endmacro %}
