"""Moving a dropped file into a folder beside it, and writing the reason that goes with it.

The folder is opened once, without following a link, and everything is done by that handle where the system
can (Linux, macOS): nobody can put a link in its place in between.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from python_jobs.core.wording import shown
from python_jobs.landing.dropped.open import is_plain_folder
from python_jobs.landing.files.order import without_moment

log = logging.getLogger(__name__)

HAS_HANDLES = os.rename in os.supports_dir_fd and os.open in os.supports_dir_fd
MODE_OF_A_REASON = 0o640


def move(path: Path, folder: Path) -> Path:
    """Move a file into a folder; one of the same name that lies there already keeps its place.

    A file that cannot be moved stays, which is no harm: landing the same bytes again changes nothing.
    Returns where it is now.
    """
    name = path.name
    try:
        with suppress(FileExistsError):
            folder.mkdir()
        with _handle(folder) as handle:
            if _is_taken(folder, name, handle):
                name = f"{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%S%f}_{name}"
            if handle is None:
                path.rename(folder / name)
            else:
                os.rename(path, name, dst_dir_fd=handle)
    except OSError as error:
        log.warning(
            "%s cannot be moved to %s: %s",
            shown(str(path), 200),
            shown(str(folder), 200),
            error.strerror or error,
        )
        return path
    return folder / name


def write_reason(path: Path, text: str) -> bool:
    """Write a new file; what has its name (an older reason, or a link) is taken away first, never written
    through. Returns whether it is there; one that cannot be written is said in the log."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        with _handle(path.parent) as handle:
            place: str | Path = path if handle is None else path.name
            with suppress(FileNotFoundError):
                os.unlink(place, dir_fd=handle)
            number = os.open(place, flags, MODE_OF_A_REASON, dir_fd=handle)
            with os.fdopen(number, "w", encoding="utf-8", errors="backslashreplace") as file:
                file.write(text)
    except OSError as error:
        log.warning(
            "The reason %s cannot be written: %s", shown(str(path), 200), error.strerror or error
        )
        return False
    return True


def remove_reasons(folder: Path, name: str, reason: str) -> None:
    """Take away why files of this name could not be landed, with or without a moment before it, where the file lies there no more.

    reason: how the name of a reason ends.
    """
    if not is_plain_folder(folder):
        return
    try:
        with _handle(folder) as handle:
            names = set(os.listdir(folder if handle is None else handle))  # noqa: PTH208, of a handle
            for one in sorted(names):
                of_file = one.removesuffix(reason)
                if one == of_file or of_file in names or without_moment(of_file) != name:
                    continue
                if handle is None:
                    (folder / one).unlink()
                else:
                    os.unlink(one, dir_fd=handle)
    except OSError as error:
        log.warning(
            "The reason of %s in %s cannot be removed: %s",
            shown(name),
            shown(str(folder), 200),
            error.strerror or error,
        )


@contextmanager
def _handle(folder: Path) -> Iterator[int | None]:
    """The folder, opened; None where the system cannot work by handles. Raises OSError for a link."""
    if not is_plain_folder(folder):
        raise NotADirectoryError(0, "it is a link or no folder")
    if not HAS_HANDLES:
        yield None
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        yield handle
    finally:
        os.close(handle)


def _is_taken(folder: Path, name: str, handle: int | None) -> bool:
    try:
        if handle is None:
            (folder / name).lstat()
        else:
            os.stat(name, dir_fd=handle, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True
