"""Files read to their ends into a scratch database, ready for the warehouse."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from python_jobs.core.console import Progress
from python_jobs.core.errors import AmbiguousValues
from python_jobs.core.wording import cut
from python_jobs.landing.doubts.find import find_doubts
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.files.snapshot import Snapshot, take_snapshot
from python_jobs.landing.lines.form import KnownForms, says_otherwise
from python_jobs.landing.lines.scratch import Gathered, Scratch
from python_jobs.landing.match import match_tables
from python_jobs.landing.values.doubt import Doubt
from python_jobs.warehouses.prepared_file import PreparedFile

log = logging.getLogger(__name__)

# What a column of raw.landing_doubts holds.
LONGEST_SENTENCE = 400


@dataclass
class Prepared:
    """Files that are ready, and the names of those whose bytes are landed already → the name they have there."""

    files: list[PreparedFile] = field(default_factory=list)
    feeds: dict[str, list[Feed]] = field(default_factory=dict)
    doubts: dict[str, list[Doubt]] = field(default_factory=dict)
    unchanged: dict[str, str] = field(default_factory=dict)


def prepare_files(
    files: dict[str, Path],
    present: dict[str, tuple[str, str]],
    feeds: Sequence[Feed],
    scratch: Scratch,
    progress: Progress,
    read_again: bool,
) -> Prepared:
    """Read files by name into the scratch database.

    present: name → (sha256, form) of what is landed; read_again: also read bytes that are landed by a feed that
    says the same. A file whose values can be read in two ways waits until the others are read:
    they may decide. Raises InputError when a file cannot be used.
    """
    prepared = Prepared()
    known = KnownForms(form for _, form in present.values())
    waiting: dict[str, AmbiguousValues] = {}
    folder = scratch.path.parent / "files"
    folder.mkdir(exist_ok=True)

    def prepare(name: str) -> None:
        snapshot = take_snapshot(files[name], name, folder)
        try:
            same = already_landed(present, name, snapshot.sha256)
            if same and says_otherwise(present[same][1], feeds):
                log.info(
                    "%s: its feed has been changed since it was landed; it is read again", name
                )
            elif same and not read_again:
                prepared.unchanged[name] = same
                return
            gathered = _gather(scratch, snapshot, feeds, known, progress)
            same = already_landed(present, name, snapshot.sha256, gathered.form)
            if same:
                prepared.unchanged[name] = same
                return
            _add(prepared, scratch, snapshot, gathered)
            known.learn(gathered.forms)
        finally:
            snapshot.path.unlink()

    for name in files:
        try:
            prepare(name)
        except AmbiguousValues as error:
            waiting[name] = error
    for name, reason in waiting.items():
        if len(files) == 1:
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
    feeds: Sequence[Feed],
    known: KnownForms,
    progress: Progress,
) -> Gathered:
    matched = match_tables(snapshot, feeds)
    with progress.count(f"reading {snapshot.name}", "lines") as on_lines:
        return scratch.gather(snapshot.name, matched, known, on_lines)


def _add(prepared: Prepared, scratch: Scratch, snapshot: Snapshot, gathered: Gathered) -> None:
    doubts = find_doubts(scratch.connection, gathered)
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
