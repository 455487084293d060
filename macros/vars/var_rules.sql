{#-
    What every var of dbt_project.yml may be, as YAML. The commands read the same text before they do
    anything (python_jobs/core/variables.py); dbt reads it whenever it reads the project. A var that is not
    listed here fails a test.

    kind number   from, to: the least and the greatest value; above, below: the same, without the value
                  itself; whole: true for whole numbers; up_to_var: another var that it may not exceed
    kind choice   choices: one of these
    kind date     YYYY-MM-DD from 1900 to 2199, or nothing
    kind pattern  pattern: a regular expression that the whole text matches; takes: the same for people;
                  capitals: true where the text is put in capitals
-#}
{% macro var_rules() -%}
{%- set rules -%}
shop_name:
  kind: pattern
  pattern: "[^\\x00-\\x1f\\x7f'\";{}<>\\\\]{0,60}"
  takes: "up to 60 characters without quotes (write ’ for an apostrophe), ; { } < > and backslashes"
currency:
  kind: pattern
  pattern: "([A-Z]{3})?"
  takes: a code of three letters such as EUR, or nothing
  capitals: true
as_of_date: {kind: date}
rfm_monetary: {kind: choice, choices: [net, gross]}
whale_share: {kind: number, from: 0, to: 1}
outlook_horizon_days: {kind: number, whole: true, from: 7, to: 182}
churn_low_risk_from: {kind: number, from: 0, to: 1}
churn_high_risk_below: {kind: number, from: 0, to: 1, up_to_var: churn_low_risk_from}
clv_horizon_days: {kind: number, whole: true, from: 28, to: 365}
clv_yearly_discount_rate: {kind: number, from: 0, to: 1}
outlook_backtest_cuts: {kind: number, whole: true, from: 0, to: 40}
outlook_min_customers: {kind: number, whole: true, from: 10, to: 1000000}
mba_min_support: {kind: number, from: 0.000001, to: 1}
mba_min_baskets: {kind: number, whole: true, from: 1, to: 1000000000}
mba_max_len: {kind: number, whole: true, from: 1, to: 9}
mba_min_confidence: {kind: number, from: 0, to: 1}
mba_min_lift: {kind: number, from: 0, to: 1000000}
mba_correction: {kind: choice, choices: [benjamini-hochberg, bonferroni]}
mba_significance_level: {kind: number, above: 0, below: 1}
duplicate_min_confidence: {kind: number, from: 0, to: 1}
build_suffix:
  kind: pattern
  pattern: "(_[0-9A-Za-z_]{0,40})?"
  takes: _ and up to 40 letters, digits and _, or nothing
{%- endset -%}
{{ return(fromyaml(rules)) }}
{%- endmacro %}
