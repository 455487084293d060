{#- The newest days are compared with the same weekdays of the eight weeks before. -#}
{%- set newest_days = 7 -%}
{%- set weeks_before = 8 -%}
{%- set least_weekdays = 4 -%}
{%- set odd_gap_days = 60 -%}
{#- A shop may rest for two years; four years without a sale are a year that a whole file has wrong. -#}
{%- set longest_rest_days = 1461 -%}

with

days as (select * from {{ ref('dim_date') }}),

daily as (select * from {{ ref('sales_daily') }}),

sale_days as (

    select
        invoice_date,
        sum(orders) as orders,
        sum(gross_revenue) as gross_revenue

    from daily
    where orders > 0
    group by invoice_date

),

gaps as (

    select
        invoice_date,
        lag(invoice_date) over (order by invoice_date) as day_before,
        {{ days_between('lag(invoice_date) over (order by invoice_date)', 'invoice_date') }}
            as gap_days,
        orders,
        lag(orders) over (order by invoice_date) as orders_before,
        sum(orders) over () as all_orders,
        count(*) over () as all_days,
        row_number() over (order by invoice_date) as day_number,
        row_number() over (order by invoice_date desc) as day_number_from_the_end

    from sale_days

),

usual_gap as (

    select
        max(case
            when
                day_number > 2 and day_number_from_the_end > 1
                and gap_days <= {{ longest_rest_days }}
                then gap_days
        end) as longest_gap_days

    from gaps

),

sales_far_apart as (

    select
        'sales_far_apart' as doubt,
        concat(
            'Sales on ', cast(gaps.day_before as varchar(10)), ' and on ',
            cast(gaps.invoice_date as varchar(10)), ' are ', cast(gaps.gap_days as varchar(10)),
            ' days apart; the longest gap otherwise is ',
            cast(coalesce(usual_gap.longest_gap_days, 1) as varchar(10)), ' days.'
        ) as sentence,
        cast(case
            when gaps.day_number = 2 then gaps.day_before
            else gaps.invoice_date
        end as varchar(10)) as example

    from gaps
    cross join usual_gap
    where
        gaps.gap_days > {{ longest_rest_days }}
        or (
            (
                -- a day with many orders, such as Black Friday, is no mistyped date
                (
                    gaps.day_number = 2
                    and gaps.orders_before * gaps.all_days <= 2 * gaps.all_orders
                )
                or (
                    gaps.day_number_from_the_end = 1
                    and gaps.orders * gaps.all_days <= 2 * gaps.all_orders
                )
            )
            and gaps.gap_days > {{ odd_gap_days }}
            and gaps.gap_days > 3 * usual_gap.longest_gap_days
        )

),

last_sale as (

    select max(invoice_date) as last_sale_date
    from sale_days

),

calendar as (

    select
        days.date_day,
        days.day_of_week,
        coalesce(sale_days.orders, 0) as orders,
        coalesce(sale_days.gross_revenue, 0) as gross_revenue,
        {{ days_between('days.date_day', 'last_sale.last_sale_date') }} as days_before_the_last

    from days
    cross join last_sale
    left join sale_days
        on days.date_day = sale_days.invoice_date
    where days.date_day <= last_sale.last_sale_date

),

compared as (

    select
        newest.date_day,
        newest.orders,
        newest.gross_revenue,
        cast(sum(earlier.orders) as {{ double_type() }}) / cast(count(*) as {{ double_type() }})
            as usual_orders,
        sum(earlier.gross_revenue) as earlier_gross_revenue,
        count(*) as earlier_days

    from calendar as newest
    inner join calendar as earlier
        on
            newest.day_of_week = earlier.day_of_week
            and earlier.orders > 0
            and earlier.days_before_the_last > newest.days_before_the_last
            and earlier.days_before_the_last
            <= newest.days_before_the_last + 7 * {{ weeks_before }}
    where newest.days_before_the_last < {{ newest_days }}
    group by
        newest.date_day,
        newest.orders,
        newest.gross_revenue

),

-- Revenue under a fifth of the usual, and fewer orders than chance allows: three standard deviations of a
-- Poisson count below its mean, so a shop with a handful of orders a day gets no doubt.
revenue_far_below_usual as (

    select
        'revenue_far_below_usual' as doubt,
        concat(
            'On ', cast(date_day as varchar(10)), ' there were ', cast(orders as varchar(20)),
            ' orders for ', cast(cast(gross_revenue as decimal(28, 2)) as varchar(30)),
            '; the same weekdays before had ',
            cast(cast(round(usual_orders, 0) as int) as varchar(20)),
            ' orders on average.'
        ) as sentence,
        cast(date_day as varchar(10)) as example

    from compared
    where
        earlier_days >= {{ least_weekdays }}
        and 5 * earlier_days * gross_revenue < earlier_gross_revenue
        and orders < usual_orders - 3 * sqrt(usual_orders)

),

found as (

    select * from sales_far_apart
    union all
    select * from revenue_far_below_usual

),

final as (

    select
        {{ as_text('doubt', 40) }} as doubt,
        {{ as_text('sentence', 400) }} as sentence,
        {{ as_text("coalesce(example, '')", 400) }} as example

    from found

)

select * from final
