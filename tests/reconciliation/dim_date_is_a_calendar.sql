-- dim_date has each day of the data's whole years, and every column follows from the day: weeks by the
-- formula (day of the year - day of the week + 10) / 7, names and parts cut from the day's ISO text.
{%- set day_names = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split() %}
{%- set month_names = (
    'January February March April May June July August September October November December'
).split() %}

with

days as (

    select
        calendar.*,
        {{ binary_text(timestamp_text(
            'cast(calendar.date_day as ' ~ timestamp_type() ~ ')'
        )) }} as iso_text,
        {{ make_date('year(calendar.date_day)', '1', '1') }} as first_of_year,
        {{ make_date('year(calendar.date_day) - 1', '1', '1') }} as first_of_last_year,
        {{ make_date('year(calendar.date_day)', '12', '31') }} as last_of_year,
        -- 2 January 1899 was a Monday
        {{ days_between("'1899-01-02'", 'calendar.date_day') }} % 7 + 1 as weekday

    from {{ ref('dim_date') }} as calendar

),

weeks as (

    select
        days.*,
        floor(
            ({{ days_between('first_of_year', 'date_day') }} + 11 - weekday) / 7.0
        ) as week_number,
        floor(
            ({{ days_between('first_of_last_year', 'date_day') }} + 11 - weekday) / 7.0
        ) as week_of_last_year,
        case
            when {{ days_between('date_day', 'last_of_year') }} + weekday < 4 then 1
            else 0
        end as is_in_next_year

    from days

),

wrong_days as (

    select
        date_day,
        case
            when date_key <> cast(replace(left(iso_text, 10), '-', '') as int) then 'date_key'
            when year_number <> cast(left(iso_text, 4) as int) then 'year_number'
            when month_number <> cast(substring(iso_text, 6, 2) as int) then 'month_number'
            when day_of_month <> cast(substring(iso_text, 9, 2) as int) then 'day_of_month'
            when year_month <> left(iso_text, 7) then 'year_month'
            when month_start <> {{ add_days('date_day', '1 - day_of_month') }} then 'month_start'
            when quarter_number <> cast(ceiling(month_number / 3.0) as int) then 'quarter_number'
            when
                year_quarter <> concat(left(iso_text, 4), ' Q', cast(quarter_number as varchar(1)))
                then 'year_quarter'
            when day_of_week <> weekday then 'day_of_week'
            when week_start <> {{ add_days('date_day', '1 - weekday') }} then 'week_start'
            when is_weekend <> case when weekday in (6, 7) then 1 else 0 end then 'is_weekend'
            {%- for name in day_names %}
            when weekday = {{ loop.index }} and day_name <> '{{ name }}' then 'day_name'
            {%- endfor %}
            {%- for name in month_names %}
            when month_number = {{ loop.index }} and month_name <> '{{ name }}' then 'month_name'
            {%- endfor %}
            when
                iso_week
                <> case
                    when is_in_next_year = 1 then 1
                    when week_number = 0 then week_of_last_year
                    else week_number
                end
                then 'iso_week'
            when
                iso_year
                <> year_number + is_in_next_year - case when week_number = 0 then 1 else 0 end
                then 'iso_year'
        end as what_is_wrong

    from weeks

),

sale_years as (

    select
        {{ make_date('year(min(invoice_date))', '1', '1') }} as first_day,
        {{ make_date('year(max(invoice_date))', '12', '31') }} as last_day

    from {{ ref('fact_sales') }}
    having count(*) > 0

),

calendar_years as (

    select
        min(date_day) as first_day,
        max(date_day) as last_day,
        count(*) as days

    from {{ ref('dim_date') }}

)

select
    date_day,
    what_is_wrong
from wrong_days
where what_is_wrong is not null

union all

select
    sale_years.first_day as date_day,
    'days are missing or too many' as what_is_wrong
from sale_years
cross join calendar_years
where
    {{ values_differ('sale_years.first_day', 'calendar_years.first_day') }}
    or {{ values_differ('sale_years.last_day', 'calendar_years.last_day') }}
    or calendar_years.days
    <> {{ days_between('sale_years.first_day', 'sale_years.last_day') }} + 1
