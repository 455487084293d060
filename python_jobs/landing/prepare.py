"""Files read to their ends into a scratch database, ready for the warehouse."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from python_jobs.core.console import Progress
from python_jobs.core.errors import AmbiguousValues, NotOrderLines
from python_jobs.core.wording import cut
from python_jobs.landing.doubts.find import find_doubts
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.feeds.names import look_like_order_lines
from python_jobs.landing.files.snapshot import Snapshot, take_snapshot
from python_jobs.landing.lines.form import KnownForms, says_otherwise
from python_jobs.landing.lines.scratch import Gathered, Scratch
from python_jobs.landing.match import Matched, match_tables
from python_jobs.landing.values.doubt import Doubt
from python_jobs.warehouses.prepared_file import PreparedFile

log = logging.getLogger(__name__)

# What a column of raw.landing_doubts holds.
LONGEST_SENTENCE = 400


@dataclass
class Prepared:
    """Files that are ready; the names of those whose bytes are landed already → the name they have there; and the
    names of those that are left out → why."""

    files: list[PreparedFile] = field(default_factory=list)
    feeds: dict[str, list[Feed]] = field(default_factory=dict)
    doubts: dict[str, list[Doubt]] = field(default_factory=dict)
    unchanged: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)


def prepare_files(
    files: dict[str, Path],
    present: dict[str, tuple[str, str]],
    feeds: Sequence[Feed],
    scratch: Scratch,
    progress: Progress,
    read_again: bool,
    optional: Collection[str] = (),
) -> Prepared:
    """Read files by name into the scratch database.

    present: name → (sha256, form) of what is landed; read_again: also read bytes that are landed by a feed that
    says the same; optional: the names of files that may be others than exports, since they lie in a folder with these:
    one without order lines is left out then. A file whose values can be read in two ways waits until the others are read:
    they may decide. Raises InputError when a file cannot be used.
    """
    prepared = Prepared()
    known = KnownForms(form for _, form in present.values())
    waiting: dict[str, AmbiguousValues] = {}
    no_exports: dict[str, NotOrderLines] = {}
    folder = scratch.path.parent / "files"
    folder.mkdir(exist_ok=True)

    def prepare(name: str) -> None:
        snapshot = take_snapshot(files[name], name, folder)
        try:
            read_now = {one.name: (one.sha256, one.form) for one in prepared.files}
            same = already_landed(present | read_now, name, snapshot.sha256)
            if same in present and says_otherwise(present[same][1], feeds):
                log.info(
                    "%s: its feed has been changed since it was landed; it is read again", name
                )
            elif same and (same in read_now or not read_again):
                prepared.unchanged[name] = same
                return
            matched = match_tables(snapshot, feeds)
            gathered = _gather(scratch, snapshot, matched, known, progress)
            same = already_landed(present, name, snapshot.sha256, gathered.form)
            if same:
                prepared.unchanged[name] = same
                return
            _add(prepared, scratch, snapshot, gathered, matched.doubts)
            known.learn(gathered.forms)
        finally:
            snapshot.path.unlink()

    for name in files:
        try:
            prepare(name)
        except AmbiguousValues as error:
            waiting[name] = error
        except NotOrderLines as error:
            if name not in optional or look_like_order_lines(error.columns, feeds):
                raise
            no_exports[name] = error
    if len(no_exports) == len(files):
        raise next(iter(no_exports.values()))
    prepared.left_out = {name: str(error) for name, error in no_exports.items()}
    for name, reason in waiting.items():
        if len(files) - len(no_exports) == 1:
            raise reason
        prepare(name)
    return prepared


def already_landed(
    present: dict[str, tuple[str, str]], name: str, sha256: str, form: str | None = None
) -> str | None:
    """The name under which the same bytes (read in the same form, if one is given) were landed.

    Another name counts only as long as this one has no lines that would have to go.
    """
    same = [
        other
        for other, (other_sha256, other_form) in present.items()
        if other_sha256 == sha256 and form in (None, other_form)
    ]
    if name in present:
        return name if name in same else None
    return same[0] if same else None


def _gather(
    scratch: Scratch,
    snapshot: Snapshot,
    matched: Matched,
    known: KnownForms,
    progress: Progress,
) -> Gathered:
    with progress.count(f"reading {snapshot.name}", "lines") as on_lines:
        return scratch.gather(snapshot.name, matched.tables, known, on_lines)


def _add(
    prepared: Prepared,
    scratch: Scratch,
    snapshot: Snapshot,
    gathered: Gathered,
    about_tables: list[Doubt],
) -> None:
    doubts = about_tables + find_doubts(scratch.connection, gathered, snapshot.name)
    prepared.doubts[snapshot.name] = doubts
    prepared.feeds[snapshot.name] = [form.feed for form in gathered.forms]
    prepared.files.append(
        PreparedFile(
            snapshot.name,
            snapshot.sha256,
            gathered.form,
            gathered.row_count,
            gathered.rejected_count,
            gathered.lines_table,
            gathered.rejects_table,
            gathered.left_out_count,
            tuple(doubt_row(doubt) for doubt in doubts),
        )
    )


def doubt_row(doubt: Doubt) -> tuple[str, str, str, str]:
    """A row of raw.landing_doubts, in the lengths that it holds."""
    return (
        doubt.kind[:40],
        cut(doubt.sentence, LONGEST_SENTENCE),
        cut(doubt.example, LONGEST_SENTENCE),
        cut(doubt.remedy, LONGEST_SENTENCE),
    )
