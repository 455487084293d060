"""How an export is understood: its columns with examples, what is left out, totals and doubts. Nothing is landed."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from python_jobs.core.console import Progress
from python_jobs.core.errors import AmbiguousValues, InputError
from python_jobs.core.project import Project
from python_jobs.landing.contents.find import Contents, find_contents
from python_jobs.landing.doubts.find import find_doubts
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.feeds.load import load_feed, load_known_feeds
from python_jobs.landing.feeds.names import count_known
from python_jobs.landing.files.snapshot import Snapshot, take_snapshot
from python_jobs.landing.inspect_counts import count_lines
from python_jobs.landing.inspect_orders import find_doubts_of_marts
from python_jobs.landing.lines.form import Consulted, KnownForms
from python_jobs.landing.lines.gather import Gathered, gather
from python_jobs.landing.lines.scratch import Scratch
from python_jobs.landing.match import match_tables
from python_jobs.landing.propose.amounts import amount_doubts
from python_jobs.landing.propose.by_figures import settle_by_figures
from python_jobs.landing.propose.by_lines import settle_by_lines
from python_jobs.landing.propose.columns import Proposal, propose_columns
from python_jobs.landing.propose.encoding import encoding_by_header
from python_jobs.landing.propose.feed import Draft
from python_jobs.landing.propose.later_dates import doubts_of_later_date
from python_jobs.landing.propose.questions import Ask, Question, about_column, about_values
from python_jobs.landing.propose.same_amounts import doubts_of_others
from python_jobs.landing.propose.stores import about_stores
from python_jobs.landing.tables.find import Table, find_tables
from python_jobs.landing.values.doubt import Doubt

EXAMPLES = 3
# Lines that a proposal looks at.
LINES_TO_LOOK_AT = 2000
_NO_COUNTRY = "No column names a country; where all orders are from one:  country: Germany"
_NOTES = (
    _NO_COUNTRY,
    "Lines by a status:  keep: {Status: [completed]}  keeps those alone.",
    "Where cancellations are numbered C…:  cancellation_prefix: C",
)


@dataclass(frozen=True)
class ColumnSeen:
    """A field, the column that it is read from, and examples: as they stand and as they are read."""

    field: str
    column: str
    examples: list[tuple[str, str]]


@dataclass
class Inspection:
    """What is known of a file. proposed: the text of a feed, where none was given and none matched; questions: what
    nobody can tell, which ends the inspection; pinned: lines of a feed by which tomorrow's file is read alike."""

    name: str
    feed: str
    proposed: str = ""
    questions: list[Question] = field(default_factory=list)
    columns: list[ColumnSeen] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    counts: Mapping[str, str] = field(default_factory=dict)
    left_out: list[tuple[str, int]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    pinned: list[str] = field(default_factory=list)


def inspect(
    project: Project,
    path: Path,
    feed_path: Path | None,
    progress: Progress,
    ask: Ask = lambda question: None,
) -> Inspection:
    """Read a file to its end and say how it is understood.

    Without a feed those of the project are tried, and one is proposed where none matches; ask: who answers what nobody
    can tell. Raises InputError when the file cannot be used, as landing it would.
    """
    with tempfile.TemporaryDirectory(
        prefix="customer_intelligence_", ignore_cleanup_errors=True
    ) as temp:
        folder = Path(temp)
        (folder / "files").mkdir()
        snapshot = take_snapshot(path, path.name, folder / "files")
        contents = find_contents(snapshot)
        feeds = [load_feed(feed_path)] if feed_path else load_known_feeds(project.feeds_folders)
        scratch = Scratch(folder)
        try:
            if feed_path or _any_matches(snapshot.name, contents, feeds):
                return _read(project, scratch, snapshot, contents, feeds, progress)
            return _propose(project, scratch, snapshot, contents, folder, progress, ask)
        finally:
            scratch.close()


def _read(
    project: Project,
    scratch: Scratch,
    snapshot: Snapshot,
    contents: Contents,
    feeds: Sequence[Feed],
    progress: Progress,
) -> Inspection:
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
    return found


def _propose(
    project: Project,
    scratch: Scratch,
    snapshot: Snapshot,
    contents: Contents,
    folder: Path,
    progress: Progress,
    ask: Ask,
) -> Inspection:
    """Make a feed, ask what it lacks, and read the file by it."""
    encoding = encoding_by_header(contents)
    proposal, about_orders = _proposed_columns(snapshot, contents, encoding)
    questions = [about_column(one, columns) for one, columns in proposal.unknown.items()]
    if about_orders:
        questions.append(about_orders)
        del proposal.columns["invoice"]
    draft = Draft.of(proposal.columns)
    draft.lines += [*proposal.lines, *([f"encoding: {encoding}"] if encoding else [])]
    open_ones = [one for one in questions if not _answer(draft, one, ask)]
    who = [about_column("customer_id", proposal.customers)] if proposal.customers else []
    may_be_left_out = [one for one in who if not _answer(draft, one, ask)]
    if open_ones:
        draft.notes += _NOTES
        text = draft.text(snapshot.name, open_ones + may_be_left_out)
        return Inspection(snapshot.name, "", text, open_ones)
    feed_path = folder / f"{Path(snapshot.name).stem}.yml"
    while True:
        feed_path.write_text(draft.text(snapshot.name), encoding="utf-8")
        try:
            found = _read(project, scratch, snapshot, contents, [load_feed(feed_path)], progress)
            break
        except AmbiguousValues as error:
            question = about_values(error)
            if not _answer(draft, question, ask):
                draft.notes += _NOTES
                text = draft.text(snapshot.name, [question, *may_be_left_out])
                return Inspection(snapshot.name, "", text, [question])

    def count_by_amount(line: str) -> Mapping[str, str]:
        other = Draft([*draft.columns, line], draft.lines)
        feed_path.write_text(other.text(snapshot.name), encoding="utf-8")
        return _read(project, scratch, snapshot, contents, [load_feed(feed_path)], progress).counts

    told = amount_doubts(proposal.amount, found.counts, count_by_amount)
    # It says the same with the figures that would come out.
    found.doubts = [one for one in found.doubts if not told or one.kind != told[0].kind]
    found.doubts += told
    found.doubts += doubts_of_later_date(proposal.columns)
    found.doubts += doubts_of_others(proposal.columns, proposal.others, found.doubts)
    said = {one.split(":")[0] for one in draft.lines}
    draft.lines += [one for one in found.pinned if one.split(":")[0] not in said]
    draft.notes += [f"{one.sentence}. {one.remedy}" for one in found.doubts]
    draft.notes += [] if "country" in proposal.columns else [_NO_COUNTRY]
    found.proposed = draft.text(snapshot.name, may_be_left_out)
    return found


def _answer(draft: Draft, question: Question, ask: Ask) -> bool:
    """Put the answer to a question into the draft; whether there was one."""
    answer = ask(question)
    if answer is None:
        return False
    (draft.columns if answer.is_column else draft.lines).append(answer.line)
    return True


def _any_matches(name: str, contents: Contents, feeds: Sequence[Feed]) -> bool:
    tables = find_tables(name, contents, feeds)
    return any(feed.matches(table.header) for table in tables for feed in feeds)


def _proposed_columns(
    snapshot: Snapshot, contents: Contents, encoding: str | None
) -> tuple[Proposal, Question | None]:
    """Columns of the table whose names are known best, by their names and values: before it may stand one of a title. And
    what is to be asked about the number of an order."""
    by_encoding = [Feed("proposed", {"invoice": (1,)}, encoding=encoding)] if encoding else []
    tables = find_tables(snapshot.name, contents, by_encoding)
    table = max(tables, key=lambda one: count_known(one.header))
    batch = next(table.read(), None)
    if batch is None or not batch.lines.num_rows:
        raise InputError(f"{snapshot.name} has a header but no lines. Export it again.")
    lines = batch.lines.slice(0, LINES_TO_LOOK_AT)
    texts = {column: lines[str(at)].to_pylist() for at, column in enumerate(table.header) if column}
    proposal = propose_columns(
        {column: [one for one in found if one and one.strip()] for column, found in texts.items()}
    )
    proposal = settle_by_figures(settle_by_lines(proposal, texts), texts)
    return proposal, about_stores(proposal.columns, texts)


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
    """The lines of a feed that say how the file is written, as it was found."""
    form = gathered.forms[0]
    table = form.tables[0]
    found = {
        "date_format": form.values.date_format,
        "decimal": form.values.decimal,
        "delimiter": table.get("delimiter"),
        "encoding": table.get("encoding"),
    }
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
