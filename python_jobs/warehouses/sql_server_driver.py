"""Two drivers for SQL Server behind one small face: mssql-python, and SQLAlchemy on pyodbc."""

from __future__ import annotations

import urllib.parse
from collections.abc import Sequence
from typing import Any, Protocol

import pyarrow as pa

from python_jobs.core.errors import TransientError
from python_jobs.warehouses.schema import TableDefinition
from python_jobs.warehouses.sql_server_settings import PYODBC, SqlServerSettings


class Driver(Protocol):
    """A connection. Statements take ? for values and are committed at once, unless begin was called."""

    def execute(self, sql: str, values: Sequence[Any] = ()) -> None: ...

    def query(self, sql: str) -> list[tuple[Any, ...]]: ...

    def query_with_names(self, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]: ...

    def copy(self, table: TableDefinition, reader: pa.RecordBatchReader) -> None:
        """Append the rows to a table whose columns stand in the same order."""

    def begin(self) -> None: ...

    def commit(self) -> None: ...

    def rollback(self) -> None: ...

    def close(self) -> None: ...


def open_driver(settings: SqlServerSettings, database: str | None = None) -> Driver:
    """Connect with the driver that the settings name; raises what the driver raises."""
    if settings.backend == PYODBC:
        return PyodbcDriver(settings, database)
    return MssqlPythonDriver(settings, database)


class _DbApiDriver:
    """What both drivers share: a DB-API connection with one cursor, in autocommit mode."""

    connection: Any
    cursor: Any

    def execute(self, sql: str, values: Sequence[Any] = ()) -> None:
        self.cursor.execute(sql, *values)
        # What fails later in a batch is only told when its results are asked for.
        while self.cursor.nextset():
            pass

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        return self.query_with_names(sql)[1]

    def query_with_names(self, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        self.cursor.execute(sql)
        # What a statement before the query answers (a count of rows, a message) has no columns.
        while self.cursor.description is None:
            if not self.cursor.nextset():
                raise TransientError("SQL Server ended a query without a result.")
        names = [column[0] for column in self.cursor.description]
        return names, [tuple(row) for row in self.cursor.fetchall()]

    def begin(self) -> None:
        self.cursor.execute("begin transaction")

    def commit(self) -> None:
        self.cursor.execute("commit transaction")

    def rollback(self) -> None:
        self.cursor.execute("if @@trancount > 0 rollback transaction")

    def close(self) -> None:
        self.connection.close()


class MssqlPythonDriver(_DbApiDriver):
    """Microsoft's mssql-python: no ODBC driver to install, and native bulk copy from Arrow."""

    def __init__(self, settings: SqlServerSettings, database: str | None = None) -> None:
        import mssql_python

        self.connection = mssql_python.connect(
            settings.connection_string(database), autocommit=True
        )
        self.cursor = self.connection.cursor()

    def copy(self, table: TableDefinition, reader: pa.RecordBatchReader) -> None:
        # It opens a connection of its own, outside any transaction: hence the work tables.
        self.cursor.bulkcopy_arrow(table.full_name, reader, timeout=0, table_lock=True)


class PyodbcDriver(_DbApiDriver):
    """SQLAlchemy on pyodbc with fast_executemany, for places where only ODBC is allowed."""

    def __init__(self, settings: SqlServerSettings, database: str | None = None) -> None:
        import sqlalchemy

        quoted = urllib.parse.quote_plus(settings.connection_string(database))
        self._engine = sqlalchemy.create_engine(
            f"mssql+pyodbc:///?odbc_connect={quoted}",
            fast_executemany=True,
            isolation_level="AUTOCOMMIT",
        )
        self.connection = self._engine.raw_connection()
        self.cursor = self.connection.cursor()

    def copy(self, table: TableDefinition, reader: pa.RecordBatchReader) -> None:
        for batch in reader:
            batch.to_pandas().to_sql(
                table.name, self._engine, schema=table.schema, if_exists="append", index=False
            )

    def close(self) -> None:
        super().close()
        self._engine.dispose()
