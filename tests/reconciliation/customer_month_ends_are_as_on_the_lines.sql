-- Each customer has, for each month end from their first sale on, what the lines up to that day add up to: all of
-- them anew for each month, where the model adds month to month.
{%- set sale_date = "case when transaction_type = 'sale' then invoice_date end" %}

with

last_lines as (

    select
        max({{ sale_date }}) as last_sale_date,
        max(invoice_date) as last_line_date

    from {{ ref('fact_sales') }}

),

last_days as (

    select
        {{ as_of_date(add_days('last_sale_date', 1)) }} as as_of_date,
        {{ as_of_date('last_line_date') }} as last_counted_date

    from last_lines

),

months as (

    select distinct
        dim_date.month_start,
        {{ add_days(add_months('dim_date.month_start', 1), -1) }} as month_end,
        last_days.as_of_date,
        last_days.last_counted_date

    from {{ ref('dim_date') }} as dim_date
    inner join last_days
        on dim_date.month_start <= last_days.last_counted_date

),

invoices as (

    select
        customer_id,
        invoice_no,
        min(invoice_date) as first_date

    from {{ ref('fact_sales') }}
    where transaction_type = 'sale' and customer_id is not null
    group by customer_id, invoice_no

),

frequencies as (

    select
        invoices.customer_id,
        months.month_end,
        count(*) as frequency

    from months
    inner join invoices
        on
            invoices.first_date <= months.month_end
            and invoices.first_date <= months.last_counted_date
    group by invoices.customer_id, months.month_end

),

days as (

    select
        customer_id,
        invoice_date,
        max({{ sale_date }}) as sale_date,
        sum(case when transaction_type = 'sale' then revenue else 0 end) as gross_revenue,
        sum(revenue) as net_revenue

    from {{ ref('fact_sales') }}
    where customer_id is not null
    group by customer_id, invoice_date

),

amounts as (

    select
        days.customer_id,
        months.month_end,
        months.as_of_date,
        max(days.sale_date) as last_purchase_date,
        sum(days.gross_revenue) as gross_revenue,
        sum(days.net_revenue) as net_revenue,
        sum(case when days.invoice_date >= months.month_start then days.net_revenue else 0 end)
            as month_net_revenue

    from months
    inner join days
        on days.invoice_date <= months.month_end and days.invoice_date <= months.last_counted_date
    group by days.customer_id, months.month_end, months.as_of_date

),

dated as (

    select
        amounts.*,
        frequencies.frequency,
        {{ rfm_monetary('amounts.net_revenue', 'amounts.gross_revenue') }} as monetary,
        case
            when amounts.month_end <= amounts.as_of_date then amounts.month_end
            else amounts.as_of_date
        end as told_date

    from amounts
    inner join frequencies
        on
            amounts.customer_id = frequencies.customer_id
            and amounts.month_end = frequencies.month_end

),

expected as (

    select
        customer_id,
        month_end,
        told_date as as_of_date,
        {{ days_between('last_purchase_date', 'told_date') }} as recency_days,
        frequency,
        monetary,
        month_net_revenue

    from dated

)

{{- rows_that_differ(
    ref('customer_month_ends'),
    keys=['month_end'],
    text_keys=['customer_id'],
    columns=['as_of_date', 'recency_days', 'frequency', 'monetary', 'month_net_revenue'],
) }}
