{#- The three scores in a row, as people write them: '555' is best. -#}
{% macro rfm_score_text(r_score, f_score, m_score) -%}
    cast(concat(
        cast({{ r_score }} as varchar(1)),
        cast({{ f_score }} as varchar(1)),
        cast({{ m_score }} as varchar(1))
    ) as {{ text_type(3) }})
{%- endmacro %}
