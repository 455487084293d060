"""Whether fields stand between apostrophes, as some databases write them, told from the lines themselves: most apostrophes are text
(O'Neill, 't Hooft)."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice

from python_jobs.landing.tables.delimited import read_first_records
from python_jobs.landing.tables.dialect import Dialect
from python_jobs.landing.tables.quoting import GivingBack, goes_on
from python_jobs.landing.tables.records import LONGEST_LINE, OPEN_QUOTE, parse_line

# Lines that may show it, and lines that may contradict.
_LINES_TO_TRY, _MOST_LINES = 2000, 200_000
# A single value may stand between apostrophes by chance.
_FEWEST_VALUES = 2
_QUOTED = re.compile(r"'(?:[^'\\]|''|\\.)*'", re.DOTALL)

OpenText = Callable[[], io.TextIOWrapper]


def with_apostrophes(open_text: OpenText, dialect: Dialect, lines_before: int) -> Dialect | None:
    """The dialect with fields between apostrophes, where the text shows it: either the records have as many fields each by them alone, or all
    values of a column stand between them. None where not.

    dialect: with the usual quote; lines_before: lines that are no records.
    """
    # A text in another encoding is refused elsewhere.
    with suppress(ValueError), open_text() as text:
        _skip(text, lines_before)
        lines = [text.readline(LONGEST_LINE) for _ in range(_LINES_TO_TRY)]
        joined = "".join(lines)
        starts = re.compile(rf"(?:^|{re.escape(dialect.delimiter)}) ?(['\"])", re.MULTILINE)
        if "'" not in joined or set(starts.findall(joined)) != {"'"}:
            return None
        for escape in ("", "\\"):
            other = replace(dialect, quote="'", escape=escape)
            width = _width_shown(lines, dialect, other)
            if width and not _is_contradicted(open_text, lines_before, dialect, other, width):
                return other
    return None


def _width_shown(lines: Sequence[str], dialect: Dialect, other: Dialect) -> int:
    """How many fields the records have by apostrophes, where the first lines show these to stand around fields; else 0."""
    records = _first_records(lines, other)
    if lines[-1]:
        # The last record may go on behind the last line.
        records = records[:-1]
    widths = [len(one) for one in records if isinstance(one, list)]
    if len(widths) < len(records) or not widths:
        return 0
    width = Counter(widths).most_common(1)[0][0]
    first = widths.index(width)
    if width == 1 or set(widths[first:]) != {width}:
        return 0
    usual = _first_records(lines, dialect)[first:]
    rows = [one for one in usual if isinstance(one, list) and len(one) == width]
    values = [value.strip() for row in rows for value in row]
    is_usual = len(rows) == len(usual) and all(
        _QUOTED.fullmatch(one) for one in values if one.startswith("'")
    )
    return width if not is_usual or _has_quoted_column(rows[1:]) else 0


def _has_quoted_column(rows: Sequence[Sequence[str]]) -> bool:
    """Whether all values of some column stand between apostrophes."""
    for column in zip(*rows, strict=True):
        filled = [one.strip() for one in column if one.strip()]
        if len(filled) >= _FEWEST_VALUES and all(map(_QUOTED.fullmatch, filled)):
            return True
    return False


def _is_contradicted(
    open_text: OpenText, lines_before: int, dialect: Dialect, other: Dialect, width: int
) -> bool:
    """Whether a line is a record by the usual quote alone: of one that is not closed the apostrophe is text."""
    with open_text() as text:
        _skip(text, lines_before)
        lines = GivingBack(islice(text, _MOST_LINES))
        for line in lines:
            line = line.rstrip("\n")
            if "'" not in line:
                continue
            record = parse_line(line, other, width)
            if isinstance(record, list):
                continue
            taken = goes_on(line, lines, other, width) if record == OPEN_QUOTE else []
            # Lines that are records by the usual quote are no lines of one field.
            if any(_is_record(one, dialect, width) for one in taken[1:] or [line]):
                return True
    return False


def _is_record(line: str, dialect: Dialect, width: int) -> bool:
    return isinstance(parse_line(line, dialect, width), list)


def _first_records(lines: Sequence[str], dialect: Dialect) -> list[list[str] | str]:
    found = read_first_records(io.StringIO("".join(lines)), dialect, len(lines))
    return [record for record, _, _ in found]


def _skip(text: io.TextIOWrapper, lines: int) -> None:
    for _ in range(lines):
        text.readline()
