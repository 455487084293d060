"""Lines gathered and normalised outside the warehouse, in a DuckDB file of their own: the warehouse is
touched only when every file of a landing has been read to its end."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa

from python_jobs.core.errors import InputError
from python_jobs.core.wording import shown, utf16_length
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.files.snapshot import Snapshot
from python_jobs.landing.lines.forms import (
    ISO_DATE,
    detect_date_format,
    detect_decimal_mark,
    iso_date_sql,
    plain_number_sql,
)
from python_jobs.landing.tables.batches import Batch
from python_jobs.landing.tables.find import Table
from python_jobs.landing.tables.records import LONGEST_FIELD
from python_jobs.warehouses.prepared_file import PreparedFile
from python_jobs.warehouses.schema import RAW_FIELDS

MEMORY_LIMIT = "384MB"

# From here on bad lines must be fewer than good ones, else it is the file that is bad.
MOST_BAD_LINES = 100_000


class Scratch:
    """A DuckDB file in a folder that its owner removes; `path` can be attached once it is closed."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "scratch.duckdb"
        self._files = 0
        self.connection = duckdb.connect(str(self.path))
        self.connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
        self.connection.execute(f"set temp_directory = {_literal(f'{folder.as_posix()}/spill')}")
        self.connection.execute("set enable_progress_bar = false")

    def close(self) -> None:
        self.connection.close()

    def prepare(
        self,
        snapshot: Snapshot,
        tables: list[tuple[Table, Feed]],
        on_lines: Callable[[int], None] = lambda lines: None,
    ) -> PreparedFile:
        """Read every table of a file into scratch tables.

        on_lines is told of each batch how many lines it had. Raises InputError when the file has no
        line that can be read or its dates cannot.
        """
        self._files += 1
        lines_table, rejects_table = f"lines_{self._files}", f"rejects_{self._files}"
        fields = ", ".join(f"{field} varchar" for field in RAW_FIELDS)
        self.connection.execute(f"create table {lines_table} (source_row bigint, {fields})")
        self.connection.execute(
            f"create table {rejects_table} (line_number bigint, raw_text varchar, error varchar)"
        )
        forms = []
        lines_before = 0
        # One transaction: DuckDB logs small ones twice.
        self.connection.execute("begin")
        for table, feed in tables:
            last_line = self._read(table, feed, rejects_table, lines_before, on_lines)
            forms.append(self._normalise(table, feed, lines_table))
            lines_before = last_line
        self.connection.execute("commit")
        row_count = self._count(lines_table)
        rejected_count = self._count(rejects_table)
        if row_count == 0:
            raise InputError(self._why_no_lines(snapshot.name, rejects_table, rejected_count))
        self._refuse_bad_lines(snapshot.name, rejects_table, rejected_count, row_count)
        return PreparedFile(
            snapshot.name,
            snapshot.sha256,
            _form_text(forms),
            row_count,
            rejected_count,
            lines_table,
            rejects_table,
        )

    def _read(
        self,
        table: Table,
        feed: Feed,
        rejects_table: str,
        lines_before: int,
        on_lines: Callable[[int], None],
    ) -> int:
        """Fill the table read_lines with the mapped columns as text; the last line's number."""
        positions = feed.positions(table.header)
        columns = ", ".join(f"{field} varchar" for field in positions)
        self.connection.execute(
            f"create or replace table read_lines (source_row bigint, {columns})"
        )
        last_line = lines_before
        good = bad = 0
        for batch in table.read():
            self._insert(batch, positions, rejects_table, lines_before)
            last_line = max(last_line, lines_before + batch.last_line)
            on_lines(batch.line_count)
            good += batch.lines.num_rows
            bad += len(batch.rejected)
            self._refuse_bad_lines(table.name, rejects_table, bad, good)
        self._set_aside(
            rejects_table,
            " and ".join(
                f"trim({field}) = {_literal(table.header[at])}" for field, at in positions.items()
            ),
            list(positions),
            "it is the header once more",
        )
        self._set_aside(
            rejects_table,
            " and ".join(f"coalesce(trim({field}), '') = ''" for field in positions),
            list(positions),
            "all its fields are empty",
        )
        return last_line

    def _insert(
        self, batch: Batch, positions: dict[str, int], rejects_table: str, lines_before: int
    ) -> None:
        if batch.lines.num_rows:
            fields = ", ".join(f'"{at}"' for at in positions.values())
            # Not by way of register(): a transaction would hold on to every batch until its end.
            self.connection.from_arrow(batch.lines).project(
                f"line_number + {lines_before}, {fields}"
            ).insert_into("read_lines")
        if batch.rejected:
            rejected = pa.table(
                {
                    "line_number": [lines_before + one.line_number for one in batch.rejected],
                    "raw_text": pa.array([one.raw_text for one in batch.rejected], pa.string()),
                    "error": pa.array([one.error for one in batch.rejected], pa.string()),
                }
            )
            self.connection.from_arrow(rejected).insert_into(rejects_table)

    def _set_aside(
        self, rejects_table: str, condition: str, fields: list[str], reason: str
    ) -> None:
        """Move the lines of read_lines for which the condition holds to the rejected ones."""
        raw_text = f"left(concat_ws(',', {', '.join(fields)}), 4000)"
        self.connection.execute(
            f"insert into {rejects_table} "
            f"select source_row, {raw_text}, {_literal(reason)} from read_lines where {condition}"
        )
        self.connection.execute(f"delete from read_lines where {condition}")

    def _normalise(self, table: Table, feed: Feed, lines_table: str) -> dict[str, object]:
        """Move read_lines to lines_table in one form; what that form is, for the record."""
        name = table.name
        date_format = feed.date_format or detect_date_format(
            self.connection, "read_lines", "invoice_date", name
        )
        expressions = {field: field for field in feed.columns}
        expressions["invoice_date"] = iso_date_sql("invoice_date", date_format)
        amount = "price" if "price" in feed.columns else "line_amount"
        marks = {}
        for field in ("quantity", amount):
            marks[field] = feed.decimal or detect_decimal_mark(self.connection, "read_lines", field)
            expressions[field] = plain_number_sql(field, marks[field])
        if amount == "line_amount":
            expressions["price"] = _price_sql(expressions["quantity"], expressions["line_amount"])
        values = [
            f"nullif({expressions[field]}, '')" if field in expressions else "null"
            for field in RAW_FIELDS
        ]
        self.connection.execute(
            f"insert into {lines_table} select source_row, {', '.join(values)} from read_lines"
        )
        self._refuse_unreadable(table, feed, expressions, amount)
        self.connection.execute("drop table read_lines")
        return {
            "columns": dict(feed.columns),
            "date_format": date_format,
            "decimal": marks[amount],
            **table.form,
        }

    def _refuse_unreadable(
        self, table: Table, feed: Feed, expressions: dict[str, str], amount: str
    ) -> None:
        """A column of which not one value reads has a wrong feed, not bad lines."""
        number = "[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)"
        checks = (
            ("invoice_date", ISO_DATE, "date_format"),
            ("quantity", number, "decimal"),
            (amount, number, "decimal"),
        )
        for field, pattern, option in checks:
            [(values, readable, example)] = self.connection.execute(
                f"select count({field}), count(*) filter "
                f"(regexp_full_match(trim({expressions[field]}), '{pattern}')), min({field}) "
                "from read_lines"
            ).fetchall()
            if values and not readable:
                raise InputError(
                    f"{table.name}: not one of {values:,} values in the column "
                    f"'{feed.columns[field]}' can be read, for instance '{shown(example)}'. Look at the "
                    f"lines  {field}:  and  {option}:  of the feed."
                )

    def _why_no_lines(self, name: str, rejects_table: str, rejected_count: int) -> str:
        if rejected_count == 0:
            return f"{name} has a header but no order lines. Export it again."
        return (
            f"{name} has no line that can be read; the first bad one is "
            f"{self._first_bad_line(rejects_table)}. Check the delimiter, in the file and in the feed."
        )

    def _refuse_bad_lines(self, name: str, rejects_table: str, bad: int, good: int) -> None:
        if bad > max(MOST_BAD_LINES, good):
            raise InputError(
                f"{name} has {bad:,} bad lines and only {good:,} good ones so far; the first bad one is "
                f"{self._first_bad_line(rejects_table)}. Check the delimiter, in the file and in the feed."
            )

    def _first_bad_line(self, rejects_table: str) -> str:
        line_number, error = self.connection.execute(
            f"select line_number, error from {rejects_table} order by line_number limit 1"
        ).fetchall()[0]
        return f"line {line_number}: {error}"

    def _count(self, table: str) -> int:
        return int(self.connection.execute(f"select count(*) from {table}").fetchall()[0][0])


def _form_text(forms: list[dict[str, object]]) -> str:
    """The forms of a file's tables, for the record; of an archive with very many tables a hash of them."""
    text = json.dumps(forms, ensure_ascii=False)
    if utf16_length(text) <= LONGEST_FIELD:
        return text
    return json.dumps({"sha256": hashlib.sha256(text.encode()).hexdigest()})


def _price_sql(quantity: str, line_amount: str) -> str:
    """The price of one piece from the amount of the line, to four decimals; the amount itself where the
    quantity is zero or no number, so that such a line is still excluded for its quantity."""
    pieces = f"try_cast({quantity} as decimal(18, 4))"
    amount = f"try_cast({line_amount} as decimal(18, 4))"
    return (
        f"coalesce(cast(try_cast({amount} / nullif({pieces}, 0) as decimal(18, 4)) as varchar), "
        f"{line_amount})"
    )


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
