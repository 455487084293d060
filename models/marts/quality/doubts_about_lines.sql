{#- A share of all lines above which a thing is odd enough to be told. -#}
{%- set odd_share = {'excluded lines': '0.2', 'repeated lines': '0.1', 'lines that are no goods': '0.5'} -%}
{#- Beside the returns: lines that would be returns if their invoices were numbered otherwise. -#}
{%- set odd_share_of_returns = '0.05' -%}

{#- So many and different values are customers or cities, and no countries. -#}
{%- set are_no_countries = '(countries >= 10 and countries >= 4 * known_countries)' -%}

with

sales as (select * from {{ ref('fact_sales') }}),

order_lines as {{ not_materialized() }} (select * from {{ ref('int_order_lines') }}),

products as (select * from {{ ref('dim_product') }}),

classes as (

    select
        line_class,
        count(*) as class_lines,
        min(invoice_no) as example

    from order_lines
    group by line_class

),

excluded_classes as (

    select
        line_class,
        class_lines,
        example,
        sum(class_lines) over () as excluded_lines,
        row_number() over (order by class_lines desc, line_class asc) as place

    from classes
    where line_class not in ('sale', 'return', 'duplicate', 'superseded')

),

all_lines as (

    select sum(class_lines) as line_count
    from classes

),

excluded_totals as (

    select
        excluded_classes.line_class,
        excluded_classes.excluded_lines,
        excluded_classes.example,
        all_lines.line_count

    from excluded_classes
    cross join all_lines
    where
        excluded_classes.place = 1
        and excluded_classes.excluded_lines
        > {{ odd_share['excluded lines'] }} * all_lines.line_count

),

many_lines_excluded as (

    select
        'many_lines_excluded' as doubt,
        concat(
            cast(excluded_lines as varchar(20)), ' of ', cast(line_count as varchar(20)),
            ' lines are excluded, most of them as ', line_class, '.'
        ) as sentence,
        example

    from excluded_totals
    where line_class <> 'zero_price'

),

-- no numbering of cancellations makes these: it is the column of the price or of the quantity
many_lines_of_nothing as (

    select
        'many_lines_of_nothing' as doubt,
        concat(
            cast(excluded_lines as varchar(20)), ' of ', cast(line_count as varchar(20)),
            ' lines are excluded, most of them as zero_price: ',
            'their price, their amount or their quantity is 0.'
        ) as sentence,
        example

    from excluded_totals
    where line_class = 'zero_price'

),

-- Lost stock and entries of the accounts have no customer: what a customer sent back is either of them only where
-- the shop does not number its cancellations as the feed says. A negative quantity with a positive amount, landing tells.
signs as (

    select
        feed,
        sum(case when line_class = 'return' then 1 else 0 end) as return_lines,
        sum(
            case
                when line_class = 'stock_adjustment' and revenue < 0 then 1
                when line_class = 'accounting_adjustment' and quantity > 0 and revenue > 0 then 1
                else 0
            end
        ) as odd_lines,
        min(
            case
                when line_class = 'stock_adjustment' and revenue < 0 then invoice_no
                when line_class = 'accounting_adjustment' and quantity > 0 and revenue > 0
                    then invoice_no
            end
        ) as example

    from order_lines
    where customer_id is not null
    group by feed

),

signs_against_the_prefix as (

    select
        'signs_against_the_prefix' as doubt,
        concat(
            cast(sum(odd_lines) as varchar(20)),
            ' lines are excluded: the sign of their quantity and the number of their invoice ',
            'contradict each other.'
        ) as sentence,
        min(example) as example

    from signs
    where odd_lines > {{ odd_share_of_returns }} * (return_lines + odd_lines)
    having sum(odd_lines) > 0

),

-- Files that overlap repeat each other's lines; only what repeats within a file is odd.
repeated as (

    select
        order_lines.source_file,
        order_lines.line_id,
        count(*) - 1 as repeats,
        min(order_lines.invoice_no) as invoice_no

    from order_lines
    inner join order_lines as second_lines
        on
            order_lines.line_id = second_lines.line_id
            and second_lines.occurrence = 2
    group by
        order_lines.source_file,
        order_lines.line_id

),

repeats as (

    select
        sum(repeats) as repeats,
        min(case when repeats > 0 then invoice_no end) as example

    from repeated

),

many_repeated_lines as (

    select
        'many_repeated_lines' as doubt,
        concat(
            cast(repeats.repeats as varchar(20)), ' of ', cast(all_lines.line_count as varchar(20)),
            ' lines repeat an earlier line of their file and are counted once.'
        ) as sentence,
        repeats.example

    from repeats
    cross join all_lines
    where repeats.repeats > {{ odd_share['repeated lines'] }} * all_lines.line_count

),

goods as (

    select
        count(*) as sale_lines,
        sum(case when products.is_product = 1 then 0 else 1 end) as other_lines,
        min(case when products.is_product = 1 then null else sales.stock_code end) as example

    from sales
    left join products
        on sales.stock_code = products.stock_code
    where sales.transaction_type = 'sale'

),

few_goods as (

    select
        'few_goods' as doubt,
        concat(
            cast(other_lines as varchar(20)), ' of ', cast(sale_lines as varchar(20)),
            ' sale lines are no goods, so they are in no basket.'
        ) as sentence,
        example

    from goods
    where other_lines > {{ odd_share['lines that are no goods'] }} * sale_lines

),

sold_countries as (

    select distinct
        country,
        region

    from sales
    where country <> '{{ unspecified_country() }}'

),

country_counts as (

    select
        sum(case when region = '{{ unassigned_region() }}' then 1 else 0 end) as countries,
        sum(case when region = '{{ unassigned_region() }}' then 0 else 1 end) as known_countries,
        min(case when region = '{{ unassigned_region() }}' then country end) as example

    from sold_countries

),

country_without_region as (

    select
        'country_without_region' as doubt,
        case
            when countries = 1 then 'One country has no region.'
            else concat(cast(countries as varchar(20)), ' countries have no region.')
        end as sentence,
        example

    from country_counts
    where
        countries > 0
        and not {{ are_no_countries }}

),

-- to add them to the countries would make it worse
countries_unknown as (

    select
        'countries_unknown' as doubt,
        concat(
            'The column of the country has ', cast(countries as varchar(20)),
            ' different values that are no known country',
            case
                when known_countries = 0 then ', and none that is one.'
                else concat(', and ', cast(known_countries as varchar(20)), ' that are.')
            end
        ) as sentence,
        example

    from country_counts
    where {{ are_no_countries }}

),

found as (

    -- a sentence that quotes a text has its collation; the others have that of the database
    {% for doubts in [
        'many_lines_excluded', 'many_lines_of_nothing', 'signs_against_the_prefix', 'many_repeated_lines', 'few_goods',
        'country_without_region', 'countries_unknown'
    ] -%}
        select
            doubt,
            {{ as_text('sentence', 400) }} as sentence,
            example

        from {{ doubts }}
        {%- if not loop.last %}
        union all
        {% endif -%}
    {%- endfor %}

),

final as (

    select
        {{ as_text('doubt', 40) }} as doubt,
        sentence,
        {{ as_text("coalesce(example, '')", 400) }} as example

    from found

)

select * from final
