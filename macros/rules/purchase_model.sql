{#-
    Scores of MBG/NBD (Batislam, Denizel, Filiztekin 2007) and Gamma-Gamma (Fader, Hardie 2013). Every argument is
    a column or an expression of double precision. r, alpha, a, b, p, q, v: the parameters of
    mining.purchase_model; x: repeat purchases; last: weeks from the first purchase to the last; age: weeks
    from the first purchase to the cut; t: weeks of the horizon.
-#}

{#- The probability that a customer still buys at all: 1 / (1 + a/(b+x) · ((alpha+age)/(alpha+last))^(r+x)). -#}
{% macro p_alive(r, alpha, a, b, x, last, age) -%}
    {%- set growth = '(' ~ alpha ~ ' + ' ~ age ~ ') / (' ~ alpha ~ ' + ' ~ last ~ ')' -%}
    1e0 / (1e0 + {{ a }} / ({{ b }} + {{ x }}) * {{ bounded_power(growth, '(' ~ r ~ ' + ' ~ x ~ ')') }})
{%- endmacro %}

{#- A positive number to a power; e^600 where it would be more, since some engines refuse what overflows. -#}
{% macro bounded_power(base, exponent) -%}
    case
        when {{ exponent }} * {{ natural_log(base) }} < 600e0 then power({{ base }}, {{ exponent }})
        else exp(600e0)
    end
{%- endmacro %}

{#- The probability of an order within t: p_alive · (1 − ((alpha+age)/(alpha+age+t))^(r+x)). -#}
{% macro p_order(p_alive, r, alpha, x, age, t) -%}
    {{ p_alive }} * (1e0 - power(({{ alpha }} + {{ age }}) / ({{ alpha }} + {{ age }} + {{ t }}), {{ r }} + {{ x }}))
{%- endmacro %}

{#- A probability with `shift` added to its log-odds; written so that rounding leaves it at 1 at most. -#}
{% macro shifted_probability(p, shift) -%}
    {{ p }} * exp({{ shift }}) / (1e0 - {{ p }} + {{ p }} * exp({{ shift }}))
{%- endmacro %}

{#-
    The weeks until the probability of an order, its log-odds shifted as p_order's are, passes one half; null
    when it never does. From p_order, solved for t.
-#}
{% macro weeks_to_even_chance(p_alive, r, alpha, x, age, shift) -%}
    case
        when {{ p_alive }} * (1e0 + exp({{ shift }})) > 1e0
            then ({{ alpha }} + {{ age }}) * (
                {{ bounded_power(
                    '(1e0 - 1e0 / ((1e0 + exp(' ~ shift ~ ')) * ' ~ p_alive ~ '))', '(-1e0 / (' ~ r ~ ' + ' ~ x ~ '))'
                ) }} - 1e0
            )
    end
{%- endmacro %}

{#- The factor of a season below which a shop is as good as closed. -#}
{% macro least_season() -%}
    0.05e0
{%- endmacro %}

{#-
    What is expected within `days`, but no less than what is expected within the first `first_days` of them: those know
    the season, the whole does not.
-#}
{% macro at_least_within(expected, days, expected_first, first_days) -%}
    {%- if days >= first_days -%}
        case when {{ expected }} < {{ expected_first }} then {{ expected_first }} else {{ expected }} end
    {%- else -%}
        {{ expected }}
    {%- endif -%}
{%- endmacro %}

{#-
    The expected value of an order: p · (v + spent) / (p · orders + q − 1), a mean of all customers and of the
    customer's own, the latter weighing more with each order. spent: the value of all orders together.
-#}
{% macro expected_order_value(p, q, v, orders, spent) -%}
    {{ p }} * ({{ v }} + {{ spent }}) / ({{ p }} * {{ orders }} + {{ q }} - 1e0)
{%- endmacro %}
