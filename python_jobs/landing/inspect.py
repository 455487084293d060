"""How an export is understood: its columns with examples, what is left out, totals and doubts. Nothing is landed."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from python_jobs.core.console import Progress
from python_jobs.core.errors import InputError
from python_jobs.core.project import Project
from python_jobs.landing.contents.find import find_contents
from python_jobs.landing.doubts.find import find_doubts
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.feeds.load import load_feed, load_known_feeds
from python_jobs.landing.files.snapshot import Snapshot, take_snapshot
from python_jobs.landing.lines.form import KnownForms
from python_jobs.landing.lines.scratch import Gathered, Scratch
from python_jobs.landing.match import match_tables
from python_jobs.landing.propose.columns import Proposal, propose_columns
from python_jobs.landing.propose.feed import feed_text
from python_jobs.landing.tables.find import Table, find_tables
from python_jobs.landing.values.doubt import Doubt

EXAMPLES = 3
# Lines that a proposal looks at.
LINES_TO_LOOK_AT = 2000


@dataclass(frozen=True)
class ColumnSeen:
    """A field, the column that it is read from, and examples: as they stand and as they are read."""

    field: str
    column: str
    examples: list[tuple[str, str]]


@dataclass
class Inspection:
    """What is known of a file. proposed: the text of a feed, where none was given and none matched; unknown: the
    fields that nobody can tell, which end the inspection."""

    name: str
    feed: str
    proposed: str = ""
    unknown: dict[str, list[str]] = field(default_factory=dict)
    columns: list[ColumnSeen] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    counts: dict[str, str] = field(default_factory=dict)
    left_out: list[tuple[str, int]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def inspect(project: Project, path: Path, feed_path: Path | None, progress: Progress) -> Inspection:
    """Read a file to its end and say how it is understood.

    Without a feed those of the project are tried, and one is proposed where none matches.
    Raises InputError when the file cannot be used, as landing it would.
    """
    with tempfile.TemporaryDirectory(
        prefix="customer_intelligence_", ignore_cleanup_errors=True
    ) as temp:
        folder = Path(temp)
        (folder / "files").mkdir()
        snapshot = take_snapshot(path, path.name, folder / "files")
        feeds = _feeds(project, feed_path)
        proposed, proposal = "", Proposal({})
        if not feed_path and not _any_matches(snapshot, feeds):
            proposal = _propose(snapshot)
            proposed = feed_text(path.name, proposal, _notes(proposal))
            if proposal.unknown:
                return Inspection(path.name, "", proposed, proposal.unknown)
            proposed_path = folder / f"{path.stem}.yml"
            proposed_path.write_text(proposed, encoding="utf-8")
            feeds = [load_feed(proposed_path)]
        scratch = Scratch(folder)
        try:
            tables = match_tables(snapshot, feeds)
            with progress.count(f"reading {snapshot.name}", "lines") as on_lines:
                gathered = scratch.gather(snapshot.name, tables, KnownForms([]), on_lines)
            return _describe(scratch.connection, snapshot.name, tables, gathered, proposed)
        finally:
            scratch.close()


def _feeds(project: Project, feed_path: Path | None) -> list[Feed]:
    if feed_path:
        return [load_feed(feed_path)]
    return load_known_feeds(project.feeds_folders)


def _any_matches(snapshot: Snapshot, feeds: Sequence[Feed]) -> bool:
    tables = find_tables(snapshot.name, find_contents(snapshot), feeds)
    return any(feed.matches(table.header) for table in tables for feed in feeds)


def _propose(snapshot: Snapshot) -> Proposal:
    """Columns of the first table, by their names and values."""
    table = find_tables(snapshot.name, find_contents(snapshot), [])[0]
    batch = next(table.read(), None)
    if batch is None or not batch.lines.num_rows:
        raise InputError(f"{snapshot.name} has a header but no lines. Export it again.")
    lines = batch.lines.slice(0, LINES_TO_LOOK_AT)
    values = {
        column: [text for text in lines[str(at)].to_pylist() if text and text.strip()]
        for at, column in enumerate(table.header)
        if column
    }
    return propose_columns(values)


def _notes(proposal: Proposal) -> list[str]:
    notes = []
    if "country" not in proposal.columns:
        notes.append("No column names a country; where all orders are from one:  country: Germany")
    notes.append("Lines by a status:  keep: {Status: [completed]}  keeps those alone.")
    notes.append("Where cancellations are numbered C…:  cancellation_prefix: C")
    return notes


def _describe(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    tables: Sequence[tuple[Table, Feed]],
    gathered: Gathered,
    proposed: str,
) -> Inspection:
    feed_names = ", ".join(form.feed.name for form in gathered.forms)
    found = Inspection(name, feed_names, proposed)
    found.columns = _columns(connection, tables[0], gathered)
    for form in gathered.forms:
        said = [f"decimal mark {form.values.decimal}"] if form.values.decimal else []
        said += [f"dates as {form.values.date_format}"] if form.values.date_format else []
        said += [f"{key} {value!r}" for key, value in form.tables[0].items()]
        said += [f"filled within orders: {', '.join(form.filled)}"] if form.filled else []
        found.forms.append(", ".join(said))
    found.counts = _counts(connection, gathered)
    found.left_out = [
        (str(reason), int(count))
        for reason, count in connection.execute(
            f"select error, count(*) from {gathered.rejects_table} group by error "
            "order by count(*) desc, error limit 20"
        ).fetchall()
    ]
    found.doubts = find_doubts(connection, gathered)
    return found


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


def _counts(connection: duckdb.DuckDBPyConnection, gathered: Gathered) -> dict[str, str]:
    [(orders, customers, guests, first, last, amount, negative)] = connection.execute(
        f"""
        select count(distinct invoice), count(distinct customer_id),
            count(*) filter (customer_id is null), min(left(invoice_date, 10)), max(left(invoice_date, 10)),
            sum(amount), sum(amount) filter (amount < 0)
        from (
            select *, coalesce(
                try_cast(line_amount as decimal(18, 4)),
                try_cast(try_cast(quantity as decimal(18, 4)) * try_cast(price as decimal(19, 4))
                    as decimal(30, 4))
            ) as amount
            from {gathered.lines_table}
        )
        """
    ).fetchall()
    return {
        "lines": f"{gathered.row_count:,}",
        "lines that cannot be read": f"{gathered.rejected_count:,}",
        "lines left out": f"{gathered.left_out_count:,}",
        "orders": f"{orders:,}",
        "customers": f"{customers:,}",
        "lines without a customer": f"{guests:,}",
        "days": f"{first} to {last}",
        "amount of all lines": f"{amount or 0:,.2f}",
        "of it negative": f"{negative or 0:,.2f}",
    }
