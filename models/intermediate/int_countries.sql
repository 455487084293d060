with

order_lines as (select * from {{ ref('stg_order_lines') }}),

country_regions as (select * from {{ ref('country_regions') }}),

country_names as (select * from {{ ref('country_names') }}),

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
        min(country_spelling) as country_spelling

    from spellings
    group by {{ capitals('country_spelling') }}

),

-- every spelling of a known country; one with a row of its own in country_regions stays what it is there
known as (

    select
        {{ capitals('country') }} as country_key,
        country,
        region

    from country_regions

    union all

    select
        {{ capitals('country_names.spelling') }} as country_key,
        country_regions.country,
        country_regions.region

    from country_names
    inner join country_regions
        on {{ capitals('country_names.country') }} = {{ capitals('country_regions.country') }}
    left join country_regions as same_spelling
        on {{ capitals('country_names.spelling') }} = {{ capitals('same_spelling.country') }}
    where same_spelling.country is null

),

final as (

    select
        observed.country_key,
        cast(
            case
                when observed.country_key = {{ capitals("'" ~ unspecified_country() ~ "'") }}
                    then '{{ unspecified_country() }}'
                else coalesce(known.country, observed.country_spelling)
            end as {{ text_type(100) }}
        ) as country,
        cast(coalesce(known.region, '{{ unassigned_region() }}') as {{ text_type(60) }})
            as region

    from observed
    left join known
        on observed.country_key = known.country_key

)

select * from final
