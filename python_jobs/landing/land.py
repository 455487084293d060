"""Land files: read them all to the end, then write each in a transaction of its own."""

from __future__ import annotations

import logging
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from python_jobs.core.at_once import how_many
from python_jobs.core.console import Progress
from python_jobs.core.errors import InputError
from python_jobs.core.project import Project
from python_jobs.core.wording import counted
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.feeds.load import load_feed, load_known_feeds
from python_jobs.landing.files.find import find_files, refuse_names_that_differ_in_case
from python_jobs.landing.files.order import in_turns, without_moment
from python_jobs.landing.lines.scratch import Scratch
from python_jobs.landing.other_files.currency import refuse_other_currencies
from python_jobs.landing.other_files.gone import Gone, lines_that_go
from python_jobs.landing.other_files.line_numbers import find_numbered_anew
from python_jobs.landing.other_files.put_together import find_put_together
from python_jobs.landing.other_files.replacing import is_daily, name_by_day, refuse_lost_orders
from python_jobs.landing.other_files.told_once import leave_out_told
from python_jobs.landing.other_files.values import compare_with_other_files
from python_jobs.landing.prepare import Prepared, doubt_row, prepare_files
from python_jobs.landing.values.doubt import Doubt
from python_jobs.warehouses.prepared_file import PreparedFile
from python_jobs.warehouses.warehouse import Warehouse

# What a run without a file lands.
SAMPLE_NAME = "sample_order_lines.csv"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class LandedFile:
    """What became of a file: 'landed', 'replaced' (it had other lines before), 'unchanged' or 'left out' (it lies in a
    folder with exports and is none, or it has a header alone).

    rejected_count: malformed lines; left_out_count: lines that the feed leaves out, and totals;
    doubts: what someone should look at, in sentences.
    """

    name: str
    outcome: str
    row_count: int
    rejected_count: int
    left_out_count: int = 0
    doubts: tuple[Doubt, ...] = ()
    gone: Gone = field(default_factory=Gone)


@dataclass(frozen=True)
class LandingOptions:
    """Whether a file may take the place of one with other orders (all, or those of some names), whether to change nothing at
    all, and whether a file with a header alone may come by itself, as a day without orders does in a drop folder."""

    may_replace: bool = False
    is_dry_run: bool = False
    may_be_empty: bool = False
    may_replace_names: Collection[str] = ()

    def may_take_the_place_of(self, name: str) -> bool:
        """Whether a file may take the place of the one that was landed under its name, whatever orders that had."""
        return self.may_replace or name in self.may_replace_names


def land(
    project: Project,
    warehouse: Warehouse,
    paths: Sequence[Path],
    feed_path: Path | None,
    progress: Progress,
    options: LandingOptions | None = None,
) -> list[LandedFile]:
    """Land files and folders of files.

    feed_path: the feed that all of them follow; without one, each is matched against the shipped ones.
    Raises InputError, with the warehouse untouched, when any of the files cannot be used.
    """
    options = options or LandingOptions()
    feeds = [load_feed(feed_path)] if feed_path else load_known_feeds(project.feeds_folders)
    turns = in_turns(find_files(paths))
    given = {without_moment(path.name) for path in paths if not path.is_dir()}
    outcomes: list[LandedFile] = []
    names = Counter(name for files in turns for name in files)
    several = replace(
        options, may_replace_names={name for name, count in names.items() if count > 1}
    )
    for files in turns:
        optional = files.keys() - given
        outcomes += _land_turn(
            project,
            warehouse,
            files,
            optional,
            feeds,
            several,
            read_again=bool(feed_path),
            progress=progress,
        )
    return outcomes


def _land_turn(
    project: Project,
    warehouse: Warehouse,
    files: dict[str, Path],
    optional: Collection[str],
    feeds: Sequence[Feed],
    options: LandingOptions,
    *,
    read_again: bool,
    progress: Progress,
) -> list[LandedFile]:
    """Land files of which no two have one name."""
    present = warehouse.landed_files()
    with tempfile.TemporaryDirectory(
        prefix="customer_intelligence_", ignore_cleanup_errors=True
    ) as temp:
        scratch = Scratch(Path(temp), how_many(len(files)))
        try:
            with _of_several(len(files)):
                prepared = prepare_files(
                    files,
                    present,
                    feeds,
                    scratch,
                    progress,
                    read_again=read_again,
                    optional=optional,
                    may_be_empty=options.may_be_empty,
                )
            _doubt_beside_others(warehouse, scratch, prepared, present)
            leave_out_told(warehouse, prepared, present)
            ready = _name(warehouse, scratch, prepared, present, options)
            refuse_other_currencies(warehouse, scratch.connection, list(ready.values()), present)
            # The made-up lines of a first try must not stay among real ones.
            samples = [SAMPLE_NAME] if SAMPLE_NAME in present and SAMPLE_NAME not in files else []
            gone = lines_that_go(warehouse, scratch.connection, ready.values(), samples)
        finally:
            scratch.close()
        refuse_names_that_differ_in_case([one.name for one in ready.values()], present)
        outcomes = _outcomes(files, prepared, ready, present, gone)
        if options.is_dry_run:
            return outcomes
        if ready:
            warehouse.create_tables()
        for one in ready.values():
            with progress.step(f"writing {one.row_count:,} lines of {one.name}"):
                warehouse.replace_file(one, scratch.path, also_remove=samples)
    for outcome in outcomes:
        _tell(outcome, prepared)
    return outcomes


