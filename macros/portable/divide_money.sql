{#-
    An amount of money divided by a whole number, as decimal(28,4), exact ties rounded away from zero;
    null when the divisor is null or 0. DuckDB divides decimals in floating point, so there the
    division is done in whole numbers of ten-thousandths.
-#}
{% macro divide_money(amount, divisor) -%}
    {{ return(adapter.dispatch('divide_money')(amount, divisor)) }}
{%- endmacro %}

{% macro default__divide_money(amount, divisor) -%}
    cast(
        sign({{ amount }})
        * cast(
            (2 * abs(cast(cast({{ amount }} as decimal(38, 4)) * 10000 as hugeint)) + abs({{ divisor }}))
            // (2 * abs(nullif({{ divisor }}, 0)))
            as decimal(32, 0)
        )
        * sign({{ divisor }}) * cast(0.0001 as decimal(5, 4))
        as decimal(28, 4)
    )
{%- endmacro %}

{% macro sqlserver__divide_money(amount, divisor) -%}
    cast(
        cast({{ amount }} as decimal(28, 4)) / nullif(cast({{ divisor }} as decimal(10, 0)), 0)
        as decimal(28, 4)
    )
{%- endmacro %}

{#-
    The quotient has as many decimals as 38 digits leave room for; with a divisor of ten digits none is so close
    to a tie that they round to it.
-#}
{% macro spark__divide_money(amount, divisor) -%}
    cast(
        cast({{ amount }} as decimal(28, 4)) / nullif(cast({{ divisor }} as decimal(10, 0)), 0)
        as decimal(28, 4)
    )
{%- endmacro %}
