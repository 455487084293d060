-- Each cohort has every index from 0 to the last observed month, and none beyond.

with

cohorts as (

    select
        cohort_month,
        count(*) as row_count,
        min(cohort_index) as first_index,
        max(cohort_index) as last_index,
        max(order_month) as last_month
    from {{ ref('cohort_table') }}
    group by cohort_month

),

observed as (

    select {{ month_start('max(invoice_date)') }} as last_month
    from {{ ref('fact_sales') }}
    where transaction_type = 'sale'

)

select
    cohorts.cohort_month,
    cohorts.row_count,
    cohorts.first_index,
    cohorts.last_index
from cohorts
cross join observed
where
    cohorts.first_index <> 0
    or cohorts.row_count <> cohorts.last_index + 1
    or cohorts.last_month <> observed.last_month
