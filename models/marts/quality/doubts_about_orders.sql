{#- A share of all orders above which a thing is odd enough to be told. -#}
{%- set odd_share = {'invoices': '0.01', 'orders of one customer': '0.2'} -%}

with

sales as (select * from {{ ref('fact_sales') }}),

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

found as (

    select * from invoices_over_several_days
    union all
    select * from invoices_of_several_customers
    union all
    select * from one_customer_dominates

),

final as (

    select
        {{ as_text('doubt', 40) }} as doubt,
        {{ as_text('sentence', 400) }} as sentence,
        {{ as_text("coalesce(example, '')", 400) }} as example

    from found

)

select * from final
