{#-
    A unit test as dbt makes it, with two differences on SQL Server. The table that shows the types of the model's
    columns is dropped for good: dbt drops it in a transaction that nobody commits, and it would stay in the
    warehouse. And what the model gives is compared with the collation that the expected rows have: a column
    made of words alone has that of the database, and a union of two collations is an error.
-#}
{% materialization unit, adapter='sqlserver' -%}
    {%- set expected_rows = config.get('expected_rows') -%}
    {%- set expected_sql = config.get('expected_sql') -%}
    {%- set names = expected_rows[0].keys() if expected_rows else get_columns_in_query(sql) -%}

    {%- set shape = make_temp_relation(this.incorporate(type='table')) -%}
    {%- do run_query(get_create_table_as_sql(True, shape, get_empty_subquery_sql(sql))) -%}
    {%- set types = {} -%}
    {%- set quoted = {} -%}
    {%- for column in adapter.get_columns_in_relation(shape) -%}
        {%- do types.update({column.name | lower: column.data_type}) -%}
        {%- do quoted.update({column.name | lower: column.quoted}) -%}
    {%- endfor -%}
    {%- do adapter.drop_relation(shape) -%}
    {%- do adapter.commit_if_open() -%}

    {%- if not expected_sql -%}
        {%- set expected_sql = get_expected_sql(expected_rows, types, quoted) -%}
    {%- endif -%}
    {%- set columns = [] -%}
    {%- for name in names -%}
        {%- set column = quoted[name | lower] -%}
        {%- set compared = sql_server_type(types[name | lower])[types[name | lower] | length:] -%}
        {%- do columns.append(column ~ compared ~ (' as ' ~ column if compared else '')) -%}
    {%- endfor -%}
    {%- call statement('main', fetch_result=True) -%}
        {{ get_unit_test_sql(sql, expected_sql, columns) }}
    {%- endcall -%}

    {{ return({'relations': []}) }}
{%- endmaterialization %}
