"""The tables that Python writes, and what it fills them with, in SQL Server's words."""

from __future__ import annotations

from typing import Any

from python_jobs.warehouses.schema import (
    LINE_FIELDS,
    MBA_RULE_ITEMS,
    MBA_RULES,
    ORDER_LINES,
    REJECTED_LINES,
    Column,
    TableDefinition,
)

WORK_TABLE = TableDefinition(
    "raw",
    "landing_work",
    (
        Column("source_row", "bigint", required=True),
        *(
            column
            for field in LINE_FIELDS
            for column in ORDER_LINES.columns
            if column.name == field
        ),
    ),
)
WORK_REJECTS = TableDefinition("raw", "landing_work_rejected", REJECTED_LINES.columns[1:])
WORK_RULES = TableDefinition("mining", "mining_work", MBA_RULES.columns)
WORK_RULE_ITEMS = TableDefinition("mining", "mining_work_items", MBA_RULE_ITEMS.columns)
INDEXES = {
    ORDER_LINES.full_name: (
        f"create index ix_order_lines_source_file on {ORDER_LINES.full_name} (source_file);"
    )
}
TYPES = {
    "bigint": "bigint",
    "int": "int",
    "double": "float",
    "date": "date",
    "timestamp": "datetime2(3)",
}


def create_table(table: TableDefinition) -> str:
    """The CREATE TABLE statement of a table that Python writes."""
    columns = ", ".join(
        f"{column.name} {sql_type(column)} {'not null' if column.required else 'null'}"
        for column in table.columns
    )
    return f"create table {table.full_name} ({columns})"


def sql_type(column: Column) -> str:
    """The type of a column."""
    return f"nvarchar({column.length})" if column.kind == "text" else TYPES[column.kind]


def select_for_bulk_copy(table: TableDefinition, source: str) -> str:
    """The columns of a data frame in the types that bulk copy expects; NaN is null."""
    kinds = {"text": "varchar", "bigint": "bigint", "int": "integer", "double": "double"}
    columns = [
        f"cast({column.name} as {kinds.get(column.kind, 'timestamp')}) as {column.name}"
        if column.kind != "double"
        else f"nullif(cast({column.name} as double), 'nan'::double) as {column.name}"
        for column in table.columns
    ]
    return f"select {', '.join(columns)} from {source}"


def plain_value(value: Any) -> Any:
    """A value of a data frame as the plain Python value that drivers bind."""
    if hasattr(value, "to_pydatetime"):
        return value.to_pydatetime()
    return value.item() if hasattr(value, "item") else value
