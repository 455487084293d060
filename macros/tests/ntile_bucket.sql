{#-
    The bucket of NTILE(5) that the row at `place` (from 1) falls into: the first `larger_buckets` hold
    bucket_size + 1 rows, the others bucket_size.
-#}
{% macro ntile_bucket(place, bucket_size, larger_buckets) -%}
    case
        when {{ place }} <= ({{ bucket_size }} + 1) * {{ larger_buckets }}
            then ceiling({{ place }} / ({{ bucket_size }} + 1.0))
        else {{ larger_buckets }} + ceiling(
            ({{ place }} - ({{ bucket_size }} + 1) * {{ larger_buckets }})
            / cast(nullif({{ bucket_size }}, 0) as decimal(19, 1))
        )
    end
{%- endmacro %}
