with

sales as (select * from {{ ref('fact_sales') }}),

-- An invoice may have lines of several days and countries.
invoice_parts as (

    select
        customer_id,
        invoice_date,
        coalesce(country, '{{ unspecified_country() }}') as country,
        region,
        transaction_type,
        invoice_no,
        sum(revenue) as revenue

    from sales
    where customer_id is not null
    group by
        customer_id,
        invoice_date,
        coalesce(country, '{{ unspecified_country() }}'),
        region,
        transaction_type,
        invoice_no

),

numbered as (

    select
        invoice_parts.*,
        {{ parts_of_orders(
            ['transaction_type', 'customer_id', 'invoice_no'],
            'invoice_date',
            'country',
        ) }}

    from invoice_parts

),

final as (

    select
        customer_id,
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
        cast(sum(case when transaction_type = 'sale' then revenue else 0 end) as decimal(28, 4))
            as gross_revenue,
        cast(sum(case when transaction_type = 'return' then revenue else 0 end) as decimal(28, 4))
            as returned_revenue

    from numbered
    group by
        customer_id,
        invoice_date,
        country,
        region

)

select * from final
