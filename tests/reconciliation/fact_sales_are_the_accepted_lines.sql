-- fact_sales holds each accepted line once and as it was read, with the region that the seed gives to
-- its country.

with

order_lines as (select * from {{ ref('int_order_lines') }}),

country_regions as (select * from {{ ref('country_regions') }}),

expected as (

    select
        order_lines.line_id,
        order_lines.invoice_no,
        order_lines.customer_id,
        order_lines.stock_code,
        cast(order_lines.invoice_at as date) as invoice_date,
        order_lines.invoice_at,
        order_lines.country,
        coalesce(country_regions.region, '{{ unassigned_region() }}') as region,
        order_lines.line_class as transaction_type,
        order_lines.quantity,
        order_lines.unit_price,
        order_lines.revenue

    from order_lines
    left join country_regions
        on
            {{ capitals("coalesce(order_lines.country, '" ~ unspecified_country() ~ "')") }}
            = {{ capitals('country_regions.country') }}
    where order_lines.line_class in ('sale', 'return')

)

{{- rows_that_differ(
    ref('fact_sales'),
    text_keys=['line_id'],
    columns=['invoice_date', 'invoice_at', 'quantity', 'unit_price', 'revenue'],
    texts=['invoice_no', 'customer_id', 'stock_code', 'country', 'region', 'transaction_type'],
) }}
