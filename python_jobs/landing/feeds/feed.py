"""What a feed says of a kind of input. What it leaves out is detected."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from python_jobs.core.wording import quoted
from python_jobs.landing.values.text import visible

REQUIRED_FIELDS = ("invoice", "invoice_date", "stock_code", "quantity")
PRICE_FIELDS = ("price", "line_amount")
OPTIONAL_FIELDS = (
    "description",
    "customer_id",
    "country",
    "line_number",
    "invoice_time",
    "currency",
)
# Pieces and money of a line that came back: they are taken off.
RETURNED_FIELDS = ("returned_quantity", "returned_amount")
# Numbers of a line that come off its pieces or its amount, and may stand in several columns each.
TAKEN_OFF_FIELDS = ("discount", *RETURNED_FIELDS)
# Numbers that say how the quantity, the price and the amount are meant; many lines have none.
NUMBERS_BESIDE = ("price_per", *TAKEN_OFF_FIELDS)
FIELDS = REQUIRED_FIELDS + PRICE_FIELDS + OPTIONAL_FIELDS + NUMBERS_BESIDE
# The fields that may have one value for all lines, given in the feed.
CONSTANT_FIELDS = ("quantity", "country", "currency", "price_per")
# The fields that several columns may make together.
FIELDS_OF_SEVERAL = ("invoice", *TAKEN_OFF_FIELDS)

# The name of a column, or its place, from 1.
ColumnName = str | int


@dataclass(frozen=True)
class Feed:
    """What a kind of input looks like.

    columns: field of this project → columns of the file (several only for FIELDS_OF_SEVERAL); constants: field → its
    value on every line; keep, drop: column → the values of the lines that are landed, or that are not.
    cancellation_prefix, adjustment_prefix: how such invoices' numbers start; empty where none do.
    returns, return_prefix, return_suffix, return_files: what makes a line a return whatever its sign: the values of a column, how the
    invoice's number starts or ends, or the name of the file.
    price_units: text of the column of price_per → how many pieces it stands for.
    guests, known_customers: customers, in small letters, that are guests, and that are none though a 0 or a word looks like it.
    known_doubts: kinds of doubts that someone has looked at. quote, escape: '' where there is none. header_row: 0 where there is no header. The rest is None (or empty)
    where it is to be detected. path: the file that says all this, for sentences.
    """

    name: str
    columns: Mapping[str, tuple[ColumnName, ...]]
    constants: Mapping[str, str] = field(default_factory=dict)
    keep: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    drop: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cancellation_prefix: str = ""
    adjustment_prefix: str = ""
    returns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    return_prefix: tuple[str, ...] = ()
    return_suffix: tuple[str, ...] = ()
    return_files: tuple[str, ...] = ()
    newest_file_wins: str | None = None
    refunds: str | None = None
    sales_are: str | None = None
    amounts_in: str | None = None
    quantities_in: str | None = None
    price_units: Mapping[str, str] = field(default_factory=dict)
    discounts: str | None = None
    names: str | None = None
    date_format: str | None = None
    usual_date_format: str | None = None
    language: str | None = None
    time_zone: str | None = None
    decimal: str | None = None
    quantity_decimal: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    escape: str | None = None
    encoding: str | None = None
    header_row: int | None = None
    sheets: tuple[str, ...] = ()
    known_doubts: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    known_customers: tuple[str, ...] = ()
    path: str = field(default="", compare=False)

    @property
    def says_how(self) -> bool:
        """Whether it says how a file is written, and does not leave all of that to be detected."""
        return bool(self.encoding or self.delimiter or self.has_no_header)

    @property
    def has_no_header(self) -> bool:
        """Whether the first record of a file is a line of an order."""
        return self.header_row == 0

    @property
    def names_places(self) -> bool:
        """Whether columns are named by their places, whatever a header says of them."""
        return any(isinstance(one, int) for columns in self.columns.values() for one in columns)

    @property
    def column_count(self) -> int:
        """How many columns it names: of two feeds that fit a file, the one with more says more of it."""
        return len(self.columns) + len(self.keep) + len(self.drop) + len(self.returns)

    def shown_column(self, one: str) -> str:
        """The columns of a field, for a sentence."""
        return " and ".join(str(column) for column in self.columns[one])

    def matches(self, header: Sequence[str]) -> bool:
        """Whether every column that the feed names stands in the header, and once."""
        return not self.missing(header)

    def positions(self, header: Sequence[str]) -> dict[str, tuple[int, ...]]:
        """Field → positions in a header that matches; ValueError in one that does not."""
        names = [folded(name) for name in header]
        return {
            one: tuple(_position(column, names) for column in columns)
            for one, columns in self.columns.items()
        }

    def missing(self, header: Sequence[str]) -> list[tuple[str, str]]:
        """The (field, column) pairs that the header lacks or has more than once; keep, drop and returns
        count as fields."""
        names = [folded(name) for name in header]
        named = [(one, column) for one, columns in self.columns.items() for column in columns]
        named += [("keep", column) for column in self.keep]
        named += [("drop", column) for column in self.drop]
        named += [("returns", column) for column in self.returns]
        return [(one, str(column)) for one, column in named if not _stands_once(column, names)]

    def describe(self) -> dict[str, object]:
        """What it says of the meaning of lines, for the record of how a file was read."""
        said: dict[str, object] = {
            "feed": self.name,
            "columns": {one: list(columns) for one, columns in self.columns.items()},
        }
        meanings = (
            "constants keep drop cancellation_prefix adjustment_prefix returns return_prefix return_suffix return_files newest_file_wins "
            "refunds sales_are amounts_in quantities_in price_units discounts time_zone language quantity_decimal known_doubts guests known_customers".split()
        )
        said |= {one: getattr(self, one) for one in meanings if getattr(self, one)}
        return said


def folded(name: str) -> str:
    """A column's name as it is compared: case, blanks and characters that nobody sees do not count, and a letter and its mark are one."""
    one = unicodedata.normalize("NFC", visible(name))
    return " ".join(one.split()).casefold()


def position_of(name: str, header: Sequence[str]) -> int:
    """Where a column stands in a header that has it; ValueError where it has not."""
    return [folded(one) for one in header].index(folded(name))


def said_columns(header: Sequence[str]) -> str:
    """The columns of a file, for a sentence."""
    return quoted(list(header))


def _stands_once(column: ColumnName, folded_names: Sequence[str]) -> bool:
    if isinstance(column, int):
        return 1 <= column <= len(folded_names)
    return folded_names.count(folded(column)) == 1


def _position(column: ColumnName, folded_names: Sequence[str]) -> int:
    return column - 1 if isinstance(column, int) else folded_names.index(folded(column))
