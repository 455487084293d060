{%- set horizons = outlook_horizons() -%}

with

histories as (select * from {{ ref('int_customer_histories') }}),

cuts as (select * from {{ ref('int_outlook_cuts') }}),

-- The customers of a cut tell the later cut whose past just holds the window after it.
cells as (

    {% for suffix, days in [('', horizons[0]), ('_double', horizons[1])] -%}
        select
            cut_number - {{ outlook_cuts_of_window(days) }} as cut_number,
            cast({{ days }} as int) as horizon_days,
            {{ recency_band('recency_days') }} as recency_band,
            {{ frequency_band('purchase_days') }} as frequency_band,
            case when next_purchases{{ suffix }} > 0 then 1 else 0 end as came_back

        from histories
        where next_purchases{{ suffix }} is not null
        {%- if not loop.last %}
        union all
        {% endif -%}
    {%- endfor %}

),

counted as (

    select
        cut_number,
        horizon_days,
        recency_band,
        frequency_band,
        cast(count(*) as int) as customers,
        cast(sum(came_back) as int) as buyers

    from cells
    group by cut_number, horizon_days, recency_band, frequency_band

),

final as (

    select
        counted.cut_number,
        counted.horizon_days,
        counted.recency_band,
        counted.frequency_band,
        counted.customers,
        counted.buyers,
        cast(counted.buyers as {{ double_type() }}) / cast(counted.customers as {{ double_type() }})
            as share_back,
        cast(sum(counted.buyers) over (
            partition by counted.cut_number, counted.horizon_days
        ) as {{ double_type() }}) / cast(sum(counted.customers) over (
            partition by counted.cut_number, counted.horizon_days
        ) as {{ double_type() }}) as share_back_of_all

    from counted
    inner join cuts
        on counted.cut_number = cuts.cut_number

)

select * from final
