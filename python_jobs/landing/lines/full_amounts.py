"""Columns that tell whether an amount is after a discount, whatever their names are: the full amount, from which the discount makes it.

A sample of lines with a discount tells: `Subtotal - Discount = Total`, `Menge × VK × (1 - Rabatt %) = Gesamt`. Else a price tells that
the quantity times it is the amount, so that the discount is not off it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.lines.seen_columns import DISCOUNT_COLUMNS, FULL_COLUMNS
from python_jobs.landing.lines.selection import MOST_COLUMNS_AGAIN, Selection

# So many lines with a discount are looked at, in so many batches; of fewer than the fewest any column may fit by chance.
_MOST_LINES, _FEWEST_LINES, _MOST_BATCHES = 100, 3, 3
_NEARLY_ALL = 0.8
_NUMBER = re.compile(
    "[^0-9a-z]*(?:[a-z]{1,4}[^0-9a-z]*)?[0-9][0-9.,'’ \\s]*[^0-9]{0,12}", re.IGNORECASE
)


@dataclass(frozen=True)
class _Line:
    """amount: after or before the discount; money, rate: the discount as money and as it stands."""

    amount: float
    pieces: float
    money: float
    rate: float

    def is_after(self, full: float) -> bool:
        """Whether the amount is what the discount leaves of a full one, or of a price of a piece."""
        return any(
            is_less(base, self.amount, self.pieces, self.money, self.rate)
            for base in (full, full * self.pieces)
        )

    def is_before(self, price: float) -> bool:
        """Whether the amount is so many pieces at this price."""
        return abs(price * self.pieces - self.amount) <= _room(self.pieces)


def _room(pieces: float) -> float:
    """So much lies between two amounts where two programs have rounded."""
    return max(0.011, 0.0051 * pieces)


def is_less(base: float, amount: float, pieces: float, money: float, rate: float) -> bool:
    """Whether an amount is what a discount leaves of a base: money of the line or of a piece, a share or a percentage.

    All without their signs; money, rate: the discount as money and as it stands.
    """
    room, gap = _room(pieces), base - amount
    return gap > room and any(
        abs(gap - off) <= room for off in (money, money * pieces, rate * base, rate * base / 100)
    )


class FullAmounts:
    """Looks for these columns in the first batches of a table that have lines with a discount."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._batches_left = _MOST_BATCHES

    def tell(self, selection: Selection, lines: pa.Table) -> Selection:
        """The selection with the columns that the lines tell; the same one where they tell none.

        lines: columns '0', '1', … of text.
        """
        found: dict[str, int] = {}
        for discount, name in zip(DISCOUNT_COLUMNS, FULL_COLUMNS, strict=True):
            at = selection.positions.get(discount)
            if at is None or selection.positions.get(name) is not None or not self._batches_left:
                continue
            places = pc.indices_nonzero(
                pc.fill_null(pc.match_substring_regex(lines[str(at)], "[1-9]"), False)
            )
            if len(places) >= _FEWEST_LINES:
                place = self._find(selection, lines.take(places[:_MOST_LINES]), at)
                if place is not None:
                    found[name] = place
        if any(selection.positions.get(one) is not None for one in DISCOUNT_COLUMNS):
            self._batches_left -= 1
        return Selection({**selection.positions, **found}, selection.header) if found else selection

    def _find(self, selection: Selection, lines: pa.Table, discount: int) -> int | None:
        read = {at for one, at in selection.positions.items() if one in self._feed.columns}
        places = range(min(len(selection.header), MOST_COLUMNS_AGAIN))
        columns = {
            at: texts
            for at in places
            if at not in {*read, discount}
            and _are_numbers(texts := [text or "" for text in lines[str(at)].to_pylist()])
        }
        texts_of = {
            one: lines[str(at)].to_pylist()
            for one, at in (("discount", discount), *selection.positions.items())
            if at is not None and one in ("discount", "quantity", "price", "line_amount")
        }
        for mark in self._feed.decimal or ".,":
            sample = list(self._lines(texts_of, mark))
            for fits in (_Line.is_after, _Line.is_before):
                if fits is _Line.is_before and "line_amount" not in texts_of:
                    continue
                for at, texts in columns.items():
                    if _fit(fits, sample, [self._money(text, mark) for text in texts]):
                        return at
        return None

    def _lines(self, texts_of: dict[str, list[str | None]], mark: str) -> Iterator[_Line | None]:
        """Each line of the sample, None where one of its numbers cannot be read."""
        amounts = texts_of.get("line_amount") or texts_of["price"]
        constant = self._feed.constants.get("quantity", "1")
        pieces = texts_of.get("quantity") or [constant] * len(amounts)
        quantity_mark = self._feed.quantity_decimal or mark
        for amount, quantity, discount in zip(amounts, pieces, texts_of["discount"], strict=True):
            of, rate = self._money(amount, mark), _number(discount, mark)
            count = _number(quantity, quantity_mark)
            if not of or not count or not rate:
                yield None
                continue
            of *= 1 if "line_amount" in texts_of else count
            yield _Line(of, count, self._money(discount, mark) or 0, rate)

    def _money(self, text: str | None, mark: str) -> float | None:
        number = _number(text, mark)
        return number / 100 if number and self._feed.amounts_in == "cents" else number


def _fit(
    fits: Callable[[_Line, float], bool],
    sample: Sequence[_Line | None],
    numbers: Sequence[float | None],
) -> bool:
    """Whether it holds of nearly all lines. Lines of one piece do not tell a price from the amount itself."""
    known = {(line, one) for line, one in zip(sample, numbers, strict=True) if line and one}
    if len(known) < max(_FEWEST_LINES, _NEARLY_ALL * len({one for one in sample if one})):
        return False
    if fits is _Line.is_before and sum(line.pieces != 1 for line, _ in known) < _FEWEST_LINES:
        return False
    return sum(fits(line, one) for line, one in known) >= _NEARLY_ALL * len(known)


def _are_numbers(texts: Sequence[str]) -> bool:
    numbers = sum(bool(_NUMBER.fullmatch(text.strip())) for text in texts)
    return numbers >= _NEARLY_ALL * len(texts)


def _number(text: str | None, mark: str) -> float | None:
    """The number in a text without its sign and its currency, None where there is none."""
    bare = re.sub(f"[^0-9{mark}]", "", text or "").replace(mark, ".")
    try:
        return float(bare)
    except ValueError:
        return None
