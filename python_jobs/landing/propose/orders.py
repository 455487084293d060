"""Which column holds the order's number, where no name tells it; where none does, a customer's day may be an order."""

from __future__ import annotations

import re
from collections.abc import Mapping

from python_jobs.core.yaml_file import scalar
from python_jobs.landing.feeds.names import known_names
from python_jobs.landing.propose.by_lines import comes_again, filled, share_of_several
from python_jobs.landing.propose.columns import Proposal
from python_jobs.landing.propose.figures import Texts
from python_jobs.landing.propose.questions import ORDER, Answer, Question, question
from python_jobs.landing.values.text import plain

# A word for a customer in the name of a column.
_CUSTOMER = re.compile(
    "(?:.* )?(?:customer|cust|member|client|buyer|household|user|shopper|kunde\\w*|kunden\\w*|cliente?|klant\\w*|klient\\w*)(?: .*)?"
)
# An order is of one customer and one day, but for slips.
_HARDLY_EVER = 0.05


def about_order(proposal: Proposal, texts: Mapping[str, Texts]) -> Question:
    """The question, with the likeliest columns first. texts: column → its texts on some lines, in their order."""
    columns = proposal.columns
    beside = [
        filled(texts[columns[one]]) for one in ("invoice_date", "customer_id") if one in columns
    ]
    orders = ["\n".join(one) or "1" for one in zip(*beside, strict=True)] if beside else []
    numbers: list[str] = []
    others: list[str] = []
    for column in proposal.unknown["invoice"]:
        values = filled(texts[column])
        is_of_one = not orders or share_of_several(values, orders) <= _HARDLY_EVER
        (numbers if is_of_one and comes_again(values) else others).append(column)
    answers = {
        kind: [Answer(f"invoice: {scalar(one)}", is_column=True) for one in listed]
        for kind, listed in (("numbers", numbers), ("others", others))
    }
    customer = columns.get("customer_id") or next(filter(_is_customer, proposal.customers), None)
    both = []
    if customer and "invoice_date" in columns:
        line = f"invoice: [{scalar(customer)}, {scalar(columns['invoice_date'])}]"
        both = [Answer(line, "all that a customer buys on a day is one order", is_column=True)]
    return question(ORDER, answers["numbers"] + both + answers["others"])


def _is_customer(column: str) -> bool:
    name = plain(column)
    return name in known_names()["customer_id"] or bool(_CUSTOMER.fullmatch(name))
