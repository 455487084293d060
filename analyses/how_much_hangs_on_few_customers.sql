-- How much of all revenue of known customers the whales bring in.

select
    sum(is_whale) as whales,
    count(*) as customers,
    sum(case when is_whale = 1 then net_revenue else 0 end) as whale_revenue,
    sum(net_revenue) as revenue
from {{ ref('vw_customer_360') }}
