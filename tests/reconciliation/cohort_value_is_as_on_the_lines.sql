-- Each article, country and month of first purchases, and all together, have the customers who began there long
-- enough ago, who of them came back, and what all of them spent, by their lines.
{%- set horizon_days = 180 %}
{%- set members = {
    'country': "coalesce(firsts.country, '" ~ unspecified_country() ~ "')",
    'first_month': 'cast(' ~ month_start('firsts.first_date') ~ ' as ' ~ text_type(10) ~ ')',
    'all': "'all'",
} %}

with

sales as (

    select *
    from {{ ref('fact_sales') }}
    where transaction_type = 'sale' and customer_id is not null

),

ranked as (

    select
        sales.*,
        min(invoice_date) over (partition by customer_id) as first_date

    from sales

),

ends as (

    select max(invoice_date) as last_day
    from {{ ref('fact_sales') }}

),

firsts as (

    select
        ranked.customer_id,
        ranked.first_date,
        max(case when ranked.invoice_date = ranked.first_date then ranked.country end) as country,
        sum(ranked.revenue) as revenue,
        count(distinct ranked.invoice_date) as days

    from ranked
    cross join ends
    where
        {{ days_between('ranked.first_date', 'ranked.invoice_date') }} <= {{ horizon_days }}
        and {{ days_between('ranked.first_date', 'ends.last_day') }} >= {{ horizon_days }}
    group by ranked.customer_id, ranked.first_date

),

first_products as (

    select
        customer_id,
        stock_code

    from ranked
    where invoice_date = first_date and stock_code is not null
    group by customer_id, stock_code

),

members as (

    select
        'first_product' as dimension,
        first_products.stock_code as member,
        products.description,
        firsts.days,
        firsts.revenue

    from firsts
    inner join first_products
        on firsts.customer_id = first_products.customer_id
    inner join {{ ref('dim_product') }} as products
        on first_products.stock_code = products.stock_code and products.is_product = 1
    {%- for dimension, member in members.items() %}

    union all

    select
        '{{ dimension }}' as dimension,
        {{ member }} as member,
        null as description,
        firsts.days,
        firsts.revenue

    from firsts
    {%- endfor %}

),

counted as (

    select
        dimension,
        member,
        description,
        cast(count(*) as {{ double_type() }}) as customers,
        cast(count(case when days > 1 then 1 end) as {{ double_type() }}) as came_back,
        sum(revenue) as revenue

    from members
    group by dimension, member, description

),

shares as (

    select
        counted.*,
        came_back / customers as came_back_share,
        -- Wilson: the share is drawn to one half, and its margin is wider where few were counted
        (came_back / customers + 1.9208 / customers) / (1e0 + 3.8416 / customers) as middle,
        1.96 / (1e0 + 3.8416 / customers) * sqrt(
            came_back / customers * (1e0 - came_back / customers) / customers
            + 0.9604 / customers / customers
        ) as margin

    from counted

),

expected as (

    select
        shares.*,
        middle - margin as came_back_share_low,
        middle + margin as came_back_share_high,
        cast(revenue as {{ double_type() }}) / customers as revenue_per_customer

    from shares

)

{{- rows_that_differ(
    ref('cohort_value'),
    text_keys=['dimension', 'member'],
    columns=['customers', 'came_back'],
    texts=['description'],
    nearly=['came_back_share', 'came_back_share_low', 'came_back_share_high'],
    rounded=['revenue_per_customer'],
) }}
