{%- set horizon_days = 180 %}

with

sales as (select * from {{ ref('fact_sales') }}),

products as (select * from {{ ref('dim_product') }}),

observed as (

    select max(invoice_date) as last_day
    from sales

),

-- what each customer bought on each day
visits as (

    select
        customer_id,
        invoice_date,
        max(country) as country,
        sum(revenue) as gross_revenue

    from sales
    where transaction_type = 'sale' and customer_id is not null
    group by customer_id, invoice_date

),

firsts as (

    select
        customer_id,
        min(invoice_date) as first_sale_date

    from visits
    group by customer_id

),

-- customers whose time is up: the days after the first purchase are all in the data
outcomes as (

    select
        firsts.customer_id,
        firsts.first_sale_date,
        max(case when visits.invoice_date = firsts.first_sale_date then visits.country end)
            as country,
        max(case when visits.invoice_date > firsts.first_sale_date then 1 else 0 end) as came_back,
        sum(visits.gross_revenue) as gross_revenue

    from firsts
    cross join observed
    inner join visits
        on
            firsts.customer_id = visits.customer_id
            and visits.invoice_date <= {{ add_days('firsts.first_sale_date', horizon_days) }}
    where {{ add_days('firsts.first_sale_date', horizon_days) }} <= observed.last_day
    group by firsts.customer_id, firsts.first_sale_date

),

first_products as (

    select distinct
        sales.customer_id,
        sales.stock_code

    from sales
    inner join firsts
        on
            sales.customer_id = firsts.customer_id
            and sales.invoice_date = firsts.first_sale_date
    inner join products
        on sales.stock_code = products.stock_code
    where sales.transaction_type = 'sale' and products.is_product = 1

),

members as (

    select
        'first_product' as dimension,
        first_products.stock_code as member,
        outcomes.came_back,
        outcomes.gross_revenue

    from outcomes
    inner join first_products
        on outcomes.customer_id = first_products.customer_id
    union all
    select
        'country' as dimension,
        coalesce(country, '{{ unspecified_country() }}') as member,
        came_back,
        gross_revenue

    from outcomes
    union all
    select
        'first_month' as dimension,
        cast({{ month_start('first_sale_date') }} as {{ text_type(10) }}) as member,
        came_back,
        gross_revenue

    from outcomes
    union all
    select
        'all' as dimension,
        'all' as member,
        came_back,
        gross_revenue

    from outcomes

),

totals as (

    select
        dimension,
        member,
        count(*) as customers,
        sum(came_back) as came_back,
        sum(gross_revenue) as gross_revenue

    from members
    group by dimension, member

),

final as (

    select
        totals.dimension,
        totals.member,
        products.description,
        cast(totals.customers as int) as customers,
        cast(totals.came_back as int) as came_back,
        {{ ratio('totals.came_back', 'totals.customers') }} as came_back_share,
        {{ wilson_bound('totals.came_back', 'totals.customers', 'low') }} as came_back_share_low,
        {{ wilson_bound('totals.came_back', 'totals.customers', 'high') }} as came_back_share_high,
        {{ divide_money('cast(totals.gross_revenue as decimal(28, 4))', 'totals.customers') }}
            as revenue_per_customer

    from totals
    left join products
        on
            totals.member = products.stock_code
            and totals.dimension = 'first_product'

)

select
    cast(dimension as {{ text_type(20) }}) as dimension,
    cast(member as {{ text_type(100) }}) as member,
    description,
    customers,
    came_back,
    came_back_share,
    came_back_share_low,
    came_back_share_high,
    revenue_per_customer

from final
