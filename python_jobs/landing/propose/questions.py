"""What nobody can tell of an export but the person who has it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from python_jobs.core.errors import AmbiguousValues
from python_jobs.core.yaml_file import scalar

# What the fields of a feed are called to people.
_ASKED = {
    "invoice": "Which column holds the order's number?",
    "invoice_date": "Which column holds the date of the order?",
    "stock_code": "Which column tells the articles apart (a code, or else a name)?",
    "quantity": "Which column holds the number of pieces?",
    "price": "Which column holds the price of one piece, or the amount of the line?",
    "customer_id": "Which column tells the customers apart? It may be left out, and then nobody has a name.",
}
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
    """text: a sentence; answers: what may be meant, in the order in which it is likely."""

    text: str
    answers: tuple[Answer, ...]


# Gives the answer that a person chose, None where nobody can be asked.
Ask = Callable[[Question], Answer | None]


def about_column(field: str, candidates: list[str]) -> Question:
    """Which column a field is read from."""
    answers = [Answer(f"{field}: {scalar(one)}", is_column=True) for one in candidates]
    if field == "price":
        amounts = [
            Answer(f"line_amount: {scalar(one)}", "the amount of the whole line", is_column=True)
            for one in candidates
        ]
        answers = [one for pair in zip(answers, amounts, strict=True) for one in pair]
    if field == "quantity":
        answers.insert(0, Answer("quantity: 1", "each line is one piece"))
    return Question(_ASKED[field], tuple(answers[:MOST_ANSWERS]))


def about_values(error: AmbiguousValues) -> Question:
    """How values are read that can be read in two ways."""
    return Question(error.question, tuple(Answer(*one) for one in error.answers))
