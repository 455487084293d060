"""Lines gathered and normalised outside the warehouse, in a DuckDB file of their own: the warehouse is
touched only when every file of a landing has been read to its end."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from python_jobs.core.errors import InputError
from python_jobs.core.wording import counted
from python_jobs.landing.contents.workbook import MERGED
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.lines.another_table import refuse_another_table
from python_jobs.landing.lines.form import FormOfFeed, KnownForms, form_text
from python_jobs.landing.lines.left_out import (
    Lines,
    leave_out_by_feed,
    leave_out_other_currencies,
    read_price_units,
    set_aside_blank_lines,
    set_aside_repeated_headers,
    set_aside_totals,
)
from python_jobs.landing.lines.normalise import normalise, shown_currency
from python_jobs.landing.lines.notes import (
    set_aside_notes,
    set_aside_rules,
    set_aside_texts,
)
from python_jobs.landing.lines.orders import fill_numbers, fill_orders
from python_jobs.landing.lines.rejected import rejected_doubts
from python_jobs.landing.lines.seen_columns import UNREAD_COLUMNS
from python_jobs.landing.lines.selection import Selection, column_names, select_columns
from python_jobs.landing.tables.batches import Batch
from python_jobs.landing.tables.detect import LINES_TO_TRY
from python_jobs.landing.tables.find import Table, quote_of_records
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.text import literal

MEMORY_LIMIT = "384MB"
# Of fewer lines, handing the work to other threads takes longer than the work.
MANY_LINES = 50_000

# From here on bad lines must be fewer than good ones while a file is read, and fewer at its end in any case:
# else it is the file that is bad.
MOST_BAD_LINES = 100_000
# Of a handful of lines two bad ones for each good one make a bad file, of more than that one is enough.
FEW_BAD_LINES = 3
MANY_BAD_LINES = 10


@dataclass(frozen=True)
class Gathered:
    """The lines of a file in the scratch table and view named here, and what was found on the way.

    lines_table, the view, has source_row, the fields of LINE_FIELDS, NUMBERS_BESIDE and SEEN_COLUMNS; rejects_table has
    line_number, raw_text, error. left_out_count: lines among the rejected ones that are good, but not to be counted.
    """

    lines_table: str
    rejects_table: str
    row_count: int
    rejected_count: int
    left_out_count: int
    forms: list[FormOfFeed]
    doubts: list[Doubt]

    @property
    def form(self) -> str:
        """How the file was read, as JSON."""
        return form_text(self.forms)


class Scratch:
    """A DuckDB file in a folder that its owner removes; `path` can be attached once it is closed."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "scratch.duckdb"
        self._files = 0
        self._columns: dict[str, list[str]] = {}
        self.connection = duckdb.connect(str(self.path))
        self.connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
        self.connection.execute(f"set temp_directory = {literal(f'{folder.as_posix()}/spill')}")
        self.connection.execute("set enable_progress_bar = false")
        self.connection.execute("set threads = 1")

    def close(self) -> None:
        self.connection.close()

    def gather(
        self,
        name: str,
        tables: Sequence[tuple[Table, Feed]],
        known: KnownForms,
        on_lines: Callable[[int], None] = lambda lines: None,
    ) -> Gathered:
        """Read every table of the file `name` into scratch tables.

        known: how other files of each feed write their values.
        on_lines is called with the number of lines of each batch.
        Raises InputError when the file has no line that can be read, or its values cannot be understood.
        """
        self._files += 1
        lines_table, rejects_table = f"lines_{self._files}", f"rejects_{self._files}"
        self.connection.execute(
            f"create table {rejects_table} (line_number bigint, raw_text varchar, error varchar)"
        )
        # One transaction: DuckDB logs small ones twice.
        self.connection.execute("begin")
        try:
            gathered = self._gather(name, tables, known, lines_table, rejects_table, on_lines)
        except BaseException:
            self.connection.execute("rollback")
            self.connection.execute(f"drop table {rejects_table}")
            raise
        self.connection.execute("commit")
        return gathered

    def _gather(
        self,
        name: str,
        tables: Sequence[tuple[Table, Feed]],
        known: KnownForms,
        lines_table: str,
        rejects_table: str,
        on_lines: Callable[[int], None],
    ) -> Gathered:
        read: dict[str, str] = {}
        feeds = {feed.name: feed for _, feed in tables}
        forms = {one: FormOfFeed(feed) for one, feed in feeds.items()}
        lines_before = 0
        for table, feed in tables:
            read_table = read.setdefault(feed.name, f"read_{self._files}_{len(read) + 1}")
            lines = self._lines(feed, read_table, rejects_table)
            selection, lines_before = self._read(table, feed, lines, lines_before, on_lines)
            forms[feed.name].add(table.form, selection)
        doubts = rejected_doubts(self.connection, rejects_table, list(read.values()))
        left_out = 0
        queries: list[str] = []
        row_count = 0
        for feed_name, read_table in read.items():
            feed, form = feeds[feed_name], forms[feed_name]
            lines = self._lines(feed, read_table, rejects_table)
            read_price_units(lines, feed)
            left_out += set_aside_totals(lines, feed)
            notes, new_doubts = set_aside_notes(lines, feed)
            left_out += notes
            doubts += new_doubts
            doubts += _numbers_doubt(
                fill_numbers(self.connection, read_table, list(lines.columns)), feed
            )
            filled = fill_orders(self.connection, read_table, list(lines.columns))
            form.say_filled(filled)
            left_out += set_aside_texts(lines, feed)
            left_out += leave_out_by_feed(lines, feed, name)
            count, form.currency = leave_out_other_currencies(
                lines, feed, name, shown_currency(form)
            )
            left_out += count
            query, new_doubts = normalise(
                self.connection, name, read_table, lines.columns, form, known
            )
            queries += [query] * bool(query)
            doubts += new_doubts
            row_count += self._count(read_table)
        rejected_count = self._count(rejects_table) - left_out
        self._refuse_without_lines(name, rejects_table, row_count, rejected_count, tables)
        if rejected_count > max(MOST_BAD_LINES, row_count):
            raise self._too_many_bad_lines(name, rejects_table, rejected_count, row_count, tables)
        self.connection.execute(f"create view {lines_table} as {' union all '.join(queries)}")
        return Gathered(
            lines_table,
            rejects_table,
            row_count,
            rejected_count,
            left_out,
            list(forms.values()),
            doubts,
        )

    def _lines(self, feed: Feed, read_table: str, rejects_table: str) -> Lines:
        """The table that all tables under a feed are read into: with the columns that the feed reads, and those beside them
        that some table has. Dozens of columns of nothing would take a third of the time."""
        names = self._columns.setdefault(
            read_table, [one for one in column_names(feed) if one not in UNREAD_COLUMNS]
        )
        columns = ", ".join(f"{name} varchar" for name in names)
        self.connection.execute(
            f"create table if not exists {read_table} (source_row bigint, {columns})"
        )
        return Lines(self.connection, read_table, rejects_table, names)

    def _read(
        self,
        table: Table,
        feed: Feed,
        lines: Lines,
        lines_before: int,
        on_lines: Callable[[int], None],
    ) -> tuple[Selection, int]:
        """Add the columns that are read of a table as text; returns which ones these are, and the last line's number."""
        selection = select_columns(feed, table.header)
        last_line = lines_before
        good = bad = 0
        for batch in table.read():
            if good:
                selection = selection.with_later(batch.lines)
            else:
                selection = select_columns(feed, table.header, batch.lines)
            self._add_columns(lines, selection)
            self._insert(batch, lines, selection, lines_before, "merged" in table.form)
            last_line = max(last_line, lines_before + batch.last_line)
            on_lines(batch.line_count)
            good += batch.lines.num_rows
            bad += len(batch.rejected)
            if good > MANY_LINES >= good - batch.lines.num_rows:
                self.connection.execute("reset threads")
            if bad > max(MOST_BAD_LINES, good):
                raise self._too_many_bad_lines(
                    table.name, lines.rejects, bad, good, [(table, feed)]
                )
        self._add_columns(lines, selection)
        is_few = bad < MANY_BAD_LINES
        if bad >= FEW_BAD_LINES and bad > (2 * good if is_few else good):
            raise self._too_many_bad_lines(table.name, lines.rejects, bad, good, [(table, feed)])
        named = {one: table.header[at] for one, at in selection.positions.items() if at is not None}
        set_aside_repeated_headers(lines, named)
        refuse_another_table(lines, table.name, lines_before)
        set_aside_blank_lines(lines)
        set_aside_rules(lines)
        return selection, last_line

    def _add_columns(self, lines: Lines, selection: Selection) -> None:
        """Let the table have the columns beside those of the feed that were found."""
        for one, at in selection.positions.items():
            if at is not None and one not in lines.columns:
                self.connection.execute(f"alter table {lines.table} add column {one} varchar")
                self._columns[lines.table].append(one)

    def _insert(
        self,
        batch: Batch,
        lines: Lines,
        selection: Selection,
        lines_before: int,
        is_merged: bool,
    ) -> None:
        if batch.lines.num_rows:
            fields = ", ".join(
                _field_sql(one, selection.positions[one], is_merged) for one in lines.columns
            )
            # Not by way of register(): a transaction would hold on to every batch until its end.
            self.connection.from_arrow(batch.lines).project(
                f"line_number + {lines_before}, {fields}"
            ).insert_into(lines.table)
        if batch.rejected:
            rejected = pa.table(
                {
                    "line_number": [lines_before + one.line_number for one in batch.rejected],
                    "raw_text": pa.array([one.raw_text for one in batch.rejected], pa.string()),
                    "error": pa.array([one.error for one in batch.rejected], pa.string()),
                }
            )
            self.connection.from_arrow(rejected).insert_into(lines.rejects)

    def _refuse_without_lines(
        self,
        name: str,
        rejects_table: str,
        row_count: int,
        rejected_count: int,
        tables: Sequence[tuple[Table, Feed]],
    ) -> None:
        if row_count:
            return
        if rejected_count == 0:
            raise InputError(
                f"{name} has a header but no order lines. Export it again; if there were no orders, leave the "
                "file out."
            )
        raise InputError(
            f"{name} has no line that can be read; the first bad one is "
            f"{self._first_bad_line(rejects_table)}. {self._remedy(rejects_table, tables)}"
        )

    def _too_many_bad_lines(
        self,
        name: str,
        rejects_table: str,
        bad: int,
        good: int,
        tables: Sequence[tuple[Table, Feed]],
    ) -> InputError:
        return InputError(
            f"{name} has {counted(bad, 'bad line')} and only {counted(good, 'good one')} so far; the first bad one is "
            f"{self._first_bad_line(rejects_table)}. {self._remedy(rejects_table, tables)}"
        )

    def _remedy(self, rejects_table: str, tables: Sequence[tuple[Table, Feed]]) -> str:
        """What to do about lines that are no records: another mark around fields, where all of them are records by it."""
        rows = self.connection.execute(
            f"select raw_text from {rejects_table} order by line_number limit {LINES_TO_TRY}"
        ).fetchall()
        quote = quote_of_records([text for (text,) in rows], tables[0][0]) if rows else None
        if quote is None:
            return "Check the delimiter, in the file and in the feed."
        what = f"Its fields stand between {quote} marks" if quote else "Its quotes are text"
        return f"{what}: say so in the feed with the line  quote: {json.dumps(quote)}"

    def _first_bad_line(self, rejects_table: str) -> str:
        line_number, error = self.connection.execute(
            f"select line_number, error from {rejects_table} order by line_number limit 1"
        ).fetchall()[0]
        return f"line {line_number}: {error}"

    def _count(self, table: str) -> int:
        return int(self.connection.execute(f"select count(*) from {table}").fetchall()[0][0])


def _numbers_doubt(count: int, feed: Feed) -> list[Doubt]:
    if not count:
        return []
    column = feed.shown_column("invoice")
    return [
        Doubt(
            "order_numbers_filled",
            f"{counted(count, 'line')} without a number in the column '{column}' {'is' if count == 1 else 'are'} "
            "read as of the order above",
            "",
            "If they are orders of their own, export their numbers.",
        )
    ]


def _field_sql(name: str, at: int | None, is_merged: bool) -> str:
    """A column of a batch. A cell that is merged into the one above it says the same of its line where it
    speaks of the order; an amount over several lines is not the amount of each."""
    if at is None:
        return "null::varchar"
    if not is_merged:
        return f'"{at}"'
    if name in ("quantity", "price", "line_amount", "line_number"):
        return f"case when starts_with(\"{at}\", '{MERGED}') then '' else \"{at}\" end"
    return f"ltrim(\"{at}\", '{MERGED}')"
