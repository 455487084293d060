"""Land files: read them all to the end, then write each in a transaction of its own."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from python_jobs.core.console import Progress
from python_jobs.core.errors import InputError
from python_jobs.core.project import Project
from python_jobs.core.wording import quoted
from python_jobs.landing.contents.find import find_contents
from python_jobs.landing.feeds.feed import PRICE_FIELDS, REQUIRED_FIELDS, Feed
from python_jobs.landing.feeds.load import load_feed, load_shipped_feeds
from python_jobs.landing.files.find import find_files, refuse_names_that_differ_in_case
from python_jobs.landing.files.snapshot import Snapshot, take_snapshot
from python_jobs.landing.lines.scratch import Scratch
from python_jobs.landing.tables.find import Table, find_tables
from python_jobs.warehouses.prepared_file import PreparedFile
from python_jobs.warehouses.warehouse import Warehouse

# What a run without a file lands.
SAMPLE_NAME = "sample_order_lines.csv"
NEEDED_FIELDS = (*REQUIRED_FIELDS, *PRICE_FIELDS)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class LandedFile:
    """What became of a file: 'landed', 'replaced' (it had other lines before) or 'unchanged'."""

    name: str
    outcome: str
    row_count: int
    rejected_count: int


def land(
    project: Project,
    warehouse: Warehouse,
    paths: Sequence[Path],
    feed_path: Path | None,
    progress: Progress,
) -> list[LandedFile]:
    """Land files and folders of files.

    feed_path: the feed that all of them follow; without one, each is matched against the shipped ones.
    Raises InputError, with the warehouse untouched, when any of the files cannot be used.
    """
    feeds = [load_feed(feed_path)] if feed_path else load_shipped_feeds(project.feeds_folder)
    files = find_files(paths)
    present = warehouse.landed_files()
    outcomes: dict[str, LandedFile] = {}
    prepared: list[PreparedFile] = []
    with tempfile.TemporaryDirectory(
        prefix="customer_intelligence_", ignore_cleanup_errors=True
    ) as temp:
        folder = Path(temp)
        (folder / "files").mkdir()
        scratch = Scratch(folder)
        try:
            for name, path in files.items():
                snapshot = take_snapshot(path, name, folder / "files")
                same = _already_landed(present, name, snapshot.sha256)
                file = None
                if not same or feed_path:
                    file = _prepare(scratch, snapshot, feeds, progress)
                    # A feed that was mended reads the same bytes in another way.
                    same = _already_landed(present, name, file.sha256, file.form)
                if same:
                    under = "" if same == name else f" as {same}"
                    log.info("%s: the same bytes are landed already%s; nothing to do", name, under)
                    outcomes[name] = LandedFile(name, "unchanged", 0, 0)
                elif file:
                    prepared.append(file)
                snapshot.path.unlink()
        finally:
            scratch.close()
        refuse_names_that_differ_in_case([one.name for one in prepared], present)
        if prepared:
            warehouse.create_tables()
        # The made-up lines of a first try must not stay among real ones.
        stale_samples = [SAMPLE_NAME] if SAMPLE_NAME in present and SAMPLE_NAME not in files else []
        if prepared and stale_samples:
            log.info("the sample's lines make way for those of %s", ", ".join(files))
        for one in prepared:
            outcome = "replaced" if one.name in present else "landed"
            with progress.step(f"writing {one.row_count:,} lines of {one.name}"):
                warehouse.replace_file(one, scratch.path, also_remove=stale_samples)
            outcomes[one.name] = LandedFile(one.name, outcome, one.row_count, one.rejected_count)
            log.info(
                "%s: %s lines %s, %s rejected",
                one.name,
                f"{one.row_count:,}",
                outcome,
                f"{one.rejected_count:,}",
            )
    return [outcomes[name] for name in files]


def _already_landed(
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


def _prepare(
    scratch: Scratch, snapshot: Snapshot, feeds: Sequence[Feed], progress: Progress
) -> PreparedFile:
    tables = find_tables(snapshot.name, find_contents(snapshot), feeds)
    matched = []
    for table in tables:
        feed = next((one for one in feeds if one.matches(table.header)), None)
        if feed:
            matched.append((table, feed))
        elif len(tables) > 1:
            log.info("%s has no order lines by its header and is left out", table.name)
    if not matched:
        raise InputError(_no_feed_matches(tables[0], feeds))
    with progress.count(f"reading {snapshot.name}", "lines") as on_lines:
        return scratch.prepare(snapshot, matched, on_lines)


def _no_feed_matches(table: Table, feeds: Sequence[Feed]) -> str:
    """Which columns are missing under the feed that comes nearest, and how to map them."""
    feed = min(feeds, key=lambda one: len(one.missing(table.header)))
    names = {one.strip().casefold() for one in table.header}
    missing = [(field, name) for field, name in feed.missing(table.header)]
    needed = [(field, name) for field, name in missing if field in NEEDED_FIELDS]
    # What may be left out is only worth a word where nothing else is missing.
    told = needed or missing
    absent = [name for _, name in told if name.strip().casefold() not in names]
    twice = [name for _, name in told if name.strip().casefold() in names]
    problems = [f"lacks the {_columns(absent)}"] if absent else []
    problems += [f"has twice the {_columns(twice)}"] if twice else []
    field = told[0][0]
    if not needed:
        return (
            f"{table.name} {' and '.join(problems)} (by the feed {feed.name}). Such a column may be "
            f"missing: take the line  {field}:  out of the feed."
        )
    compared = (
        f"by the feed {feed.name}" if len(feeds) == 1 else f"by {feed.name}, the nearest of feeds/"
    )
    return (
        f"{table.name} {' and '.join(problems)} ({compared}); its columns are "
        f"{quoted(table.header)}. Map them in a feed file and give it with --feed, with a line such "
        f"as  columns: {{{field}: <one of these columns>, …}}  (the README shows a whole one)."
    )


def _columns(names: Sequence[str]) -> str:
    return f"column{'s' if len(names) > 1 else ''} {quoted(names)}"
