"""The business rules that people edit: complete, and without contradiction."""

from __future__ import annotations

import csv
import re
from collections import Counter
from itertools import product

import pytest

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


# Codes of the reference data, and names like them, that other shops sell.
GOODS = (
    "GIFT BAG LARGE|GIFT|M|S|D|B|POST|DOT|SAMPLES|TEST001|ADJUSTABLE SPANNER|TESTER PERFUME|MANUAL|POSTCARD|"
    "SHIPPING BOX|DISCOUNT MUG|CARRIAGE|C2|GIFT CARD HOLDER|GIFTCARD A5|TIP JAR|PORTO 0.7|TAX FREE BAG|PFANDKUCHEN"
)
NO_GOODS = {
    "VERSAND": "shipping", "PORTO": "shipping", "FRAIS DE LIVRAISON": "shipping", "DOSTAWA": "shipping", "RABATT": "discount",
    "SCONTO": "discount", "GUTSCHEIN": "gift_voucher", "GIFTCARD50": "gift_voucher", "GIFTCARD100": "gift_voucher",
    "TRINKGELD": "fee", "PFAND": "fee", "MWST": "fee", "ACOMPTE": "fee", "RUNDUNG": "fee",
}  # fmt: skip


@pytest.mark.parametrize("code", GOODS.split("|"))
def test_what_a_shop_sells_is_no_postage(code: str) -> None:
    """What is postage for everybody is so by its whole name."""
    assert _type_for_all(code) == "product"


@pytest.mark.parametrize(("code", "item_type"), NO_GOODS.items())
def test_what_tills_and_shops_write_beside_their_goods_is_no_article(
    code: str, item_type: str
) -> None:
    assert _type_for_all(code) == item_type


def test_the_codes_of_the_reference_data_belong_to_its_feeds() -> None:
    feeds = {row["feed"] for row in rows("item_types_of_feeds")}
    assert [
        _is_like(one, feed) for feed in feeds for one in ("online_retail_i", "online_retail_ii")
    ] == [
        True,
        True,
    ]


def _type_for_all(code: str) -> str:
    by_priority = sorted(rows("item_types"), key=lambda row: int(row["priority"]))
    return next(
        row["item_type"] for row in by_priority if _is_like(code, row["stock_code_pattern"])
    )


def _is_like(text: str, pattern: str) -> bool:
    """SQL's LIKE."""
    return bool(re.fullmatch(re.escape(pattern).replace("%", ".*").replace("_", "."), text))
