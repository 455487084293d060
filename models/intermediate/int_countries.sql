with

order_lines as (select * from {{ ref('stg_order_lines') }}),

country_regions as (select * from {{ ref('country_regions') }}),

observed as (

    select
        upper(country_spelling) as country_key,
        -- of spellings that differ in case alone the first in binary order stands for all: no
        -- engine splits what another one merges
        min({{ binary_text('country_spelling') }}) as country_spelling

    from order_lines
    where country_spelling is not null
    group by upper(country_spelling)

),

final as (

    select
        observed.country_key,
        cast(coalesce(country_regions.country, observed.country_spelling) as {{ text_type(100) }})
            as country,
        cast(coalesce(country_regions.region, '{{ unassigned_region() }}') as {{ text_type(60) }})
            as region

    from observed
    left join country_regions
        on observed.country_key = upper(country_regions.country)

)

select * from final
