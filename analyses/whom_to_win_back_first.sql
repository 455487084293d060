-- The customers at high risk of leaving who are worth most: the list for Monday's calls.

select
    customer_id,
    country,
    segment,
    monetary,
    recency_days,
    average_days_between_orders,
    row_number() over (order by monetary desc, customer_id asc) as call_order
from {{ ref('vw_customer_360') }}
where churn_risk = 'high' and monetary > 0
