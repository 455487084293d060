with

customers as (select * from {{ ref('customer_month_ends') }}),

segments as (select * from {{ ref('rfm_segments') }}),

recency_scores as (

    {{ rfm_score('customers', 'recency_days', 'lowest', 'month_end') }}

),

frequency_scores as (

    {{ rfm_score('customers', 'frequency', 'highest', 'month_end') }}

),

monetary_scores as (

    {{ rfm_score('customers', 'monetary', 'highest', 'month_end') }}

),

counted as (

    select
        month_end,
        count(*) as customers

    from customers
    group by month_end

),

scored as (

    select
        customers.customer_id,
        customers.month_end,
        customers.as_of_date,
        customers.recency_days,
        customers.frequency,
        customers.monetary,
        recency_scores.score as r_score,
        frequency_scores.score as f_score,
        monetary_scores.score as m_score,
        counted.customers

    from customers
    inner join counted
        on customers.month_end = counted.month_end
    inner join recency_scores
        on
            customers.month_end = recency_scores.month_end
            and customers.recency_days = recency_scores.recency_days
    inner join frequency_scores
        on
            customers.month_end = frequency_scores.month_end
            and customers.frequency = frequency_scores.frequency
    inner join monetary_scores
        on
            customers.month_end = monetary_scores.month_end
            and customers.monetary = monetary_scores.monetary

),

named as (

    select
        scored.*,
        {{ rfm_segment('segments.segment', 'scored.customers') }} as segment

    from scored
    left join segments
        on
            scored.r_score = segments.r_score
            and scored.f_score = segments.f_score
            and scored.m_score = segments.m_score

),

compared as (

    select
        named.*,
        lag(segment) over (partition by customer_id order by month_end) as last_segment

    from named

),

-- months in a row in the same segment have the same number
stays as (

    select
        compared.*,
        sum(case when segment = last_segment then 0 else 1 end) over (
            partition by customer_id
            order by month_end
            rows between unbounded preceding and current row
        ) as stay

    from compared

),

final as (

    select
        -- who and when
        customer_id,
        month_end,
        as_of_date,

        -- what was known then
        recency_days,
        frequency,
        monetary,
        r_score,
        f_score,
        m_score,
        {{ rfm_score_text('r_score', 'f_score', 'm_score') }} as rfm_score,
        segment,

        -- where the customer came from
        max(case when segment <> last_segment then last_segment end)
            over (partition by customer_id, stay) as previous_segment,
        min(as_of_date) over (partition by customer_id, stay) as segment_since

    from stays

)

select * from final
