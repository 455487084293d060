"""Unusual delimiters, such as ||, ~|~ or ^, told from the first lines of a text."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable

from python_jobs.landing.tables.records import LONGEST_LINE

# Brackets and quotes stand around names.
_SEVERAL = re.compile(r"[^\w\s\"'()\[\]{}]{2,10}")
# What names hold by themselves is no mark between them. A control character is one, as Hive writes it.
_SINGLE = re.compile(r"[^\w\s\"'()\[\]{}./-]|[\x01-\x08\x1c-\x1f]")
_IN_NO_VALUE = re.compile(r"[\^~¦§\x01-\x08\x1c-\x1f]")
_USUAL = re.compile(r"[,;|\t]")
# Columns without a name and a value stand between others in sheets that were laid out for the eye.
_EMPTY_COLUMNS = (",,", ";;", ",,,", ";;;")
_LINES_TO_LOOK_AT = 20


def unusual_delimiter(open_text: Callable[[], io.TextIOWrapper]) -> list[str]:
    """The one, in a list; empty where no text of several marks, and no single unusual one, parts the first lines, in each as many times.

    Of its characters none stands anywhere else in the header: `a;b,;c` is parted by one of them. Titles may stand above the header; a line
    that usual delimiters part is none.
    """
    with open_text() as text:
        read = (text.readline(LONGEST_LINE) for _ in range(_LINES_TO_LOOK_AT))
        lines = [line for line in read if line.strip()]
    return _below_titles(lines) or _below_titles(_with_line_ends_in_quotes(lines))


def _below_titles(lines: list[str]) -> list[str]:
    for at, line in enumerate(lines[:-1]):
        found = _parts_all(lines[at:])
        titles = "".join(lines[:at])
        if found and not any(mark in titles for mark in found[0]):
            return found
        if found or len(_USUAL.findall(line)) > 1:
            return []
    return []


def _with_line_ends_in_quotes(lines: list[str]) -> list[str]:
    """The lines, of which those that a quoted field goes on in are one; an open one at the end is left out."""
    whole: list[str] = []
    part = ""
    for line in lines:
        part += line
        if part.count('"') % 2 == 0:
            whole.append(part)
            part = ""
    return whole


def _parts_all(lines: list[str]) -> list[str]:
    """The mark that parts the first of these lines, the header, and the others in as many fields."""
    header, others = lines[0], lines[1:]
    # A point at a name's end is none of the mark behind it: `Lfd. Nr.^Menge`.
    several = {one.lstrip(".") or one for one in _SEVERAL.findall(header)}
    marks = [one for one in several if len(one) > 1]
    if len(marks) == 1 and marks[0] not in _EMPTY_COLUMNS and _parts(marks[0], header, others):
        rest = header.replace(marks[0], "")
        return marks if not any(mark in rest for mark in marks[0]) else []
    # Names have marks of their own, such as the one behind N°; where the first line is no header, a comma may stand in a value.
    usual = len(_USUAL.findall(header))
    singles = Counter(_SINGLE.findall(header)).most_common()
    found = (
        one for one, count in singles if not usual or (_IN_NO_VALUE.match(one) and count > usual)
    )
    return next(([one] for one in found if _parts(one, header, others)), [])


def _parts(mark: str, header: str, others: list[str]) -> bool:
    """Whether a mark stands several times in a header and as often in each other line; each may end with one more."""
    count = header.count(mark)
    more = {line.count(mark) - count for line in others}
    return count > 1 and (
        more == {0} or (more == {1} and all(line.rstrip().endswith(mark) for line in others))
    )


def likely_delimiter(line: str) -> str:
    """What stands most often between the words of a header; '' where nothing does."""
    found = Counter(re.findall(r"(?<=\w)[^\w\s\"']+(?=\w)", line)).most_common(1)
    return found[0][0] if found and found[0][1] > 1 else ""
