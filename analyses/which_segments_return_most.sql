-- What share of their purchases each segment sends back.

select
    segment,
    customers,
    gross_revenue,
    returned_revenue,
    cast(-returned_revenue as {{ double_type() }})
    / cast(gross_revenue as {{ double_type() }}) as return_rate
from {{ ref('vw_rfm_segments') }}
