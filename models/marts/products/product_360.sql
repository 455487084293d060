{%- set recent_days = 90 %}

with

sales as (select * from {{ ref('fact_sales') }}),

products as (select * from {{ ref('dim_product') }}),

recommendations as (select * from {{ ref('cross_sell_recommendations') }}),

observed as (

    select
        min(invoice_date) as first_day,
        max(invoice_date) as last_day

    from sales

),

firsts as (

    select
        customer_id,
        min(invoice_date) as first_sale_date

    from sales
    where transaction_type = 'sale' and customer_id is not null
    group by customer_id

),

lines as (

    select
        sales.stock_code,
        sales.customer_id,
        sales.invoice_no,
        sales.invoice_date,
        sales.quantity,
        sales.revenue,
        case when sales.transaction_type = 'sale' then 1 else 0 end as is_sale,
        case when sales.invoice_date = firsts.first_sale_date then 1 else 0 end as is_first_order,
        {{ days_between('sales.invoice_date', 'observed.last_day') }} as days_ago,
        {{ days_between('sales.invoice_date', add_months('observed.last_day', -12)) }}
            as days_before_a_year_ago,
        case
            when
                {{ add_days(add_months('observed.last_day', -12), 1 - recent_days) }}
                >= observed.first_day
                then 1
            else 0
        end as has_year_earlier,
        case
            when {{ add_days('observed.last_day', 1 - 2 * recent_days) }} >= observed.first_day
                then 1
            else 0
        end as has_previous

    from sales
    cross join observed
    left join firsts
        on sales.customer_id = firsts.customer_id
    where sales.stock_code is not null

),

totals as (

    select
        stock_code,
        max(has_year_earlier) as has_year_earlier,
        max(has_previous) as has_previous,
        min(case when is_sale = 1 then invoice_date end) as first_sale_date,
        max(case when is_sale = 1 then invoice_date end) as last_sale_date,
        count(distinct case when is_sale = 1 then invoice_no end) as orders,
        sum(is_sale) as sale_lines,
        sum(1 - is_sale) as return_lines,
        sum(case when is_sale = 1 then quantity else 0 end) as units,
        sum(case when is_sale = 1 then revenue else 0 end) as gross_revenue,
        sum(case when is_sale = 0 then revenue else 0 end) as returned_revenue,
        sum(revenue) as net_revenue,
        sum(case when days_ago between 0 and {{ recent_days - 1 }} then revenue else 0 end)
            as recent_revenue,
        sum(case
            when days_ago between {{ recent_days }} and {{ 2 * recent_days - 1 }} then revenue
            else 0
        end) as previous_revenue,
        sum(case
            when days_before_a_year_ago between 0 and {{ recent_days - 1 }} then revenue
            else 0
        end) as year_earlier_revenue

    from lines
    group by stock_code

),

buyers as (

    select
        stock_code,
        customer_id,
        count(distinct invoice_no) as orders,
        max(is_first_order) as in_first_order

    from lines
    where is_sale = 1 and customer_id is not null
    group by stock_code, customer_id

),

customers as (

    select
        stock_code,
        count(*) as customers,
        sum(case when orders > 1 then 1 else 0 end) as repeat_customers,
        sum(in_first_order) as first_order_customers

    from buyers
    group by stock_code

),

partners as (

    select
        stock_code,
        count(*) as basket_partners,
        max(case when rank = 1 then recommended_stock_code end) as best_partner_stock_code,
        max(case when rank = 1 then recommended_description end) as best_partner_description

    from recommendations
    group by stock_code

),

final as (

    select
        -- what
        totals.stock_code,
        products.description,
        products.item_type,
        products.is_product,

        -- how much
        totals.first_sale_date,
        totals.last_sale_date,
        cast(totals.orders as int) as orders,
        cast(totals.units as decimal(28, 4)) as units,
        cast(totals.gross_revenue as decimal(28, 4)) as gross_revenue,
        cast(totals.returned_revenue as decimal(28, 4)) as returned_revenue,
        cast(totals.net_revenue as decimal(28, 4)) as net_revenue,

        -- to whom
        cast(coalesce(customers.customers, 0) as int) as customers,
        cast(coalesce(customers.repeat_customers, 0) as int) as repeat_customers,
        {{ ratio('customers.repeat_customers', 'customers.customers') }} as repeat_share,
        cast(coalesce(customers.first_order_customers, 0) as int) as first_order_customers,
        {{ ratio('customers.first_order_customers', 'customers.customers') }} as first_order_share,

        -- what comes back
        {{ ratio('-totals.returned_revenue', 'totals.gross_revenue') }} as return_rate,
        cast(totals.sale_lines as int) as sale_lines,
        cast(totals.return_lines as int) as return_lines,
        {{ wilson_bound(
            'case when totals.return_lines < totals.sale_lines then totals.return_lines '
            ~ 'else totals.sale_lines end', 'totals.sale_lines', 'low'
        ) }} as return_share_low,
        {{ wilson_bound(
            'case when totals.return_lines < totals.sale_lines then totals.return_lines '
            ~ 'else totals.sale_lines end', 'totals.sale_lines', 'high'
        ) }} as return_share_high,

        -- bought with what
        cast(coalesce(partners.basket_partners, 0) as int) as basket_partners,
        partners.best_partner_stock_code,
        partners.best_partner_description,

        -- where it goes
        cast(totals.recent_revenue as decimal(28, 4)) as recent_revenue,
        cast(case when totals.has_previous = 1 then totals.previous_revenue end as decimal(28, 4))
            as previous_revenue,
        cast(case when totals.has_year_earlier = 1 then totals.year_earlier_revenue end
            as decimal(28, 4)) as year_earlier_revenue

    from totals
    inner join products
        on totals.stock_code = products.stock_code
    left join customers
        on totals.stock_code = customers.stock_code
    left join partners
        on totals.stock_code = partners.stock_code
    where totals.sale_lines > 0

)

select * from final
