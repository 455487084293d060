with

sales as (select * from {{ ref('fact_sales') }}),

digits as (

    select 0 as digit
    union all select 1
    union all select 2
    union all select 3
    union all select 4
    union all select 5
    union all select 6
    union all select 7
    union all select 8
    union all select 9

),

-- 200,000 days: more than those of all years that line_class() accepts
numbers as (

    select
        100000 * hundred_thousands.digit
        + 10000 * ten_thousands.digit
        + 1000 * thousands.digit
        + 100 * hundreds.digit
        + 10 * tens.digit
        + ones.digit as number

    from digits as hundred_thousands
    cross join digits as ten_thousands
    cross join digits as thousands
    cross join digits as hundreds
    cross join digits as tens
    cross join digits as ones
    where hundred_thousands.digit <= 1

),

bounds as (

    select
        {{ make_date('year(min(invoice_date))', '1', '1') }} as first_day,
        {{ make_date('year(max(invoice_date))', '12', '31') }} as last_day

    from sales
    having count(*) > 0

),

days as (

    select {{ add_days('bounds.first_day', 'numbers.number') }} as date_day
    from bounds
    inner join numbers
        on numbers.number <= {{ days_between('bounds.first_day', 'bounds.last_day') }}

),

calendar as (

    select
        date_day,
        cast(year(date_day) as int) as year_number,
        cast(month(date_day) as int) as month_number,
        cast(day(date_day) as int) as day_of_month,
        {{ month_start('date_day') }} as month_start,
        -- 1 January 1900 was a Monday
        cast({{ days_between("'1900-01-01'", 'date_day') }} % 7 + 1 as int) as day_of_week

    from days

),

-- an ISO week belongs to the year of its Thursday
weeks as (

    select
        calendar.*,
        cast(floor((month_number + 2) / 3.0) as int) as quarter_number,
        {{ add_days('date_day', '1 - day_of_week') }} as week_start,
        {{ add_days('date_day', '4 - day_of_week') }} as week_thursday

    from calendar

),

iso_years as (

    select
        weeks.*,
        {{ make_date('year(week_thursday)', '1', '1') }} as iso_year_start

    from weeks

),

final as (

    select
        -- day
        date_day,
        cast(10000 * year_number + 100 * month_number + day_of_month as int) as date_key,
        day_of_month,
        day_of_week,
        cast(case day_of_week
            when 1 then 'Monday'
            when 2 then 'Tuesday'
            when 3 then 'Wednesday'
            when 4 then 'Thursday'
            when 5 then 'Friday'
            when 6 then 'Saturday'
            else 'Sunday'
        end as {{ text_type(10) }}) as day_name,
        case when day_of_week >= 6 then 1 else 0 end as is_weekend,

        -- week
        week_start,
        cast(year(week_thursday) as int) as iso_year,
        cast(floor({{ days_between('iso_year_start', 'week_thursday') }} / 7.0) + 1 as int)
            as iso_week,

        -- month
        month_start,
        month_number,
        cast(case month_number
            when 1 then 'January'
            when 2 then 'February'
            when 3 then 'March'
            when 4 then 'April'
            when 5 then 'May'
            when 6 then 'June'
            when 7 then 'July'
            when 8 then 'August'
            when 9 then 'September'
            when 10 then 'October'
            when 11 then 'November'
            else 'December'
        end as {{ text_type(10) }}) as month_name,
        cast(concat(
            cast(year_number as varchar(4)),
            '-',
            right(concat('0', cast(month_number as varchar(2))), 2)
        ) as {{ text_type(7) }}) as year_month,

        -- quarter and year
        quarter_number,
        cast(concat(
            cast(year_number as varchar(4)), ' Q', cast(quarter_number as varchar(1))
        ) as {{ text_type(7) }}) as year_quarter,
        year_number

    from iso_years

)

select * from final
