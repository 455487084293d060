-- Each month, quarter and year of the data that has another one to be held against has the days of both, by counting
-- months; where one of them is not whole, the same days of both.
{%- set kinds = [
    ('month_on_month', 1, 1), ('month_year_on_year', 1, 12), ('quarter_on_quarter', 3, 3),
    ('quarter_year_on_year', 3, 12), ('year_on_year', 12, 12),
] %}

with

ends as (

    select
        min(invoice_date) as first_day,
        max(invoice_date) as last_day

    from {{ ref('fact_sales') }}

),

months as (

    -- months counted from the year 0
    select distinct
        12 * year(dim_date.month_start) + month(dim_date.month_start) - 1 as month_number,
        12 * year(ends.first_day) + month(ends.first_day) - 1 as first_month_number,
        12 * year(ends.last_day) + month(ends.last_day) - 1 as last_month_number,
        ends.first_day,
        ends.last_day

    from {{ ref('dim_date') }} as dim_date
    cross join ends

),

periods as (

    {%- for comparison, period_months, months_back in kinds %}

    select
        '{{ comparison }}' as comparison,
        {{ period_months }} as period_months,
        {{ months_back }} as months_back,
        months.*

    from months
    where
        month_number % {{ period_months }} = 0
        and month_number <= last_month_number
        and month_number - {{ months_back }} >= first_month_number
    {%- if not loop.last %}

    union all
    {%- endif %}
    {%- endfor %}

),

dated as (

    select
        periods.*,
        {{ first_of_month('month_number') }} as period_start,
        {{ add_days(first_of_month('month_number + period_months'), -1) }} as period_end,
        {{ first_of_month('month_number - months_back') }} as before_start,
        {{ add_days(
            first_of_month('month_number + period_months - months_back'), -1
        ) }} as before_end,
        -- the month of the last day, as many months back
        {{ first_of_month('last_month_number - months_back') }} as last_before_start,
        {{ add_days(
            first_of_month('last_month_number - months_back + 1'), -1
        ) }} as last_before_end

    from periods

),

expected as (

    select
        comparison,
        period_start,
        {{ add_days('period_start', 'case when first_day > before_start then '
            ~ days_between('before_start', 'first_day') ~ ' else 0 end') }} as first_day_now,
        case when period_end <= last_day then period_end else last_day end as last_day_now,
        case
            when first_day > before_start then first_day
            else before_start
        end as first_day_before,
        case
            when period_end <= last_day then before_end
            when day(last_before_end) < day(last_day) then last_before_end
            else {{ add_days('last_before_start', 'day(last_day) - 1') }}
        end as last_day_before,
        case
            when period_end <= last_day and first_day <= before_start then 0
            else 1
        end as is_partial

    from dated

)

{{- rows_that_differ(
    ref('revenue_comparisons'),
    keys=['period_start'],
    text_keys=['comparison'],
    columns=[
        'first_day_now', 'last_day_now', 'first_day_before', 'last_day_before', 'is_partial',
    ],
) }}
