with

order_lines as (select * from {{ ref('stg_order_lines') }}),

country_regions as (select * from {{ ref('country_regions') }}),

-- lines that name no country have the region that the seed gives to the name that stands for it
spellings as (

    select country_spelling
    from order_lines
    where country_spelling is not null

    union all

    select cast('{{ unspecified_country() }}' as {{ text_type(100) }}) as country_spelling

),

observed as (

    select
        {{ capitals('country_spelling') }} as country_key,
        -- of spellings that differ in case alone the first in binary order stands for all: no
        -- engine splits what another one merges
        {{ usual_text('min(' ~ binary_text('country_spelling') ~ ')') }} as country_spelling

    from spellings
    group by {{ capitals('country_spelling') }}

),

final as (

    select
        observed.country_key,
        cast(
            case
                when observed.country_key = {{ capitals("'" ~ unspecified_country() ~ "'") }}
                    then '{{ unspecified_country() }}'
                else coalesce(country_regions.country, observed.country_spelling)
            end as {{ text_type(100) }}
        ) as country,
        cast(coalesce(country_regions.region, '{{ unassigned_region() }}') as {{ text_type(60) }})
            as region

    from observed
    left join country_regions
        on observed.country_key = {{ capitals('country_regions.country') }}

)

select * from final
