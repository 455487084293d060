-- Retention by months since the first purchase over all cohorts whose month is whole and observed: the
-- customers who came back over those who could have. The left-censored first cohort is left out.

select
    cohort_index,
    sum(active_customers) as active_customers,
    sum(cohort_size) as customers,
    cast(sum(active_customers) as {{ double_type() }})
    / cast(sum(cohort_size) as {{ double_type() }}) as retention_rate
from {{ ref('vw_cohort_retention') }}
where is_left_censored = 0 and is_partial_month = 0
group by cohort_index
