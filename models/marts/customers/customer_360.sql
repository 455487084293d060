with

sales as (select * from {{ ref('fact_sales') }}),

customers as (select * from {{ ref('dim_customer') }}),

products as (select * from {{ ref('dim_product') }}),

outlooks as (select * from {{ ref('customer_outlook') }}),

period as (

    select
        max(case when transaction_type = 'sale' then invoice_date end) as last_sale_date,
        max(invoice_date) as last_line_date

    from sales

),

as_of as (

    select
        {{ as_of_date(add_days('last_sale_date', 1)) }} as as_of_date,
        -- a given day in the past shows the customers as they were on that day
        {{ as_of_date('last_line_date') }} as last_counted_date

    from period

),

lines as (

    select
        sales.*,
        as_of.as_of_date,
        case when sales.transaction_type = 'sale' then 1 else 0 end as is_sale,
        coalesce(products.is_product, 0) as is_product

    from sales
    inner join as_of
        on sales.invoice_date <= as_of.last_counted_date
    left join products
        on sales.stock_code = products.stock_code
    where sales.customer_id is not null

),

totals as (

    select
        customer_id,
        as_of_date,
        min(case when is_sale = 1 then invoice_date end) as first_purchase_date,
        max(case when is_sale = 1 then invoice_date end) as last_purchase_date,
        cast(count(distinct case when is_sale = 1 then invoice_no end) as int) as frequency,
        cast(sum(case when is_sale = 1 then revenue else 0 end) as decimal(28, 4)) as gross_revenue,
        cast(sum(case when is_sale = 0 then revenue else 0 end) as decimal(28, 4))
            as returned_revenue,
        cast(sum(revenue) as decimal(28, 4)) as net_revenue,
        cast(sum(case when is_sale = 1 then quantity else 0 end) as decimal(28, 4)) as units,
        cast(count(distinct case when is_sale = 1 and is_product = 1 then stock_code end) as int)
            as distinct_products

    from lines
    group by customer_id, as_of_date

),

measures as (

    select
        totals.*,
        {{ rfm_monetary('net_revenue', 'gross_revenue') }} as monetary,
        {{ divide_money('gross_revenue', 'frequency') }} as average_order_value,
        cast(-cast(returned_revenue as {{ double_type() }})
            / cast(gross_revenue as {{ double_type() }}) as {{ double_type() }}) as return_rate,
        {{ days_between('last_purchase_date', 'as_of_date') }} as recency_days,
        {{ days_between('first_purchase_date', 'as_of_date') }} as tenure_days,
        {{ days_between('first_purchase_date', 'last_purchase_date') }} as active_days,
        {{ month_start('first_purchase_date') }} as cohort_month

    from totals
    where frequency > 0

),

ranks as (

    {{ rank_by_value('measures', 'monetary') }}

),

ranked as (

    select
        measures.*,
        case
            when measures.frequency > 1
                then
                    cast(measures.active_days as {{ double_type() }})
                    / cast(measures.frequency - 1 as {{ double_type() }})
        end as average_days_between_orders,
        ranks.value_rank as monetary_rank,
        ranks.row_count as customer_count

    from measures
    inner join ranks
        on measures.monetary = ranks.monetary

),

final as (

    select
        -- who
        ranked.customer_id,
        customers.country,
        customers.region,

        -- when
        ranked.as_of_date,
        ranked.first_purchase_date,
        ranked.last_purchase_date,
        ranked.cohort_month,
        ranked.recency_days,
        ranked.tenure_days,
        ranked.average_days_between_orders,

        -- how often and how much
        ranked.frequency,
        ranked.gross_revenue,
        ranked.returned_revenue,
        ranked.net_revenue,
        ranked.monetary,
        ranked.average_order_value,
        ranked.units,
        ranked.distinct_products,
        ranked.return_rate,

        -- what to do about it
        {{ is_whale('ranked.monetary', 'ranked.monetary_rank', 'ranked.customer_count') }}
            as is_whale,
        coalesce(outlooks.churn_risk, 'unknown') as churn_risk

    from ranked
    left join customers
        on ranked.customer_id = customers.customer_id
    left join outlooks
        on ranked.customer_id = outlooks.customer_id

)

select * from final
