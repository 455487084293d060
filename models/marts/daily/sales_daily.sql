with

sales as (select * from {{ ref('fact_sales') }}),

final as (

    select
        invoice_date,
        coalesce(country, '{{ unspecified_country() }}') as country,
        region,
        cast(count(distinct case when transaction_type = 'sale' then invoice_no end) as int)
            as orders,
        cast(count(distinct case when transaction_type = 'return' then invoice_no end) as int)
            as return_invoices,
        cast(sum(case when transaction_type = 'sale' then 1 else 0 end) as int) as sale_lines,
        cast(sum(case when transaction_type = 'sale' then quantity else 0 end) as decimal(28, 4))
            as units,
        cast(sum(case when transaction_type = 'sale' then revenue else 0 end) as decimal(28, 4))
            as gross_revenue,
        cast(sum(case when transaction_type = 'return' then revenue else 0 end) as decimal(28, 4))
            as returned_revenue,
        cast(sum(revenue) as decimal(28, 4)) as net_revenue

    from sales
    group by
        invoice_date,
        coalesce(country, '{{ unspecified_country() }}'),
        region

)

select * from final
