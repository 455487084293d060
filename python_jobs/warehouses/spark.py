"""Apache Spark, for data that one machine cannot hold: tables in a lake, made by dbt in a session of this process.

What Python writes (raw, mining, ops) are parquet files, and a log says which of them count (lake/): a change
of several tables is one new entry of the log. Spark sees them as views on those files. Statements that change
tables are carried out by DuckDB, so they are the same as on the other warehouses.
"""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from python_jobs.core.errors import CustomerIntelligenceError
from python_jobs.core.project import Project
from python_jobs.warehouses.lake import commits
from python_jobs.warehouses.lake.commits import Entry, TableFile
from python_jobs.warehouses.lake.files import HadoopFiles, LakeFiles, LocalFiles
from python_jobs.warehouses.lake.tables import BY_NAME, LakeTables, changed_table
from python_jobs.warehouses.names import BUILT, with_suffix
from python_jobs.warehouses.prepared_file import PreparedFile
from python_jobs.warehouses.schema import (
    LANDED_FILES,
    LANDING_DOUBTS,
    LINE_FIELDS,
    MBA_RULE_ITEMS,
    MBA_RULES,
    MBA_RUNS,
    ORDER_LINES,
    PUBLISHED_BUILDS,
    REJECTED_LINES,
    TABLES,
    Statement,
    TableDefinition,
)
from python_jobs.warehouses.spark_session import open_session, plain_error

if TYPE_CHECKING:
    import pandas as pd

OF_PYTHON = re.compile(
    r"\b(" + "|".join(re.escape(table.full_name) for table in TABLES) + r")\b", re.IGNORECASE
)


