{#-
    A type as contracts, seeds and unit tests name it, with the collation that all text of this project has on
    SQL Server: character by character, as the other engines compare. Without it a column has the collation of the
    database, which takes ß for ss, hiragana for katakana, and leaves out thousands of characters that it does not
    know: codes that are two on DuckDB would be one key.
-#}
{% macro sql_server_type(name) -%}
    {%- set is_text = modules.re.match('n?(var)?char', name | string | trim | lower) -%}
    {{ return(binary_text(name) if is_text else name) }}
{%- endmacro %}

{#- The columns of a table with a contract. -#}
{% macro sqlserver__build_columns_constraints(relation, only_not_null=False) -%}
    {%- set columns = {} -%}
    {%- for name, column in model['columns'].items() -%}
        {%- do columns.update({name: dict(column, data_type=sql_server_type(column['data_type']))}) -%}
    {%- endfor -%}
    {%- set lines = adapter.render_raw_columns_constraints(raw_columns=columns, only_not_null=only_not_null) -%}
    {%- if not only_not_null -%}
        {%- set lines = lines + adapter.render_raw_model_constraints(raw_constraints=model.get('constraints') or []) -%}
    {%- endif -%}
    ({{ lines | join(', ') }})
{%- endmacro %}

{#- A value given to a unit test, or expected of one. -#}
{% macro sqlserver__safe_cast(field, type) -%}
    {%- set value = 'try_cast(' ~ field ~ ' as ' ~ type ~ ')' -%}
    {{ return(value ~ sql_server_type(type)[type | length:]) }}
{%- endmacro %}
