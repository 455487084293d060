{#-
    Expected orders within t of MBG/NBD. Fader, Hardie, Lee (2005), equation 10, for BG/NBD has a hypergeometric
    function that converges slowly; Euler's transformation makes of it, for MBG/NBD,

        p_alive · (a+b+x)/(a−1) · [1 − (1−z)^(a−1) · 2F1(a+b−r, a−1; a+b+x; z)],   z = t/(alpha+age+t).

    With 2F1 = 1 + (a−1) · G nothing is divided by a − 1 any more but the first of two terms:

        p_alive · (a+b+x) · [ (1 − (1−z)^(a−1))/(a−1) − (1−z)^(a−1) · G ],
        G = sum over n from 1 of (a+b−r)_n (a)_(n−1) / ((a+b+x)_n n!) · z^n.

    G is a nested sum: the term n+1 is the term n times series_ratio(n). It ends with a guess at what is left of
    it, so that 80 terms are exact to 1e-9 up to z = 0.85 and to a hundred-thousandth of the value beyond.
-#}

{% macro series_terms() -%}
    {{ return(80) }}
{%- endmacro %}

{#- How many terms one query adds: a parser reads deeply nested brackets slowly. -#}
{% macro series_terms_at_once() -%}
    {{ return(8) }}
{%- endmacro %}

{% macro series_ratio(n) -%}
    (a + b - r + {{ n }}) * (a + {{ n - 1 }}) / ((a + b + x + {{ n }}) * {{ n + 1 }}) * z
{%- endmacro %}

{#-
    Queries, one on another, that end in `series`: the rows of `relation` and the column series_sum, the sum of
    all terms of G divided by the first. The relation has the columns a, b, r, x and z.
-#}
{% macro series_queries(relation) -%}
    {%- set last = series_terms() -%}
    {%- set at_once = series_terms_at_once() -%}
    -- what is left of the series after its last term, about: the ratio changes slowly from there on
    series_{{ last }} as (

        select
            {{ relation }}.*,
            1e0 + {{ series_ratio(last + 1) }} * (
                1e0 / (1e0 - {{ series_ratio(last + 2) }})
                + {{ series_ratio(last + 2) }} / (1e0 - {{ series_ratio(last + 2) }}) * (
                    1e0 / (1e0 - {{ series_ratio(last + 3) }})
                    - 1e0 / (1e0 - {{ series_ratio(last + 2) }})
                )
            ) as sum_{{ last }}

        from {{ relation }}

    ),
    {% for step in range(last // at_once) -%}
    {%- set upper = last - step * at_once -%}
    {%- set lower = upper - at_once -%}
    {{ 'series' if lower == 0 else 'series_' ~ lower }} as (

        select
            series_{{ upper }}.*,
            {% for n in range(lower + 1, upper + 1) -%}
            1e0 + {{ series_ratio(n) }} * (
            {%- endfor -%}
            sum_{{ upper }}{{ ')' * at_once }} as {{ 'series_sum' if lower == 0 else 'sum_' ~ lower }}

        from series_{{ upper }}

    ){{ ',' if not loop.last }}
    {% endfor %}
{%- endmacro %}

{#- Expected orders of a row of `series`, which also has p_alive, alpha, age and t. -#}
{% macro expected_orders(p_alive) -%}
    {%- set log_ratio = natural_log('(alpha + age) / (alpha + age + t)') -%}
    {{ p_alive }} * (a + b + x) * (
        {{ one_minus_power_over('(a - 1e0)', log_ratio) }}
        - exp((a - 1e0) * {{ log_ratio }}) * (a + b - r) / (a + b + x) * z * series_sum
    )
{%- endmacro %}

{#- (1 − e^(e·l))/e, also where e is close to 0: there by its first seven terms. -#}
{% macro one_minus_power_over(e, l) -%}
    {%- set y = '(-' ~ e ~ ' * ' ~ l ~ ')' -%}
    case
        when abs({{ y }}) < 0.05
            then -{{ l }} * (
                1e0 - {{ y }} / 2 + {{ y }} * {{ y }} / 6 - power({{ y }}, 3) / 24
                + power({{ y }}, 4) / 120 - power({{ y }}, 5) / 720 + power({{ y }}, 6) / 5040
            )
        else (1e0 - exp(-{{ y }})) / {{ e }}
    end
{%- endmacro %}
