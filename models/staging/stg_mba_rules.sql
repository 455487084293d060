with

source as (select * from {{ source('mining', 'mba_rules') }}),

final as (

    select
        -- keys
        {{ as_text('rule_id', 32) }} as rule_id,
        {{ as_text('antecedents', 600) }} as antecedents,
        {{ as_text('consequents', 600) }} as consequents,

        -- sizes and counts
        cast(antecedent_size as int) as antecedent_size,
        cast(consequent_size as int) as consequent_size,
        cast(basket_count as int) as basket_count,
        cast(antecedent_count as int) as antecedent_count,
        cast(consequent_count as int) as consequent_count,
        cast(total_baskets as int) as total_baskets,

        -- measures
        cast(support as {{ double_type() }}) as support,
        cast(confidence as {{ double_type() }}) as confidence,
        cast(lift as {{ double_type() }}) as lift,
        cast(leverage as {{ double_type() }}) as leverage,
        cast(conviction as {{ double_type() }}) as conviction,
        cast(zhangs_metric as {{ double_type() }}) as zhangs_metric,
        cast(p_value as {{ double_type() }}) as p_value,

        -- flags
        cast(is_significant as int) as is_significant,
        cast(is_redundant as int) as is_redundant,

        -- times
        cast(mined_at as {{ timestamp_type() }}) as mined_at

    from source

)

select * from final
