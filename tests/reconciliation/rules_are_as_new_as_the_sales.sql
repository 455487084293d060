-- The rules were mined after the last file was landed; else `customer-intelligence mine` is due. A mining that
-- found no rule counts, so the runs are asked and not the rules.
{{ config(severity='warn') }}

with

minings as (

    select max(mba_runs.mined_at) as mined_at
    from {{ source('mining', 'mba_runs') }} as mba_runs

),

rules as (

    select max(mined_at) as mined_at
    from {{ source('mining', 'mba_rules') }}

),

files as (

    select max(landed_at) as landed_at
    from {{ source('raw', 'landed_files') }}

)

select
    minings.mined_at,
    rules.mined_at as rules_mined_at,
    files.landed_at
from minings
cross join rules
cross join files
where
    files.landed_at is not null
    and (
        minings.mined_at is null
        or minings.mined_at < files.landed_at
        or rules.mined_at < files.landed_at
    )
