"""Number formats that write zeros in front: 22 under `00000` is shown, and exported as CSV, as 00022."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_SECTION = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])*')
# What stands in a format: a literal in quotes, one behind a backslash, a colour or a condition, a blank as
# wide as a character, a character that fills the cell, anything else.
_PART = re.compile(r'"([^"]*)"|\\(.)|(\[[^\]]*\])|(_.|\*.)|(.)', re.DOTALL)
_BARE_LITERALS = " -/()+:"

# (row, column) of a cell, from 0.
Place = tuple[int, int]


@dataclass(frozen=True)
class ZeroFormat:
    """Literals and places for digits; each place is None."""

    parts: tuple[str | None, ...]

    def write(self, number: int) -> str:
        """The number as the format shows it: digits fill the places from the right."""
        digits = str(abs(number)).zfill(self.parts.count(None))
        extra = len(digits) - self.parts.count(None)
        places = iter([digits[: extra + 1], *digits[extra + 1 :]])
        text = "".join(next(places) if part is None else part for part in self.parts)
        return f"-{text}" if number < 0 else text


def parse_format(code: str) -> ZeroFormat | None:
    """A format that shows whole numbers with zeros in front, None for any other."""
    section = _SECTION.match(code)
    parts: list[str | None] = []
    for quoted, escaped, _, _, other in _PART.findall(section[0] if section else ""):
        if other == "0":
            parts.append(None)
        elif quoted or escaped:
            parts.append(quoted or escaped)
        elif other and other in _BARE_LITERALS:
            parts.append(other)
        elif other:
            return None
    return ZeroFormat(tuple(parts)) if parts.count(None) > 1 else None


# Name of a sheet → its cells that have such a format.
FindCells = Callable[[str], dict[Place, ZeroFormat]]
