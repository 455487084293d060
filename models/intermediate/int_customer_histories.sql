{%- set horizons = outlook_horizons() -%}
{%- set windows = [('', horizons[0]), ('_double', horizons[1])] -%}

with

days as (select * from {{ ref('int_customer_days') }}),

cuts as (select * from {{ ref('int_outlook_cuts') }}),

-- Days from the cut to the day: up to 0 is the past, above 0 what happened afterwards.
around as (

    select
        cuts.cut_number,
        cuts.cut_date,
        cuts.first_sale_date,
        cuts.last_observed_date,
        days.customer_id,
        days.invoice_date,
        days.is_purchase_day,
        days.orders,
        {{ rfm_monetary('days.gross_revenue + days.returned_revenue', 'days.gross_revenue') }}
            as revenue,
        case when days.invoice_date <= cuts.last_counted_date then 1 else 0 end as is_past,
        {{ days_between('cuts.cut_date', 'days.invoice_date') }} as days_after

    from days
    cross join cuts

),

totals as (

    select
        cut_number,
        cut_date,
        first_sale_date,
        last_observed_date,
        customer_id,
        min(case when is_past = 1 and is_purchase_day = 1 then invoice_date end)
            as first_purchase_date,
        max(case when is_past = 1 and is_purchase_day = 1 then invoice_date end)
            as last_purchase_date,
        cast(sum(case when is_past = 1 then is_purchase_day else 0 end) as int) as purchase_days,
        cast(sum(case when is_past = 1 then orders else 0 end) as int) as orders,
        cast(sum(case when is_past = 1 then revenue else 0 end) as decimal(28, 4)) as monetary
        {%- for suffix, days in windows %},
        cast(sum(case
            when is_past = 1 and days_after > -{{ days }} then is_purchase_day else 0
        end) as int) as previous_purchases{{ suffix }},
        cast(sum(case
            when is_past = 1 and days_after > -{{ days }} then revenue else 0
        end) as decimal(28, 4)) as previous_revenue{{ suffix }},
        cast(sum(case
            when is_past = 0 and days_after <= {{ days }} then is_purchase_day else 0
        end) as int) as next_purchases{{ suffix }},
        cast(sum(case
            when is_past = 0 and days_after <= {{ days }} then revenue else 0
        end) as decimal(28, 4)) as next_revenue{{ suffix }}
        {%- endfor %}

    from around
    group by cut_number, cut_date, first_sale_date, last_observed_date, customer_id

),

dated as (

    select
        totals.*,
        {{ days_between('first_purchase_date', 'cut_date') }} as tenure_days,
        {{ days_between('last_purchase_date', 'cut_date') }} as recency_days,
        {{ days_between('first_purchase_date', 'last_purchase_date') }} as active_days,
        {{ days_between('first_sale_date', 'first_purchase_date') }} as days_before_first_purchase,
        {{ days_between('cut_date', 'last_observed_date') }} as observed_days,
        case
            when {{ months_between('first_sale_date', 'first_purchase_date') }} = 0 then 1
            else 0
        end as is_left_censored

    from totals
    where purchase_days > 0

),

final as (

    select
        cut_number,
        cut_date,
        customer_id,

        -- what had happened
        first_purchase_date,
        last_purchase_date,
        purchase_days,
        orders,
        recency_days,
        tenure_days,
        active_days,
        monetary,
        is_left_censored,

        -- What the model sees of it: a customer who bought in the data's first month is older than it seems, so
        -- all its purchases are repeats and its time begins with the data.
        purchase_days - 1 + is_left_censored as repeat_purchases,
        active_days + is_left_censored * days_before_first_purchase as last_purchase_age_days,
        tenure_days + is_left_censored * days_before_first_purchase as age_days,

        -- the windows before and after
        {%- for suffix, days in windows %}
        previous_purchases{{ suffix }},
        previous_revenue{{ suffix }},
        case when observed_days >= {{ days }} then next_purchases{{ suffix }} end
            as next_purchases{{ suffix }},
        case when observed_days >= {{ days }} then next_revenue{{ suffix }} end
            as next_revenue{{ suffix }}
        {%- if not loop.last %},{% endif %}
        {%- endfor %}

    from dated

)

select * from final
