"""A drop folder: what is new in it is landed and moved to done/, or to failed/ with the reason beside it.

A file is moved only when the warehouse has its lines for good. A run that dies in between finds the file
again, sees that its bytes are landed already, and moves it.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from python_jobs.core.console import Progress
from python_jobs.core.errors import InputError
from python_jobs.core.project import Project
from python_jobs.core.wording import shown
from python_jobs.landing.files.suffixes import SUFFIXES
from python_jobs.landing.land import LandedFile, land
from python_jobs.warehouses.warehouse import Warehouse

log = logging.getLogger(__name__)

DONE, FAILED = "done", "failed"
REASON = ".reason.txt"
# A file that grew or changed within this time is left for the next run.
SECONDS_UNTIL_SETTLED = 2.0


@dataclass(frozen=True)
class FailedFile:
    """A file that could not be landed: where it is now, and why."""

    path: Path
    reason: str


def land_incoming(
    project: Project,
    warehouse: Warehouse,
    folder: Path,
    feed_path: Path | None,
    progress: Progress,
) -> tuple[list[LandedFile], list[FailedFile]]:
    """Land every file of the folder that is complete, each by itself: a bad one stops no other.

    Raises InputError when there is no such folder.
    """
    if not folder.is_dir():
        raise InputError(
            f"There is no folder {folder} for incoming files. Make it, or mend the path."
        )
    landed: list[LandedFile] = []
    failed: list[FailedFile] = []
    for path in _settled(folder):
        try:
            landed += land(project, warehouse, [path], feed_path, progress)
        except InputError as error:
            if not path.exists():
                log.warning("%s is gone; somebody has taken it away", path)
                continue
            failed.append(_set_aside(path, str(error)))
        else:
            _move(path, folder / DONE)
    if not landed and not failed:
        log.info("nothing new in %s", folder)
    return landed, failed


def unresolved(folder: Path) -> list[str]:
    """The files that lie in the folder's failed/, waiting for somebody to mend or delete them."""
    failed = folder / FAILED
    if not failed.is_dir():
        return []
    return sorted(
        shown(path.name)
        for path in failed.iterdir()
        if path.name.lower().endswith(SUFFIXES) and not path.name.endswith(REASON)
    )


def _settled(folder: Path) -> list[Path]:
    """The files that can be landed and that nobody is writing to, by name."""
    before = _sizes_and_times(folder)
    if before:
        time.sleep(SECONDS_UNTIL_SETTLED)
    after = _sizes_and_times(folder)
    for path in sorted(after):
        if before.get(path) != after[path]:
            log.info("%s is still being written; the next run lands it", shown(str(path)))
    return [path for path in sorted(before) if after.get(path) == before[path]]


def _sizes_and_times(folder: Path) -> dict[Path, tuple[int, int]]:
    found = {}
    for path in folder.iterdir():
        if path.name.startswith(".") or not path.name.lower().endswith(SUFFIXES):
            continue
        try:
            if path.is_file():
                stat = path.stat()
                found[path] = (stat.st_size, stat.st_mtime_ns)
        except FileNotFoundError:
            continue
    return found


def _set_aside(path: Path, reason: str) -> FailedFile:
    moved = _move(path, path.parent / FAILED)
    log.error("%s was not landed: %s", shown(str(moved)), reason)
    with suppress(OSError):
        moved.with_name(f"{moved.name}{REASON}").write_text(f"{reason}\n", encoding="utf-8")
    return FailedFile(moved, reason)


def _move(path: Path, folder: Path) -> Path:
    """Move a file into a folder; one of the same name that lies there already keeps its place.

    A file that cannot be moved stays, which is no harm: landing the same bytes again changes nothing.
    """
    target = folder / path.name
    try:
        folder.mkdir(exist_ok=True)
        if target.exists():
            moment = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S%f")
            target = folder / f"{moment}_{path.name}"
        return path.replace(target)
    except OSError as error:
        log.warning("%s cannot be moved to %s: %s", path, target, error.strerror or error)
        return path
