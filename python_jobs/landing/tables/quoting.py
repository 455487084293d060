"""Whether quotes stand around fields or are text, and whether a backslash takes a quote's meaning away."""

from __future__ import annotations

import io
from collections.abc import Callable

from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.tables.dialect import Dialect
from python_jobs.landing.tables.records import parse_line

# Lines with quotes that are looked at: enough to tell, and no long wait.
MOST_LINES = 200_000


def detect_quoting(
    open_text: Callable[[], io.TextIOWrapper], dialect: Dialect, width: int, feed: Feed | None
) -> Dialect:
    """The dialect with the quote and escape characters that the text shows; what a feed says holds.

    Quotes are text where tabs part the fields, some lines are records only so, and none only otherwise (Amazon
    writes so). A backslash before a quote escapes it where some lines are records only so, and none only
    otherwise (MySQL writes so).
    """
    says_quote = feed is not None and feed.quote is not None
    says_escape = feed is not None and feed.escape is not None
    without_quotes = Dialect(dialect.delimiter, "", dialect.escape, dialect.skips_blanks)
    with_escape = Dialect(dialect.delimiter, dialect.quote, "\\", dialect.skips_blanks)
    asks_quotes = dialect.delimiter == "\t" and not says_quote and bool(dialect.quote)
    asks_escape = not says_escape and bool(dialect.quote)
    if not (asks_quotes or asks_escape):
        return dialect
    plain = [0, 0]
    escaped = [0, 0]
    seen = 0
    with open_text() as text:
        for line in text:
            if dialect.quote not in line or not (asks_quotes or "\\" in line):
                continue
            line = line.rstrip("\n")
            is_quoted = isinstance(parse_line(line, dialect, width), list)
            if asks_quotes:
                _count(plain, is_quoted, line, without_quotes, width)
            if asks_escape and f"\\{dialect.quote}" in line:
                _count(escaped, is_quoted, line, with_escape, width)
            seen += 1
            if seen == MOST_LINES:
                break
    if plain[0] and not plain[1]:
        return without_quotes
    return with_escape if escaped[0] and not escaped[1] else dialect


def _count(evidence: list[int], is_quoted: bool, line: str, other: Dialect, width: int) -> None:
    """Add to [lines that are records under the other dialect alone, lines that are under the first alone]."""
    is_other = isinstance(parse_line(line, other, width), list)
    evidence[0] += is_other and not is_quoted
    evidence[1] += is_quoted and not is_other
