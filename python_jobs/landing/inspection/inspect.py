"""How an export is understood: its columns with examples, what is left out, totals and doubts. Nothing is landed."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from python_jobs.core.console import Progress
from python_jobs.core.errors import AmbiguousValues
from python_jobs.core.project import Project
from python_jobs.landing.contents.find import Contents, find_contents
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.feeds.load import load_feed, load_known_feeds
from python_jobs.landing.files.find import own_name
from python_jobs.landing.files.snapshot import Snapshot, take_snapshot
from python_jobs.landing.inspection.each_feed import read_by_each
from python_jobs.landing.inspection.read import Inspection, read_by_feeds
from python_jobs.landing.lines.scratch import Scratch
from python_jobs.landing.matching.choose import SeveralFeeds
from python_jobs.landing.propose.by_figures import settle_by_figures
from python_jobs.landing.propose.by_lines import settle_by_lines
from python_jobs.landing.propose.columns import Proposal, propose_columns
from python_jobs.landing.propose.encoding import encoding_by_header
from python_jobs.landing.propose.feed import Draft
from python_jobs.landing.propose.first_lines import FirstLines, first_lines
from python_jobs.landing.propose.later_dates import doubts_of_later_date
from python_jobs.landing.propose.no_lines import refuse_no_lines
from python_jobs.landing.propose.orders import about_order
from python_jobs.landing.propose.questions import Ask, Question, about_column, about_values
from python_jobs.landing.propose.same_amounts import doubts_of_others
from python_jobs.landing.propose.stores import about_stores
from python_jobs.landing.tables.find import find_tables

__all__ = ["Inspection", "inspect"]

_NO_COUNTRY = "No column names a country; where all orders are from one:  country: Germany"
_NOTES = (
    _NO_COUNTRY,
    "Lines by a status:  keep: {Status: [completed]}  keeps those alone.",
    "Where cancellations are numbered C…:  cancellation_prefix: C",
)


def inspect(
    project: Project,
    path: Path,
    feed_path: Path | None,
    progress: Progress,
    ask: Ask = lambda question: None,
) -> Inspection:
    """Read a file to its end and say how it is understood.

    Without a feed those of the project are tried, and one is proposed where none matches; where several do, what comes out by each is told; ask: who answers what nobody
    can tell. Raises InputError when the file cannot be used, as landing it would.
    """
    with tempfile.TemporaryDirectory(
        prefix="customer_intelligence_", ignore_cleanup_errors=True
    ) as temp:
        folder = Path(temp)
        (folder / "files").mkdir()
        snapshot = take_snapshot(path, own_name(path), folder / "files")
        contents = find_contents(snapshot)
        feeds = [load_feed(feed_path)] if feed_path else load_known_feeds(project.feeds_folders)
        scratch = Scratch(folder)
        try:
            if feed_path or _any_matches(snapshot.name, contents, feeds):
                try:
                    return read_by_feeds(project, scratch, snapshot, contents, feeds, progress)
                except SeveralFeeds as error:
                    return read_by_each(project, scratch, snapshot, contents, error, progress, ask)
            return _propose(project, scratch, snapshot, contents, folder, progress, ask)
        finally:
            scratch.close()


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
    lines = first_lines(snapshot.name, contents, encoding)
    refuse_no_lines(snapshot.name, lines)
    proposal = settle_by_lines(propose_columns(lines.filled(), lines.of_list), lines.texts)
    proposal = settle_by_figures(proposal, lines.texts)
    questions = [_as_columns_are_named(one, lines) for one in _questions(proposal, lines)]
    draft = Draft.of(proposal.columns)
    draft.columns = [lines.line(one) for one in draft.columns]
    draft.lines += [*proposal.lines, *([f"encoding: {encoding}"] if encoding else [])]
    delimiter = json.dumps(lines.delimiter, ensure_ascii=False)
    draft.lines += [f"delimiter: {delimiter}"] if lines.delimiter else []
    unusable = [one for one in questions if one.is_unusable]
    open_ones = unusable or [one for one in questions if not _answer(draft, one, ask)]
    who = [about_column("customer_id", proposal.customers)] if proposal.customers else []
    who = [_as_columns_are_named(one, lines) for one in who]
    may_be_left_out = who if unusable else [one for one in who if not _answer(draft, one, ask)]
    if open_ones:
        doubts = [
            *doubts_of_later_date(proposal.columns),
            *doubts_of_others(proposal.columns, proposal.others, ()),
        ]
        draft.notes += [f"{one.sentence}. {one.remedy}" for one in doubts]
        draft.notes += _NOTES
        text = draft.text(
            snapshot.name, [*((unusable and questions) or open_ones), *may_be_left_out]
        )
        return Inspection(
            snapshot.name, "", text, open_ones, is_unusable=bool(unusable), doubts=doubts
        )
    feed_path = folder / f"{Path(snapshot.name).stem}.yml"
    while True:
        feed_path.write_text(draft.text(snapshot.name), encoding="utf-8")
        try:
            found = read_by_feeds(
                project, scratch, snapshot, contents, [load_feed(feed_path)], progress
            )
            break
        except AmbiguousValues as error:
            question = about_values(error)
            if not _answer(draft, question, ask):
                draft.notes += _NOTES
                text = draft.text(snapshot.name, [question, *may_be_left_out])
                return Inspection(snapshot.name, "", text, [question])

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


def _questions(proposal: Proposal, lines: FirstLines) -> list[Question]:
    """What is to be asked of the columns; the number of an order that another column belongs to is taken out of the proposal."""
    values = lines.filled()
    questions = [
        about_order(proposal, lines.texts)
        if one == "invoice"
        else about_column(one, columns, values)
        for one, columns in proposal.unknown.items()
    ]
    about_orders = about_stores(proposal.columns, lines.texts)
    if about_orders:
        questions.append(about_orders)
        del proposal.columns["invoice"]
    return questions


def _as_columns_are_named(question: Question, lines: FirstLines) -> Question:
    """A question whose answers name columns by their places, with examples, where the file has no header."""
    answers = [
        replace(
            one, line=lines.line(one.line), meaning=_with(one.meaning, lines.examples(one.line))
        )
        for one in question.answers
    ]
    return replace(question, answers=tuple(answers))


def _with(meaning: str, examples: str) -> str:
    return ", ".join(one for one in (meaning, examples) if one)


def _any_matches(name: str, contents: Contents, feeds: Sequence[Feed]) -> bool:
    tables = find_tables(name, contents, feeds)
    return any(feed.matches(table.header) for table in tables for feed in feeds)
