"""Delimiters of several characters, such as || and ~|~, told from the first lines of a text."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

from python_jobs.landing.tables.records import LONGEST_LINE

# Brackets and quotes stand around names, points and signs of units behind them.
_MARKS = re.compile(r"[^\w\s\"'()\[\]{}<>.%€$£°*?!-]{2,10}")
# Columns without a name and a value stand between others in sheets that were laid out for the eye.
_EMPTY_COLUMNS = (",,", ";;", ",,,", ";;;")
_LINES_TO_LOOK_AT = 20


def long_delimiter(open_text: Callable[[], io.TextIOWrapper]) -> list[str]:
    """The one, in a list; empty where no text of several marks parts the first lines, in each as many times.

    Of its characters none stands anywhere else in the header: `a;b,;c` is parted by one of them.
    """
    with open_text() as text:
        read = (text.readline(LONGEST_LINE) for _ in range(_LINES_TO_LOOK_AT))
        lines = [line for line in read if line.strip()]
    if len(lines) < 2:
        return []
    found = _MARKS.findall(lines[0])
    if len(found) < 2 or len(set(found)) > 1 or found[0] in _EMPTY_COLUMNS:
        return []
    rest = lines[0].replace(found[0], "")
    is_in_all = all(line.count(found[0]) == len(found) for line in lines)
    return found[:1] if is_in_all and not any(mark in rest for mark in found[0]) else []
