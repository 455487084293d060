"""A word that an interrupted run leaves beside the embedded warehouse, where a reader kept it from the record.

A person who has pressed Ctrl-C waits for no reader. Without the word the next run would take the run for killed.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

ENDING = ".interrupted"
RUN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# So many interrupted runs between two that go on leave a word.
MOST_BYTES = 100_000


def leave_word(warehouse: Path, run_id: str) -> None:
    """Say that a run was interrupted. Where no file can be made nothing is said."""
    with suppress(OSError), word_beside(warehouse).open("a", encoding="ascii") as file:
        file.write(f"{run_id}\n")


def read_words(warehouse: Path) -> list[str]:
    """The ids of the runs that have left a word."""
    try:
        with word_beside(warehouse).open(encoding="ascii", errors="replace") as file:
            lines = file.read(MOST_BYTES).splitlines()
    except OSError:
        return []
    return [one for one in lines if RUN_ID.fullmatch(one)]


def forget_words(warehouse: Path) -> None:
    """Take the words away, once they are on record."""
    with suppress(OSError):
        word_beside(warehouse).unlink(missing_ok=True)


def word_beside(warehouse: Path) -> Path:
    """Where the words of a warehouse are."""
    return warehouse.with_name(f"{warehouse.name}{ENDING}")
