"""Workbooks inside an archive: each is copied out of it, read, and the copy is gone."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from python_jobs.core.errors import InputError, disk_full, is_disk_full
from python_jobs.core.wording import shown
from python_jobs.landing.contents.workbook import Sheet, read_workbook
from python_jobs.landing.files.snapshot import Snapshot
from python_jobs.landing.files.unpacking import (
    HARMLESS_BYTES,
    PIECE_BYTES,
    open_member,
    reading,
)

# A year of months is one archive, and some months more; each takes a moment to open.
MOST_WORKBOOKS = 40
# What the rows of all of them may take on the disk; the memory of each is bounded.
MOST_BYTES_OF_ROWS = 1 << 31

_UNPACK = "unpack it and land the files"


def read_workbooks(
    archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo], of: Snapshot
) -> Iterator[tuple[str, list[Sheet], list[str]]]:
    """The name, the sheets with rows and the names of all sheets of each workbook.

    of: the archive. Raises InputError when one cannot be read, or when they are too many or too large.
    """
    if len(members) > MOST_WORKBOOKS:
        raise InputError(
            f"{of.name} holds {len(members):,} workbooks, more than {MOST_WORKBOOKS}. If that is right, {_UNPACK}."
        )
    taken = 0
    for member in members:
        with _copied(archive, member, of) as copy:
            sheets, names = read_workbook(copy, HARMLESS_BYTES // len(members))
        taken += os.fstat(sheets[0].rows.fileno()).st_size if sheets else 0
        if taken > MOST_BYTES_OF_ROWS:
            raise InputError(
                f"{of.name}: the sheets of its workbooks hold more than {MOST_BYTES_OF_ROWS >> 20:,} MB. If that is right, {_UNPACK}."
            )
        yield copy.name, sheets, names


@contextmanager
def _copied(archive: zipfile.ZipFile, member: zipfile.ZipInfo, of: Snapshot) -> Iterator[Snapshot]:
    """A member as a file of its own, as long as it is looked at. As its size counts what it takes in the archive: by that a trap is seen."""
    name = f"{shown(member.filename)} in {of.name}"
    suffix = Path(member.filename).suffix.lower()
    handle, place = tempfile.mkstemp(dir=of.path.parent, suffix=suffix)
    path = Path(place)
    try:
        with os.fdopen(handle, "wb") as copy, open_member(archive, member, name) as stream:
            piece = b"start"
            while piece:
                with reading(name):
                    piece = stream.read(PIECE_BYTES)
                copy.write(piece)
        yield Snapshot(name, path, of.source, of.sha256, max(member.compress_size, 1))
    except OSError as error:
        if is_disk_full(error):
            raise disk_full(of.path.parent) from None
        raise
    finally:
        path.unlink(missing_ok=True)
