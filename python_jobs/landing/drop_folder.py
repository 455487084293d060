"""A drop folder: what is new in it is landed and moved to done/, or to failed/ with the reason beside it, which goes once a file
of that name is landed. A day without orders (a header alone) is done without a line. What lies in other folders of it is told.

People who drop files do not own the warehouse. So links, pipes and devices are left alone, a file is read by
a private copy, folders and reasons are never reached through a link, and a reason quotes nothing of a file
that has no header of order lines.

A file is moved only when the warehouse has its lines for good, and only when it still holds the bytes that
were landed. A run that dies in between finds the file again, sees that its bytes are landed already, and
moves it.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from python_jobs.core.console import Progress
from python_jobs.core.errors import InputError, disk_full, is_disk_full
from python_jobs.core.project import Project
from python_jobs.core.wording import quoted, shown
from python_jobs.landing.dropped.move import move, remove_reasons, write_reason
from python_jobs.landing.dropped.open import (
    files_in_folders,
    is_plain_folder,
    open_plain,
    quiet_files,
)
from python_jobs.landing.files.order import without_moment
from python_jobs.landing.files.suffixes import NOT_TO_LAND as REASON
from python_jobs.landing.files.suffixes import SUFFIXES
from python_jobs.landing.land import LandedFile, LandingOptions, land
from python_jobs.warehouses.warehouse import Warehouse

log = logging.getLogger(__name__)

DONE, FAILED = "done", "failed"
CHUNK_BYTES = 1 << 20


@dataclass(frozen=True)
class FailedFile:
    """A file that could not be landed: where it is now, why, and whether a file beside it says so."""

    path: Path
    reason: str
    has_reason_beside: bool


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
    if folder.is_file():
        raise InputError(
            f"{shown(str(folder), 200)} is a file, and --incoming takes a folder. To land this file: customer-intelligence run FILE."
        )
    if not folder.is_dir():
        raise InputError(
            f"There is no folder {shown(str(folder), 200)} for incoming files. Make it, or correct the path."
        )
    landed: list[LandedFile] = []
    failed: list[FailedFile] = []
    for path in quiet_files(folder):
        with tempfile.TemporaryDirectory(prefix="customer_intelligence_") as private:
            try:
                copy = Path(private) / path.name
                sha256 = _copy(path, copy)
                # Each file comes by itself here, and so does a day without orders.
                landed += land(
                    project,
                    warehouse,
                    [copy],
                    feed_path,
                    progress,
                    LandingOptions(may_be_empty=True),
                )
            except FileNotFoundError:
                log.warning("%s is gone; another program removed it", shown(str(path), 200))
            except InputError as error:
                failed.append(_set_aside(path, error.without_contents, private))
            else:
                _move_if_unchanged(path, sha256)
                remove_reasons(folder / FAILED, without_moment(path.name), REASON)
    below = in_folders(folder)
    if below:
        log.warning(
            "%s not landed: only what lies in %s itself is. Move up what is meant, and the rest out of it",
            f"{quoted(below)} {'is' if len(below) == 1 else 'are'}",
            shown(str(folder), 200),
        )
    if not landed and not failed:
        log.info("nothing new in %s", shown(str(folder), 200))
    return landed, failed


def unresolved(folder: Path) -> list[str]:
    """The files that lie in the folder's failed/, waiting for someone to correct or delete them."""
    failed = folder / FAILED
    if not is_plain_folder(failed):
        return []
    return sorted(
        shown(path.name)
        for path in failed.iterdir()
        if path.name.lower().endswith(SUFFIXES) and not path.name.endswith(REASON)
    )


def in_folders(folder: Path) -> list[str]:
    """The files in other folders of the drop folder, waiting for someone to move them up."""
    return files_in_folders(folder, (DONE, FAILED)) if folder.is_dir() else []


def _copy(source: Path, copy: Path) -> str:
    """Copy a dropped file to where nobody else can change it; returns its sha256.

    Raises FileNotFoundError when it is gone, InputError when it cannot be read.
    """
    digest = hashlib.sha256()
    try:
        with open_plain(source) as reader, copy.open("xb") as writer:
            while chunk := reader.read(CHUNK_BYTES):
                digest.update(chunk)
                writer.write(chunk)
    except FileNotFoundError:
        raise
    except OSError as error:
        if is_disk_full(error):
            raise disk_full(copy.parent) from None
        raise InputError(
            f"{shown(source.name, 255)} cannot be read: {error.strerror or error}."
        ) from None
    if not copy.stat().st_size:
        raise InputError(f"{shown(source.name, 255)} is empty. Export it again.")
    return digest.hexdigest()


def _move_if_unchanged(path: Path, sha256: str) -> None:
    """A file that was written to while it was landed stays: the next run lands all of it."""
    digest = hashlib.sha256()
    try:
        with open_plain(path) as reader:
            while chunk := reader.read(CHUNK_BYTES):
                digest.update(chunk)
            size = os.fstat(reader.fileno()).st_size
            if digest.hexdigest() != sha256 or size != reader.tell():
                log.warning(
                    "%s was written to while it was landed; the next run lands it again",
                    shown(str(path), 200),
                )
                return
    except OSError as error:
        log.warning("%s cannot be read any more: %s", shown(str(path), 200), error.strerror)
        return
    move(path, path.parent / DONE)


def _set_aside(path: Path, reason: str, private: str) -> FailedFile:
    """private: the folder of the copy, which is gone when the reason is read."""
    moved = move(path, path.parent / FAILED)
    reason = reason.replace(f"{private}{os.sep}", f"{moved.parent}{os.sep}")
    log.error("%s was not landed: %s", shown(str(moved), 200), reason)
    has_reason = moved != path and write_reason(
        moved.with_name(f"{moved.name}{REASON}"), f"{reason}\n"
    )
    return FailedFile(moved, reason, has_reason)
