"""Where a command writes a file that someone named: never over a file of another kind."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from pathlib import Path

from python_jobs.core.errors import InputError
from python_jobs.core.paths import resolved
from python_jobs.core.wording import shown

# The mark of a kind of file stands within so many bytes of its start.
BYTES_OF_A_START = 4096


def own_file(path: Path, kind: str, marks: Sequence[bytes], endings: Sequence[str]) -> Path:
    """The place to write to: the path, or where it leads when it is a link.

    kind: what is written there, for people. marks: a file that is there already must hold one of them near
    its start, or nothing at all. endings: of its name, such as .csv: a name of another kind belongs to another
    file, also one that is not there yet, such as a warehouse's write-ahead log or a feed. Raises InputError
    when it is of another kind, a folder or a device.
    """
    name = shown(str(path), 200)
    try:
        place = resolved(path)
        is_there = place.exists()
        if is_there and not stat.S_ISREG(place.stat().st_mode):
            raise InputError(f"{name} is not a file. Name the file to write.")
        start = b""
        if is_there:
            with place.open("rb") as file:
                start = file.read(BYTES_OF_A_START)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{name} cannot be written: {reason}. Check the path.") from None
    if start and not any(mark in start for mark in marks):
        raise InputError(
            f"{name} is not {kind}, and what it holds would be lost. Give another path, or delete that "
            "file first."
        )
    for one in (path,) if start else (path, place):
        if one.suffix.lower() not in endings:
            raise InputError(
                f"{shown(str(one), 200)} is no name for {kind}. It should end in {' or '.join(endings)}."
            )
    return place
