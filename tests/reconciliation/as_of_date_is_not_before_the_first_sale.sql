-- A day for the var as_of_date on which nobody had bought yet would empty the customer marts.

with

sales as (select * from {{ ref('fact_sales') }}),

first_sale as (

    select min(invoice_date) as first_sale_date
    from sales
    where transaction_type = 'sale'

)

select first_sale_date
from first_sale
where first_sale_date > {{ as_of_date('first_sale_date') }}
