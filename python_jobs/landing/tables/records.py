"""One record out of delimited text (RFC 4180, any delimiter): from one line, or from several where a field
holds line ends.

There is recovery: a quote that never closes would swallow the rest of the file, so a record whose next line
is a whole record by itself is taken to have a stray quote.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from python_jobs.core.wording import utf16_length

LONGEST_LINE = 1 << 22
MOST_LINES_OF_A_RECORD = 100
LONGEST_FIELD = 4000

csv.field_size_limit(LONGEST_LINE)

OPEN_QUOTE = "a quote is opened and never closed"
TOO_LONG = f"a line is longer than {LONGEST_LINE:,} characters"


def read_record(
    lines: list[str], position: int, delimiter: str, width: int
) -> tuple[list[str] | str, int]:
    """The record that starts at a line, or what is wrong with it; and how many lines it looked at."""
    record = parse_line(lines[position], delimiter, width)
    if record != OPEN_QUOTE:
        return record, 1
    taken: list[str] = []
    is_stray = False

    def while_open() -> Iterator[str]:
        """The lines that one reader asks for as long as the quote stays open: each is read but once."""
        nonlocal is_stray
        length = 0
        for line in lines[position : position + MOST_LINES_OF_A_RECORD]:
            is_stray = bool(taken) and _stands_alone(line, delimiter, width)
            if is_stray or length > LONGEST_LINE:
                return
            taken.append(line)
            length += len(line)
            yield f"{line}\n"

    parsed = parse(while_open(), delimiter)
    if is_stray:
        return OPEN_QUOTE, 1
    return why_unfit("\n".join(taken)) or _checked(parsed, width), len(taken)


def _stands_alone(line: str, delimiter: str, width: int) -> bool:
    """Whether a line is a whole record and closes no quote that an earlier one has opened."""
    return line.count('"') % 2 == 0 and isinstance(parse_line(line, delimiter, width), list)


def parse_line(text: str, delimiter: str, width: int) -> list[str] | str:
    """The record that a line is by itself, or what is wrong with it."""
    return why_unfit(text) or _checked(parse([text], delimiter), width)


def why_unfit(text: str) -> str:
    """What is wrong with a text whatever its quotes; '' when nothing is."""
    if "\0" in text:
        return "it holds a NUL byte"
    return TOO_LONG if len(text) > LONGEST_LINE else ""


def _checked(record: list[str] | str, width: int) -> list[str] | str:
    """A record, or what is wrong with it beyond its quotes."""
    if isinstance(record, str):
        return record
    if len(record) != width:
        return f"it has {len(record)} fields, the header has {width}"
    long = [value for value in record if len(value) > LONGEST_FIELD // 2]
    if any(utf16_length(value) > LONGEST_FIELD for value in long):
        return f"a field is longer than {LONGEST_FIELD:,} characters"
    return record


def parse(lines: Iterable[str], delimiter: str) -> list[str] | str:
    """The one record that these lines are, or what is wrong with it."""
    try:
        return next(csv.reader(lines, delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            return OPEN_QUOTE
        if "expected after" in str(error):
            return "text follows a closing quote"
        return str(error)
