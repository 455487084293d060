{%- set advice_unknown = [
    'What to do stands in a newer seed doubt_kinds: ',
    'delete the one of this shop and run customer-intelligence init.',
] | join -%}

{#- A feed has customers in small letters, and one 0 for any number of them. -#}
{%- set customer_in_feed = "case when replace(found.example, '0', '') = '' then '0' else lower(found.example) end" -%}

with

about_days as (select * from {{ ref('doubts_about_days') }}),

about_orders as (select * from {{ ref('doubts_about_orders') }}),

about_lines as (select * from {{ ref('doubts_about_lines') }}),

about_files as (select * from {{ ref('doubts_about_files') }}),

landed_files as (select * from {{ ref('stg_landed_files') }}),

kinds as (select * from {{ ref('doubt_kinds') }}),

landing_doubts as (select * from {{ ref('stg_landing_doubts') }}),

found as (

    select * from about_days
    union all
    select * from about_orders
    union all
    select * from about_lines
    union all
    select * from about_files

),

final as (

    select
        found.doubt,
        {{ as_text("'marts'", 255) }} as found_in,
        found.sentence,
        found.example,
        -- a shop's own copy of the seed may be older than the check
        {{ as_text("coalesce(kinds.advice, '" ~ advice_unknown ~ "')", 400) }} as advice,
        coalesce(kinds.is_urgent, 1) as is_urgent

    from found
    left join kinds
        on found.doubt = kinds.doubt
    where
        -- told of the file that it is in, with the line of the feed
        (
            found.doubt <> 'one_customer_dominates'
            or not exists (
                select 1
                from landing_doubts
                where landing_doubts.doubt = 'one_large_customer'
            )
        )
        -- the feed of a landed file says that someone has looked: at doubts of this kind, or at this customer
        and not exists (
            select 1
            from landed_files
            where
                {{ feed_names('landed_files.file_form', 'known_doubts', 'found.doubt') }}
                or (
                    found.doubt = 'one_customer_dominates'
                    and {{ feed_names(
                        'landed_files.file_form',
                        'known_customers',
                        customer_in_feed,
                    ) }}
                )
        )

    union all

    select
        doubt,
        source_file as found_in,
        sentence,
        example,
        advice,
        0 as is_urgent

    from landing_doubts

)

select * from final
