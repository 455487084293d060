-- Every customer of customer_360 has an outlook and nobody else has, on the same day, with the same risk, and the
-- segments of today's cut are those of customer_rfm.
with

customers as (select * from {{ ref('customer_360') }}),

outlooks as (select * from {{ ref('customer_outlook') }}),

scores as (select * from {{ ref('customer_rfm') }}),

segments as (

    select * from {{ ref('int_outlook_segments') }}
    where cut_number = 0

),

histories as (

    select * from {{ ref('int_customer_histories') }}
    where cut_number = 0

)

select
    customers.customer_id,
    outlooks.customer_id as outlook_customer_id
from customers
full outer join outlooks
    on customers.customer_id = outlooks.customer_id
left join scores
    on customers.customer_id = scores.customer_id
left join segments
    on customers.customer_id = segments.customer_id
left join histories
    on customers.customer_id = histories.customer_id
where
    customers.customer_id is null
    or outlooks.customer_id is null
    or customers.as_of_date <> outlooks.as_of_date
    or customers.churn_risk <> outlooks.churn_risk
    or segments.segment is null
    or scores.segment <> segments.segment
    or customers.monetary <> histories.monetary
    or customers.frequency <> histories.orders
    or customers.recency_days <> histories.recency_days
