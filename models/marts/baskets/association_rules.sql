{#- One side of a rule leaves at least one item to the other. -#}
{%- set positions = range(1, [checked_var('mba_max_len') | int, 2] | max) -%}

with

rules as (select * from {{ ref('stg_mba_rules') }}),

products as (select * from {{ ref('dim_product') }}),

split as (

    select
        rules.*,
        {%- for position in positions %}
        {{ nth_part('antecedents', shown_separator(), position) }} as antecedent_{{ position }},
        {{ nth_part('consequents', shown_separator(), position) }} as consequent_{{ position }}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from rules

),

final as (

    select
        -- the rule
        split.rule_id,
        split.antecedents,
        cast(concat_ws(
            '{{ shown_separator() }}'
            {%- for position in positions %},
            coalesce(antecedent_{{ position }}_product.description, split.antecedent_{{ position }})
            {%- endfor %}
        ) as {{ text_type(2000) }}) as antecedent_descriptions,
        split.consequents,
        cast(concat_ws(
            '{{ shown_separator() }}'
            {%- for position in positions %},
            coalesce(consequent_{{ position }}_product.description, split.consequent_{{ position }})
            {%- endfor %}
        ) as {{ text_type(2000) }}) as consequent_descriptions,
        split.antecedent_size,
        split.consequent_size,

        -- counts
        split.basket_count,
        split.antecedent_count,
        split.consequent_count,
        split.total_baskets,

        -- measures
        split.support,
        split.confidence,
        split.lift,
        split.leverage,
        split.conviction,
        split.zhangs_metric,
        split.p_value,

        -- flags
        split.is_significant,
        split.is_redundant

    from split
    {%- for side in ('antecedent', 'consequent') %}
    {%- for position in positions %}
    left join products as {{ side }}_{{ position }}_product
        on split.{{ side }}_{{ position }} = {{ side }}_{{ position }}_product.stock_code
    {%- endfor %}
    {%- endfor %}

)

select * from final
