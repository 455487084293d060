"""The tables that Python writes, in DuckDB's words."""

from __future__ import annotations

import duckdb

from python_jobs.warehouses.schema import TABLES, TableDefinition

TYPES = {
    "text": "varchar",
    "bigint": "bigint",
    "int": "integer",
    "double": "double",
    "date": "date",
    "timestamp": "timestamp",
}


def create_missing_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables that Python writes, and give those of older versions the columns that came since."""
    for schema in dict.fromkeys(table.schema for table in TABLES):
        connection.execute(f"create schema if not exists {schema}")
    for table in TABLES:
        connection.execute(_create_table(table))
    present: dict[str, set[str]] = {}
    # One question for all tables: each looks through all columns of the file.
    for table_name, column in connection.execute(
        "select schema_name || '.' || table_name, column_name from duckdb_columns() "
        "where database_name = current_database()"
    ).fetchall():
        present.setdefault(table_name, set()).add(column)
    for table in TABLES:
        _add_columns(connection, table, present[table.full_name])


def _create_table(table: TableDefinition) -> str:
    columns = ", ".join(
        f"{column.name} {TYPES[column.kind]}{' not null' if column.required else ''}"
        for column in table.columns
    )
    return f"create table if not exists {table.full_name} ({columns})"


def _add_columns(
    connection: duckdb.DuckDBPyConnection, table: TableDefinition, present: set[str]
) -> None:
    """Give a table that an older version of the project made the columns that came since."""
    for column in table.columns:
        if column.name not in present:
            connection.execute(
                f"alter table {table.full_name} add column {column.name} {TYPES[column.kind]}"
            )
            connection.execute(f"update {table.full_name} set {column.name} = {column.of_old_rows}")
