{#- The condition holds for every row; a condition that comes out as null counts as broken. -#}
{% test expression_is_true(model, expression) %}
    select 1 as broken_row
    from {{ model }}
    where case when {{ expression }} then 1 else 0 end = 0
{% endtest %}
