"""What a file holds: texts, as streams of bytes that are not decoded yet, or the sheets of a workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import IO

from python_jobs.core.errors import InputError
from python_jobs.core.wording import shown
from python_jobs.landing.contents.workbook import Sheet, read_workbook
from python_jobs.landing.files.snapshot import Snapshot
from python_jobs.landing.files.suffixes import TEXT_SUFFIXES, WORKBOOK_SUFFIXES
from python_jobs.landing.files.unpacking import (
    MOST_MEMBERS,
    open_archive,
    open_gzip,
    open_member,
    refuse_traps,
)


@dataclass(frozen=True)
class Text:
    """A text in a file: its name for messages, and a way to open its bytes, as often as one likes."""

    name: str
    open_bytes: Callable[[], IO[bytes]]


@dataclass(frozen=True)
class Contents:
    """What a file holds, in order: texts, or sheets with rows; sheet_names has the empty ones too."""

    texts: list[Text]
    sheets: list[Sheet]
    sheet_names: list[str]


def find_contents(snapshot: Snapshot) -> Contents:
    """The texts or the sheets of a file.

    Raises InputError when the file cannot be opened, or when it is an archive without a text.
    """
    name = snapshot.name.lower()
    if name.endswith(WORKBOOK_SUFFIXES):
        sheets, names = read_workbook(snapshot)
        return Contents([], sheets, names)
    if name.endswith(".zip"):
        return Contents(_members(snapshot), [], [])
    if name.endswith(".gz"):
        return Contents([Text(snapshot.name, lambda: open_gzip(snapshot))], [], [])
    return Contents([Text(snapshot.name, lambda: snapshot.path.open("rb"))], [], [])


def _members(snapshot: Snapshot) -> list[Text]:
    archive = open_archive(snapshot)
    members = [
        member
        for member in archive.infolist()
        if PurePosixPath(member.filename).suffix.lower() in TEXT_SUFFIXES
        and not member.is_dir()
        and not member.filename.startswith("__MACOSX")
    ]
    if not members:
        raise InputError(f"{snapshot.name} holds no {', '.join(TEXT_SUFFIXES)} file.")
    if len(members) > MOST_MEMBERS:
        raise InputError(
            f"{snapshot.name} holds {len(members):,} tables, more than {MOST_MEMBERS:,}. "
            "If that is right, unpack it and land the files."
        )
    refuse_traps(snapshot, members)
    texts = []
    for member in sorted(members, key=lambda member: member.filename):
        name = f"{shown(member.filename)} in {snapshot.name}"
        texts.append(Text(name, partial(open_member, archive, member, name)))
    return texts
