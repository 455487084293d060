{%- set horizons = outlook_horizons() -%}
{%- set clv_days = clv_horizon() -%}
{%- set today = horizons + [clv_days * 1 // 4, clv_days * 2 // 4, clv_days * 3 // 4, clv_days] -%}

with

cuts as (select * from {{ ref('int_outlook_cuts') }}),

fits as (

    select *
    from {{ ref('stg_purchase_model') }}
    where unpredicted_because is null

),

days as (

    {% for horizon in today | unique | sort -%}
        select
            cast({{ horizon }} as int) as horizon_days,
            {{ 1 if horizon in horizons else 0 }} as is_tested
        {%- if not loop.last %}
        union all
        {% endif -%}
    {%- endfor %}

),

-- The newest fit that knew nothing of what came after the cut.
newest as (

    select
        cuts.cut_number,
        max(fits.as_of_date) as fit_date

    from cuts
    inner join fits
        on cuts.cut_date >= fits.as_of_date
    group by cuts.cut_number

),

final as (

    select
        cuts.cut_number,
        cuts.cut_date,
        days.horizon_days,
        days.is_tested,
        fits.as_of_date as fit_date,
        fits.r,
        fits.alpha,
        fits.a,
        fits.b,
        fits.p,
        fits.q,
        fits.v,
        case
            when fits.horizon_days <> {{ horizons[0] }} then 0e0
            when days.horizon_days = {{ horizons[0] }} then fits.season_shift
            when days.horizon_days = {{ horizons[1] }} then fits.season_shift_double
            else 0e0
        end as season_shift,
        case
            when fits.horizon_days <> {{ horizons[0] }} then 1e0
            when days.horizon_days = {{ horizons[0] }} then fits.season_factor
            when days.horizon_days = {{ horizons[1] }} then fits.season_factor_double
            else 1e0
        end as season_factor

    from cuts
    cross join days
    inner join newest
        on cuts.cut_number = newest.cut_number
    inner join fits
        on newest.fit_date = fits.as_of_date
    where
        -- never further than half of what the shop's history tells
        2 * days.horizon_days <= cuts.history_days
        and (
            cuts.cut_number = 0
            or (
                days.is_tested = 1
                and {{ days_between('cuts.cut_date', 'cuts.last_observed_date') }}
                >= days.horizon_days
            )
        )

)

select * from final
