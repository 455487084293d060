-- raw lines = fact_sales + excluded_order_lines, always: nothing is lost silently.

with

counts as (

    select
        (select count(*) from {{ source('raw', 'order_lines') }}) as raw_lines,
        (select count(*) from {{ ref('fact_sales') }}) as fact_lines,
        (select count(*) from {{ ref('excluded_order_lines') }}) as excluded_lines

)

select
    raw_lines,
    fact_lines,
    excluded_lines
from counts
where raw_lines <> fact_lines + excluded_lines
