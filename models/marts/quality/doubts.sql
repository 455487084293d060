{#- A share of all lines or orders above which a thing is odd enough to be told. -#}
{%- set odd_share = {
    'invoices': '0.01',
    'orders of one customer': '0.2',
    'excluded lines': '0.2',
    'repeated lines': '0.1',
    'lines that are no goods': '0.5',
} -%}
{#- The newest days are compared with the same weekdays of the eight weeks before. -#}
{%- set newest_days = 7 -%}
{%- set weeks_before = 8 -%}
{%- set least_weekdays = 4 -%}
{%- set odd_gap_days = 60 -%}

with

sales as (select * from {{ ref('fact_sales') }}),

order_lines as (select * from {{ ref('int_order_lines') }}),

products as (select * from {{ ref('dim_product') }}),

days as (select * from {{ ref('dim_date') }}),

daily as (select * from {{ ref('sales_daily') }}),

kinds as (select * from {{ ref('doubt_kinds') }}),

landing_doubts as (select * from {{ ref('stg_landing_doubts') }}),

-- Days: a date that was mistyped stands far from all others.

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
        row_number() over (order by invoice_date) as day_number,
        row_number() over (order by invoice_date desc) as day_number_from_the_end

    from sale_days

),

usual_gap as (

    select
        max(case
            when day_number > 2 and day_number_from_the_end > 1 then gap_days
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
            cast(usual_gap.longest_gap_days as varchar(10)), ' days.'
        ) as sentence,
        cast(case
            when gaps.day_number = 2 then gaps.day_before
            else gaps.invoice_date
        end as varchar(10)) as example

    from gaps
    cross join usual_gap
    where
        (gaps.day_number = 2 or gaps.day_number_from_the_end = 1)
        and gaps.gap_days > {{ odd_gap_days }}
        and gaps.gap_days > 3 * usual_gap.longest_gap_days

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
        cast(sum(earlier.orders) as double precision) / cast(count(*) as double precision)
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
-- Poisson count below its mean, so a shop with a handful of orders a day hears nothing.
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

-- Orders: one number on several days or for several customers is more than one order.

invoices as (

    select
        invoice_no,
        count(distinct invoice_date) as invoice_days,
        count(distinct customer_id) as invoice_customers

    from sales
    where transaction_type = 'sale'
    group by invoice_no

),

invoice_totals as (

    select
        count(*) as invoices,
        sum(case when invoice_days > 1 then 1 else 0 end) as over_several_days,
        min(case when invoice_days > 1 then invoice_no end) as example_of_days,
        sum(case when invoice_customers > 1 then 1 else 0 end) as of_several_customers,
        min(case when invoice_customers > 1 then invoice_no end) as example_of_customers

    from invoices

),

invoices_over_several_days as (

    select
        'invoices_over_several_days' as doubt,
        concat(
            cast(over_several_days as varchar(20)), ' of ', cast(invoices as varchar(20)),
            ' order numbers have sales on more than one day.'
        ) as sentence,
        example_of_days as example

    from invoice_totals
    where over_several_days > {{ odd_share['invoices'] }} * invoices

),

invoices_of_several_customers as (

    select
        'invoices_of_several_customers' as doubt,
        concat(
            cast(of_several_customers as varchar(20)), ' of ', cast(invoices as varchar(20)),
            ' order numbers belong to more than one customer.'
        ) as sentence,
        example_of_customers as example

    from invoice_totals
    where of_several_customers > {{ odd_share['invoices'] }} * invoices

),

customer_orders as (

    select
        customer_id,
        count(distinct invoice_no) as orders

    from sales
    where
        transaction_type = 'sale'
        and customer_id is not null
    group by customer_id

),

ranked_customers as (

    select
        customer_id,
        orders,
        sum(orders) over () as all_orders,
        row_number() over (order by orders desc, customer_id asc) as place

    from customer_orders

),

one_customer_dominates as (

    select
        'one_customer_dominates' as doubt,
        concat(
            'One customer has ', cast(first_one.orders as varchar(20)), ' of ',
            cast(first_one.all_orders as varchar(20)), ' orders, the next one ',
            cast(second_one.orders as varchar(20)), '.'
        ) as sentence,
        first_one.customer_id as example

    from ranked_customers as first_one
    inner join ranked_customers as second_one
        on second_one.place = 2
    where
        first_one.place = 1
        and first_one.orders > {{ odd_share['orders of one customer'] }} * first_one.all_orders
        and first_one.orders >= 3 * second_one.orders
        and first_one.orders >= 5

),

-- Lines: left out, repeated, or no goods.

classes as (

    select
        line_class,
        count(*) as class_lines

    from order_lines
    group by line_class

),

excluded_classes as (

    select
        line_class,
        class_lines,
        sum(class_lines) over () as excluded_lines,
        row_number() over (order by class_lines desc, line_class asc) as place

    from classes
    where line_class not in ('sale', 'return', 'duplicate', 'superseded')

),

all_lines as (

    select sum(class_lines) as line_count
    from classes

),

many_lines_excluded as (

    select
        'many_lines_excluded' as doubt,
        concat(
            cast(excluded_classes.excluded_lines as varchar(20)), ' of ',
            cast(all_lines.line_count as varchar(20)),
            ' lines are excluded, most of them as ', excluded_classes.line_class, '.'
        ) as sentence,
        excluded_classes.line_class as example

    from excluded_classes
    cross join all_lines
    where
        excluded_classes.place = 1
        and excluded_classes.excluded_lines
        > {{ odd_share['excluded lines'] }} * all_lines.line_count

),

-- Files that overlap repeat each other's lines; only what repeats within a file is odd.
repeated as (

    select
        order_lines.source_file,
        order_lines.line_id,
        count(*) - 1 as repeats,
        min(order_lines.invoice_no) as invoice_no

    from order_lines
    inner join order_lines as second_lines
        on
            order_lines.line_id = second_lines.line_id
            and second_lines.occurrence = 2
    group by
        order_lines.source_file,
        order_lines.line_id

),

repeats as (

    select
        sum(repeats) as repeats,
        min(case when repeats > 0 then invoice_no end) as example

    from repeated

),

many_repeated_lines as (

    select
        'many_repeated_lines' as doubt,
        concat(
            cast(repeats.repeats as varchar(20)), ' of ', cast(all_lines.line_count as varchar(20)),
            ' lines repeat an earlier line of their file and are counted once.'
        ) as sentence,
        repeats.example

    from repeats
    cross join all_lines
    where repeats.repeats > {{ odd_share['repeated lines'] }} * all_lines.line_count

),

goods as (

    select
        count(*) as sale_lines,
        sum(case when products.is_product = 1 then 0 else 1 end) as other_lines,
        min(case when products.is_product = 1 then null else sales.stock_code end) as example

    from sales
    left join products
        on sales.stock_code = products.stock_code
    where sales.transaction_type = 'sale'

),

few_goods as (

    select
        'few_goods' as doubt,
        concat(
            cast(other_lines as varchar(20)), ' of ', cast(sale_lines as varchar(20)),
            ' sale lines are no goods, so they are in no basket.'
        ) as sentence,
        example

    from goods
    where other_lines > {{ odd_share['lines that are no goods'] }} * sale_lines

),

unassigned_countries as (

    select
        count(distinct country) as countries,
        min(country) as example

    from sales
    where
        region = '{{ unassigned_region() }}'
        and country <> '{{ unspecified_country() }}'

),

country_without_region as (

    select
        'country_without_region' as doubt,
        concat(cast(countries as varchar(20)), ' of the countries have no region.') as sentence,
        example

    from unassigned_countries
    where countries > 0

),

found as (

    select * from sales_far_apart
    union all
    select * from revenue_far_below_usual
    union all
    select * from invoices_over_several_days
    union all
    select * from invoices_of_several_customers
    union all
    select * from one_customer_dominates
    union all
    select * from many_lines_excluded
    union all
    select * from many_repeated_lines
    union all
    select * from few_goods
    union all
    select * from country_without_region

),

final as (

    select
        cast(found.doubt as {{ text_type(40) }}) as doubt,
        cast('marts' as {{ text_type(255) }}) as found_in,
        cast(found.sentence as {{ text_type(400) }}) as sentence,
        cast(coalesce(found.example, '') as {{ text_type(400) }}) as example,
        cast(kinds.advice as {{ text_type(400) }}) as advice,
        kinds.is_urgent

    from found
    left join kinds
        on found.doubt = kinds.doubt

    union all

    select
        doubt,
        source_file as found_in,
        sentence,
        example,
        advice,
        0 as is_urgent

    from landing_doubts

)

select * from final
