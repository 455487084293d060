with

source as (select * from {{ source('mining', 'purchase_model') }}),

final as (

    select
        -- what was fitted
        cast(model as {{ text_type(20) }}) as model,
        cast(as_of_date as date) as as_of_date,
        cast(is_current as int) as is_current,

        -- parameters
        cast(r as double precision) as r,
        cast(alpha as double precision) as alpha,
        cast(a as double precision) as a,
        cast(b as double precision) as b,
        cast(p as double precision) as p,
        cast(q as double precision) as q,
        cast(v as double precision) as v,

        -- what they rest on
        cast(log_likelihood as double precision) as log_likelihood,
        cast(value_log_likelihood as double precision) as value_log_likelihood,
        cast(customers as int) as customers,
        cast(paying_customers as int) as paying_customers,
        cast(data_from as date) as data_from,

        -- season
        cast(horizon_days as int) as horizon_days,
        cast(season_shift as double precision) as season_shift,
        cast(season_factor as double precision) as season_factor,
        cast(season_shift_double as double precision) as season_shift_double,
        cast(season_factor_double as double precision) as season_factor_double,

        -- how
        cast(settings as {{ text_type(4000) }}) as settings,
        cast(seconds as double precision) as seconds,
        cast(fitted_at as {{ timestamp_type() }}) as fitted_at

    from source

)

select * from final
