"""Whether numbers of orders start again in each store or at each till: the number alone makes no order then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from python_jobs.core.wording import shown
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.feeds.names import known_names
from python_jobs.landing.propose.questions import Answer, Question
from python_jobs.landing.values.text import plain

# A smaller share of the numbers on several days, or of several customers, are late lines of one order.
_LARGE_SHARE = 0.25
_FEW_NUMBERS = 2
# With the store they are so few that it tells the orders apart.
_HARDLY_ANY = 0.1

Texts = Sequence[str | None]


def about_stores(columns: Mapping[str, str], values: Mapping[str, Texts]) -> Question | None:
    """The question whether a column of stores belongs to the number of an order; None where nothing shows it.

    columns: field → column that is read; values: column → its texts on some lines, in their order.
    """
    if "invoice" not in columns or "invoice_date" not in columns:
        return None
    numbers = values[columns["invoice"]]
    days = [(text or "").split(" ")[0].split("T")[0] for text in values[columns["invoice_date"]]]
    customers = values[columns["customer_id"]] if "customer_id" in columns else [None] * len(days)
    orders = list(zip(days, customers, strict=True))
    spread = _spread([(one,) for one in numbers], orders)
    if spread < max(_FEW_NUMBERS, _LARGE_SHARE * len(set(numbers))):
        return None
    for column, texts in values.items():
        is_store = plain(column) in known_names()["store"] and column not in columns.values()
        with_store = list(zip(numbers, texts, strict=True))
        if is_store and len(set(texts)) > 1 and _spread(with_store, orders) <= _HARDLY_ANY * spread:
            number = scalar(columns["invoice"])
            return Question(
                f"Does each '{shown(column)}' number its orders by itself? {spread:,} numbers stand on several days or with several "
                f"customers, and hardly any does within one '{shown(column)}'.",
                (
                    Answer(f"invoice: [{number}, {scalar(column)}]", "yes", is_column=True),
                    Answer(
                        f"invoice: {number}", "no, the number alone makes an order", is_column=True
                    ),
                ),
            )
    return None


def _spread(
    keys: Sequence[tuple[str | None, ...]], orders: Sequence[tuple[str, str | None]]
) -> int:
    """How many of the keys have more than one day and customer."""
    found: dict[tuple[str | None, ...], set[tuple[str, str | None]]] = {}
    for key, order in zip(keys, orders, strict=True):
        found.setdefault(key, set()).add(order)
    return sum(len(one) > 1 for one in found.values())
