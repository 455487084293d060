"""What a feed says of a kind of input. What it leaves out is detected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

REQUIRED_FIELDS = ("invoice", "invoice_date", "stock_code", "quantity")
PRICE_FIELDS = ("price", "line_amount")
OPTIONAL_FIELDS = ("description", "customer_id", "country")
FIELDS = REQUIRED_FIELDS + PRICE_FIELDS + OPTIONAL_FIELDS


@dataclass(frozen=True)
class Feed:
    """What a kind of input looks like.

    columns: field of ours → column of the file; the rest is None where it is to be detected.
    """

    name: str
    columns: dict[str, str]
    date_format: str | None = None
    delimiter: str | None = None
    encoding: str | None = None
    decimal: str | None = None
    sheet: str | None = None

    @property
    def says_how(self) -> bool:
        """Whether it says how a text file is written, and does not leave all of that to be detected."""
        return bool(self.encoding or self.delimiter)

    def matches(self, header: Sequence[str]) -> bool:
        """Whether every column stands in the header, and once."""
        return not self.missing(header)

    def positions(self, header: Sequence[str]) -> dict[str, int]:
        """Field → position in a header that matches; ValueError in one that does not."""
        names = [_folded(name) for name in header]
        return {field: names.index(_folded(column)) for field, column in self.columns.items()}

    def missing(self, header: Sequence[str]) -> list[tuple[str, str]]:
        """The (field, column) pairs that the header lacks or has more than once."""
        names = [_folded(name) for name in header]
        return [
            (f, column) for f, column in self.columns.items() if names.count(_folded(column)) != 1
        ]


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
