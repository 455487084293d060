{#- No two rows hold the same text when case is ignored. -#}
{% test unique_ignoring_case(model, column_name) %}
    select {{ upper_case(column_name) }} as repeated_text
    from {{ model }}
    where {{ column_name }} is not null
    group by {{ upper_case(column_name) }}
    having count(*) > 1
{% endtest %}
