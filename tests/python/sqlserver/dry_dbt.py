"""Run a dbt command on dbt-sqlserver without a server, and record every statement it would send.

usage: dry_dbt.py STATEMENTS dbt-arguments…

The connection answers every query with no rows; STATEMENTS becomes one JSON text a line.
"""

from __future__ import annotations

import json
import sys
from typing import Any, TextIO

from dbt.adapters.sqlserver import sqlserver_connections
from dbt.cli.main import dbtRunner

# what a statement without a result begins with
SILENT = ("use ", "exec", "if ", "create", "drop", "begin", "commit", "insert", "set ", "alter")
Columns = list[tuple[str, type, None, None, None, None, bool]]


class Cursor:
    """Records what it is given; a data test is told that nothing failed."""

    rowcount = -1
    arraysize = 1
    messages: tuple[str, ...] = ()

    def __init__(self, record: TextIO) -> None:
        self._record = record
        self._rows: list[tuple[Any, ...]] = []
        self.description: Columns | None = None

    def execute(self, sql: str, *values: Any) -> Cursor:
        text = sql.replace("?", "NULL") if values else sql
        self._record.write(json.dumps(text.strip()) + "\n")
        self._rows, self.description = [], None
        lowered = text.strip().lower()
        if "should_warn" in lowered:
            self.description = _columns(failures=int, should_warn=str, should_error=str)
            self._rows = [(0, "false", "false")]
        elif not lowered.startswith(SILENT):
            self.description = _columns(nothing=str)
        return self

    executemany = execute

    def fetchall(self) -> list[tuple[Any, ...]]:
        rows, self._rows = self._rows, []
        return rows

    def fetchone(self) -> None:
        return None

    def fetchmany(self, size: int = 1) -> list[tuple[Any, ...]]:
        return []

    def nextset(self) -> bool:
        self.description = None
        return False

    def close(self) -> None:
        pass


class Connection:
    """As much of a pyodbc connection as dbt-sqlserver asks for."""

    autocommit = True
    timeout = 0

    def __init__(self, record: TextIO) -> None:
        self._record = record

    def cursor(self) -> Cursor:
        return Cursor(self._record)

    def execute(self, sql: str, *values: Any) -> Cursor:
        return self.cursor().execute(sql, *values)

    def commit(self) -> None:
        pass

    rollback = close = commit

    def getinfo(self, *_: Any) -> str:
        return "16.0"

    def add_output_converter(self, *_: Any) -> None:
        pass


def main(record: str, arguments: list[str]) -> None:
    """Run dbt with the recording connection; exits with 1 when dbt does not succeed."""
    with open(record, "w", encoding="utf-8") as file:  # noqa: PTH123
        patched: Any = sqlserver_connections
        patched._connect_pyodbc = lambda *_, **__: Connection(file)
        result = dbtRunner().invoke(arguments)
    sys.exit(0 if result.success else f"dbt did not succeed: {result.exception or ''}")


def _columns(**kinds: type) -> Columns:
    return [(name, kind, None, None, None, None, True) for name, kind in kinds.items()]


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
