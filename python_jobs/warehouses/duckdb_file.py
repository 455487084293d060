"""The embedded warehouse: one DuckDB file, no server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from python_jobs.core.errors import AnotherRunInProgress, WarehouseError, disk_full, is_disk_full
from python_jobs.warehouses.prepared_file import PreparedFile
from python_jobs.warehouses.retry import retry
from python_jobs.warehouses.schema import (
    FILES_AND_FORMS,
    LANDED_FILES,
    LINE_FIELDS,
    MBA_RULES,
    MBA_RUNS,
    ORDER_LINES,
    REJECTED_LINES,
    TABLES,
    Statement,
    TableDefinition,
    find_columns,
    find_table,
)

TYPES = {
    "text": "varchar",
    "bigint": "bigint",
    "int": "integer",
    "double": "double",
    "date": "date",
    "timestamp": "timestamp",
}

# Enough for any landing; the rest of the machine's memory stays free.
MEMORY_LIMIT = "512MB"


class DuckDBWarehouse:
    """A DuckDB file. It is opened at the first use; somebody else who holds it is waited for a while."""

    def __init__(self, path: Path, patience_seconds: float | None = None) -> None:
        self.path = path
        self._patience_seconds = patience_seconds
        self.location = str(path)
        self._open: duckdb.DuckDBPyConnection | None = None

    def create_tables(self) -> None:
        with self._transaction() as connection:
            for table in TABLES:
                connection.execute(f"create schema if not exists {table.schema}")
                connection.execute(_create_table(table))
                _add_columns(connection, table)

    def has_table(self, table: TableDefinition) -> bool:
        return self.path.exists() and bool(self.query(find_table(table)))

    def landed_files(self) -> dict[str, tuple[str, str]]:
        if not self.has_table(LANDED_FILES):
            return {}
        return {name: (sha256, form) for name, sha256, form in self.query(FILES_AND_FORMS)}

    def replace_file(
        self, file: PreparedFile, scratch: Path, also_remove: Sequence[str] = ()
    ) -> None:
        connection = self._connection()
        path = scratch.as_posix().replace("'", "''")
        with _plain_errors(self.path):
            connection.execute(f"attach '{path}' as scratch (read_only)")
        try:
            with self._transaction():
                for table in (ORDER_LINES, LANDED_FILES, REJECTED_LINES):
                    connection.executemany(
                        f"delete from {table.full_name} where source_file = $1",
                        [[name] for name in (file.name, *also_remove)],
                    )
                landed_at = connection.execute("select now() at time zone 'UTC'").fetchall()[0][0]
                fields = ", ".join(LINE_FIELDS)
                connection.execute(
                    f"insert into {ORDER_LINES.full_name} "
                    f"({fields}, source_file, source_row, file_sha256, loaded_at) "
                    f"select {fields}, $1, source_row, $2, $3 from scratch.{file.lines_table}",
                    [file.name, file.sha256, landed_at],
                )
                connection.execute(
                    f"insert into {REJECTED_LINES.full_name} "
                    f"({', '.join(REJECTED_LINES.column_names)}) "
                    f"select $1, line_number, raw_text, error from scratch.{file.rejects_table}",
                    [file.name],
                )
                connection.execute(
                    f"insert into {LANDED_FILES.full_name} "
                    f"({', '.join(LANDED_FILES.column_names)}) values ($1, $2, $3, $4, $5, $6, $7, $8)",
                    [
                        file.sha256,
                        file.name,
                        file.row_count,
                        file.rejected_count,
                        landed_at,
                        file.form,
                        file.left_out_count,
                        file.doubts,
                    ],
                )
        finally:
            connection.execute("detach scratch")

    def replace_rules(self, rules: pd.DataFrame, run: pd.DataFrame) -> None:
        self.create_tables()
        with self._transaction() as connection:
            connection.execute(f"delete from {MBA_RULES.full_name}")
            _append(connection, MBA_RULES, rules)
            _append(connection, MBA_RUNS, run)

    def change(self, statements: Sequence[Statement]) -> None:
        with self._transaction() as connection:
            for sql, values in statements:
                connection.execute(sql, list(values))

    def checkpoint(self) -> None:
        """Bring the write-ahead log into the file."""
        with _plain_errors(self.path):
            self._connection().execute("checkpoint")

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with _plain_errors(self.path):
            return self._connection().execute(sql).fetchall()

    def query_arrow(self, sql: str) -> pa.Table:
        with _plain_errors(self.path):
            return self._connection().sql(sql).to_arrow_table()

    def close(self) -> None:
        if self._open:
            self._open.close()
            self._open = None

    def _connection(self) -> duckdb.DuckDBPyConnection:
        if self._open is None:
            self._open = retry(
                self._connect,
                lambda error: isinstance(error, AnotherRunInProgress),
                self._patience_seconds,
            )
        return self._open

    def _connect(self) -> duckdb.DuckDBPyConnection:
        with _plain_errors(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = duckdb.connect(str(self.path))
            connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
            connection.execute("set enable_progress_bar = false")
            # Rows carry their line number; keeping their order would only cost memory.
            connection.execute("set preserve_insertion_order = false")
            return connection

    @contextmanager
    def _transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with _plain_errors(self.path):
            connection = self._connection()
            connection.execute("begin")
            try:
                yield connection
            except BaseException:
                connection.execute("rollback")
                raise
            connection.execute("commit")


@contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except (duckdb.IOException, duckdb.ConnectionException) as error:
        if "lock" in str(error).lower() or "being used by another process" in str(error):
            raise AnotherRunInProgress(
                f"Another program holds the warehouse {path}. Wait for the other run to end, or close "
                "the program that has the file open."
            ) from None
        if is_disk_full(error):
            raise disk_full(path.parent) from None
        raise WarehouseError(f"The warehouse {path} cannot be used: {_first_line(error)}") from None
    except (OSError, duckdb.Error) as error:
        if is_disk_full(error):
            raise disk_full(path.parent) from None
        raise WarehouseError(f"The warehouse {path} cannot be used: {_first_line(error)}") from None


def _append(
    connection: duckdb.DuckDBPyConnection, table: TableDefinition, rows: pd.DataFrame
) -> None:
    columns = ", ".join(table.column_names)
    connection.register("new_rows", rows)
    connection.execute(f"insert into {table.full_name} ({columns}) select {columns} from new_rows")
    connection.unregister("new_rows")


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__


def _create_table(table: TableDefinition) -> str:
    columns = ", ".join(
        f"{column.name} {TYPES[column.kind]}{' not null' if column.required else ''}"
        for column in table.columns
    )
    return f"create table if not exists {table.full_name} ({columns})"


def _add_columns(connection: duckdb.DuckDBPyConnection, table: TableDefinition) -> None:
    """Give a table that an older version of the project made the columns that came since."""
    present = {name for (name,) in connection.execute(find_columns(table)).fetchall()}
    for column in table.columns:
        if column.name not in present:
            connection.execute(
                f"alter table {table.full_name} add column {column.name} {TYPES[column.kind]}"
            )
            connection.execute(f"update {table.full_name} set {column.name} = {column.of_old_rows}")
