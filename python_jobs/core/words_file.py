"""Files of words: CSV files beside the code that looks for them."""

from __future__ import annotations

import csv
from pathlib import Path


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of such a file, by the names of its header."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
