-- The rules were mined after the last file was landed; else `customer-intelligence mine` is due.
{{ config(severity='warn') }}

with

rules as (

    select max(mined_at) as mined_at
    from {{ source('mining', 'mba_rules') }}

),

files as (

    select max(landed_at) as landed_at
    from {{ source('raw', 'landed_files') }}

)

select
    rules.mined_at,
    files.landed_at
from rules
cross join files
where rules.mined_at < files.landed_at
