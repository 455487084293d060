"""The tour's question gives the answer that the tour shows."""

from __future__ import annotations

import re

from tests.python.conftest import ROOT, Run

TOUR = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")


def test_the_answer_is_the_one_that_is_shown(sample_run: Run) -> None:
    [question] = re.findall(r"```sql\n(.*?)```", TOUR, re.DOTALL)
    shown = [
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in TOUR.splitlines()
        if re.match(r"\| \d", line)
    ]
    assert len(shown) == 5
    answer = sample_run.query(f"{question} limit 5")
    assert [tuple(str(value) for value in row) for row in answer] == shown


def test_the_lines_of_the_sample_are_as_many_as_the_tour_says(sample_run: Run) -> None:
    [(lines,)] = sample_run.query("select count(*) from raw.order_lines")
    assert f"{lines:,} lines" in TOUR
