with

source as (select * from {{ source('mining', 'purchase_model') }}),

final as (

    select
        -- what was fitted
        {{ as_text('model', 20) }} as model,
        cast(as_of_date as date) as as_of_date,
        cast(is_current as int) as is_current,

        -- parameters
        cast(r as {{ double_type() }}) as r,
        cast(alpha as {{ double_type() }}) as alpha,
        cast(a as {{ double_type() }}) as a,
        cast(b as {{ double_type() }}) as b,
        cast(p as {{ double_type() }}) as p,
        cast(q as {{ double_type() }}) as q,
        cast(v as {{ double_type() }}) as v,

        -- what they rest on
        cast(log_likelihood as {{ double_type() }}) as log_likelihood,
        cast(value_log_likelihood as {{ double_type() }}) as value_log_likelihood,
        cast(customers as int) as customers,
        cast(paying_customers as int) as paying_customers,
        cast(data_from as date) as data_from,

        -- season
        cast(horizon_days as int) as horizon_days,
        cast(season_shift as {{ double_type() }}) as season_shift,
        cast(season_factor as {{ double_type() }}) as season_factor,
        cast(season_shift_double as {{ double_type() }}) as season_shift_double,
        cast(season_factor_double as {{ double_type() }}) as season_factor_double,

        -- how
        {{ as_text('settings', 4000) }} as settings,
        cast(seconds as {{ double_type() }}) as seconds,
        cast(fitted_at as {{ timestamp_type() }}) as fitted_at,

        -- why there is no fit
        {{ as_text('unpredicted_because', 30) }} as unpredicted_because,
        cast(unpredicted_found as int) as unpredicted_found,
        cast(unpredicted_needed as int) as unpredicted_needed

    from source

)

select * from final
