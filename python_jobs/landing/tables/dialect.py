"""How a delimited text writes its records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from operator import contains

# Stands for a delimiter of several characters while records are parsed: the unit separator of ASCII.
MARK = "\x1f"


@dataclass(frozen=True)
class Dialect:
    """What stands between two fields, around a field that holds such a thing, and before a character that
    loses its meaning ('' where there is none); whether a blank behind a delimiter means nothing; and whether every
    record but the header ends with a delimiter, so that its last field has to be empty."""

    delimiter: str
    quote: str = '"'
    escape: str = ""
    skips_blanks: bool = False
    ends_with_delimiter: bool = False

    @property
    def mark(self) -> str:
        """The one character that parts fields in a line that `marked` has been over."""
        return self.delimiter if len(self.delimiter) == 1 else MARK

    def marked(self, line: str) -> str:
        """A line as parsers of one-character delimiters take it."""
        return line if len(self.delimiter) == 1 else line.replace(self.delimiter, MARK)

    def restored(self, record: list[str]) -> list[str]:
        """A record of a marked line, with the delimiters that stand inside its fields as they were."""
        if len(self.delimiter) == 1:
            return record
        return [one.replace(MARK, self.delimiter) if MARK in one else one for one in record]

    def not_plain(self, lines: Sequence[str]) -> bytes:
        """A 1 for each line that needs more than splitting at the delimiter, a 0 for each other one. A million lines come
        here, so nothing of Python's is called for each."""
        quote, escape = self.quote, self.escape
        if quote and escape:
            return bytes(quote in line or escape in line for line in lines)
        special = quote or escape
        return bytes(map(contains, lines, repeat(special))) if special else bytes(len(lines))

    @property
    def form(self) -> dict[str, str]:
        """What of it is told in the record of how a file was read: what is not usual."""
        said = {"delimiter": self.delimiter}
        said |= {} if self.quote == '"' else {"quote": self.quote}
        return said | ({"escape": self.escape} if self.escape else {})
