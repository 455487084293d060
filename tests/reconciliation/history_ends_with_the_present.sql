-- The last month of the history is the present: everybody is there, with the scores and the segment of today.

with

last_month as (

    select history.*
    from {{ ref('customer_rfm_history') }} as history
    inner join (
        select max(month_end) as month_end
        from {{ ref('customer_rfm_history') }}
    ) as latest
        on history.month_end = latest.month_end

)

select
    today.customer_id,
    today.rfm_score,
    today.segment,
    last_month.rfm_score as history_rfm_score,
    last_month.segment as history_segment
from {{ ref('customer_rfm') }} as today
left join last_month
    on today.customer_id = last_month.customer_id
where
    last_month.customer_id is null
    or today.rfm_score <> last_month.rfm_score
    or today.segment <> last_month.segment
