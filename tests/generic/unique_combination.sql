{#- No two rows agree in all of the given columns. -#}
{% test unique_combination(model, columns) %}
    select count(*) as row_count
    from {{ model }}
    group by {{ columns | join(', ') }}
    having count(*) > 1
{% endtest %}
