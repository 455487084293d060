"""A private copy of a file, hashed while it is made: whatever happens to the original later, the
bytes that are read are the bytes that were hashed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from python_jobs.errors import InputError

CHUNK_BYTES = 1 << 20


@dataclass(frozen=True)
class Snapshot:
    """A file's copy. `name` is what the warehouse calls it, `path` where the copy is."""

    name: str
    path: Path
    sha256: str
    size: int


def take_snapshot(source: Path, name: str, folder: Path) -> Snapshot:
    """Copy `source` into `folder` and hash it.

    Raises InputError when the file is missing, empty, unreadable, or changes while it is copied.
    """
    digest = hashlib.sha256()
    try:
        before = source.stat()
        copy = folder / f"{len(list(folder.iterdir()))}{''.join(source.suffixes[-2:]).lower()}"
        with source.open("rb") as reader, copy.open("wb") as writer:
            while chunk := reader.read(CHUNK_BYTES):
                digest.update(chunk)
                writer.write(chunk)
        after = source.stat()
    except FileNotFoundError:
        raise InputError(f"There is no file {source}. Check the path.") from None
    except OSError as error:
        raise InputError(f"{source} cannot be read: {error.strerror or error}.") from None
    size = copy.stat().st_size
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or (
        size != after.st_size
    ):
        raise InputError(f"{source} is still being written. Land it when it is complete.")
    if size == 0:
        raise InputError(f"{source} is empty. Export it again.")
    return Snapshot(name, copy, digest.hexdigest(), size)
