"""One record out of delimited text (RFC 4180, any dialect): from one line, or from several where a field
holds line ends.

There is recovery: a quote that never closes would swallow the rest of the file, so a record whose next line
is a whole record by itself is taken to have a stray quote.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence

from python_jobs.core.wording import counted, utf16_length
from python_jobs.landing.tables.dialect import MARK, Dialect

LONGEST_LINE = 1 << 22
MOST_LINES_OF_A_RECORD = 100
LONGEST_FIELD = 4000

csv.field_size_limit(LONGEST_LINE)

OPEN_QUOTE = "a quote is opened and never closed"
TOO_LONG = f"a line is longer than {LONGEST_LINE:,} characters"
# What MySQL writes for nothing, where \ takes the meaning from what follows.
_NOTHING = "\\N"


def read_record(
    lines: list[str], position: int, dialect: Dialect, width: int
) -> tuple[list[str] | str, int]:
    """The record that starts at a line, or what is wrong with it; and how many lines it looked at."""
    record = parse_line(lines[position], dialect, width)
    if record != OPEN_QUOTE:
        return record, 1
    taken: list[str] = []
    is_stray = False

    def while_open() -> Iterator[str]:
        """The lines that one reader asks for as long as the quote stays open: each is read but once."""
        nonlocal is_stray
        length = 0
        for line in lines[position : position + MOST_LINES_OF_A_RECORD]:
            is_stray = bool(taken) and _stands_alone(line, dialect, width)
            if is_stray or length > LONGEST_LINE:
                return
            taken.append(line)
            length += len(line)
            yield f"{line}\n"

    parsed = parse(while_open(), dialect)
    if is_stray:
        return OPEN_QUOTE, 1
    return why_unfit("\n".join(taken), dialect) or _checked(parsed, dialect, width), len(taken)


def _stands_alone(line: str, dialect: Dialect, width: int) -> bool:
    """Whether a line is a whole record and closes no quote that an earlier one has opened."""
    quotes = line.count(dialect.quote) if dialect.quote else 0
    return quotes % 2 == 0 and isinstance(parse_line(line, dialect, width), list)


def parse_line(text: str, dialect: Dialect, width: int) -> list[str] | str:
    """The record that a line is by itself, or what is wrong with it."""
    unfit = why_unfit(text, dialect)
    if unfit:
        return unfit
    record = _checked(parse([text], dialect), dialect, width)
    if isinstance(record, list) and _is_torn(record, text, dialect):
        return "a quote opens amid one field and closes amid another"
    return record


def parse_lines(lines: Sequence[str], dialect: Dialect, width: int) -> list[list[str]] | None:
    """The records that lines are, each by itself; None where one of them is none, which parse_line tells by name.

    One reader for all of them takes half the time. A quote that stays open takes the next line in, so that as many
    records as lines are one record each.
    """
    if any(why_unfit(one, dialect) for one in lines):
        return None
    try:
        records = [dialect.restored(one) for one in _reader(lines, dialect)]
    except csv.Error:
        return None
    if len(records) != len(lines):
        return None
    for record, line in zip(records, lines, strict=True):
        if isinstance(_checked(record, dialect, width), str) or _is_torn(record, line, dialect):
            return None
    return records


def why_unfit(text: str, dialect: Dialect) -> str:
    """What is wrong with a text whatever its quotes; '' when nothing is."""
    if "\0" in text:
        return "it holds a NUL byte"
    if dialect.mark == MARK and dialect.delimiter != MARK and MARK in text:
        return "it holds a control character"
    return TOO_LONG if len(text) > LONGEST_LINE else ""


def _checked(record: list[str] | str, dialect: Dialect, width: int) -> list[str] | str:
    """A record, or what is wrong with it beyond its quotes."""
    if isinstance(record, str):
        return record
    if len(record) != width:
        return f"it has {counted(len(record), 'field')}, the header has {width:,}"
    if dialect.ends_with_delimiter and record[-1].strip():
        return "a field stands behind its last column"
    may_be_long = sum(map(len, record)) > LONGEST_FIELD // 2
    if may_be_long and any(utf16_length(value) > LONGEST_FIELD for value in record):
        return f"a field is longer than {LONGEST_FIELD:,} characters"
    return record


def _is_torn(record: list[str], text: str, dialect: Dialect) -> bool:
    """Whether a quote opens a word amid one unquoted field and its partner closes one amid a later field:
    `a "b,c" d` is one field that nobody quoted as a whole, or two. An inch (24") opens nothing."""
    if not dialect.quote or text.count(dialect.quote) < 2 or dialect.quote not in "".join(record):
        return False
    quote = re.escape(dialect.quote)
    odd = [one for one in record if one.count(dialect.quote) % 2]
    if len(odd) < 2:
        return False
    around = f"{dialect.delimiter}{text}{dialect.delimiter}"
    plain = [one for one in odd if f"{dialect.delimiter}{one}{dialect.delimiter}" in around]
    opening = re.compile(rf".*\s{quote}\w[^{quote}]*", re.DOTALL)
    closing = re.compile(rf"[^{quote}]*\w{quote}(\s.*|)", re.DOTALL)
    for at, one in enumerate(plain):
        if opening.fullmatch(one) and any(closing.fullmatch(later) for later in plain[at + 1 :]):
            return True
    return False


def parse(lines: Iterable[str], dialect: Dialect) -> list[str] | str:
    """The one record that these lines are, or what is wrong with it."""
    try:
        return dialect.restored(next(_reader(lines, dialect), []))
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            return OPEN_QUOTE
        if "expected after" in str(error):
            return "text follows a closing quote"
        return str(error)


def _reader(lines: Iterable[str], dialect: Dialect) -> Iterator[list[str]]:
    if len(dialect.delimiter) > 1 or dialect.escape:
        lines = (_prepared(line, dialect) for line in lines)
    return csv.reader(
        lines,
        delimiter=dialect.mark,
        quotechar=dialect.quote or None,
        quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
        escapechar=dialect.escape or None,
        skipinitialspace=dialect.skips_blanks,
        strict=True,
    )


def _prepared(line: str, dialect: Dialect) -> str:
    line = dialect.marked(line)
    if dialect.escape == "\\" and _NOTHING in line:
        mark = re.escape(dialect.mark)
        line = re.sub(rf"(?<![^{mark}])\\N(?=[{mark}\r\n]|$)", "", line)
    return line
