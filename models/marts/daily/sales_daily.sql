with

sales as (select * from {{ ref('fact_sales') }}),

-- An invoice may have lines of several days and countries.
invoice_parts as (

    select
        invoice_date,
        coalesce(country, '{{ unspecified_country() }}') as country,
        region,
        transaction_type,
        invoice_no,
        count(*) as part_lines,
        sum(quantity) as quantity,
        sum(revenue) as revenue

    from sales
    group by
        invoice_date,
        coalesce(country, '{{ unspecified_country() }}'),
        region,
        transaction_type,
        invoice_no

),

numbered as (

    select
        invoice_parts.*,
        {{ parts_of_orders(['transaction_type', 'invoice_no'], 'invoice_date', 'country') }}

    from invoice_parts

),

final as (

    select
        invoice_date,
        country,
        region,
        cast(sum(case when transaction_type = 'sale' then 1 else 0 end) as int) as orders,
        cast(
            sum(case when transaction_type = 'sale' and part_number = 1 then 1 else 0 end) as int
        ) as orders_begun,
        cast(
            sum(
                case when transaction_type = 'sale' and part_of_country = 1 then 1 else 0 end
            ) as int
        ) as orders_begun_in_country,
        cast(sum(case when transaction_type = 'return' then 1 else 0 end) as int)
            as return_invoices,
        cast(sum(case when transaction_type = 'sale' then part_lines else 0 end) as int)
            as sale_lines,
        cast(sum(case when transaction_type = 'sale' then quantity else 0 end) as decimal(28, 4))
            as units,
        cast(sum(case when transaction_type = 'sale' then revenue else 0 end) as decimal(28, 4))
            as gross_revenue,
        cast(sum(case when transaction_type = 'return' then revenue else 0 end) as decimal(28, 4))
            as returned_revenue,
        cast(sum(revenue) as decimal(28, 4)) as net_revenue

    from numbered
    group by
        invoice_date,
        country,
        region

)

select * from final
