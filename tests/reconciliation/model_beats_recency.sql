-- On every cut of the back-test the purchase model ranks who orders again better than the days since the last
-- purchase do. Where it does not, look at recency rather than at p_order, and at what made the shop change.
{{ config(severity='warn') }}

with

measures as (select * from {{ ref('outlook_backtest') }}),

by_model as (

    select
        cut_date,
        horizon_days,
        value as auc

    from measures
    where measure = 'auc' and method = 'model'

),

by_recency as (

    select
        cut_date,
        horizon_days,
        value as auc

    from measures
    where measure = 'auc' and method = 'recency'

)

select
    by_model.cut_date,
    by_model.horizon_days,
    by_model.auc as model_auc,
    by_recency.auc as recency_auc
from by_model
inner join by_recency
    on
        by_model.cut_date = by_recency.cut_date
        and by_model.horizon_days = by_recency.horizon_days
where by_model.auc <= by_recency.auc
