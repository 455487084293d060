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

-- Each order once: on its first day, in the first of its countries on that day.
first_days as (

    select
        invoice_no,
        min(invoice_date) as invoice_date

    from invoices
    where transaction_type = 'sale'
    group by invoice_no

),

first_places as (

    select
        first_days.invoice_no,
        first_days.invoice_date,
        min(invoices.country) as country

    from first_days
    inner join invoices
        on
            first_days.invoice_no = invoices.invoice_no
            and first_days.invoice_date = invoices.invoice_date
    where invoices.transaction_type = 'sale'
    group by first_days.invoice_no, first_days.invoice_date

),

begun as (

    select
        invoice_date,
        country,
        count(*) as orders_begun

    from first_places
    group by invoice_date, country

),

first_days_in_countries as (

    select
        invoice_no,
        country,
        min(invoice_date) as invoice_date

    from invoices
    where transaction_type = 'sale'
    group by invoice_no, country

),

begun_in_country as (

    select
        invoice_date,
        country,
        count(*) as orders_begun_in_country

    from first_days_in_countries
    group by invoice_date, country

),

expected as (

    select
        daily.*,
        coalesce(begun.orders_begun, 0) as orders_begun,
        coalesce(begun_in_country.orders_begun_in_country, 0) as orders_begun_in_country,
        coalesce(country_regions.region, '{{ unassigned_region() }}') as region

    from daily
    left join begun
        on
            daily.invoice_date = begun.invoice_date
            and daily.country = begun.country
    left join begun_in_country
        on
            daily.invoice_date = begun_in_country.invoice_date
            and daily.country = begun_in_country.country
    left join {{ ref('country_regions') }} as country_regions
        on {{ capitals('daily.country') }} = {{ capitals('country_regions.country') }}

)

{{- rows_that_differ(
    ref('sales_daily'),
    keys=['invoice_date'],
    text_keys=['country'],
    columns=[
        'orders', 'orders_begun', 'orders_begun_in_country', 'return_invoices', 'sale_lines', 'units', 'gross_revenue', 'returned_revenue',
        'net_revenue',
    ],
    texts=['region'],
) }}
