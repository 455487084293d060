"""Tables of a lake in DuckDB, which carries out the statements that change them, and as files again."""

from __future__ import annotations

import re
import tempfile
import uuid
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb

from python_jobs.warehouses.duckdb_tables import TYPES
from python_jobs.warehouses.lake.commits import DATA, TableFile
from python_jobs.warehouses.lake.files import LakeFiles
from python_jobs.warehouses.schema import ORDER_LINES, TABLES, Statement, TableDefinition

BY_NAME = {table.full_name: table for table in TABLES}
CHANGED = re.compile(r"^\s*(?:delete\s+from|update|insert\s+into)\s+(\w+\.\w+)", re.IGNORECASE)


def changed_table(sql: str) -> str:
    """The table that a statement changes."""
    found = CHANGED.match(sql)
    if not found:
        raise ValueError(f"no statement that changes a table: {sql}")
    return found[1].lower()


class LakeTables:
    """Reads and writes the files of tables; folder: where copies of them may lie."""

    def __init__(self, files: LakeFiles, folder: Path) -> None:
        self._files = files
        self._folder = folder

    def open(self, tables: Iterable[tuple[str, Sequence[TableFile]]]) -> duckdb.DuckDBPyConnection:
        """A DuckDB in memory with these tables, with every column that they should have."""
        connection = duckdb.connect()
        for name, parts in tables:
            self.load(connection, BY_NAME[name], parts)
        return connection

    def load(
        self,
        connection: duckdb.DuckDBPyConnection,
        table: TableDefinition,
        parts: Sequence[TableFile],
    ) -> None:
        """Make a table of DuckDB of files, in place of the one that is there."""
        connection.execute(f"create schema if not exists {table.schema}")
        connection.execute(f"create or replace table {table.full_name} ({_columns(table)})")
        for part in parts:
            path = self._files.at_hand(part.name, self._folder)
            connection.execute(f"insert into {table.full_name} {_read(connection, table, path)}")

    def write(
        self, connection: duckdb.DuckDBPyConnection, table: TableDefinition, source_file: str = ""
    ) -> TableFile:
        """Write a table of DuckDB as one new file."""
        columns = ", ".join(table.column_names)
        return self.write_query(
            connection, f"select {columns} from {table.full_name}", table, source_file
        )

    def write_query(
        self,
        connection: duckdb.DuckDBPyConnection,
        sql: str,
        table: TableDefinition,
        source_file: str = "",
    ) -> TableFile:
        """Write the rows of a query, which has the table's columns, as one new file."""
        typed = ", ".join(
            f"cast({one.name} as {TYPES[one.kind]}) as {one.name}" for one in table.columns
        )
        name = f"{DATA}/{table.full_name}-{uuid.uuid4().hex}.parquet"
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:
            path = Path(folder) / "written.parquet"
            target = path.as_posix().replace("'", "''")
            connection.execute(
                f"copy (select {typed} from ({sql})) to '{target}' (format parquet, compression zstd)"
            )
            self._files.put(path, name)
        return TableFile(name, source_file)

    def change_lines(
        self, parts: Sequence[TableFile], statements: Sequence[Statement]
    ) -> tuple[TableFile, ...]:
        """The files of raw.order_lines after statements that change or delete lines, file by file: those
        that nothing touches stay as they are."""
        after = []
        for part in parts:
            with self.open([(ORDER_LINES.full_name, [part])]) as connection:
                touched = 0
                for sql, values in statements:
                    [(count,)] = connection.execute(sql, list(values)).fetchall()
                    touched += int(count)
                [(left,)] = connection.execute(
                    f"select count(*) from {ORDER_LINES.full_name}"
                ).fetchall()
                if not touched:
                    after.append(part)
                elif left:
                    after.append(self.write(connection, ORDER_LINES, part.source_file))
        if not after:
            with self.open([(ORDER_LINES.full_name, ())]) as connection:
                after.append(self.write(connection, ORDER_LINES))
        return tuple(after)


def _columns(table: TableDefinition) -> str:
    return ", ".join(f"{one.name} {TYPES[one.kind]}" for one in table.columns)


def _read(connection: duckdb.DuckDBPyConnection, table: TableDefinition, path: Path) -> str:
    """A query of a file that may be older than the last columns of its table."""
    source = "read_parquet('" + path.as_posix().replace("'", "''") + "')"
    present = {row[0] for row in connection.execute(f"describe select * from {source}").fetchall()}
    columns = ", ".join(
        one.name if one.name in present else f"{one.of_old_rows} as {one.name}"
        for one in table.columns
    )
    return f"select {columns} from {source}"
