-- The customers' revenue and orders, summed up, are those of the fact lines of the same customers.
-- Holds for the whole data only, so it does not ask when the var as_of_date cuts sales off.
{{ config(enabled=(checked_var('as_of_date') == '')) }}

with

buyers as (

    select distinct customer_id
    from {{ ref('fact_sales') }}
    where transaction_type = 'sale' and customer_id is not null

),

facts as (

    select
        count(distinct sales.customer_id) as customers,
        sum(case when sales.transaction_type = 'sale' then sales.revenue else 0 end)
            as gross_revenue,
        sum(case when sales.transaction_type = 'return' then sales.revenue else 0 end)
            as returned_revenue
    from {{ ref('fact_sales') }} as sales
    inner join buyers
        on sales.customer_id = buyers.customer_id

),

customers as (

    select
        count(*) as customers,
        sum(gross_revenue) as gross_revenue,
        sum(returned_revenue) as returned_revenue
    from {{ ref('customer_360') }}

)

select
    customers.customers,
    facts.customers as fact_customers,
    customers.gross_revenue,
    facts.gross_revenue as fact_gross_revenue,
    customers.returned_revenue,
    facts.returned_revenue as fact_returned_revenue
from customers
cross join facts
where
    customers.customers <> facts.customers
    or customers.gross_revenue <> facts.gross_revenue
    or customers.returned_revenue <> facts.returned_revenue
