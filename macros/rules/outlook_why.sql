{#- A number of days in words: '1 day', '34 days'. -#}
{% macro days_text(days) -%}
    concat(cast({{ days }} as varchar(10)), case when {{ days }} = 1 then ' day' else ' days' end)
{%- endmacro %}

{#- Why nothing is predicted, by unpredicted_because. The page says the same (the words why.unknown.…). -#}
{% macro unpredicted_texts() -%}
    {{ return({
        'few_customers': 'too few customers to predict',
        'few_with_value': 'too few customers whose orders are worth something to predict',
        'few_came_back': 'too few customers came back to predict',
        'nobody_came': 'nobody came in the windows by which predictions are tested',
        'short_history': 'too short a history to predict',
        'not_fitted': 'no purchase model is fitted yet',
    }) }}
{%- endmacro %}

{#-
    Why the outlook of a customer is what it is, in words, from their own history and from what customers like
    them did: "orders every 34 days, silent for 96 days; of customers like this 31% came back within 90 days".
    gap_days: the mean days between purchases, null after a single one; like_customers, like_buyers: the
    customer's cell of the grid one window earlier, or a year earlier where the chance goes by the season of last
    year (is_seasonal is 1): then the sentence says so. unpredicted_because is null where something is predicted.
-#}
{% macro outlook_why(gap_days, recency_days, like_customers, like_buyers, unpredicted_because, horizon_days, is_seasonal) -%}
    cast(concat(
        case
            when {{ gap_days }} is null
                then concat('ordered once, ', {{ days_text(recency_days) }}, ' ago')
            else concat(
                'orders every ', {{ days_text(gap_days) }}, ', silent for ', {{ days_text(recency_days) }}
            )
        end,
        case
            {%- for because, text in unpredicted_texts().items() %}
            when {{ unpredicted_because }} = '{{ because }}' then '; {{ text }}'
            {%- endfor %}
            when {{ like_customers }} >= {{ cell_customers_to_tell() }}
                then concat(
                    '; of customers like this ',
                    cast(cast(round(100e0 * {{ like_buyers }} / {{ like_customers }}, 0) as int) as varchar(10)),
                    '% came back within ',
                    {{ days_text(horizon_days) }},
                    case when {{ is_seasonal }} = 1 then ' a year ago' else '' end
                )
            else ''
        end
    ) as {{ text_type(200) }})
{%- endmacro %}
