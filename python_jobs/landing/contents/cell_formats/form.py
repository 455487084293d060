"""Number formats that say more than the number: 22 under `00000` is shown, and exported as CSV, as 00022, and of two cells that
hold 5 one may be in dollars and one in euros."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

_SECTION = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])*')
# What stands in a format: a literal in quotes, one behind a backslash, a colour or a condition, a blank as
# wide as a character, a character that fills the cell, anything else.
_PART = re.compile(r'"([^"]*)"|\\(.)|(\[[^\]]*\])|(_.|\*.)|(.)', re.DOTALL)
_BARE_LITERALS = " -/()+:"
# A currency in brackets, perhaps with a language (`[$€-407]`), in quotes, or bare.
_CURRENCY = re.compile(
    r'\[\$([^-\]]+)(?:-[^\]]*)?\]|"\s*([A-Z]{3}|[$€£¥₹]|zł|kr\.?|Kč|Fr\.?)\s*"|([$€£¥₹])'
)

Style = TypeVar("Style", bound=Hashable)

# (row, column) of a cell, from 0.
Place = tuple[int, int]


@dataclass(frozen=True)
class ZeroFormat:
    """Literals and places for digits; each place is None."""

    parts: tuple[str | None, ...]

    def write(self, number: float) -> str | None:
        """A whole number as the format shows it: digits fill the places from the right. None for another one."""
        if not float(number).is_integer():
            return None
        number = int(number)
        digits = str(abs(number)).zfill(self.parts.count(None))
        extra = len(digits) - self.parts.count(None)
        places = iter([digits[: extra + 1], *digits[extra + 1 :]])
        text = "".join(next(places) if part is None else part for part in self.parts)
        return f"-{text}" if number < 0 else text


@dataclass(frozen=True)
class CurrencyFormat:
    """The currency that a cell shows."""

    mark: str

    def write(self, number: float) -> str:
        """The number with its currency, as people write it."""
        text = format(Decimal(repr(float(number))), "f")
        whole, _, decimals = text.partition(".")
        return f"{whole}.{decimals.ljust(2, '0')} {self.mark}"


CellFormat = ZeroFormat | CurrencyFormat


def telling_formats(codes: Mapping[Style, str]) -> dict[Style, CellFormat]:
    """The formats that write zeros in front; and where a workbook has several currencies, those that show one.

    codes: a cell's style → its format.
    """
    found: dict[Style, CellFormat] = {}
    marks: dict[Style, str] = {}
    for style, code in codes.items():
        zeros = parse_format(code)
        currency = _CURRENCY.search(code)
        if zeros:
            found[style] = zeros
        elif currency:
            marks[style] = next(mark for mark in currency.groups() if mark).strip()
    if len(set(marks.values())) > 1:
        found |= {style: CurrencyFormat(mark) for style, mark in marks.items()}
    return found


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
FindCells = Callable[[str], dict[Place, CellFormat]]
