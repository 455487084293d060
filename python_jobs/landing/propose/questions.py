"""What nobody can tell of an export but the person who has it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from python_jobs.core.errors import AmbiguousValues
from python_jobs.core.wording import quoted
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.propose.likely import (
    is_number_of_something,
    likeliest_amounts,
    likeliest_pieces,
)

ORDER = "Which column holds the order's number?"
# What the fields of a feed are called to people.
_ASKED = {
    "invoice": ORDER,
    "invoice_date": "Which column holds the date of the order?",
    "stock_code": "Which column tells the articles apart (a code, or else a name)?",
    "quantity": "Which column holds the number of pieces?",
    "price": "Which column holds the price of one piece, or the amount of the line?",
    "customer_id": "Which column tells the customers apart? It may be left out, and then nobody has a name.",
}
# What every file needs, and what to do where it is missing.
_NO_PRICES = (
    "No column looks like a price or an amount. A file without prices cannot be used: export the price of one piece, or the amount "
    "of each line, too."
)
_NO_DATES = (
    "No column holds dates. A file without the date of each order cannot be used: export it too, as a day of the calendar (the "
    "number of a day, such as 1, is none)."
)
MOST_ANSWERS = 12


@dataclass(frozen=True)
class Answer:
    """line: what stands in the feed, among its columns where is_column is true; meaning: what it says, '' where the
    line says it."""

    line: str
    meaning: str = ""
    is_column: bool = False


@dataclass(frozen=True)
class Question:
    """text: a sentence; answers: what may be meant, in the order in which it is likely; left_off: how many more columns may be
    meant; is_unusable: whether the file lacks what every file needs, so that no answer is right."""

    text: str
    answers: tuple[Answer, ...]
    left_off: int = 0
    is_unusable: bool = False

    @property
    def more(self) -> str:
        """A sentence on the columns that are left off; nothing where there are none."""
        if not self.left_off:
            return ""
        which = "1 more column is" if self.left_off == 1 else f"{self.left_off:,} more columns are"
        return f"{which} left off here; any column may be named in this way."


# Gives the answer that a person chose, None where nobody can be asked.
Ask = Callable[[Question], Answer | None]


def about_column(
    field: str, candidates: Sequence[str], values: Mapping[str, Sequence[str]] | None = None
) -> Question:
    """Which column a field is read from. values: column → some of its values; the likeliest come first by them."""
    if field == "price":
        return _about_price(candidates, values or dict.fromkeys(candidates, ()))
    if field == "invoice_date" and not candidates:
        return Question(_NO_DATES, (), is_unusable=True)
    if field == "quantity" and values:
        candidates = likeliest_pieces(candidates, values)
    answers = [Answer(f"{field}: {scalar(one)}", is_column=True) for one in candidates]
    if field == "quantity":
        answers.insert(0, Answer("quantity: 1", "each line is one piece"))
    return question(_ASKED[field], answers)


def question(text: str, answers: Sequence[Answer]) -> Question:
    """A question with as many answers as a person reads."""
    shown_ones = tuple(answers[:MOST_ANSWERS])
    return Question(text, shown_ones, len(answers) - len(shown_ones))


def _about_price(candidates: Sequence[str], values: Mapping[str, Sequence[str]]) -> Question:
    found = likeliest_amounts(candidates, values)
    if not found:
        numbers = [one for one in candidates if not is_number_of_something(one)]
        if not numbers:
            return Question(_NO_PRICES, (), is_unusable=True)
        text = f"{_NO_PRICES} If one of {quoted(numbers)} is it all the same, write a feed that names it as  line_amount:."
        return Question(text, (), is_unusable=True)
    pairs = [
        pair
        for one in found
        for pair in (
            Answer(f"price: {scalar(one)}", is_column=True),
            Answer(f"line_amount: {scalar(one)}", "the amount of the whole line", is_column=True),
        )
    ]
    answers = tuple(pairs[:MOST_ANSWERS])
    return Question(_ASKED["price"], answers, len(candidates) - len(answers) // 2)


def about_values(error: AmbiguousValues) -> Question:
    """How values are read that can be read in two ways."""
    return Question(error.question, tuple(Answer(*one) for one in error.answers))
