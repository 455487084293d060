"""The log of a lake: which files each table that Python writes is made of.

Every change writes one new entry, whole, with the files of all tables: a reader of the newest entry sees
all of a change or nothing of it. Files of older entries stay for a while, for who still reads them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from python_jobs.core.errors import AnotherRunInProgress
from python_jobs.warehouses.lake.files import LakeFiles

LOG = "_log"
DATA = "_files"
DIGITS = 10
KEPT_ENTRIES = 10


@dataclass(frozen=True)
class TableFile:
    """A parquet file of a table, by its name in the lake; source_file: whose order lines it holds, if any."""

    name: str
    source_file: str = ""


@dataclass(frozen=True)
class Entry:
    """Table → its files, as of an entry of the log; number 0 is the empty lake."""

    number: int = 0
    tables: Mapping[str, tuple[TableFile, ...]] = field(default_factory=dict)


def newest(files: LakeFiles) -> Entry:
    """The newest entry of the log."""
    numbers = _numbers(files)
    return _read(files, max(numbers)) if numbers else Entry()


def append(files: LakeFiles, before: Entry, changed: Mapping[str, tuple[TableFile, ...]]) -> Entry:
    """Add an entry with these tables in place of those of the entry before.

    Raises AnotherRunInProgress when someone else has added one in the meantime.
    """
    after = Entry(before.number + 1, {**before.tables, **changed})
    content = {
        table: [[one.name, one.source_file] for one in parts]
        for table, parts in sorted(after.tables.items())
    }
    if not files.create(_name(after.number), json.dumps(content, indent=1).encode()):
        raise AnotherRunInProgress(
            f"Somebody else has just changed the lake {files.root}. Nothing was written; run again."
        )
    return after


def clean(files: LakeFiles) -> None:
    """Delete the entries before the last few, and the files that none of the rest names."""
    numbers = _numbers(files)
    kept = numbers[-KEPT_ENTRIES:]
    used = {
        one.name
        for number in kept
        for parts in _read(files, number).tables.values()
        for one in parts
    }
    for number in numbers[:-KEPT_ENTRIES]:
        files.remove(_name(number))
    for name in files.names(DATA):
        if f"{DATA}/{name}" not in used:
            files.remove(f"{DATA}/{name}")


def _numbers(files: LakeFiles) -> list[int]:
    return sorted(int(name.removesuffix(".json")) for name in files.names(LOG))


def _name(number: int) -> str:
    return f"{LOG}/{number:0{DIGITS}}.json"


def _read(files: LakeFiles, number: int) -> Entry:
    content = json.loads(files.read(_name(number)))
    return Entry(
        number,
        {table: tuple(TableFile(*one) for one in parts) for table, parts in content.items()},
    )
