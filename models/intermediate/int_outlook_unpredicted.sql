{%- set horizon = outlook_horizons()[0] -%}

with

cuts as (select * from {{ ref('int_outlook_cuts') }}),

horizons as (select * from {{ ref('int_outlook_horizons') }}),

fits as (select * from {{ ref('stg_purchase_model') }}),

-- The row that says why there is no fit, or a row for each fit; none before the first.
told as (

    select
        count(*) as rows_of_fit,
        max(unpredicted_because) as because,
        max(unpredicted_found) as found,
        max(unpredicted_needed) as needed

    from fits

),

predicted as (

    select count(*) as horizon_count
    from horizons
    where cut_number = 0 and horizon_days = {{ horizon }}

),

today as (

    select
        cuts.cut_date,
        cuts.history_days,
        told.found,
        told.needed,
        case
            when predicted.horizon_count > 0 then null
            when told.because is not null then told.because
            when told.rows_of_fit = 0 then 'not_fitted'
            when cuts.history_days < {{ 2 * horizon }} then 'short_history'
            else 'not_fitted'
        end as because

    from cuts
    cross join told
    cross join predicted
    where cuts.cut_number = 0

),

final as (

    select
        cut_date,
        {{ as_text('because', 30) }} as unpredicted_because,
        case
            when because = 'short_history' then history_days
            when because is not null then found
        end as unpredicted_found,
        case
            when because = 'short_history' then {{ 2 * horizon }}
            when because is not null then needed
        end as unpredicted_needed

    from today

)

select * from final
