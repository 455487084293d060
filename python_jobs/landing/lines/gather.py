"""The tables of a file, read to their ends and put into our fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import duckdb
import pyarrow as pa

from python_jobs.core.wording import counted
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.lines.almost_named import find_almost_named
from python_jobs.landing.lines.another_table import refuse_another_table
from python_jobs.landing.lines.cut_off import find_cut_off
from python_jobs.landing.lines.fields_of_batch import fields_sql
from python_jobs.landing.lines.form import Consulted, FormOfFeed, form_text
from python_jobs.landing.lines.full_amounts import FullAmounts
from python_jobs.landing.lines.header_words import is_state, says_copies, says_list_of_returns
from python_jobs.landing.lines.labels_of_totals import labelled_totals
from python_jobs.landing.lines.left_out import (
    TOTAL_LABEL,
    Lines,
    leave_out_by_feed,
    leave_out_other_currencies,
    read_price_units,
    set_aside_blank_lines,
    set_aside_repeated_headers,
    set_aside_totals,
)
from python_jobs.landing.lines.marks_beside import mark_beside
from python_jobs.landing.lines.normalise import normalise, shown_currency
from python_jobs.landing.lines.notes import (
    set_aside_notes,
    set_aside_rules,
    set_aside_texts,
)
from python_jobs.landing.lines.orders import fill_numbers, fill_orders
from python_jobs.landing.lines.rejected import (
    refuse_bad_file,
    refuse_bad_table,
    refuse_most_lines,
    rejected_doubts,
)
from python_jobs.landing.lines.seen_columns import UNREAD_COLUMNS
from python_jobs.landing.lines.selection import Selection, column_names, select_columns
from python_jobs.landing.tables.batches import Batch
from python_jobs.landing.tables.find import Table
from python_jobs.landing.tables.json_beside import NamesOfLists
from python_jobs.landing.values.doubt import Doubt
from python_jobs.warehouses.schema import LINE_FIELDS

# Of fewer lines, handing the work to other threads takes longer than the work.
MANY_LINES = 50_000
_LISTS = NamesOfLists(is_state, says_list_of_returns, says_copies)


@dataclass(frozen=True)
class Gathered:
    """The lines of a file in the scratch table and view named here, and what was found on the way.

    lines_table, the view, has source_row, the fields of LINE_FIELDS, NUMBERS_BESIDE and SEEN_COLUMNS; rejects_table has
    line_number, raw_text, error. left_out_count: lines among the rejected ones that are good, but not to be counted. landed_table: the lines and, with
    nothing but their numbers, orders that are left out; orders_left_out: how many these are.
    """

    lines_table: str
    rejects_table: str
    row_count: int
    rejected_count: int
    left_out_count: int
    forms: list[FormOfFeed]
    doubts: list[Doubt]
    landed_table: str = ""
    orders_left_out: int = 0

    @property
    def form(self) -> str:
        """How the file was read, as JSON."""
        return form_text(self.forms)


def gather(
    connection: duckdb.DuckDBPyConnection,
    number: int,
    name: str,
    tables: Sequence[tuple[Table, Feed]],
    known: Consulted,
    on_lines: Callable[[int], None] = lambda lines: None,
) -> Gathered:
    """Read every table of the file `name` into tables of a scratch database, which bear the number.

    known: how other files of each feed write their values. on_lines is called with the number of lines of each batch.
    Raises InputError when the file has no line that can be read, or its values cannot be understood.
    """
    rejects_table = f"rejects_{number}"
    connection.execute(
        f"create table {rejects_table} (line_number bigint, raw_text varchar, error varchar)"
    )
    # One transaction: DuckDB logs small ones twice.
    connection.execute("begin")
    try:
        gathered = _Gathering(connection, number, on_lines).gather(name, tables, known)
    except BaseException:
        connection.execute("rollback")
        connection.execute(f"drop table {rejects_table}")
        raise
    connection.execute("commit")
    return gathered


class _Gathering:
    """A file on its way into the scratch database."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        number: int,
        on_lines: Callable[[int], None],
    ) -> None:
        self.connection = connection
        self._number = number
        self._rejects = f"rejects_{number}"
        self._on_lines = on_lines
        self._columns: dict[str, list[str]] = {}
        self._cut_off: list[Doubt] = []
        self._beside: list[Doubt] = []
        # table that is read into → lines with a word for a total in a column that is not read
        self._totals: dict[str, list[int]] = {}

    def gather(self, name: str, tables: Sequence[tuple[Table, Feed]], known: Consulted) -> Gathered:
        """All of its tables."""
        rejects_table, lines_table = self._rejects, f"lines_{self._number}"
        read: dict[str, str] = {}
        feeds = {feed.name: feed for _, feed in tables}
        forms = {one: FormOfFeed(feed) for one, feed in feeds.items()}
        selected: dict[str, list[tuple[Table, Selection]]] = {}
        lines_before = 0
        for table, feed in tables:
            read_table = read.setdefault(feed.name, f"read_{self._number}_{len(read) + 1}")
            lines = self._lines(feed, read_table)
            selection, lines_before = self._read(table, feed, lines, lines_before)
            forms[feed.name].add(table.form, selection)
            selected.setdefault(feed.name, []).append((table, selection))
        doubts = rejected_doubts(self.connection, rejects_table, list(read.values()))
        doubts += self._cut_off + self._beside
        left_out = 0
        queries: list[str] = []
        left_orders: list[str] = []
        row_count = 0
        for feed_name, read_table in read.items():
            feed, form = feeds[feed_name], forms[feed_name]
            lines = self._lines(feed, read_table)
            read_price_units(lines, feed)
            left_out += set_aside_totals(lines, feed, self._totals.get(read_table, []))
            notes, new_doubts = set_aside_notes(lines, feed, name)
            left_out += notes
            doubts += new_doubts
            doubts += _numbers_doubt(
                fill_numbers(self.connection, read_table, list(lines.columns)), feed
            )
            filled = fill_orders(self.connection, read_table, list(lines.columns))
            form.say_filled(filled)
            doubts += find_almost_named(lines, feed)
            # What the feed leaves out is told by its line, also where it is a text.
            left_out += leave_out_by_feed(lines, feed, name)
            left_out += set_aside_texts(lines, feed)
            count, form.currency = leave_out_other_currencies(
                lines, feed, name, shown_currency(form)
            )
            left_out += count
            beside = partial(mark_beside, self.connection, selected[feed_name])
            query, orders, new_doubts = normalise(
                self.connection, name, read_table, lines.columns, form, known, beside
            )
            queries += [query] * bool(query)
            left_orders += [orders] * bool(orders)
            doubts += new_doubts
            row_count += self._count(read_table)
        rejected_count = self._count(rejects_table) - left_out
        refuse_bad_file(
            self.connection, rejects_table, name, tables[0][0], row_count, rejected_count
        )
        self.connection.execute(f"create view {lines_table} as {' union all '.join(queries)}")
        landed_table, orders_left_out = self._with_orders(lines_table, left_orders)
        return Gathered(
            lines_table,
            rejects_table,
            row_count,
            rejected_count,
            left_out,
            list(forms.values()),
            doubts,
            landed_table,
            orders_left_out,
        )

    def _with_orders(self, lines_table: str, left_orders: Sequence[str]) -> tuple[str, int]:
        """The table that lands, with the orders that are left out, and how many these are."""
        if not left_orders:
            return lines_table, 0
        orders, landed = f"orders_{self._number}", f"landed_{self._number}"
        self.connection.execute(f"create table {orders} as {' union all '.join(left_orders)}")
        fields = ", ".join(("source_row", *LINE_FIELDS))
        self.connection.execute(
            f"create view {landed} as select {fields} from {lines_table} union all select {fields} from {orders}"
        )
        return landed, self._count(orders)

    def _lines(self, feed: Feed, read_table: str) -> Lines:
        """The table that all tables under a feed are read into: with the columns that the feed reads, and those beside them
        that some table has. Dozens of columns of nothing would take a third of the time."""
        names = self._columns.setdefault(
            read_table, [one for one in column_names(feed) if one not in UNREAD_COLUMNS]
        )
        columns = ", ".join(f"{name} varchar" for name in names)
        self.connection.execute(
            f"create table if not exists {read_table} (source_row bigint, {columns})"
        )
        return Lines(self.connection, read_table, self._rejects, names)

    def _read(
        self,
        table: Table,
        feed: Feed,
        lines: Lines,
        lines_before: int,
    ) -> tuple[Selection, int]:
        """Add the columns that are read of a table as text; returns which ones these are, and the last line's number."""
        selection = select_columns(feed, table.header)
        full_amounts = FullAmounts(feed)
        last_line = lines_before
        good = bad = 0
        is_open = False
        for batch in table.read():
            if good:
                selection = selection.with_later(batch.lines)
            else:
                selection = select_columns(feed, table.header, batch.lines)
            selection = full_amounts.tell(selection, batch.lines)
            self._add_columns(lines, selection)
            self._insert(batch, lines, selection, lines_before, "merged" in table.form)
            last_line = max(last_line, lines_before + batch.last_line)
            self._on_lines(batch.line_count)
            good += batch.lines.num_rows
            bad += len(batch.rejected)
            is_open = batch.is_open
            if good > MANY_LINES >= good - batch.lines.num_rows:
                self.connection.execute("reset threads")
            refuse_most_lines(self.connection, lines.rejects, table, good, bad)
        self._beside += table.doubts(_LISTS)
        self._add_columns(lines, selection)
        refuse_bad_table(self.connection, lines.rejects, table, good, bad)
        if is_open:
            self._cut_off += find_cut_off(
                self.connection, lines.table, table, selection, (lines_before, last_line)
            )
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
            fields = fields_sql(batch.lines, lines.columns, selection.positions, is_merged)
            # Not by way of register(): a transaction would hold on to every batch until its end.
            self.connection.from_arrow(batch.lines).project(
                f"line_number + {lines_before}, {fields}"
            ).insert_into(lines.table)
            self._totals.setdefault(lines.table, []).extend(
                lines_before + one
                for one in labelled_totals(batch.lines, selection.positions, TOTAL_LABEL)
            )
        if batch.rejected:
            rejected = pa.table(
                {
                    "line_number": [lines_before + one.line_number for one in batch.rejected],
                    "raw_text": pa.array([one.raw_text for one in batch.rejected], pa.string()),
                    "error": pa.array([one.error for one in batch.rejected], pa.string()),
                }
            )
            self.connection.from_arrow(rejected).insert_into(lines.rejects)

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
