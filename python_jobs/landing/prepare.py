"""Files that were read, ready for the warehouse."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from python_jobs.core.console import Progress
from python_jobs.core.errors import HeaderAlone, NoneCounts, NotOrderLines
from python_jobs.core.wording import counted, cut
from python_jobs.landing.doubts.unread import has_column, header_of
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.feeds.names import look_like_order_lines
from python_jobs.landing.lines.scratch import Scratch
from python_jobs.landing.lines.seen_columns import NUMBER_COLUMN
from python_jobs.landing.read import ReadFile, Request, already_landed, read_all
from python_jobs.landing.values.doubt import Doubt
from python_jobs.warehouses.prepared_file import PreparedFile

# What a column of raw.landing_doubts holds.
LONGEST_SENTENCE = 400


@dataclass
class Prepared:
    """Files that are ready; the names of those whose bytes are landed already → the name they have there; and the
    names of those that are left out → why. numbered: name of a file → what it calls the column that may number its lines and that its
    feed does not name."""

    files: list[PreparedFile] = field(default_factory=list)
    feeds: dict[str, list[Feed]] = field(default_factory=dict)
    doubts: dict[str, list[Doubt]] = field(default_factory=dict)
    unchanged: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    numbered: dict[str, str] = field(default_factory=dict)


def prepare_files(
    files: dict[str, Path],
    present: dict[str, tuple[str, str]],
    feeds: Sequence[Feed],
    scratch: Scratch,
    progress: Progress,
    read_again: bool,
    optional: Collection[str] = (),
    may_be_empty: bool = False,
) -> Prepared:
    """Read files by name into the scratch database.

    present: name → (sha256, form) of what is landed; read_again: also read bytes that are landed by a feed that
    says the same; optional: the names of files that may be others than exports, since they lie in a folder with these:
    one without order lines is left out then, and so is one with a header alone where others have lines, or where it
    may be empty. Raises InputError when a file cannot be used.
    """
    what = next(iter(files)) if len(files) == 1 else counted(len(files), "file")
    with progress.count(f"reading {what}", "lines") as on_lines:
        read = read_all(Request(present, feeds, scratch, read_again, on_lines), files)
    prepared = Prepared()
    no_exports: dict[str, NotOrderLines] = {}
    # A night's export of many files has a day without orders; one that stands in the place of lines is no such.
    has_lines = may_be_empty or any(one.error is None for one in read.values())
    for name, one in read.items():
        if isinstance(one.error, NotOrderLines) and _is_beside(one.error, name, optional, feeds):
            no_exports[name] = one.error
        elif isinstance(one.error, HeaderAlone) and has_lines and name not in present:
            prepared.left_out[name] = _nothing_in(name, one.error)
        elif one.error:
            raise one.error
        else:
            _add(prepared, name, one, present)
    if len(no_exports) == len(files):
        raise next(iter(no_exports.values()))
    prepared.left_out |= {
        name: f"{name} has no order lines by its columns and is left out: {error}"
        for name, error in no_exports.items()
    }
    return prepared


def _nothing_in(name: str, error: HeaderAlone) -> str:
    """Why a file of a day without a sale is left out."""
    if isinstance(error, NoneCounts):
        return f"{name} has no line that counts by what the feed keeps and drops, and is left out."
    return f"{name} has a header and no order lines and is left out. If there were orders, export it again."


def _is_beside(
    error: NotOrderLines, name: str, optional: Collection[str], feeds: Sequence[Feed]
) -> bool:
    """Whether a file without order lines is another one that lies beside exports."""
    return name in optional and not look_like_order_lines(error.columns, feeds)


def _add(
    prepared: Prepared, name: str, read: ReadFile, present: dict[str, tuple[str, str]]
) -> None:
    before = {one.name: (one.sha256, one.form) for one in prepared.files}
    same = read.landed_as or already_landed(present | before, name, read.sha256)
    gathered = read.gathered
    # The same bytes under two names in one landing count once.
    if not gathered or same in before:
        prepared.unchanged[name] = same or name
        return
    prepared.doubts[name] = list(read.doubts)
    prepared.feeds[name] = [form.feed for form in gathered.forms]
    if has_column(gathered.forms[0], NUMBER_COLUMN):
        prepared.numbered[name] = header_of(gathered.forms[0], NUMBER_COLUMN)
    prepared.files.append(
        PreparedFile(
            name,
            read.sha256,
            gathered.form,
            gathered.row_count + gathered.orders_left_out,
            gathered.rejected_count,
            gathered.landed_table,
            gathered.rejects_table,
            gathered.left_out_count,
            tuple(doubt_row(doubt) for doubt in read.doubts),
            gathered.orders_left_out,
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
