-- Each effect is what the customers' lines of the two periods add up to: who is in both, in one, in none before.
-- The drivers are the logarithmic mean of the revenue times the logarithm of what the factor grew by.
{%- set columns = ['orders', 'lines', 'gross'] %}
{%- set money = 'decimal(28, 4)' %}
{%- set no_effect = 'cast(0 as decimal(28, 4))' %}
{%- set effects = [
    ('customers', 1, 'new_customers', 'new_gross', none, 'new_customers'),
    ('customers', 2, 'returning_customers', 'returning_gross', none, 'returning_customers'),
    ('customers', 3, 'lost_customers', '-lost_gross', 'lost_customers', none),
    ('customers', 4, 'kept_customers', 'kept_gross', 'kept_customers', 'kept_customers'),
    ('customers', 5, 'guests', 'guests_now - guests_before', none, none),
    ('customers', 6, 'returns', 'returned_now - returned_before', none, none),
    ('drivers', 1, 'customers', 'customers_effect', 'customers_before', 'customers_now'),
    ('drivers', 2, 'orders_per_customer', 'frequency_effect',
        'cast(orders_before as ' ~ double_type() ~ ') / nullif(customers_before, 0)',
        'cast(orders_now as ' ~ double_type() ~ ') / nullif(customers_now, 0)'),
    ('drivers', 3, 'lines_per_order', 'width_effect',
        'cast(lines_before as ' ~ double_type() ~ ') / nullif(orders_before, 0)',
        'cast(lines_now as ' ~ double_type() ~ ') / nullif(orders_now, 0)'),
    ('drivers', 4, 'revenue_per_line',
        'gross_now - gross_before - customers_effect - frequency_effect - width_effect',
        'cast(gross_before as ' ~ double_type() ~ ') / nullif(lines_before, 0)',
        'cast(gross_now as ' ~ double_type() ~ ') / nullif(lines_now, 0)'),
    ('drivers', 5, 'guests', 'guests_now - guests_before', none, none),
    ('drivers', 6, 'returns', 'returned_now - returned_before', none, none),
] %}

with

comparisons as (select * from {{ ref('revenue_comparisons') }}),

days as (

    select
        customer_id,
        invoice_date,
        count(distinct invoice_no) as orders,
        count(*) as lines,
        sum(revenue) as gross

    from {{ ref('fact_sales') }}
    where transaction_type = 'sale'
    group by customer_id, invoice_date

),

returns as (

    select
        invoice_date,
        sum(revenue) as returned

    from {{ ref('fact_sales') }}
    where transaction_type = 'return'
    group by invoice_date

),

first_days as (

    select
        customer_id,
        min(invoice_date) as first_day

    from days
    where customer_id is not null
    group by customer_id

),

{%- for side in ['now', 'before'] %}

customers_{{ side }} as (

    select
        comparisons.comparison,
        comparisons.period_start,
        days.customer_id,
        sum(days.orders) as orders,
        sum(days.lines) as lines,
        sum(days.gross) as gross

    from comparisons
    inner join days
        on
            days.invoice_date >= comparisons.first_day_{{ side }}
            and days.invoice_date <= comparisons.last_day_{{ side }}
    group by comparisons.comparison, comparisons.period_start, days.customer_id

),

returns_{{ side }} as (

    select
        comparisons.comparison,
        comparisons.period_start,
        sum(returns.returned) as returned

    from comparisons
    inner join returns
        on
            returns.invoice_date >= comparisons.first_day_{{ side }}
            and returns.invoice_date <= comparisons.last_day_{{ side }}
    group by comparisons.comparison, comparisons.period_start

),
{%- endfor %}

known as (

    select
        coalesce(customers_now.comparison, customers_before.comparison) as comparison,
        coalesce(customers_now.period_start, customers_before.period_start) as period_start,
        coalesce(customers_now.customer_id, customers_before.customer_id) as customer_id,
        {%- for side in ['now', 'before'] %}
        case when customers_{{ side }}.customer_id is null then 0 else 1 end as is_{{ side }},
        {%- for column in columns %}
        coalesce(customers_{{ side }}.{{ column }}, 0) as {{ column }}_{{ side }}
        {{- ',' if not loop.last }}
        {%- endfor %}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from customers_now
    full outer join customers_before
        on
            customers_now.comparison = customers_before.comparison
            and customers_now.period_start = customers_before.period_start
            and customers_now.customer_id = customers_before.customer_id
    where customers_now.customer_id is not null or customers_before.customer_id is not null

),

