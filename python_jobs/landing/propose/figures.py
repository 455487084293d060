"""The numbers of columns, line by line, for a proposal: few lines tell what a column of amounts is of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

Texts = Sequence[str | None]

_NUMBER = re.compile("[^\\d]{0,8}?[(+-]?[^\\d(+-]{0,4}\\d[\\d.,'’ \u00a0]*(?:[-)]|[^\\d]{0,8})?")
_MARKS = re.compile("[^\\d.,]")


def decimal_mark(columns: Sequence[Texts]) -> str:
    """The decimal mark of the numbers in columns; a point where nothing tells."""
    for texts in columns:
        for text in texts:
            digits = _MARKS.sub("", text or "").strip(".,")
            marks = [one for one in digits if one in ".,"]
            if len(set(marks)) == 2:
                return marks[-1]
            if len(marks) > 1:
                return "," if marks[0] == "." else "."
            if marks and len(digits) - digits.index(marks[0]) != 4:
                return marks[0]
    return "."


def numbers_of(texts: Texts, mark: str) -> list[float | None]:
    """What each text is as a number; None where it is none."""
    return [_number(text, mark) for text in texts]


def _number(text: str | None, mark: str) -> float | None:
    text = (text or "").strip().replace("\u2212", "-")
    if not _NUMBER.fullmatch(text):
        return None
    digits = "".join(one for one in text if one.isascii() and (one.isdigit() or one == mark))
    try:
        found = float(digits.strip(mark if digits.count(mark) > 1 else "").replace(mark, "."))
    except ValueError:
        return None
    return -found if "-" in text or text.startswith("(") else found


def all_numbers(
    texts: Mapping[str, Texts], columns: Sequence[str]
) -> dict[str, list[float | None]]:
    """Column → its numbers, by one decimal mark for all of them."""
    mark = decimal_mark([texts[one] for one in columns])
    return {one: numbers_of(texts[one], mark) for one in columns}
