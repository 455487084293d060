{#-
    Whether an invoice number starts with a prefix; false where there is no prefix. Both are SQL expressions: each
    line's feed says how its shop numbers cancellations and accounting entries.
-#}
{% macro invoice_starts_with(invoice_no, prefix) -%}
    ({{ prefix }} is not null and left({{ invoice_no }}, len({{ prefix }})) = {{ prefix }})
{%- endmacro %}
