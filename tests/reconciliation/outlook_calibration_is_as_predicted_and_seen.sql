-- Each tenth of a cut's customers has the mean of what was predicted for them and the share that came. Tenths are
-- cut by place: the first ones have a customer more where ten does not divide all.

with

placed as (

    select
        cut_date,
        horizon_days,
        probability,
        is_buyer,
        row_number() over (
            partition by cut_date, horizon_days order by probability, customer_id
        ) - 1 as place,
        count(*) over (partition by cut_date, horizon_days) as customer_count

    from {{ ref('int_outlook_predictions') }}
    where method = 'model'

),

sized as (

    select
        placed.*,
        floor(customer_count / 10.0) as least_size,
        customer_count - 10 * floor(customer_count / 10.0) as larger_bins

    from placed

),

binned as (

    select
        sized.*,
        case
            when place < larger_bins * (least_size + 1) then floor(place / (least_size + 1.0)) + 1
            else
                1 + larger_bins
                + floor((place - larger_bins * (least_size + 1)) / nullif(1.0 * least_size, 0))
        end as bin

    from sized

),

expected as (

    select
        cut_date,
        horizon_days,
        cast(bin as int) as bin,
        count(*) as customers,
        avg(cast(probability as {{ double_type() }})) as predicted,
        avg(cast(is_buyer as {{ double_type() }})) as actual

    from binned
    group by cut_date, horizon_days, cast(bin as int)

)

{{- rows_that_differ(
    ref('outlook_calibration'),
    keys=['cut_date', 'horizon_days', 'bin'],
    columns=['customers'],
    nearly=['predicted', 'actual'],
) }}
