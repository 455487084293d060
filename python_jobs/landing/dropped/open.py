"""The regular files of a drop folder that nobody is writing to, and reading one of them."""

from __future__ import annotations

import errno
import itertools
import logging
import math
import os
import stat
import time
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO

from python_jobs.core.errors import InputError
from python_jobs.core.wording import shown
from python_jobs.landing.files.order import in_order
from python_jobs.landing.files.suffixes import NOT_TO_LAND, SUFFIXES

log = logging.getLogger(__name__)

QUIET_SECONDS = "CUSTOMER_INTELLIGENCE_QUIET_SECONDS"
DEFAULT_QUIET_SECONDS = 60.0
LONGEST_QUIET_SECONDS = 3600.0
_MOST_IN_FOLDERS = 1000

# Size in bytes, time of the last change in nanoseconds.
State = tuple[int, int]


def quiet_seconds() -> float:
    """For how long a file must not have changed, from the environment; raises InputError when that is no
    number of seconds up to an hour."""
    given = os.environ.get(QUIET_SECONDS) or str(DEFAULT_QUIET_SECONDS)
    try:
        seconds = float(given)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds <= LONGEST_QUIET_SECONDS:
        raise InputError(
            f"{QUIET_SECONDS} is '{shown(given)}'; it takes a number of seconds from 0 to "
            f"{LONGEST_QUIET_SECONDS:.0f}."
        )
    return seconds


def quiet_files(folder: Path) -> list[Path]:
    """The files to land, the one that was changed last at the end (see files/order.py), once each has been left alone for a while; what is left out is said.

    One that changed lately is watched for that while, all of them at the same time. One that goes on
    changing is left for the next run.
    """
    needed = quiet_seconds()
    first = _states(folder)
    now = time.time()
    # A time in the future says nothing of when the file changed: it is watched for the whole while.
    longest = max(
        (min(needed, needed - (now - changed / 1e9)) for _, changed in first.values()), default=0.0
    )
    if longest > 0:
        log.info("a file changed lately: waiting %.0f s to see whether it is complete", longest)
        time.sleep(longest)
    last = _states(folder, say_what_is_left_out=False)
    for path in sorted(first):
        if path in last and last[path] != first[path]:
            log.info("%s is still being written; the next run lands it", shown(str(path), 200))
    quiet = {path.name: path for path in first if last.get(path) == first[path]}
    return [
        quiet[name] for name in in_order({name: first[path][1] for name, path in quiet.items()})
    ]


def files_in_folders(folder: Path, left_out: Collection[str]) -> list[str]:
    """The regular files in the folders of a folder that could be landed and are not, for a path through folders that others may
    change is not safe to follow; some of them where there are very many.

    left_out: folders of it that are not meant.
    """

    def walk() -> Iterator[str]:
        for place, folders, names in os.walk(folder):
            is_top = Path(place) == folder
            folders[:] = sorted(
                one
                for one in folders
                if not one.startswith(".") and not (is_top and one in left_out)
            )
            for name in [] if is_top else sorted(names):
                path = Path(place) / name
                is_meant = name.lower().endswith(SUFFIXES) and not name.endswith(NOT_TO_LAND)
                if is_meant and not name.startswith((".", "~$")) and _is_regular(path):
                    yield path.relative_to(folder).as_posix()

    return list(itertools.islice(walk(), _MOST_IN_FOLDERS))


def open_plain(path: Path) -> IO[bytes]:
    """Open a file for reading, never through a link and never a pipe or a device.

    Raises OSError, as open does.
    """
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, name, 0)
    if path.is_symlink():
        raise OSError(errno.ELOOP, "it is a link")
    number = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise OSError(errno.EINVAL, "it is no regular file")
    return os.fdopen(number, "rb")


def is_plain_folder(path: Path) -> bool:
    """Whether there is a folder, not a link to one."""
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False


def _is_regular(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _states(folder: Path, say_what_is_left_out: bool = True) -> dict[Path, State]:
    found: dict[Path, State] = {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or not path.name.lower().endswith(SUFFIXES):
            continue
        try:
            state = path.lstat()
        except OSError:
            continue
        if stat.S_ISREG(state.st_mode):
            found[path] = (state.st_size, state.st_mtime_ns)
        elif say_what_is_left_out:
            kind = "a link" if stat.S_ISLNK(state.st_mode) else "no regular file"
            log.warning("%s is %s and is left alone", shown(str(path), 200), kind)
    return found
