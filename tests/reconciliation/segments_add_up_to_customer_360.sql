-- Every customer stands in exactly one segment, with all of their revenue.

with

segments as (

    select
        coalesce(sum(customers), 0) as customers,
        coalesce(sum(gross_revenue), 0) as gross_revenue
    from {{ ref('rfm_segment_summary') }}

),

customers as (

    select
        count(*) as customers,
        coalesce(sum(gross_revenue), 0) as gross_revenue
    from {{ ref('customer_360') }}

)

select
    segments.customers as segment_customers,
    customers.customers,
    segments.gross_revenue as segment_gross_revenue,
    customers.gross_revenue
from segments
cross join customers
where
    segments.customers <> customers.customers
    or segments.gross_revenue <> customers.gross_revenue
