"""Who has a DuckDB file open. DuckDB locks what it opens: one writer alone, or any number of readers."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import BinaryIO

import duckdb

from python_jobs.core.errors import WarehouseError, WarehouseHeld

if sys.platform != "win32":
    import fcntl

# DuckDB's exceptions have no codes. These are the words it begins such a message with; what the system says
# in between may be in any language, and the path may hold any word.
LOCKED = re.compile(
    r'IO Error: Could not set lock on file "'
    r'|IO Error: Cannot open file ".*File is already open in',
    re.DOTALL,
)
HOLDER = re.compile(
    r"(?:Conflicting lock is held in|File is already open in)\s+(?P<program>[^\n]*?) \(PID (?P<pid>\d+)\)"
)


def take_hold(path: Path) -> BinaryIO:
    """Open the file and hold it so that nobody can open it for writing; readers may come and go.

    Closing the file releases it; so does this process when it opens the path in another way and
    closes that: confirm_hold asks again.
    Raises WarehouseHeld when someone has it open for writing, OSError when it cannot be read.
    """
    file = path.open("rb")
    try:
        confirm_hold(file, path)
    except BaseException:
        file.close()
        raise
    return file


def confirm_hold(file: BinaryIO, path: Path) -> None:
    """Hold a file that is open, again if need be; raises WarehouseHeld when someone else has it, or when
    it is no longer the file of that path."""
    # On Windows an open file is held: DuckDB opens for writing what nobody else has open.
    if sys.platform != "win32":
        try:
            fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            raise held(path) from None
    if not os.path.samestat(os.fstat(file.fileno()), path.stat()):
        raise held(path)


def held(path: Path) -> WarehouseHeld:
    """The error to raise where someone else has the file open; it names them where DuckDB can."""
    try:
        duckdb.connect(str(path), read_only=True).close()
    except duckdb.Error as error:
        return held_by(path, error)
    return held_by(path, None)


def is_held(error: BaseException) -> bool:
    """Whether DuckDB says that someone else has the file open."""
    return isinstance(error, duckdb.IOException) and LOCKED.match(str(error)) is not None


def held_by(path: Path, error: BaseException | None) -> WarehouseHeld:
    """The same error as held, from what DuckDB has said."""
    # The last match: the path stands before it and may hold the same words.
    found = list(HOLDER.finditer(str(error)))
    who = f": {Path(found[-1]['program']).name} (process {found[-1]['pid']})" if found else ""
    return WarehouseHeld(
        f"Another program holds the warehouse {path}{who}. Wait until it is done, or close the file there, "
        "and run again."
    )


def refuse_log(path: Path) -> None:
    """Raise WarehouseError where a write-ahead log lies beside the file: changes that are not in it."""
    log_file = log_of(path)
    if log_file.exists():
        raise WarehouseError(
            f"The warehouse {path} has changes under way in another program ({log_file.name}). "
            "Close it and run again."
        )


def log_of(path: Path) -> Path:
    """DuckDB's write-ahead log of a file."""
    return path.with_name(f"{path.name}.wal")
