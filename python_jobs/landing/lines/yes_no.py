"""How columns say yes and no of a line, in the languages of shops."""

from __future__ import annotations

import csv
from pathlib import Path

_FILE = Path(__file__).with_name("yes_no_words.csv")


def _words(says: str) -> frozenset[str]:
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return frozenset(row["word"] for row in csv.DictReader(lines) if row["says"] == says)


YES = _words("yes")
# Nothing is a no as well.
NO = _words("no") | {""}