def _doubt_beside_others(
    warehouse: Warehouse, scratch: Scratch, prepared: Prepared, present: dict[str, tuple[str, str]]
) -> None:
    """Add what other files of a feed show of each file."""
    found, numbered = (
        look(warehouse, scratch.connection, prepared.files, prepared.feeds, present)
        for look in (compare_with_other_files, find_numbered_anew)
    )
    together = find_put_together(
        scratch.connection, prepared.files, prepared.feeds, prepared.numbered
    )
    for at, file in enumerate(prepared.files):
        doubts = [
            one for doubts in (found, numbered, together) for one in doubts.get(file.name, [])
        ]
        prepared.doubts[file.name] += doubts
        rows = tuple(doubt_row(one) for one in doubts)
        prepared.files[at] = replace(file, doubts=(*file.doubts, *rows))


def _name(
    warehouse: Warehouse,
    scratch: Scratch,
    prepared: Prepared,
    present: dict[str, tuple[str, str]],
    options: LandingOptions,
) -> dict[str, PreparedFile]:
    """Name of the given file → the file under the name that the warehouse keeps.

    Raises InputError when it would take the place of one with other orders, and that is not meant.
    """
    ready = {}
    for file in prepared.files:
        kept = file
        if is_daily(prepared.feeds[file.name]):
            kept, doubt = name_by_day(warehouse, scratch.connection, file, present)
            if doubt:
                prepared.doubts[file.name].append(doubt)
                kept = replace(kept, doubts=(*kept.doubts, doubt_row(doubt)))
        elif file.name in present and not options.may_take_the_place_of(file.name):
            refuse_lost_orders(warehouse, scratch.connection, file)
        ready[file.name] = kept
    return ready


def _outcomes(
    files: dict[str, Path],
    prepared: Prepared,
    ready: dict[str, PreparedFile],
    present: dict[str, tuple[str, str]],
    gone: dict[str, Gone],
) -> list[LandedFile]:
    outcomes = []
    for name in files:
        if name in prepared.left_out:
            outcomes.append(LandedFile(name, "left out", 0, 0))
            continue
        file = ready.get(name)
        if file is None:
            outcomes.append(LandedFile(name, "unchanged", 0, 0))
            continue
        outcomes.append(
            LandedFile(
                file.name,
                "replaced" if file.name in present else "landed",
                file.row_count - file.orders_left_out,
                file.rejected_count,
                file.left_out_count,
                tuple(prepared.doubts[name]),
                gone[file.name],
            )
        )
    return outcomes


def _tell(file: LandedFile, prepared: Prepared) -> None:
    if file.outcome == "left out":
        log.warning("%s", prepared.left_out[file.name])
        return
    if file.outcome == "unchanged":
        same = prepared.unchanged[file.name]
        under = "" if same == file.name else f" as {same}"
        log.info("%s: the same bytes are landed already%s; nothing to do", file.name, under)
        return
    left_out = f", {file.left_out_count:,} left out" if file.left_out_count else ""
    in_place = f" in place of {file.gone.replaced:,}" if file.outcome == "replaced" else ""
    log.info(
        "%s: %s landed%s, %s rejected%s",
        file.name,
        counted(file.row_count, "line"),
        in_place,
        f"{file.rejected_count:,}",
        left_out,
    )
    if file.gone.superseded:
        log.info(
            "%s: %s of older versions of its orders in other files no longer count",
            file.name,
            counted(file.gone.superseded, "line"),
        )
    if file.gone.of_the_sample:
        log.info("the %s of the sample are gone", counted(file.gone.of_the_sample, "line"))
    for doubt in file.doubts:
        log.warning("%s", doubt)


@contextmanager
def _of_several(count: int) -> Iterator[None]:
    """Where one file of several cannot be used, say what became of the others."""
    try:
        yield
    except InputError as error:
        if count == 1:
            raise
        raise InputError(
            f"{error} None of the {counted(count, 'file')} was landed. Move this one away and try again, or "
            "use run --incoming FOLDER, which lands the others."
        ) from None
