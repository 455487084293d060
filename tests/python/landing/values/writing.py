"""Numbers as programs write them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class NumberStyle:
    """How a program writes numbers."""

    decimal: str
    group: str
    places: int | None
    minus: str
    currency: str

    def write(self, number: Decimal) -> str:
        """places: None keeps as many as the number needs."""
        exponent = number.as_tuple().exponent
        assert isinstance(exponent, int)
        places = max(-exponent, 0) if self.places is None else self.places
        whole, _, fraction = f"{abs(number):.{places}f}".partition(".")
        text = self._grouped(whole) + (f"{self.decimal}{fraction}" if fraction else "")
        text = self.currency.replace("#", text)
        return self.minus.replace("#", text) if number < 0 else text

    def _grouped(self, whole: str) -> str:
        parts: list[str] = []
        size = 3
        while len(whole) > size:
            parts.insert(0, whole[-size:])
            whole = whole[:-size]
            size = 2 if self.group == "lakh" else 3
        return ("," if self.group == "lakh" else self.group).join([whole, *parts])
