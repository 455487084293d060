"""What a file holds: texts, as streams of bytes that are not decoded yet, or the sheets of a workbook."""

from __future__ import annotations

import logging
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from typing import IO

from python_jobs.core.errors import InputError
from python_jobs.core.wording import shown
from python_jobs.landing.contents.encoding import BytesSeen, encoding_by_mark, look_at_bytes
from python_jobs.landing.contents.markup.written_as import START_BYTES, WrittenAs, written_as
from python_jobs.landing.contents.members import read_workbooks
from python_jobs.landing.contents.other_kinds import is_archive, is_packed
from python_jobs.landing.contents.workbook import Sheet, read_workbook
from python_jobs.landing.files.snapshot import Snapshot
from python_jobs.landing.files.suffixes import (
    GZIP_SUFFIXES,
    JSON_LINES_SUFFIXES,
    PARQUET_SUFFIXES,
    SUFFIXES,
    TEXT_SUFFIXES,
    WORKBOOK_SUFFIXES,
)
from python_jobs.landing.files.unpacking import (
    MOST_MEMBERS,
    open_archive,
    open_gzip,
    open_gzip_member,
    open_member,
    reading,
    refuse_traps,
)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Text:
    """A text in a file: its name for messages, a way to open its bytes, as often as one likes, and whether each
    line is an object of JSON."""

    name: str
    open_bytes: Callable[[], IO[bytes]]
    is_json_lines: bool = False

    @cached_property
    def marked(self) -> str | None:
        """The encoding that its byte order mark says, if it has one."""
        return encoding_by_mark(self.open_bytes)

    @cached_property
    def seen(self) -> BytesSeen:
        """What a look at all bytes tells: it costs time, and its notice is said once."""
        return look_at_bytes(self.name, self.open_bytes)


@dataclass(frozen=True)
class Contents:
    """What a file holds, in order: texts, or sheets with rows (sheet_names has the empty ones too), or it is
    a Parquet file. books: the workbooks of an archive, each with its name; unread: what an archive has besides that may be an export."""

    texts: list[Text] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    sheet_names: list[str] = field(default_factory=list)
    parquet: Path | None = None
    books: list[tuple[str, Contents]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def find_contents(snapshot: Snapshot) -> Contents:
    """The texts or the sheets of a file.

    Raises InputError when the file cannot be opened, or when it is an archive without a text.
    """
    name = snapshot.name.lower()
    if name.endswith(WORKBOOK_SUFFIXES) and not _is_text(
        snapshot.name, lambda: snapshot.path.open("rb")
    ):
        sheets, names = read_workbook(snapshot)
        return Contents(sheets=sheets, sheet_names=names)
    if name.endswith(PARQUET_SUFFIXES):
        return Contents(parquet=snapshot.path)
    if name.endswith(".zip"):
        return _in_archive(snapshot)
    is_json_lines = name.removesuffix(".gz").endswith(JSON_LINES_SUFFIXES)
    if name.endswith(".gz"):
        return Contents([Text(snapshot.name, lambda: open_gzip(snapshot), is_json_lines)])
    return Contents([Text(snapshot.name, lambda: snapshot.path.open("rb"), is_json_lines)])


def _is_text(name: str, open_bytes: Callable[[], IO[bytes]]) -> bool:
    """Whether a file with the name of a workbook is plain text, as many programs write it."""
    with reading(name), open_bytes() as file:
        written = written_as(file.read(START_BYTES))
    if written != WrittenAs.WORKBOOK:
        log.info("%s is no workbook but a %s, and is read as one", name, written.value)
    return written == WrittenAs.TEXT


def _in_archive(snapshot: Snapshot) -> Contents:
    """The texts and the workbooks of an archive, and the names of other members that may hold order lines."""
    archive = open_archive(snapshot)
    members, unread = [], []
    for member in archive.infolist():
        name = PurePosixPath(member.filename).name
        # What a Mac and a spreadsheet program that has a file open write beside it.
        if member.is_dir() or member.filename.startswith("__MACOSX") or name.startswith("~$"):
            continue
        if _unzipped(name).endswith(TEXT_SUFFIXES) or name.lower().endswith(WORKBOOK_SUFFIXES):
            members.append(member)
        else:
            if name.lower().endswith(SUFFIXES) or is_packed(name):
                unread.append(member.filename)
            log.info(
                "%s in %s is not a table and is left out", shown(member.filename), snapshot.name
            )
    _refuse_unfit(snapshot, archive, members, unread)
    refuse_traps(snapshot, members)
    gzips = [one for one in members if one.filename.lower().endswith(GZIP_SUFFIXES)]
    texts, books = [], []
    for member in sorted(members, key=lambda member: member.filename):
        name = f"{shown(member.filename)} in {snapshot.name}"
        is_json_lines = _unzipped(member.filename).endswith(JSON_LINES_SUFFIXES)
        open_bytes = partial(open_member, archive, member, name)
        if member in gzips:
            open_bytes = partial(open_gzip_member, archive, member, name, len(gzips))
        if member.filename.lower().endswith(WORKBOOK_SUFFIXES) and not _is_text(name, open_bytes):
            books.append(member)
        else:
            texts.append(Text(name, open_bytes, is_json_lines))
    read = [
        (name, Contents(sheets=sheets, sheet_names=names))
        for name, sheets, names in read_workbooks(archive, books, snapshot)
    ]
    return Contents(texts, books=read, unread=sorted(unread))


def _refuse_unfit(
    snapshot: Snapshot,
    archive: zipfile.ZipFile,
    members: Sequence[zipfile.ZipInfo],
    unread: Sequence[str],
) -> None:
    """Raise InputError for an archive that holds nothing to read but archives, or too much.

    members: what may be read; unread: what else may hold order lines.
    """
    nested = [one.filename for one in archive.infolist() if is_archive(one.filename)]
    notes_alone = all(one.filename.lower().endswith(".txt") for one in members)
    if nested and notes_alone:
        raise InputError(
            f"{snapshot.name} holds archives, such as {shown(nested[0])}. Unpack it first, and land the files in it."
        )
    if not members and unread:
        raise InputError(
            f"{snapshot.name} holds no text and no workbook, but files such as {shown(unread[0])}. Unpack it first, and land the files in it."
        )
    if not members:
        raise InputError(f"{snapshot.name} holds no {', '.join(TEXT_SUFFIXES)} file.")
    if len(members) > MOST_MEMBERS:
        raise InputError(
            f"{snapshot.name} holds {len(members):,} tables, more than {MOST_MEMBERS:,}. "
            "If that is right, unpack it and land the files."
        )


def _unzipped(name: str) -> str:
    """A file's name in small letters, without .gz."""
    return PurePosixPath(name).name.lower().removesuffix(".gz")
