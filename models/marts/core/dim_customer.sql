with

sales as (select * from {{ ref('fact_sales') }}),

customer_countries as (

    select
        customer_id,
        country,
        region,
        max(invoice_at) as last_invoice_at

    from sales
    where customer_id is not null
    group by customer_id, country, region

),

ranked as (

    select
        customer_id,
        country,
        region,
        count(country) over (partition by customer_id) as country_count,
        -- a known country before none, then the one of the latest line, then by name
        row_number() over (
            partition by customer_id
            order by
                case when country is null then 1 else 0 end asc,
                last_invoice_at desc,
                {{ binary_text('country') }} asc
        ) as country_rank

    from customer_countries

),

final as (

    select
        customer_id,
        country,
        region,
        cast(country_count as int) as country_count

    from ranked
    where country_rank = 1

)

select * from final
