"""The production warehouse: SQL Server 2019 and later, or Azure SQL.

Lines arrive by the driver's native bulk copy in a work table and go from there to their place in one
transaction, so a reader sees the old rows or the new ones, and a landing that is killed leaves nothing
but the work table, which the next landing drops. Where only ODBC is allowed (backend pyodbc) SQLAlchemy
inserts with fast_executemany instead.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import duckdb
import pyarrow as pa

from python_jobs.core.errors import TransientError, WarehouseError
from python_jobs.warehouses.names import with_suffix
from python_jobs.warehouses.prepared_file import PreparedFile
from python_jobs.warehouses.retry import retry
from python_jobs.warehouses.schema import (
    FILES_AND_FORMS,
    LANDED_FILES,
    LANDING_DOUBTS,
    LINE_FIELDS,
    MBA_RULE_ITEMS,
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
from python_jobs.warehouses.sql_server_driver import Driver, open_driver
from python_jobs.warehouses.sql_server_errors import kind_of
from python_jobs.warehouses.sql_server_settings import SqlServerSettings, read_connection_settings
from python_jobs.warehouses.sql_server_tables import (
    INDEXES,
    WORK_REJECTS,
    WORK_RULE_ITEMS,
    WORK_RULES,
    WORK_TABLE,
    create_table,
    plain_value,
    select_for_bulk_copy,
    sql_type,
)

if TYPE_CHECKING:
    import pandas as pd

ROWS_OF_A_BATCH = 100_000

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def _patient(
    method: Callable[Concatenate[SqlServerWarehouse, Parameters], Result],
) -> Callable[Concatenate[SqlServerWarehouse, Parameters], Result]:
    """Make a method try again, on a new connection, while what stops it may pass.

    Each such method does its work in one transaction or work table, so that a second try finds the
    warehouse as the first one did.
    """

    @functools.wraps(method)
    def try_again(
        self: SqlServerWarehouse, /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Result:
        def attempt() -> Result:
            try:
                with self._plain_errors():
                    return method(self, *args, **kwargs)
            except TransientError:
                self._drop_connection()
                raise

        return retry(
            attempt, lambda error: isinstance(error, TransientError), self._patience_seconds
        )

    return try_again


class SqlServerWarehouse:
    """A database of a SQL Server, reached with the driver that the settings name."""

    def __init__(
        self,
        settings: SqlServerSettings,
        patience_seconds: float | None = None,
        suffix: str = "",
    ) -> None:
        self._settings = settings
        self._patience_seconds = patience_seconds
        self._suffix = suffix
        self._open: Driver | None = None
        self.location = f"{settings.host},{settings.port}, database {settings.database}"

    @classmethod
    def from_environment(
        cls, patience_seconds: float | None = None, suffix: str = ""
    ) -> SqlServerWarehouse:
        return cls(read_connection_settings(), patience_seconds, suffix)

    @_patient
    def create_tables(self) -> None:
        for schema in sorted({table.schema for table in TABLES}):
            # CREATE SCHEMA must stand alone in its batch
            self._driver().execute(
                f"if schema_id('{schema}') is null exec('create schema {schema}')"
            )
        for table in TABLES:
            also = INDEXES.get(table.full_name, "")
            self._driver().execute(
                f"if object_id('{table.full_name}') is null begin {create_table(table)}; {also} end"
            )
            self._add_columns(table)

    def _add_columns(self, table: TableDefinition) -> None:
        """Give a table that an older version of the project made the columns that came since."""
        present = {name for (name,) in self._driver().query(find_columns(table))}
        for column in table.columns:
            if column.name not in present:
                self._driver().execute(
                    f"alter table {table.full_name} add {column.name} {sql_type(column)} null"
                )
                self._driver().execute(
                    f"update {table.full_name} set {column.name} = {column.of_old_rows}"
                )

    def has_table(self, table: TableDefinition) -> bool:
        return bool(self.query(find_table(table)))

    def landed_files(self) -> dict[str, tuple[str, str]]:
        if not self.has_table(LANDED_FILES):
            return {}
        return {name: (sha256, form) for name, sha256, form in self.query(FILES_AND_FORMS)}

    @_patient
    def replace_file(
        self, file: PreparedFile, scratch: Path, also_remove: Sequence[str] = ()
    ) -> None:
        landed_at = dt.datetime.now(dt.UTC).replace(tzinfo=None)
        fields = ", ".join(LINE_FIELDS)
        with duckdb.connect(str(scratch), read_only=True) as lines:
            self._fill(WORK_TABLE, lines, f"select source_row, {fields} from {file.lines_table}")
            self._fill(
                WORK_REJECTS,
                lines,
                f"select line_number, raw_text, error from {file.rejects_table}",
            )
            with self._transaction() as driver:
                for table in (ORDER_LINES, LANDED_FILES, REJECTED_LINES, LANDING_DOUBTS):
                    for name in (file.name, *also_remove):
                        driver.execute(
                            f"delete from {table.full_name} where source_file = ?", [name]
                        )
                driver.execute(
                    f"insert into {ORDER_LINES.full_name} with (tablock) "
                    f"({fields}, source_file, source_row, file_sha256, loaded_at) "
                    f"select {fields}, ?, source_row, ?, ? from {WORK_TABLE.full_name}",
                    [file.name, file.sha256, landed_at],
                )
                driver.execute(
                    f"insert into {REJECTED_LINES.full_name} "
                    f"({', '.join(REJECTED_LINES.column_names)}) "
                    f"select ?, line_number, raw_text, error from {WORK_REJECTS.full_name}",
                    [file.name],
                )
                driver.execute(
                    f"insert into {LANDED_FILES.full_name} "
                    f"({', '.join(LANDED_FILES.column_names)}) values (?, ?, ?, ?, ?, ?, ?)",
                    [
                        file.sha256,
                        file.name,
                        file.row_count,
                        file.rejected_count,
                        landed_at,
                        file.form,
                        file.left_out_count,
                    ],
                )
                for doubt in file.doubts:
                    driver.execute(
                        f"insert into {LANDING_DOUBTS.full_name} "
                        f"({', '.join(LANDING_DOUBTS.column_names)}) values (?, ?, ?, ?, ?)",
                        [file.name, *doubt],
                    )
            self._drop(WORK_TABLE)
            self._drop(WORK_REJECTS)

    @_patient
    def replace_rules(self, rules: pd.DataFrame, items: pd.DataFrame, run: pd.DataFrame) -> None:
        self.create_tables()
        with duckdb.connect() as frames:
            frames.register("rules", rules)
            frames.register("items", items)
            self._fill(WORK_RULES, frames, select_for_bulk_copy(WORK_RULES, "rules"))
            self._fill(WORK_RULE_ITEMS, frames, select_for_bulk_copy(WORK_RULE_ITEMS, "items"))
            [values] = run[MBA_RUNS.column_names].astype(object).to_numpy().tolist()
            places = ", ".join("?" for _ in values)
            with self._transaction() as driver:
                for table, work in ((MBA_RULES, WORK_RULES), (MBA_RULE_ITEMS, WORK_RULE_ITEMS)):
                    columns = ", ".join(table.column_names)
                    driver.execute(f"delete from {table.full_name}")
                    driver.execute(
                        f"insert into {table.full_name} ({columns}) "
                        f"select {columns} from {work.full_name}"
                    )
                driver.execute(
                    f"insert into {MBA_RUNS.full_name} ({', '.join(MBA_RUNS.column_names)}) "
                    f"values ({places})",
                    [plain_value(value) for value in values],
                )
            self._drop(WORK_RULES)
            self._drop(WORK_RULE_ITEMS)

    @_patient
    def change(self, statements: Sequence[Statement]) -> None:
        with self._transaction() as driver:
            for sql, values in statements:
                driver.execute(sql, list(values))

    @_patient
    def execute(self, sql: str) -> None:
        """Send a batch that begins and commits its own transactions."""
        self._driver().execute(sql)

    @_patient
    def query(self, sql: str) -> list[tuple[Any, ...]]:
        return self._driver().query(with_suffix(sql, self._suffix))

    @_patient
    def query_arrow(self, sql: str) -> pa.Table:
        names, rows = self._driver().query_with_names(with_suffix(sql, self._suffix))
        columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
        return pa.table([pa.array(values) for values in columns], names=names)

    def close(self) -> None:
        if self._open:
            self._open.close()
            self._open = None

    def _driver(self) -> Driver:
        if self._open is None:
            self._open = open_driver(self._settings)
        return self._open

    def _fill(self, table: TableDefinition, source: duckdb.DuckDBPyConnection, sql: str) -> None:
        """Make a work table anew and copy the rows of a DuckDB query into it, batch by batch."""
        self._drop(table)
        self._driver().execute(create_table(table))
        reader = source.sql(sql).to_arrow_reader(ROWS_OF_A_BATCH)
        self._driver().copy(table, reader)

    def _drop(self, table: TableDefinition) -> None:
        self._driver().execute(f"drop table if exists {table.full_name}")

    @contextmanager
    def _transaction(self) -> Iterator[Driver]:
        driver = self._driver()
        driver.begin()
        try:
            yield driver
        except BaseException:
            driver.rollback()
            raise
        driver.commit()

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        try:
            yield
        except WarehouseError:
            raise
        except Exception as error:
            # both drivers have their own hierarchies, and bulk copy raises plain RuntimeError
            text = self._settings.without_secrets(" ".join(str(error).split()))
            kind = kind_of(text)
            raise kind(
                f"SQL Server at {self.location} refused: {text} "
                "(customer-intelligence doctor --target sqlserver looks for the cause)"
            ) from None

    def _drop_connection(self) -> None:
        """Forget a connection that may be broken; the next use opens another."""
        with suppress(Exception):
            self.close()
        self._open = None
