{#-
    Whether the feed by which a file was read names a value in one of its lists, such as known_doubts. form: SQL of
    the file's form, the JSON in which landing keeps what the feed says; key: the name of the list; value: SQL of a
    text. Engines read JSON in ways of their own, and each list holds short texts in quotes: so they are looked for
    as text. A value that stands in quotes elsewhere in the form of a feed that has the list counts as named.
-#}
{% macro feed_names(form, key, value) -%}
    (
        {{ form }} like '%"{{ key }}": %'
        and replace({{ form }}, concat('"', {{ value }}, '"'), '') <> {{ form }}
    )
{%- endmacro %}
