{#-
    A whole number from -2,147,483,648 to 2,147,483,647, also when written with zero decimals ('12.0'), as
    int; null for any other text. A fraction is not rounded: '1.5' is null.
-#}
{% macro try_integer(text_expression) -%}
    {%- set number = try_decimal(text_expression) -%}
    case
        when {{ number }} between -2147483648 and 2147483647 and {{ number }} = floor({{ number }})
            then cast({{ number }} as int)
    end
{%- endmacro %}