class SparkWarehouse:
    """A lake and the catalogue of Spark. Spark starts at its first use, which takes seconds: what stands in a
    folder of this machine and is asked by itself is read without it."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._suffix = project.build_suffix
        self.location = project.lake
        self._temporary = tempfile.TemporaryDirectory(prefix="customer_intelligence_lake_")
        self._opened_files: LakeFiles | None = None
        self._session: Any = None

    # what every warehouse does

    def create_tables(self) -> None:
        entry = commits.newest(self._files)
        commits.clean(self._files)
        missing = [table for table in TABLES if not entry.tables.get(table.full_name)]
        if missing:
            with duckdb.connect() as connection:
                made = {}
                for table in missing:
                    self._tables.load(connection, table, ())
                    made[table.full_name] = (self._tables.write(connection, table),)
            entry = commits.append(self._files, entry, made)
        # all of them: a command that was killed may have left an older view
        self._show(entry, [table.full_name for table in TABLES])

    def has_table(self, table: TableDefinition) -> bool:
        if table == PUBLISHED_BUILDS and self.columns(self._built_by_dbt):
            # what it tells is of the build before
            return False
        if table.full_name in BY_NAME:
            return table.full_name in commits.newest(self._files).tables
        return bool(self.session.catalog.tableExists(self._named(table.full_name)))

    def landed_files(self) -> dict[str, tuple[str, str]]:
        if not self.has_table(LANDED_FILES):
            return {}
        rows = self.query(
            f"select source_file, file_sha256, file_form from {LANDED_FILES.full_name}"
        )
        return {name: (sha256, form) for name, sha256, form in rows}

    def replace_file(
        self, file: PreparedFile, scratch: Path, also_remove: Sequence[str] = ()
    ) -> None:
        landed_at = dt.datetime.now(dt.UTC).replace(tzinfo=None)
        gone = (file.name, *also_remove)
        entry = commits.newest(self._files)
        small = (LANDED_FILES, REJECTED_LINES, LANDING_DOUBTS)
        statements: list[Statement] = [
            (f"delete from {table.full_name} where source_file = ?", [name])
            for table in small
            for name in gone
        ]
        statements.append(
            (
                f"insert into {LANDED_FILES.full_name} ({', '.join(LANDED_FILES.column_names)}) "
                "values (?, ?, ?, ?, ?, ?, ?)",
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
        )
        statements += [
            (f"insert into {LANDING_DOUBTS.full_name} values (?, ?, ?, ?, ?)", [file.name, *doubt])
            for doubt in file.doubts
        ]
        with duckdb.connect(str(scratch), read_only=True) as lines:
            rejects = lines.sql(
                f"select line_number, raw_text, error from {file.rejects_table}"
            ).to_arrow_table()
            name, moment = file.name.replace("'", "''"), landed_at.isoformat(" ")
            written = self._tables.write_query(
                lines,
                f"select *, '{name}' as source_file, '{file.sha256}' as file_sha256, "
                f"'{moment}' as loaded_at from (select source_row, {', '.join(LINE_FIELDS)} "
                f"from {file.lines_table})",
                ORDER_LINES,
                source_file=file.name,
            )
        kept = [
            part for part in entry.tables[ORDER_LINES.full_name] if part.source_file not in gone
        ]
        with self._tables.open(
            (table.full_name, entry.tables[table.full_name]) for table in small
        ) as connection:
            for sql, values in statements:
                connection.execute(sql, list(values))
            connection.register("rejects", rejects)
            connection.execute(
                f"insert into {REJECTED_LINES.full_name} ({', '.join(REJECTED_LINES.column_names)}) "
                "select ?, line_number, raw_text, error from rejects",
                [file.name],
            )
            changed = {table.full_name: (self._tables.write(connection, table),) for table in small}
        self._commit(entry, {**changed, ORDER_LINES.full_name: (*kept, written)})

    def replace_rules(self, rules: pd.DataFrame, items: pd.DataFrame, run: pd.DataFrame) -> None:
        self.create_tables()
        entry = commits.newest(self._files)
        with self._tables.open(
            [(MBA_RUNS.full_name, entry.tables[MBA_RUNS.full_name])]
        ) as connection:
            for table in (MBA_RULES, MBA_RULE_ITEMS):
                self._tables.load(connection, table, ())
            for table, rows in ((MBA_RULES, rules), (MBA_RULE_ITEMS, items), (MBA_RUNS, run)):
                columns = ", ".join(table.column_names)
                connection.register("new_rows", rows)
                connection.execute(
                    f"insert into {table.full_name} ({columns}) select {columns} from new_rows"
                )
                connection.unregister("new_rows")
            changed = {
                table.full_name: (self._tables.write(connection, table),)
                for table in (MBA_RULES, MBA_RULE_ITEMS, MBA_RUNS)
            }
        self._commit(entry, changed)

    def change(self, statements: Sequence[Statement]) -> None:
        by_table: dict[str, list[Statement]] = {}
        for statement in statements:
            by_table.setdefault(changed_table(statement[0]), []).append(statement)
        entry = commits.newest(self._files)
        changed: dict[str, tuple[TableFile, ...]] = {}
        if ORDER_LINES.full_name in by_table:
            changed[ORDER_LINES.full_name] = self._tables.change_lines(
                entry.tables[ORDER_LINES.full_name], by_table.pop(ORDER_LINES.full_name)
            )
        for name, several in by_table.items():
            with self._tables.open([(name, entry.tables.get(name, ()))]) as connection:
                for sql, values in several:
                    connection.execute(sql, list(values))
                changed[name] = (self._tables.write(connection, BY_NAME[name]),)
        if changed:
            self._commit(entry, changed)
        if PUBLISHED_BUILDS.full_name in changed:
            self.execute("create schema if not exists ops")
            self.execute(f"drop view if exists {self._built_by_dbt}")

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        if self._needs_spark(sql):
            return self.query_spark(self._named(sql))
        with self._python_tables(sql) as connection:
            return connection.execute(sql).fetchall()

    def query_arrow(self, sql: str) -> pa.Table:
        if not self._needs_spark(sql):
            with self._python_tables(sql) as connection:
                return connection.sql(sql).to_arrow_table()
        frame = self._ask_spark(self._named(sql))
        try:
            return frame.toArrow()
        except Exception as error:
            raise plain_error(error, self.location) from None

    def close(self) -> None:
        self._temporary.cleanup()

    # what only Spark has

    def execute(self, sql: str) -> None:
        """Carry out a statement of Spark."""
        self._ask_spark(sql)

    def query_spark(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query of Spark, with the names as they are."""
        frame = self._ask_spark(sql)
        try:
            return [tuple(row) for row in frame.collect()]
        except Exception as error:
            raise plain_error(error, self.location) from None

    def frame(self, sql: str) -> Any:
        """The rows of a query as a DataFrame, which stays with Spark; models go without the suffix."""
        return self._ask_spark(self._named(sql))

    def columns(self, relation: str) -> dict[str, str] | None:
        """Column → type of a table or view of Spark, None where there is none; no suffix is added."""
        if not self.session.catalog.tableExists(relation):
            return None
        return self.present_columns(relation)

    def present_columns(self, relation: str) -> dict[str, str]:
        """The same of one that is there; to ask whether it is takes twice as long as this answer."""
        fields = self.session.table(relation).schema
        return {field.name: field.dataType.simpleString() for field in fields}

    # how

    @property
    def _built_by_dbt(self) -> str:
        """The view that dbt makes when it builds (macros/dbt/forget_published_build.sql)."""
        return f"ops.`built_by_dbt{self._suffix}`"

    @property
    def _files(self) -> LakeFiles:
        if self._opened_files is None:
            self._opened_files = (
                HadoopFiles(self.location, self.session)
                if "://" in self.location
                else LocalFiles(self.location)
            )
        return self._opened_files

    @property
    def _tables(self) -> LakeTables:
        return LakeTables(self._files, Path(self._temporary.name))

    @property
    def session(self) -> Any:
        """The pyspark.sql.SparkSession, started at the first use."""
        if self._session is None:
            self._session = open_session(self._project)
        return self._session

    def _named(self, sql: str) -> str:
        """A query with the names that dbt gave, quoted as Spark does."""
        return with_suffix(sql, self._suffix, quote="`")

    def _needs_spark(self, sql: str) -> bool:
        """Whether a query reads what dbt built, or lines that are too many to be fetched."""
        far = "://" in self.location
        return bool(BUILT.search(sql)) or (far and ORDER_LINES.full_name in sql)

    def _ask_spark(self, sql: str) -> Any:
        try:
            return self.session.sql(sql)
        except CustomerIntelligenceError:
            raise
        except Exception as error:
            raise plain_error(error, self.location) from None

    def _python_tables(self, sql: str) -> duckdb.DuckDBPyConnection:
        entry = commits.newest(self._files)
        names = {name.lower() for name in OF_PYTHON.findall(sql)}
        if "information_schema" in sql:
            names = set(entry.tables) - {ORDER_LINES.full_name}
        return self._tables.open((name, entry.tables.get(name, ())) for name in sorted(names))

    def _commit(self, before: Entry, changed: Mapping[str, tuple[TableFile, ...]]) -> None:
        self._show(commits.append(self._files, before, changed), list(changed))

    def _show(self, entry: Entry, tables: Sequence[str]) -> None:
        """Make Spark's views name the files of an entry. What only the jobs read needs no view at once."""
        for name in tables:
            if name.startswith("ops."):
                continue
            paths = [part.name for part in entry.tables[name]]
            self.execute(f"create schema if not exists {name.split('.')[0]}")
            self.execute(_view(self.location, BY_NAME[name], paths))


def _view(root: str, table: TableDefinition, paths: Sequence[str]) -> str:
    columns = ", ".join(table.column_names)
    folder = f"{root.rstrip('/')}/{commits.DATA}"
    names = [path.removeprefix(f"{commits.DATA}/") for path in paths]
    found = f"{folder}/{names[0]}" if len(names) == 1 else f"{folder}/{{{','.join(names)}}}"
    return f"create or replace view {table.full_name} as select {columns} from parquet.`{found}`"
