{#- Every value that is not null lies between min_value and max_value, ends included. -#}
{% test accepted_range(model, column_name, min_value=none, max_value=none) %}
    select {{ column_name }} as value_out_of_range
    from {{ model }}
    where
        1 = 0
        {% if min_value is not none %}or {{ column_name }} < {{ min_value }}{% endif %}
        {% if max_value is not none %}or {{ column_name }} > {{ max_value }}{% endif %}
{% endtest %}
