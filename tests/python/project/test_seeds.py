"""The business rules that people edit: complete, and without contradiction."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import product

from tests.python.conftest import ROOT


def rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "seeds" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_combination_of_scores_has_exactly_one_segment() -> None:
    found = Counter(
        tuple(int(row[f"{score}_score"]) for score in "rfm") for row in rows("rfm_segments")
    )
    assert found == Counter(product(range(1, 6), repeat=3))


def test_the_segments_everybody_knows_are_there() -> None:
    segments = {row["segment"] for row in rows("rfm_segments")}
    assert {"Champions", "Loyalists", "At Risk", "Hibernating"} <= segments


def test_a_better_customer_is_never_in_a_worse_segment() -> None:
    """Champions are closed upwards: whoever scores at least as well on everything is one, too."""
    champions = {
        tuple(int(row[f"{score}_score"]) for score in "rfm")
        for row in rows("rfm_segments")
        if row["segment"] == "Champions"
    }
    for scores in champions:
        better = product(*(range(score, 6) for score in scores))
        assert champions.issuperset(better)


def test_the_last_pattern_of_item_types_takes_everything() -> None:
    last = max(rows("item_types"), key=lambda row: int(row["priority"]))
    assert (last["stock_code_pattern"], last["item_type"]) == ("%", "product")
