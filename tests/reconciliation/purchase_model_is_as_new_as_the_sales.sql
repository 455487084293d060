-- The purchase model was fitted after the last file was landed; else `customer-intelligence fit` is due.
{{ config(severity='warn') }}

with

fits as (

    select max(fitted_at) as fitted_at
    from {{ source('mining', 'purchase_model') }}

),

files as (

    select max(landed_at) as landed_at
    from {{ source('raw', 'landed_files') }}

)

select
    fits.fitted_at,
    files.landed_at
from fits
cross join files
where fits.fitted_at < files.landed_at
