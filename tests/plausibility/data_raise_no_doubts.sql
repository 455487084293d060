-- Nothing about the data is odd. A warning, with what to do: the marts are built all the same.
{{ config(severity='warn') }}

select
    doubt,
    found_in,
    sentence,
    example,
    advice
from {{ ref('doubts') }}
