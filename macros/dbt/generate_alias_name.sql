{#-
    The name of a model or a seed in the warehouse: its own, and the var build_suffix, under which
    everything can be built and tested beside what readers see.
-#}
{% macro generate_alias_name(custom_alias_name=none, node=none) -%}
    {{ (custom_alias_name or node.name) | trim }}{{ checked_var('build_suffix') if var('build_suffix') else '' }}
{%- endmacro %}
