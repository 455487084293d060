{#- An order is corrected within weeks. -#}
{%- set most_days_between_versions = 60 -%}
{#- Text of a name in a sentence, which holds 400 characters in all. -#}
{%- set most_of_a_name = 80 -%}
{%- set nouns_and_columns = [
    ('numbers of orders', 'invoice_no'), ('codes of articles', 'stock_code'), ('numbers of customers', 'customer_id')
] -%}

with

order_lines as {{ not_materialized() }} (select * from {{ ref('int_order_lines') }}),

lines as (select * from {{ ref('int_lines_in_several_files') }}),

-- Equal articles tell two versions of an order from two parts of it. What is given back is no version of
-- what was sold.
articles as (

    select
        invoice_no,
        version,
        source_file,
        line_class,
        stock_code,
        line_number

    from lines
    group by
        invoice_no,
        version,
        source_file,
        line_class,
        stock_code,
        line_number

),

article_counts as (

    select
        invoice_no,
        version,
        source_file,
        count(*) as article_count

    from articles
    group by
        invoice_no,
        version,
        source_file

),

common_articles as (

    select
        articles.invoice_no,
        articles.version,
        count(*) as article_count

    from articles
    inner join articles as next_articles
        on
            articles.invoice_no = next_articles.invoice_no
            and articles.version + 1 = next_articles.version
            and articles.line_class = next_articles.line_class
            and articles.stock_code = next_articles.stock_code
            and articles.line_number = next_articles.line_number
    group by
        articles.invoice_no,
        articles.version

),

-- A line's number that has another article in the next version tells a correction, whatever the other articles are.
numbered_articles as (

    select
        invoice_no,
        version,
        line_class,
        line_number,
        min(stock_code) as stock_code

    from articles
    where line_number <> ''
    group by
        invoice_no,
        version,
        line_class,
        line_number
    having count(*) = 1

),

changed_articles as (

    select
        numbered_articles.invoice_no,
        numbered_articles.version

    from numbered_articles
    inner join numbered_articles as next_articles
        on
            numbered_articles.invoice_no = next_articles.invoice_no
            and numbered_articles.version + 1 = next_articles.version
            and numbered_articles.line_class = next_articles.line_class
            and numbered_articles.line_number = next_articles.line_number
            and numbered_articles.stock_code <> next_articles.stock_code
    group by
        numbered_articles.invoice_no,
        numbered_articles.version

),

-- lines that count and that the next version of their order no longer has
left_behind as (

    select
        lines.invoice_no,
        lines.stock_code,
        lines.source_file,
        next_counts.source_file as next_file,
        -- an article that both versions have shows best what is odd
        row_number() over (
            order by
                lines.invoice_no,
                lines.version,
                case when next_articles.stock_code is null then 1 else 0 end,
                lines.stock_code,
                lines.line_id
        ) as place

    from lines
    left join common_articles
        on
            lines.invoice_no = common_articles.invoice_no
            and lines.version = common_articles.version
    left join changed_articles
        on
            lines.invoice_no = changed_articles.invoice_no
            and lines.version = changed_articles.version
    inner join article_counts
        on
            lines.invoice_no = article_counts.invoice_no
            and lines.version = article_counts.version
    inner join article_counts as next_counts
        on
            lines.invoice_no = next_counts.invoice_no
            and lines.version + 1 = next_counts.version
    left join lines as next_lines
        on
            lines.line_id = next_lines.line_id
            and lines.version + 1 = next_lines.version
    left join articles as next_articles
        on
            lines.invoice_no = next_articles.invoice_no
            and lines.version + 1 = next_articles.version
            and lines.line_class = next_articles.line_class
            and lines.stock_code = next_articles.stock_code
            and lines.line_number = next_articles.line_number
    where
        next_lines.line_id is null
        and (
            2 * common_articles.article_count >= article_counts.article_count
            or 2 * common_articles.article_count >= next_counts.article_count
            or changed_articles.invoice_no is not null
        )

),

orders_left_behind as (

    select count(distinct invoice_no) as orders
    from left_behind

),

orders_differ_between_files as (

    select
        'orders_differ_between_files' as doubt,
        concat(
            cast(orders_left_behind.orders as varchar(20)),
            case
                when orders_left_behind.orders = 1 then ' order number stands'
                else ' order numbers stand'
            end,
            ' in several files with different lines, and the lines of all of these files count. ',
            'The first is in ', left(left_behind.source_file, {{ most_of_a_name }}),
            ' and later in ', left(left_behind.next_file, {{ most_of_a_name }}), '.'
        ) as sentence,
        concat(left_behind.invoice_no, ', article ', left_behind.stock_code) as example

    from left_behind
    cross join orders_left_behind
    where left_behind.place = 1

),

-- Where the newest file of an order wins: versions of an order are of about the same days.
replaced_orders as (

    select
        feed,
        invoice_no,
        max(invoice_date) as last_day

    from order_lines
    where line_class = 'superseded'
    group by feed, invoice_no

),

counted_orders as (

    select
        feed,
        invoice_no,
        min(invoice_date) as first_day

    from order_lines
    where line_class in ('sale', 'return', 'duplicate')
    group by feed, invoice_no

),

far_apart as (

    select counted_orders.invoice_no
    from counted_orders
    inner join replaced_orders
        on
            counted_orders.feed = replaced_orders.feed
            and counted_orders.invoice_no = replaced_orders.invoice_no
    where
        {{ days_between('replaced_orders.last_day', 'counted_orders.first_day') }}
        > {{ most_days_between_versions }}

),

versions_far_apart as (

    select
        'versions_far_apart' as doubt,
        concat(
            cast(count(*) as varchar(20)),
            case when count(*) = 1 then ' order stands' else ' orders stand' end,
            ' in several files with days more than {{ most_days_between_versions }} apart, ',
            'and only the newest file of each counts.'
        ) as sentence,
        min(invoice_no) as example

    from far_apart
    having count(*) > 0

),

-- the codes by which each file calls orders, articles and customers
codes_of_files as (
    {% for noun, column in nouns_and_columns %}
    select
        {{ as_text("'" ~ noun ~ "'", 30) }} as noun,
        {{ column }} as code,
        source_file

    from order_lines
    where
        line_class in ('sale', 'return', 'duplicate')
        and {{ column }} is not null
    group by
        {{ column }},
        source_file
    {%- if not loop.last %}

    union all
    {% endif -%}
    {%- endfor %}

),

-- those that are numbers, also with a # in front: codes are few beside lines, so each is looked at once
numbers_of_files as (

    select
        noun,
        code,
        source_file

    from codes_of_files
    where
        code <> ''
        and replace(
            {{ replace_characters('code', range(49, 58) | list, [48] * 9) }}, '0', ''
        ) in ('', '#')
        and code not like '_%#%'

),

bare_numbers as (

    select
        noun,
        -- without the zeros in front, for which a spreadsheet has no use, and the # that one export of two writes
        replace(ltrim(replace(replace(code, '#', ''), '0', ' ')), ' ', '0') as bare_code,
        source_file,
        min(code) as first_code,
        max(code) as last_code

    from numbers_of_files
    group by
        noun,
        replace(ltrim(replace(replace(code, '#', ''), '0', ' ')), ' ', '0'),
        source_file

),

-- where one file has both, landing tells it
numbers_in_two_forms as (

    select
        noun,
        min(first_code) as first_code,
        max(last_code) as last_code

    from bare_numbers
    where bare_code <> ''
    group by
        noun,
        bare_code
    having
        min(first_code) <> max(last_code)
        and sum(case when first_code = last_code then 0 else 1 end) = 0

),

zeros_differ_between_files as (

    select
        'zeros_differ_between_files' as doubt,
        concat(
            cast(count(*) as varchar(20)), ' ', noun,
            ' of one file are in another one without their zeros or # in front, ',
            'and count as different ones.'
        ) as sentence,
        concat(min(first_code), ', ', min(last_code)) as example

    from numbers_in_two_forms
    group by noun

),

found as (

    select * from orders_differ_between_files
    union all
    select * from versions_far_apart
    union all
    select * from zeros_differ_between_files

),

final as (

    select
        {{ as_text('doubt', 40) }} as doubt,
        {{ as_text('sentence', 400) }} as sentence,
        {{ as_text("coalesce(example, '')", 400) }} as example

    from found

)

select * from final
