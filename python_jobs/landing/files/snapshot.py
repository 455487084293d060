"""A private copy of a file, hashed while it is made: whatever happens to the original later, the
bytes that are read are the bytes that were hashed."""

from __future__ import annotations

import hashlib
import stat
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from python_jobs.core.errors import InputError, disk_full, is_disk_full, no_file
from python_jobs.core.wording import shown, utf16_length

CHUNK_BYTES = 1 << 20
# What the column source_file holds.
LONGEST_NAME = 255
# Control characters, halves of a character, and what ends a line or a paragraph.
UNFIT_CATEGORIES = ("Cc", "Cs", "Zl", "Zp")


@dataclass(frozen=True)
class Snapshot:
    """A file's copy. `name` is what the warehouse calls it, `path` where the copy is, `source` what was copied."""

    name: str
    path: Path
    source: Path
    sha256: str
    size: int


def take_snapshot(source: Path, name: str, folder: Path) -> Snapshot:
    """Copy `source` into `folder` and hash it.

    Raises InputError when the file is missing, no file, empty, unreadable, has a name that the warehouse
    cannot keep, or changes while it is copied; WarehouseError when there is no room for the copy.
    """
    _refuse_name(name)
    place = shown(str(source), most=1000)
    digest = hashlib.sha256()
    try:
        before = source.stat()
        # Opening a pipe would wait for someone to write into it, and a device may never end.
        if not stat.S_ISREG(before.st_mode):
            raise InputError(f"{place} is not a file. Give a file with order lines.")
        with (
            source.open("rb") as reader,
            tempfile.NamedTemporaryFile(
                dir=folder, suffix=source.suffix.lower(), delete=False
            ) as writer,
        ):
            copy = Path(writer.name)
            while chunk := reader.read(CHUNK_BYTES):
                digest.update(chunk)
                writer.write(chunk)
        after = source.stat()
    except FileNotFoundError:
        raise no_file(place) from None
    except OSError as error:
        if is_disk_full(error):
            raise disk_full(folder) from None
        raise InputError(f"{place} cannot be read: {error.strerror or error}.") from None
    size = copy.stat().st_size
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or (
        size != after.st_size
    ):
        raise InputError(f"{place} is still being written. Land it when it is complete.")
    if size == 0:
        raise InputError(f"{place} is empty. Export it again.")
    return Snapshot(name, copy, source, digest.hexdigest(), size)


def _refuse_name(name: str) -> None:
    """The name is what the lines are found by, on every engine; SQL Server's = ignores blanks at its end."""
    if utf16_length(name) > LONGEST_NAME:
        problem = f"is longer than {LONGEST_NAME} characters"
    elif name != name.strip():
        problem = "starts or ends with a blank"
    elif any(unicodedata.category(one) in UNFIT_CATEGORIES for one in name):
        problem = "holds a control character or bytes that are not text"
    else:
        return
    raise InputError(f"The name of the file '{shown(name)}' {problem}. Rename it.")
