-- The daily view loses and doubles nothing.

with

daily as (

    select
        coalesce(sum(net_revenue), 0) as net_revenue,
        coalesce(sum(sale_lines), 0) as sale_lines
    from {{ ref('vw_sales_daily') }}

),

facts as (

    select
        coalesce(sum(revenue), 0) as net_revenue,
        coalesce(sum(case when transaction_type = 'sale' then 1 else 0 end), 0) as sale_lines
    from {{ ref('fact_sales') }}

)

select
    daily.net_revenue,
    facts.net_revenue as fact_net_revenue,
    daily.sale_lines,
    facts.sale_lines as fact_sale_lines
from daily
cross join facts
where daily.net_revenue <> facts.net_revenue or daily.sale_lines <> facts.sale_lines
