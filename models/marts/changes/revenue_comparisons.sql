with

sales as (select * from {{ ref('fact_sales') }}),

calendar as (select * from {{ ref('dim_date') }}),

observed as (

    select
        min(invoice_date) as first_day,
        max(invoice_date) as last_day

    from sales
    having count(*) > 0

),

-- what a period is compared with, and how many months that lies back
kinds as (

    select 'month_on_month' as comparison, 1 as period_months, 1 as months_back
    union all select 'month_year_on_year', 1, 12
    union all select 'quarter_on_quarter', 3, 3
    union all select 'quarter_year_on_year', 3, 12
    union all select 'year_on_year', 12, 12

),

months as (

    select distinct month_start
    from calendar

),

periods as (

    select
        kinds.comparison,
        kinds.months_back,
        months.month_start as period_start,
        {{ add_days(add_months('months.month_start', 'kinds.period_months'), -1) }} as period_end,
        {{ add_months('months.month_start', '-kinds.months_back') }} as before_start,
        {{ add_days(
            add_months('months.month_start', 'kinds.period_months - kinds.months_back'), -1
        ) }} as before_end,
        observed.first_day,
        observed.last_day

    from kinds
    cross join observed
    inner join months
        on
            (month(months.month_start) - 1) % kinds.period_months = 0
            and months.month_start <= observed.last_day
            and {{ add_months('months.month_start', '-kinds.months_back') }}
            >= {{ month_start('observed.first_day') }}

),

final as (

    select
        comparison,
        period_start,

        -- the days that are compared: a period that has not ended is held against the same days before
        case
            when before_start < first_day
                then {{ add_days('period_start', days_between('before_start', 'first_day')) }}
            else period_start
        end as first_day_now,
        case when period_end > last_day then last_day else period_end end as last_day_now,
        case when before_start < first_day then first_day else before_start end as first_day_before,
        case
            when period_end > last_day then {{ add_months('last_day', '-months_back') }}
            else before_end
        end as last_day_before,
        case when period_end > last_day or before_start < first_day then 1 else 0 end as is_partial

    from periods

)

select * from final
