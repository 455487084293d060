"""Compressed files and archives, unpacked a piece at a time and never on to the disk.

What unpacks beyond reason is a trap: it is refused by the sizes that an archive states, and where those
may lie, by counting.
"""

from __future__ import annotations

import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, cast

from python_jobs.core.errors import InputError
from python_jobs.core.wording import shown
from python_jobs.landing.files.snapshot import Snapshot

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# An archive that unpacks to more than this many times its size, and to more than a quarter of a
# gigabyte, is taken for a trap: order lines shrink to a tenth, rarely to a fiftieth.
MOST_EXPANSION = 200
HARMLESS_BYTES = 1 << 28
MOST_MEMBERS = 1000

PIECE_BYTES = 1 << 16
# Methods other than deflate unpack at once whatever they are given, up to twenty thousand times as much.
SMALL_PIECE_BYTES = 1 << 12

# What unpacking damaged bytes raises.
_DAMAGE = (EOFError, OSError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error)


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Turn what unpacking and decoding may raise into one plain sentence."""
    try:
        yield
    except _DAMAGE as error:
        raise InputError(
            f"{name} is damaged or cut off ({shown(str(error))}). Get the file again."
        ) from None
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name} is not written in {error.encoding} (byte {error.object[error.start]:#04x}). "
            "Correct the line  encoding:  of the feed, or leave it out."
        ) from None


def open_gzip(snapshot: Snapshot) -> IO[bytes]:
    """The text inside a gzip file; reading on raises InputError where it is a trap."""
    most = max(HARMLESS_BYTES, MOST_EXPANSION * snapshot.size)
    return _unpacked(gzip.GzipFile(snapshot.path, "rb"), snapshot.name, snapshot.size, most)


def open_gzip_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, count: int
) -> IO[bytes]:
    """The text inside a gzip file in an archive that has so many of them."""
    packed = open_member(archive, member, name)
    size = max(member.compress_size, 1)
    most = max(HARMLESS_BYTES // count, MOST_EXPANSION * size)
    return _unpacked(gzip.GzipFile(fileobj=packed, mode="rb"), name, size, most)


def _unpacked(packed: gzip.GzipFile, name: str, size: int, most: int) -> IO[bytes]:
    refusal = (
        f"{name} unpacks to more than {most:,} bytes, {most // size} times its size. "
        "If that is right, unpack it and land the file."
    )
    stream = cast(IO[bytes], packed)
    return io.BufferedReader(_Pieces(stream, PIECE_BYTES, most, refusal), PIECE_BYTES)


def open_archive(snapshot: Snapshot, kind: str = "zip archive") -> zipfile.ZipFile:
    """Open a zip; raises InputError when that fails. `kind` is what its user calls it."""
    try:
        return zipfile.ZipFile(snapshot.path)
    except (*_DAMAGE, ValueError, NotImplementedError) as error:
        raise InputError(
            f"{snapshot.name} is not a {kind} that can be read ({shown(str(error))})."
        ) from None


def refuse_traps(
    snapshot: Snapshot,
    members: Sequence[zipfile.ZipInfo],
    advice: str = "unpack it and land the files",
    harmless: int | None = None,
) -> None:
    """Raise InputError when these members of an archive unpack beyond reason by the sizes they state.

    harmless: so many bytes are no trap, however small the archive; HARMLESS_BYTES where nothing is said. A member never gives more bytes than it states: where it would, reading it ends as damage.
    """
    unpacked = sum(member.file_size for member in members)
    least = HARMLESS_BYTES if harmless is None else harmless
    if unpacked > max(least, MOST_EXPANSION * snapshot.size):
        raise InputError(
            f"{snapshot.name} would unpack to {unpacked:,} bytes, {unpacked // snapshot.size} times "
            f"its size. If that is right, {advice}."
        )


def open_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> IO[bytes]:
    """The bytes of an archive's member; `name` is what messages call it."""
    try:
        packed = archive.open(member)
    except (*_DAMAGE, ValueError, RuntimeError) as error:
        raise InputError(f"{name} cannot be unpacked ({shown(str(error))}).") from None
    is_gentle = member.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    piece = PIECE_BYTES if is_gentle else SMALL_PIECE_BYTES
    return io.BufferedReader(_Pieces(packed, piece), PIECE_BYTES)


class _Pieces(io.RawIOBase):
    """A stream that is read in pieces of at most so many bytes, and refused after so many in all."""

    def __init__(
        self, packed: IO[bytes], piece: int, most: int | None = None, refusal: str = ""
    ) -> None:
        self._packed = packed
        self._piece = piece
        self._most = most
        self._refusal = refusal
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        data = self._packed.read(min(len(view), self._piece))
        view[: len(data)] = data
        self._read += len(data)
        if self._most is not None and self._read > self._most:
            raise InputError(self._refusal)
        return len(data)

    def close(self) -> None:
        self._packed.close()
        super().close()