totals as (

    select
        known.comparison,
        known.period_start,
        sum(known.is_now) as customers_now,
        sum(known.is_before) as customers_before,
        {%- for column in columns %}
        sum(known.{{ column }}_now) as {{ column }}_now,
        sum(known.{{ column }}_before) as {{ column }}_before,
        {%- endfor %}
        sum(case
            when known.is_before = 0 and first_days.first_day >= comparisons.first_day_now then 1
            else 0
        end) as new_customers,
        sum(case
            when known.is_before = 0 and first_days.first_day < comparisons.first_day_now then 1
            else 0
        end) as returning_customers,
        sum(1 - known.is_now) as lost_customers,
        sum(known.is_now * known.is_before) as kept_customers,
        sum(case
            when known.is_before = 0 and first_days.first_day >= comparisons.first_day_now
                then known.gross_now
            else 0
        end) as new_gross,
        sum(case
            when known.is_before = 0 and first_days.first_day < comparisons.first_day_now
                then known.gross_now
            else 0
        end) as returning_gross,
        sum(case when known.is_now = 0 then known.gross_before else 0 end) as lost_gross,
        sum(case
            when known.is_now * known.is_before = 1 then known.gross_now - known.gross_before else 0
        end) as kept_gross

    from known
    inner join comparisons
        on
            known.comparison = comparisons.comparison
            and known.period_start = comparisons.period_start
    inner join first_days
        on known.customer_id = first_days.customer_id
    group by known.comparison, known.period_start

),

sides as (

    select
        comparisons.comparison,
        comparisons.period_start,
        comparisons.first_day_now,
        comparisons.last_day_now,
        comparisons.first_day_before,
        comparisons.last_day_before,
        comparisons.is_partial,
        {%- for column in [
            'customers_now', 'customers_before', 'orders_now', 'orders_before', 'lines_now',
            'lines_before', 'gross_now', 'gross_before', 'new_customers', 'returning_customers',
            'lost_customers', 'kept_customers', 'new_gross', 'returning_gross', 'lost_gross', 'kept_gross',
        ] %}
        coalesce(totals.{{ column }}, 0) as {{ column }},
        {%- endfor %}
        coalesce(guests_now.gross, 0) as guests_now,
        coalesce(guests_before.gross, 0) as guests_before,
        coalesce(returns_now.returned, 0) as returned_now,
        coalesce(returns_before.returned, 0) as returned_before

    from comparisons
    left join totals
        on
            comparisons.comparison = totals.comparison
            and comparisons.period_start = totals.period_start
    {%- for side in ['now', 'before'] %}
    left join customers_{{ side }} as guests_{{ side }}
        on
            comparisons.comparison = guests_{{ side }}.comparison
            and comparisons.period_start = guests_{{ side }}.period_start
            and guests_{{ side }}.customer_id is null
    left join returns_{{ side }}
        on
            comparisons.comparison = returns_{{ side }}.comparison
            and comparisons.period_start = returns_{{ side }}.period_start
    {%- endfor %}
    -- nothing is compared where nothing was sold or came back in either period
    where
        coalesce(
            totals.comparison,
            guests_now.comparison,
            guests_before.comparison,
            returns_now.comparison,
            returns_before.comparison
        ) is not null

),

means as (

    select
        sides.*,
        case
            when customers_now = 0 or customers_before = 0 then null
            when gross_now = gross_before then cast(gross_now as {{ double_type() }})
            else
                cast(gross_now - gross_before as {{ double_type() }})
                / {{ log_of_growth('gross_now', 'gross_before') }}
        end as logarithmic_mean

    from sides

),

driven as (

    select
        means.*,
        case
            when logarithmic_mean is null then cast(gross_now - gross_before as {{ money }})
            else cast(
                logarithmic_mean * {{ log_of_growth('customers_now', 'customers_before') }}
                as {{ money }}
            )
        end as customers_effect,
        case
            when logarithmic_mean is null then {{ no_effect }}
            else cast(logarithmic_mean * {{ log_of_growth(
                'orders_now', 'orders_before', 'customers_now', 'customers_before'
            ) }} as {{ money }})
        end as frequency_effect,
        case
            when logarithmic_mean is null then {{ no_effect }}
            else cast(logarithmic_mean * {{ log_of_growth(
                'lines_now', 'lines_before', 'orders_now', 'orders_before'
            ) }} as {{ money }})
        end as width_effect

    from means

),

expected as (

    {%- for tree, position, effect, amount, before, now in effects %}

    select
        comparison,
        period_start,
        first_day_now,
        last_day_now,
        first_day_before,
        last_day_before,
        is_partial,
        gross_before + guests_before + returned_before as revenue_before,
        gross_now + guests_now + returned_now as revenue_now,
        '{{ tree }}' as tree,
        {{ position }} as position,
        '{{ effect }}' as effect,
        cast({{ amount }} as {{ money }}) as amount,
        cast({{ before or 'null' }} as {{ double_type() }}) as value_before,
        cast({{ now or 'null' }} as {{ double_type() }}) as value_now

    from driven
    {%- if not loop.last %}

    union all
    {%- endif %}
    {%- endfor %}

)

{{- rows_that_differ(
    ref('revenue_change'),
    keys=['period_start'],
    text_keys=['comparison', 'tree', 'effect'],
    columns=[
        'first_day_now', 'last_day_now', 'first_day_before', 'last_day_before', 'is_partial',
        'revenue_before', 'revenue_now', 'position',
    ],
    nearly=['value_before', 'value_now'],
    rounded=['amount'],
) }}
