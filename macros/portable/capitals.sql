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
        when strlen({{ text_expression }}) = length({{ text_expression }}) then upper({{ text_expression }})
        else upper({{ letters_written_out(text_expression) }})
    end
{%- endmacro %}

{% macro sqlserver__capitals(text_expression) -%}
    upper({{ letters_written_out(text_expression) }})
{%- endmacro %}

{% macro letters_written_out(text_expression) -%}
    {%- set step = namespace(sql=text_expression) -%}
    {%- for code_point, letters in [
        (181, character(924)), (223, "'SS'"), (7838, "'SS'"), (198, "'AE'"), (230, "'AE'"), (338, "'OE'"),
        (339, "'OE'"), (306, "'IJ'"), (307, "'IJ'"), (305, "'I'"), (383, "'S'"), (64256, "'FF'"),
        (64257, "'FI'"), (64258, "'FL'"), (64259, "'FFI'"), (64260, "'FFL'"), (64261, "'ST'"), (64262, "'ST'")
    ] -%}
        {%- set step.sql = 'replace(' ~ step.sql ~ ', ' ~ character(code_point) ~ ', ' ~ letters ~ ')' -%}
    {%- endfor -%}
    {{ return(step.sql) }}
{%- endmacro %}
