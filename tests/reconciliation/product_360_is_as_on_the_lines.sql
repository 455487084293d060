-- Each article that was sold has what its lines add up to, counted by customer and invoice first; who bought it and
-- with what; and what it brought in the last 90 days, the 90 before, and the same days a year earlier.
{%- set sale = "transaction_type = 'sale'" %}
{%- set days = 90 %}

with

borders as (

    select
        min(invoice_date) as first_day,
        max(invoice_date) as last_day,
        {{ add_days('max(invoice_date)', -days) }} as recent_after,
        {{ add_days('max(invoice_date)', -2 * days) }} as previous_after,
        {{ add_months('max(invoice_date)', -12) }} as year_earlier_until,
        {{ add_days(add_months('max(invoice_date)', -12), -days) }} as year_earlier_after

    from {{ ref('fact_sales') }}

),

daily as (

    select
        stock_code,
        invoice_date,
        count(case when {{ sale }} then 1 end) as sale_lines,
        count(case when {{ sale }} then null else 1 end) as return_lines,
        sum(case when {{ sale }} then quantity end) as units,
        sum(case when {{ sale }} then revenue end) as gross_revenue,
        sum(case when {{ sale }} then null else revenue end) as returned_revenue

    from {{ ref('fact_sales') }}
    where stock_code is not null
    group by stock_code, invoice_date

),

totals as (

    select
        daily.stock_code,
        min(case when daily.sale_lines > 0 then daily.invoice_date end) as first_sale_date,
        max(case when daily.sale_lines > 0 then daily.invoice_date end) as last_sale_date,
        sum(daily.sale_lines) as sale_lines,
        sum(daily.return_lines) as return_lines,
        coalesce(sum(daily.units), 0) as units,
        coalesce(sum(daily.gross_revenue), 0) as gross_revenue,
        coalesce(sum(daily.returned_revenue), 0) as returned_revenue

    from daily
    group by daily.stock_code
    having sum(daily.sale_lines) > 0

),

windows as (

    select
        daily.stock_code,
        sum(case
            when daily.invoice_date > borders.recent_after
                then coalesce(daily.gross_revenue, 0) + coalesce(daily.returned_revenue, 0)
            else 0
        end) as recent_revenue,
        sum(case
            when borders.previous_after < {{ add_days('borders.first_day', -1) }} then null
            when
                daily.invoice_date > borders.previous_after
                and daily.invoice_date <= borders.recent_after
                then coalesce(daily.gross_revenue, 0) + coalesce(daily.returned_revenue, 0)
            else 0
        end) as previous_revenue,
        sum(case
            when borders.year_earlier_after < {{ add_days('borders.first_day', -1) }} then null
            when
                daily.invoice_date > borders.year_earlier_after
                and daily.invoice_date <= borders.year_earlier_until
                then coalesce(daily.gross_revenue, 0) + coalesce(daily.returned_revenue, 0)
            else 0
        end) as year_earlier_revenue

    from daily
    cross join borders
    group by daily.stock_code

),

invoices as (

    select distinct
        stock_code,
        invoice_no

    from {{ ref('fact_sales') }}
    where {{ sale }} and stock_code is not null

),

orders as (

    select
        stock_code,
        count(*) as orders

    from invoices
    group by stock_code

),

purchases as (

    select
        sales.stock_code,
        sales.customer_id,
        min(sales.invoice_no) as first_invoice,
        max(sales.invoice_no) as last_invoice,
        min(sales.invoice_date) as first_date

    from {{ ref('fact_sales') }} as sales
    where {{ sale }} and sales.stock_code is not null and sales.customer_id is not null
    group by sales.stock_code, sales.customer_id

),

buyers as (

    select
        purchases.stock_code,
        count(*) as customers,
        count(case when purchases.first_invoice <> purchases.last_invoice then 1 end)
            as repeat_customers,
        count(case when purchases.first_date = first_dates.first_date then 1 end)
            as first_order_customers

    from purchases
    inner join (
        select
            customer_id,
            min(first_date) as first_date
        from (
            select
                customer_id,
                invoice_date as first_date
            from {{ ref('fact_sales') }}
            where {{ sale }} and customer_id is not null
        ) as visits
        group by customer_id
    ) as first_dates
        on purchases.customer_id = first_dates.customer_id
    group by purchases.stock_code

),

partners as (

    select
        stock_code,
        count(*) as basket_partners

    from {{ ref('cross_sell_recommendations') }}
    group by stock_code

),

-- returns of goods sold before the data begins may be more than the sales
shares as (

    select
        totals.stock_code,
        cast(totals.sale_lines as {{ double_type() }}) as lines,
        cast(case
            when totals.return_lines > totals.sale_lines then totals.sale_lines
            else totals.return_lines
        end as {{ double_type() }}) / totals.sale_lines as share

    from totals

),

expected as (

    select
        totals.*,
        products.description,
        products.item_type,
        products.is_product,
        totals.gross_revenue + totals.returned_revenue as net_revenue,
        windows.recent_revenue,
        windows.previous_revenue,
        windows.year_earlier_revenue,
        orders.orders,
        coalesce(buyers.customers, 0) as customers,
        coalesce(buyers.repeat_customers, 0) as repeat_customers,
        coalesce(buyers.first_order_customers, 0) as first_order_customers,
        cast(buyers.repeat_customers as {{ double_type() }}) / buyers.customers as repeat_share,
        cast(buyers.first_order_customers as {{ double_type() }}) / buyers.customers
            as first_order_share,
        -cast(totals.returned_revenue as {{ double_type() }})
            / cast(totals.gross_revenue as {{ double_type() }}) as return_rate,
        (
            shares.share + 1.9208 / shares.lines - 1.96 * sqrt(
                shares.share * (1e0 - shares.share) / shares.lines
                + 0.9604 / shares.lines / shares.lines
            )
        ) / (1e0 + 3.8416 / shares.lines) as return_share_low,
        (
            shares.share + 1.9208 / shares.lines + 1.96 * sqrt(
                shares.share * (1e0 - shares.share) / shares.lines
                + 0.9604 / shares.lines / shares.lines
            )
        ) / (1e0 + 3.8416 / shares.lines) as return_share_high,
        coalesce(partners.basket_partners, 0) as basket_partners,
        best.recommended_stock_code as best_partner_stock_code,
        best.recommended_description as best_partner_description

    from totals
    inner join windows
        on totals.stock_code = windows.stock_code
    inner join orders
        on totals.stock_code = orders.stock_code
    inner join shares
        on totals.stock_code = shares.stock_code
    inner join {{ ref('dim_product') }} as products
        on totals.stock_code = products.stock_code
    left join buyers
        on totals.stock_code = buyers.stock_code
    left join partners
        on totals.stock_code = partners.stock_code
    left join {{ ref('cross_sell_recommendations') }} as best
        on totals.stock_code = best.stock_code and best.rank = 1

)

{{- rows_that_differ(
    ref('product_360'),
    text_keys=['stock_code'],
    columns=[
        'is_product', 'first_sale_date', 'last_sale_date', 'orders', 'units', 'gross_revenue',
        'returned_revenue', 'net_revenue', 'customers', 'repeat_customers', 'first_order_customers',
        'sale_lines', 'return_lines', 'basket_partners', 'recent_revenue', 'previous_revenue',
        'year_earlier_revenue',
    ],
    texts=['description', 'item_type', 'best_partner_stock_code', 'best_partner_description'],
    nearly=[
        'repeat_share', 'first_order_share', 'return_rate', 'return_share_low', 'return_share_high',
    ],
) }}
