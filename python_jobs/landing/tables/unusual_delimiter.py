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
    header = lines[0]
    # A point at a name's end is none of the mark behind it: `Lfd. Nr.^Menge`.
    for marks in (_SEVERAL, _SINGLE):
        found = [one.lstrip(".") or one for one in marks.findall(header)]
        found = [one for one in found if len(one) > 1 or marks is _SINGLE]
        if marks is _SINGLE and _USUAL.search(header):
            break
        if len(found) < 2 or len(set(found)) > 1 or found[0] in _EMPTY_COLUMNS:
            continue
        rest = header.replace(found[0], "")
        more = {line.count(found[0]) - len(found) for line in lines[1:]}
        # Each line may end with one more, which the header lacks.
        is_at_end = more == {1} and all(line.rstrip().endswith(found[0]) for line in lines[1:])
        if (more == {0} or is_at_end) and not any(mark in rest for mark in found[0]):
            return found[:1]
    return []


def likely_delimiter(line: str) -> str:
    """What stands most often between the words of a header; '' where nothing does."""
    found = Counter(re.findall(r"(?<=\w)[^\w\s\"']+(?=\w)", line)).most_common(1)
    return found[0][0] if found and found[0][1] > 1 else ""
