-- Each customer of fact_sales has one row, with the country of the latest line that names one.

with

customer_countries as (

    select
        customer_id,
        country,
        max(invoice_at) as last_invoice_at

    from {{ ref('fact_sales') }}
    where customer_id is not null
    group by customer_id, country

),

customers as (

    select
        customer_id,
        count(country) as country_count,
        max(case when country is not null then last_invoice_at end) as last_invoice_at

    from customer_countries
    group by customer_id

),

latest_countries as (

    select
        customers.customer_id,
        min({{ binary_text('customer_countries.country') }}) as country

    from customers
    inner join customer_countries
        on
            customers.customer_id = customer_countries.customer_id
            and customers.last_invoice_at = customer_countries.last_invoice_at
    where customer_countries.country is not null
    group by customers.customer_id

),

expected as (

    select
        customers.customer_id,
        latest_countries.country,
        customers.country_count,
        coalesce(country_regions.region, '{{ unassigned_region() }}') as region

    from customers
    left join latest_countries
        on customers.customer_id = latest_countries.customer_id
    left join {{ ref('country_regions') }} as country_regions
        on
            {{ capitals(
                "coalesce(latest_countries.country, '" ~ unspecified_country() ~ "')"
            ) }}
            = {{ binary_text(capitals('country_regions.country')) }}

)

{{- rows_that_differ(
    ref('dim_customer'),
    text_keys=['customer_id'],
    columns=['country_count'],
    texts=['country', 'region'],
) }}
