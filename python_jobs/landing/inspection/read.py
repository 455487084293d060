"""What is known of a file that a feed reads: its columns with examples, what is left out, totals and doubts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import duckdb

from python_jobs.core.console import Progress
from python_jobs.core.project import Project
from python_jobs.core.wording import shown
from python_jobs.landing.contents.find import Contents
from python_jobs.landing.doubts.find import find_doubts
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.files.snapshot import Snapshot
from python_jobs.landing.inspection.counts import count_lines
from python_jobs.landing.inspection.orders import find_doubts_of_marts
from python_jobs.landing.lines.form import Consulted, KnownForms
from python_jobs.landing.lines.gather import Gathered, gather
from python_jobs.landing.lines.scratch import Scratch
from python_jobs.landing.matching.match import match_tables
from python_jobs.landing.propose.questions import Question
from python_jobs.landing.tables.find import Table
from python_jobs.landing.values.doubt import Doubt

EXAMPLES = 3


@dataclass(frozen=True)
class ColumnSeen:
    """A field, the column that it is read from, and examples: as they stand and as they are read."""

    field: str
    column: str
    examples: list[tuple[str, str]]


@dataclass
class Inspection:
    """What is known of a file. proposed: the text of a feed, where none was given and none matched; questions: what
    nobody can tell, which ends the inspection; is_unusable: whether the file lacks what every file needs; other_tables: a sentence on
    each table that is left out; pinned: lines of a feed by which tomorrow's file is read alike; readings: what comes out by each of several feeds;
    refusal: why the file is not read, by one of them or without a word which one is meant."""

    name: str
    feed: str
    proposed: str = ""
    questions: list[Question] = field(default_factory=list)
    is_unusable: bool = False
    columns: list[ColumnSeen] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    counts: Mapping[str, str] = field(default_factory=dict)
    left_out: list[tuple[str, int]] = field(default_factory=list)
    other_tables: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    pinned: list[str] = field(default_factory=list)
    readings: list[Inspection] = field(default_factory=list)
    refusal: str = ""


def read_by_feeds(
    project: Project,
    scratch: Scratch,
    snapshot: Snapshot,
    contents: Contents,
    feeds: Sequence[Feed],
    progress: Progress,
) -> Inspection:
    """Read a file by the feed that fits; nothing is landed."""
    matched = match_tables(snapshot, feeds, contents)
    tables = matched.tables
    with progress.count(f"reading {snapshot.name}", "lines") as on_lines:
        gathered = gather(
            scratch.connection,
            scratch.number(),
            snapshot.name,
            tables,
            Consulted(KnownForms([])),
            on_lines,
        )
    found = _describe(project, scratch.connection, snapshot.name, tables, gathered)
    found.doubts[:0] = matched.doubts
    if any(text.seen.is_ascii for text in contents.texts):
        found.pinned = [one for one in found.pinned if not one.startswith("encoding:")]
    found.other_tables = _other_tables(snapshot.name, contents, tables)
    return found


def _other_tables(name: str, contents: Contents, tables: Sequence[tuple[Table, Feed]]) -> list[str]:
    """What is left out of a file of several tables, as landing says it."""
    read = {table.name for table, _ in tables}
    named = {one for _, feed in tables for one in feed.sheets}
    found = []
    for sheet in contents.sheets:
        which = f"sheet '{shown(sheet.name)}'"
        if f"{which} of {name}" in read:
            continue
        if named:
            why = "the feed does not name it"
        elif sheet.is_hidden:
            why = "it is hidden"
        else:
            why = "it has no order lines by its header"
        found.append(f"{which} is left out: {why}")
    for book, sheets in contents.books:
        found += _other_tables(book, sheets, tables)
    for text in contents.texts:
        if text.name not in read:
            found.append(f"{shown(text.name)} is left out: it has no order lines by its header")
    return found


def _describe(
    project: Project,
    connection: duckdb.DuckDBPyConnection,
    name: str,
    tables: Sequence[tuple[Table, Feed]],
    gathered: Gathered,
) -> Inspection:
    feed_names = ", ".join(form.feed.name for form in gathered.forms)
    found = Inspection(name, feed_names)
    found.columns = _columns(connection, tables[0], gathered)
    for form in gathered.forms:
        said = [f"decimal mark {form.values.decimal}"] if form.values.decimal else []
        said += [f"dates as {form.values.date_format}"] if form.values.date_format else []
        said += [f"{key} {value!r}" for key, value in form.tables[0].items()]
        said += [f"filled within orders: {', '.join(form.filled)}"] if form.filled else []
        found.forms.append(", ".join(said))
    found.pinned = _pinned(gathered)
    found.counts = count_lines(connection, gathered)
    found.left_out = [
        (str(reason), int(count))
        for reason, count in connection.execute(
            f"select error, count(*) from {gathered.rejects_table} group by error "
            "order by count(*) desc, error limit 20"
        ).fetchall()
    ]
    found.doubts = find_doubts(connection, gathered, name)
    told = [one.kind for one in found.doubts]
    known = {kind for form in gathered.forms for kind in form.feed.known_doubts}
    customers = {one for form in gathered.forms for one in form.feed.known_customers}
    found.doubts += [
        one
        for one in find_doubts_of_marts(connection, project, told, known)
        if one.kind != "one_customer_dominates" or one.example.lower() not in customers
    ]
    return found


def _pinned(gathered: Gathered) -> list[str]:
    """The lines of a feed that say how the file is written, as it was found. Where the texts of an archive are written each in its own
    way, no line says it: each is found again."""
    form = gathered.forms[0]
    found = {"date_format": form.values.date_format, "decimal": form.values.decimal}
    for key in ("delimiter", "quote", "escape", "encoding"):
        first, *others = [table.get(key) for table in form.tables]
        if all(one == first for one in others):
            found[key] = first
    return [
        f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in found.items() if value
    ]


def _columns(
    connection: duckdb.DuckDBPyConnection, first: tuple[Table, Feed], gathered: Gathered
) -> list[ColumnSeen]:
    """The columns of the first table, with examples from its first lines."""
    table, feed = first
    batch = next(table.read(), None)
    found = []
    raw = {} if batch is None else batch.lines.to_pydict()
    for one, places in feed.positions(table.header).items():
        examples: dict[str, str] = {}
        texts = raw.get(str(places[0]), [])
        for row, text in zip(raw.get("line_number", []), texts, strict=True):
            if text and text.strip() and text not in examples and len(examples) < EXAMPLES:
                examples[text] = _read_value(connection, gathered.lines_table, one, row)
        found.append(ColumnSeen(one, feed.shown_column(one), list(examples.items())))
    for one, value in feed.constants.items():
        found.append(ColumnSeen(one, "(the feed)", [(value, value)]))
    return found


def _read_value(connection: duckdb.DuckDBPyConnection, lines_table: str, one: str, row: int) -> str:
    field_read = "invoice_date" if one == "invoice_time" else one
    rows = connection.execute(
        f"select {field_read} from {lines_table} where source_row = $1", [row]
    ).fetchall()
    if not rows:
        return "(left out)"
    return "(nothing)" if rows[0][0] is None else str(rows[0][0])
