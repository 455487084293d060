"""Whether quotes stand around fields or are text, and whether a backslash takes a quote's meaning away."""

from __future__ import annotations

import io
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.tables.dialect import Dialect
from python_jobs.landing.tables.records import (
    MOST_LINES_OF_A_RECORD,
    OPEN_QUOTE,
    parse_line,
    read_record,
)

# Lines with quotes that are looked at: enough to tell, and no long wait.
MOST_LINES = 200_000
# Lines with an open quote of which the following ones are looked at too.
MOST_OPEN_LINES = 1_000


def detect_quoting(
    open_text: Callable[[], io.TextIOWrapper],
    dialect: Dialect,
    width: int,
    feed: Feed | None,
    may_escape_quotes: bool = True,
) -> Dialect:
    """The dialect with the quote and escape characters that the text shows; what a feed says holds.

    Quotes are text where tabs part the fields, some lines are records only so, and none only otherwise (Amazon
    writes so). A backslash before a quote escapes it where some lines are records only so, and none only
    otherwise (MySQL writes so), and where tabs part the fields too: quotes that all stand around fields so are no text. So it does where
    every quote stands behind a backslash or around a whole field, and every backslash before a quote or another one (Python's csv module writes so). may_escape_quotes: whether a backslash stands before a double quote anywhere.
    """
    says_quote = feed is not None and feed.quote is not None
    says_escape = feed is not None and feed.escape is not None
    without_quotes = replace(dialect, quote="")
    with_escape = replace(dialect, escape="\\")
    asks_quotes = dialect.delimiter == "\t" and not says_quote and bool(dialect.quote)
    can_escape = may_escape_quotes or dialect.quote != '"'
    asks_escape = not says_escape and bool(dialect.quote) and can_escape
    if not (asks_quotes or asks_escape):
        return dialect
    plain = [0, 0]
    escaped = [0, 0]
    bare = [0, 0]
    seen = opened = 0
    with open_text() as text:
        lines = GivingBack(text)
        for line in lines:
            if asks_escape and "\\" in line:
                _count_bare(bare, line, dialect)
            if dialect.quote not in line or not (asks_quotes or "\\" in line):
                continue
            line = line.rstrip("\n")
            record = parse_line(line, dialect, width)
            if record == OPEN_QUOTE and asks_quotes and opened < MOST_OPEN_LINES:
                opened += 1
                taken = goes_on(line, lines, dialect, width)
                if taken:
                    # Lines that are each a record without quotes are no lines of one field.
                    plain[not _are_records(taken, without_quotes, width)] += 1
                    continue
            is_quoted = isinstance(record, list)
            if asks_quotes:
                _count(plain, is_quoted, line, without_quotes, width)
            if asks_escape and f"\\{dialect.quote}" in line:
                _count(escaped, is_quoted, line, with_escape, width)
            seen += 1
            if seen == MOST_LINES:
                break
    is_bare = bool(bare[0]) and not bare[1]
    is_escaped = (bool(escaped[0]) or is_bare) and not escaped[1]
    if plain[0] and not plain[1] and not (is_escaped and escaped[0] == plain[0]):
        return without_quotes
    return with_escape if is_escaped else dialect


class GivingBack:
    """The lines of a text, of which some can be given back."""

    def __init__(self, text: Iterable[str]) -> None:
        self._text = iter(text)
        self._given_back: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        return self._given_back.popleft() if self._given_back else next(self._text)

    def give_back(self, lines: Iterable[str]) -> None:
        self._given_back.extendleft(reversed(list(lines)))


def _are_records(lines: Iterable[str], dialect: Dialect, width: int) -> bool:
    return all(isinstance(parse_line(one, dialect, width), list) for one in lines)


def goes_on(line: str, lines: GivingBack, dialect: Dialect, width: int) -> list[str]:
    """A line whose quote stays open with those that follow and make it a record, which are taken then; [] where none do."""
    following = list(islice(lines, MOST_LINES_OF_A_RECORD))
    block = [line, *(one.rstrip("\n") for one in following)]
    record, taken = read_record(block, 0, dialect, width)
    is_record = isinstance(record, list)
    lines.give_back(following[taken - 1 :] if is_record else following)
    return block[:taken] if is_record else []


def _count_bare(evidence: list[int], line: str, dialect: Dialect) -> None:
    """Add to [lines of which every quote stands behind a backslash or around a whole field, lines with a backslash before something else]."""
    quote, end = re.escape(dialect.quote), re.escape(dialect.delimiter)
    whole = rf"(?:^|(?<={end})){quote}(?:[^{quote}\\]|{quote}{quote})*{quote}(?={end}|$)"
    rest = re.sub(whole, "", line.rstrip("\n")).replace("\\\\", "")
    escaped = f"\\{dialect.quote}"
    others = rest.replace(escaped, "")
    evidence[0] += escaped in rest and dialect.quote not in others
    evidence[1] += "\\" in others


def _count(evidence: list[int], is_quoted: bool, line: str, other: Dialect, width: int) -> None:
    """Add to [lines that are records under the other dialect alone, lines that are under the first alone]."""
    is_other = isinstance(parse_line(line, other, width), list)
    evidence[0] += is_other and not is_quoted
    evidence[1] += is_quoted and not is_other
