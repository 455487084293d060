"""Logs of what users of a shop's site did: each line is an event, and only purchases are sales."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, SOLD, read, table


def _log(column: str, events: str) -> str:
    lines = (f"{line},{one}" for line, one in zip(LINES, events.split(","), strict=True))
    return table(*lines, header=f"{COLUMNS},{column}")


@pytest.mark.parametrize(
    ("column", "events", "line"),
    [
        ("event_type", "view,cart,purchase", "keep: {event_type: [purchase]}"), ("event_type", "purchase,purchase,remove_from_cart", "keep: {event_type: [purchase]}"),
        ("event", "view,addtocart,transaction", "keep: {event: [transaction]}"), ("event_name", "page_view,scroll,purchase", "keep: {event_name: [purchase]}"),
        ("behavior_type", "pv,fav,buy", "keep: {behavior_type: [buy]}"), ("behaviour", "click,cart,order", "keep: {behaviour: [order]}"),
        ("action", "Add to cart,Product view,Purchase", "keep: {action: [Purchase]}"), ("User activity", "viewed,bought,viewed", "keep: {User activity: [bought]}"),
        ("Aktion", "Ansicht,Warenkorb,Kauf", "keep: {Aktion: [Kauf]}"), ("événement", "vue,ajout au panier,achat", "keep: {événement: [achat]}"),
        ("Status", "cart,complete,shipped", "drop: {Status: [cart]}"), ("evento", "clic,añadir al carrito,compra", "keep: {evento: [compra]}"), ("what", "view,view,purchase", "keep: {what: [purchase]}"),
    ],
)  # fmt: skip
def test_events_before_a_purchase_are_told(
    tmp_path: Path, column: str, events: str, line: str
) -> None:
    outcome = read(tmp_path, _log(column, events))
    assert outcome.doubts == ["orders_that_may_be_no_sales"]
    assert line in outcome.sentences
    assert "these lines count as sales" in outcome.sentences


@pytest.mark.parametrize(
    ("events", "told"),
    [
        ("view,cart,scroll,pv,fav,purchase", "'cart' on 1 line, 'fav' on 1 line, 'pv' on 1 line, 'scroll' on 1 line, 'view' on 1 line, and these lines"),
        ("view,cart,scroll,pv,fav,click,purchase", "'cart' on 1 line, 'click' on 1 line, 'fav' on 1 line, 'pv' on 1 line, 'scroll' on 1 line and 1 more, and these lines"),
    ],
)  # fmt: skip
def test_of_many_events_five_are_listed(tmp_path: Path, events: str, told: str) -> None:
    lines = [
        f"{at},2024-05-17,A,Lamp,1,9.50,K1,DE,{one}" for at, one in enumerate(events.split(","))
    ]
    outcome = read(tmp_path, table(*lines, header=f"{COLUMNS},event_type"))
    assert told in outcome.sentences


def test_the_line_that_is_advised_keeps_the_purchases(tmp_path: Path) -> None:
    kept = "keep: {event_type: [purchase]}\n"
    outcome = read(tmp_path, _log("event_type", "view,cart,purchase"), f"{FEED}{kept}")
    assert (outcome.doubts, outcome.sold, outcome.left_out) == ([], SOLD - 95, 2)


def test_a_filter_by_another_column_does_not_hide_them(tmp_path: Path) -> None:
    lines = (
        f"{line},paid,{one}" for line, one in zip(LINES, ("view", "cart", "order"), strict=True)
    )
    text = table(*lines, header=f"{COLUMNS},Status,event_type")
    outcome = read(tmp_path, text, f"{FEED}keep: {{Status: [paid]}}\n")
    assert outcome.doubts == ["orders_that_may_be_no_sales"]


@pytest.mark.parametrize(
    ("column", "events"),
    [
        ("event_type", "purchase,purchase,purchase"), ("event", "view,view,view"), ("event", "Open Air,Concert,Order"), ("event_type", "purchase,order,"),
        ("Activity", "Hiking,Skiing,Shopping"), ("Category", "cart,purchase,view"), ("Type", "Bag,Basket,Sale"), ("Action", "Comedy,Drama,Action"),
    ],
)  # fmt: skip
def test_what_is_no_log_of_events_stays_quiet(tmp_path: Path, column: str, events: str) -> None:
    assert read(tmp_path, _log(column, events)).doubts == []
