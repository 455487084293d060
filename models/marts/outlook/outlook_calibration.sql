with

predictions as (select * from {{ ref('int_outlook_predictions') }}),

-- Tenths of the customers, the least likely first. customer_id only makes the cut reproducible.
binned as (

    select
        cut_date,
        horizon_days,
        probability,
        is_buyer,
        cast(ntile(10) over (
            partition by cut_date, horizon_days
            order by probability, customer_id
        ) as int) as bin

    from predictions
    where method = 'model'

),

final as (

    select
        cut_date,
        horizon_days,
        bin,
        cast(count(*) as int) as customers,
        cast(sum(probability) as {{ double_type() }}) / cast(count(*) as {{ double_type() }})
            as predicted,
        cast(sum(is_buyer) as {{ double_type() }}) / cast(count(*) as {{ double_type() }}) as actual

    from binned
    group by cut_date, horizon_days, bin

)

select * from final
