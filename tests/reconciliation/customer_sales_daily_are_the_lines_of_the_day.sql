-- Each customer, day and country has the lines of fact_sales, counted by invoice first.

with

invoices as (

    select
        customer_id,
        invoice_date,
        coalesce(country, '{{ unspecified_country() }}') as country,
        invoice_no,
        transaction_type,
        sum(revenue) as revenue

    from {{ ref('fact_sales') }}
    where customer_id is not null
    group by
        customer_id,
        invoice_date,
        coalesce(country, '{{ unspecified_country() }}'),
        invoice_no,
        transaction_type

),

daily as (

    select
        customer_id,
        invoice_date,
        country,
        count(case when transaction_type = 'sale' then 1 end) as orders,
        coalesce(sum(case when transaction_type = 'sale' then revenue end), 0) as gross_revenue,
        coalesce(sum(case when transaction_type = 'return' then revenue end), 0)
            as returned_revenue

    from invoices
    group by customer_id, invoice_date, country

),

expected as (

    select
        daily.*,
        coalesce(country_regions.region, '{{ unassigned_region() }}') as region

    from daily
    left join {{ ref('country_regions') }} as country_regions
        on {{ capitals('daily.country') }} = {{ capitals('country_regions.country') }}

)

{{- rows_that_differ(
    ref('customer_sales_daily'),
    keys=['invoice_date'],
    text_keys=['customer_id', 'country'],
    columns=['orders', 'gross_revenue', 'returned_revenue'],
    texts=['region'],
) }}
