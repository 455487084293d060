"""How columns say yes and no of a line, in the languages of shops."""

from __future__ import annotations

from pathlib import Path

from python_jobs.core.words_file import read_rows

_FILE = Path(__file__).with_name("yes_no_words.csv")


def _words(says: str) -> frozenset[str]:
    return frozenset(row["word"] for row in read_rows(_FILE) if row["says"] == says)


YES = _words("yes")
# Nothing is a no as well.
NO = _words("no") | {""}
