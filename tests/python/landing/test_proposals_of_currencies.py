"""An export in several currencies that no feed knows: the proposal asks which one counts."""

from __future__ import annotations

from tests.python.landing.conftest import Landing
from tests.python.landing.test_questions_of_proposals import look

HEADER = "Order No,Order Date,SKU,Product,Quantity,Unit Price,Customer ID,Currency"
TEXT = "\n".join(
    (HEADER, *(f"{1000 + at},2024-03-{1 + at:02d},A{at % 7},Lamp,2,9.50,K{at % 5},{'EUR' if at % 3 else 'USD'}" for at in range(12)))
) + "\n"  # fmt: skip


def test_the_proposal_has_a_line_for_each_currency(landing: Landing) -> None:
    found = look(landing, "orders.csv", TEXT)
    assert "Which one counts?" in found.questions[0].text
    assert "#currency: EUR    # 8 lines\n#currency: USD    # 4 lines\n" in found.proposed
    assert "  currency: Currency\n" in found.proposed


def test_the_answer_is_the_currency_that_counts(landing: Landing) -> None:
    found = look(landing, "orders.csv", TEXT, lambda question: question.answers[1])
    assert "\ncurrency: USD\n" in found.proposed
    assert found.counts["sold"] == "76.00"
