"""The embedded warehouse: one DuckDB file, no server."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from python_jobs.core.errors import (
    NoSuchTable,
    WarehouseError,
    WarehouseHeld,
    WarehouseUnreadable,
    disk_full,
    is_disk_full,
)
from python_jobs.warehouses.duckdb_lock import held_by, is_held
from python_jobs.warehouses.duckdb_tables import create_missing_tables
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
    find_table,
)

if TYPE_CHECKING:
    import pandas as pd

log = logging.getLogger(__name__)

# Enough for any landing; the rest of the machine's memory stays free.
MEMORY_LIMIT = "512MB"

# Someone who reads now and then leaves short gaps, and one of them is enough.
LONGEST_WAIT_SECONDS = 0.1

# A file begins with three headers of 4 KiB, of which two count the checkpoints; then come the blocks.
HEADER_BYTES = 3 * 4096

LAST_BYTE = f"""
select {HEADER_BYTES} + (1 + coalesce(greatest(max(block_id), max(list_max(additional_block_ids))), -1)) * (
    select block_size from pragma_database_size() where database_name = current_database()
)
from pragma_storage_info('{{table}}')
"""

# How DuckDB says that it cannot make sense of a file; the rest of the sentence is a path.
UNREADABLE = re.compile(
    r"^IO Error: (The file \".*\" exists, but it is not a valid DuckDB database file"
    r"|Could not read enough bytes from file|Corrupt database file"
    r"|Failed to download extension \"sqlite_scanner\")"
)


class DuckDBWarehouse:
    """A DuckDB file. It is opened at the first use: for reading, which keeps only writers away, until
    something has to be written. Someone else who holds it is waited for a while.

    suffix: what the names of marts and reporting views end with (the var build_suffix).
    """

    def __init__(self, path: Path, patience_seconds: float | None = None, suffix: str = "") -> None:
        self.path = path
        self._patience_seconds = patience_seconds
        self._suffix = suffix
        self.location = str(path)
        self._open: duckdb.DuckDBPyConnection | None = None
        self._writes = False

    def create_tables(self) -> None:
        if not self.path.exists():
            self._create_file()
        with self._transaction() as connection:
            create_missing_tables(connection)

    def has_table(self, table: TableDefinition) -> bool:
        return self.path.exists() and bool(self.query(find_table(table)))

    def landed_files(self) -> dict[str, tuple[str, str]]:
        if not self.has_table(LANDED_FILES):
            return {}
        return {name: (sha256, form) for name, sha256, form in self.query(FILES_AND_FORMS)}

    def replace_file(
        self, file: PreparedFile, scratch: Path, also_remove: Sequence[str] = ()
    ) -> None:
        connection = self._writer()
        path = scratch.as_posix().replace("'", "''")
        with _plain_errors(self.path):
            connection.execute(f"attach '{path}' as scratch (read_only)")
        try:
            with self._transaction():
                for table in (ORDER_LINES, LANDED_FILES, REJECTED_LINES, LANDING_DOUBTS):
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
                    f"({', '.join(LANDED_FILES.column_names)}) values ($1, $2, $3, $4, $5, $6, $7)",
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
                    connection.execute(
                        f"insert into {LANDING_DOUBTS.full_name} "
                        f"({', '.join(LANDING_DOUBTS.column_names)}) values ($1, $2, $3, $4, $5)",
                        [file.name, *doubt],
                    )
        finally:
            connection.execute("detach scratch")

    def replace_rules(self, rules: pd.DataFrame, items: pd.DataFrame, run: pd.DataFrame) -> None:
        with self._transaction() as connection:
            create_missing_tables(connection)
            for table, rows in ((MBA_RULES, rules), (MBA_RULE_ITEMS, items)):
                connection.execute(f"delete from {table.full_name}")
                _append(connection, table, rows)
            _append(connection, MBA_RUNS, run)

    def change(self, statements: Sequence[Statement]) -> None:
        with self._transaction() as connection:
            for sql, values in statements:
                connection.execute(sql, list(values))

    def checkpoint(self) -> None:
        """Bring the write-ahead log into the file."""
        with _plain_errors(self.path):
            self._writer().execute("checkpoint")

    def refuse_damaged(self) -> None:
        """Raise WarehouseError where the file ends before the last line of a table that Python writes.

        Blocks that nobody uses may make up for some that are missing, so that their number tells less.
        """
        for table in TABLES:
            if self.has_table(table):
                [(needed,)] = self.query(LAST_BYTE.format(table=table.full_name))
                if self.path.stat().st_size < int(needed):
                    raise _damaged(self.path)

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with _plain_errors(self.path):
            return self._reader().execute(with_suffix(sql, self._suffix)).fetchall()

    def query_arrow(self, sql: str) -> pa.Table:
        with _plain_errors(self.path):
            return self._reader().sql(with_suffix(sql, self._suffix)).to_arrow_table()

    def close(self) -> None:
        if self._open:
            self._open.close()
            self._open = None
            self._writes = False

    def _reader(self) -> duckdb.DuckDBPyConnection:
        return self._open or self._wait_for(writes=False)

    def _writer(self) -> duckdb.DuckDBPyConnection:
        if self._open and self._writes:
            return self._open
        self.close()
        return self._wait_for(writes=True)

    def _wait_for(self, writes: bool) -> duckdb.DuckDBPyConnection:
        self._open = retry(
            lambda: self._connect(writes),
            lambda error: isinstance(error, WarehouseHeld),
            self._patience_seconds,
            LONGEST_WAIT_SECONDS,
        )
        self._writes = writes
        return self._open

    def _create_file(self) -> None:
        """The only way in which a file comes into being: a mistyped or lost one must not be made."""
        with _plain_errors(self.path):
            # a mistyped path would otherwise make a second shop without a word
            log.info("there is no warehouse %s yet: it is made", self.path)
            self.path.parent.mkdir(parents=True, exist_ok=True)
            duckdb.connect(str(self.path)).close()

    def _connect(self, writes: bool) -> duckdb.DuckDBPyConnection:
        with _plain_errors(self.path):
            if not self.path.exists():
                raise WarehouseUnreadable(
                    f"The warehouse {self.path} is gone. Nothing was written."
                )
            connection = duckdb.connect(str(self.path), read_only=not writes)
            try:
                _refuse_damaged(connection, self.path)
                connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
                connection.execute("set enable_progress_bar = false")
                # Rows carry their line number; keeping their order would only cost memory.
                connection.execute("set preserve_insertion_order = false")
            except BaseException:
                connection.close()
                raise
            return connection

    @contextmanager
    def _transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with _plain_errors(self.path):
            connection = self._writer()
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
    except duckdb.IOException as error:
        if is_held(error):
            raise held_by(path, error) from None
        if is_disk_full(error):
            raise disk_full(path.parent) from None
        if UNREADABLE.search(_first_line(error)):
            raise _damaged(path) from None
        raise WarehouseUnreadable(
            f"The warehouse {path} cannot be used: {_first_line(error)}"
        ) from None
    except (OSError, duckdb.Error) as error:
        if is_disk_full(error):
            raise disk_full(path.parent) from None
        kind = NoSuchTable if isinstance(error, duckdb.CatalogException) else WarehouseError
        raise kind(f"The warehouse {path} cannot be used: {_first_line(error)}") from None


def _refuse_damaged(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """A file that was cut short opens like a good one, and fails when someone reads to its end."""
    [(block_size, blocks)] = connection.execute(
        "select block_size, used_blocks from pragma_database_size() "
        "where database_name = current_database()"
    ).fetchall()
    if path.stat().st_size < HEADER_BYTES + int(blocks) * int(block_size):
        raise _damaged(path)


def _damaged(path: Path) -> WarehouseUnreadable:
    return WarehouseUnreadable(
        f"The file {path} is damaged, or is not a DuckDB database. Put a backup in its place, or move it "
        "away and land the files again."
    )


def _append(
    connection: duckdb.DuckDBPyConnection, table: TableDefinition, rows: pd.DataFrame
) -> None:
    columns = ", ".join(table.column_names)
    connection.register("new_rows", rows)
    connection.execute(f"insert into {table.full_name} ({columns}) select {columns} from new_rows")
    connection.unregister("new_rows")


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
