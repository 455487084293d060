with

order_lines as (select * from {{ ref('int_order_lines') }}),

numbers as (

    {% for number in range(outlook_cuts() + 1) -%}
        select cast({{ number }} as int) as cut_number
        {%- if not loop.last %}
        union all
        {% endif -%}
    {%- endfor %}

),

period as (

    select
        min(case when line_class = 'sale' then invoice_date end) as first_sale_date,
        max(case when line_class = 'sale' then invoice_date end) as last_sale_date,
        max(invoice_date) as last_line_date

    from order_lines
    where line_class in ('sale', 'return')

),

-- The last day of which all sales are known: from here the cuts are counted back.
observed as (

    select
        first_sale_date,
        last_line_date,
        {{ as_of_date(add_days('last_sale_date', 1)) }} as as_of_date,
        {{ as_of_date('last_line_date') }} as last_counted_date,
        {{ as_of_date('last_sale_date') }} as last_observed_date

    from period
    where first_sale_date is not null

),

cuts as (

    select
        numbers.cut_number,
        observed.first_sale_date,
        observed.last_observed_date,
        case
            when numbers.cut_number = 0 then observed.as_of_date
            else {{ add_days('observed.last_observed_date',
                             '-' ~ outlook_cut_days() ~ ' * numbers.cut_number') }}
        end as cut_date,
        observed.last_counted_date

    from numbers
    cross join observed

),

final as (

    select
        cut_number,
        cut_date,
        -- returns that come after the last sale count today, as they do in customer_360
        case when cut_number = 0 then last_counted_date else cut_date end as last_counted_date,
        first_sale_date,
        last_observed_date,
        {{ days_between('first_sale_date', 'cut_date') }} as history_days

    from cuts
    where
        cut_number = 0
        or {{ days_between('first_sale_date', 'cut_date') }} >= {{ outlook_cut_days() }}

)

select * from final
