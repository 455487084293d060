with

sales as (select * from {{ ref('fact_sales') }}),

final as (

    select
        customer_id,
        invoice_date,
        coalesce(country, '{{ unspecified_country() }}') as country,
        region,
        cast(count(distinct case when transaction_type = 'sale' then invoice_no end) as int)
            as orders,
        cast(sum(case when transaction_type = 'sale' then revenue else 0 end) as decimal(28, 4))
            as gross_revenue,
        cast(sum(case when transaction_type = 'return' then revenue else 0 end) as decimal(28, 4))
            as returned_revenue

    from sales
    where customer_id is not null
    group by
        customer_id,
        invoice_date,
        coalesce(country, '{{ unspecified_country() }}'),
        region

)

select * from final
