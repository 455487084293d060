-- Each day and country has the lines of fact_sales, counted by invoice first and by line never twice.

with

invoices as (

    select
        invoice_date,
        coalesce(country, '{{ unspecified_country() }}') as country,
        invoice_no,
        transaction_type,
        count(*) as invoice_lines,
        sum(quantity) as units,
        sum(revenue) as revenue

    from {{ ref('fact_sales') }}
    group by
        invoice_date,
        coalesce(country, '{{ unspecified_country() }}'),
        invoice_no,
        transaction_type

),

daily as (

    select
        invoice_date,
        country,
        count(case when transaction_type = 'sale' then 1 end) as orders,
        count(case when transaction_type = 'return' then 1 end) as return_invoices,
        coalesce(sum(case when transaction_type = 'sale' then invoice_lines end), 0) as sale_lines,
        coalesce(sum(case when transaction_type = 'sale' then units end), 0) as units,
        coalesce(sum(case when transaction_type = 'sale' then revenue end), 0) as gross_revenue,
        coalesce(sum(case when transaction_type = 'return' then revenue end), 0)
            as returned_revenue,
        sum(revenue) as net_revenue

    from invoices
    group by invoice_date, country

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
    ref('sales_daily'),
    keys=['invoice_date'],
    text_keys=['country'],
    columns=[
        'orders', 'return_invoices', 'sale_lines', 'units', 'gross_revenue', 'returned_revenue',
        'net_revenue',
    ],
    texts=['region'],
) }}
