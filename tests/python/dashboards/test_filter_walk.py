"""Fifty random moves through the filters; after each, every number and every order is the warehouse's."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import duckdb
import pytest

from tests.python.conftest import Run
from tests.python.dashboards.charts import axis, bars, marks
from tests.python.dashboards.conftest import Opened
from tests.python.dashboards.expected import (
    COUNTRIES,
    CUSTOMERS,
    FIGURES,
    LIST,
    NET,
    SCORES,
    SEGMENTS,
    SHARES,
    STAKE,
    WHALES,
    Sales,
    Warehouse,
    earlier,
)

# Each opens pages of its own, which takes a browser some seconds of a processor.
pytestmark = pytest.mark.slow

MOVES = 50
RISKS = ("high", "medium", "low")
SERIES = ("High risk", "Medium risk", "Low risk")
Shown = dict[str, Any]


@pytest.fixture
def warehouse(sample_run: Run) -> Iterator[Warehouse]:
    with duckdb.connect(str(sample_run.workplace.warehouse), read_only=True) as connection:
        yield Warehouse(connection)


def test_every_figure_and_order_of_the_overview(sample: Opened, warehouse: Warehouse) -> None:
    draw = random.Random(14)
    first, last = warehouse.first_day, warehouse.last_day
    countries = [name for name, _ in warehouse.rows(COUNTRIES)]
    now = Sales(None, first, last)
    for move in range(MOVES):
        if move % 3 == 0:
            now = replace(now, country=draw.choice([None, *countries[:8], *countries[-2:]]))
            label = now.country or "All countries"
            sample.page.select_option("#overview-country", label=label)
        elif move % 3 == 1:
            name = draw.choice(["all", "year", "to-date", "quarter"])
            sample.page.click(f"[data-period='{name}']")
            start = {
                "all": first,
                "year": earlier(last, 1) + timedelta(1),
                "to-date": date(last.year, 1, 1),
                "quarter": last - timedelta(89),
            }[name]
            now = replace(now, first=start, last=last)
        else:
            one, other = sorted(
                first + timedelta(draw.randrange((last - first).days + 1)) for _ in range(2)
            )
            # the wider first: a first day after the last is refused
            sample.page.fill("#overview-from", str(first))
            sample.page.fill("#overview-to", str(other))
            sample.page.fill("#overview-from", str(one))
            now = replace(now, first=one, last=other)
        expected = overview(warehouse, now)
        settled(sample, lambda: shown_overview(sample), expected, f"move {move}: {now}")


def overview(warehouse: Warehouse, now: Sales) -> Shown:
    net, gross, returned, orders, customers = warehouse.numbers(FIGURES, now.where())
    before_first = earlier(now.first, 1)
    comparable = before_first >= warehouse.first_day
    before = warehouse.numbers(FIGURES, now.where(1)) if comparable else None
    spans = now.spans()
    is_daily = spans[0][1] == spans[0][2] and (now.last - now.first).days < 62
    past = [] if is_daily else [one for one in spans if earlier(one[1], 1) >= warehouse.first_day]
    of_all = replace(now, country=None).where()
    countries = warehouse.rows(COUNTRIES, of_all)
    segments = warehouse.rows(SEGMENTS, now.where())
    known = sum(value for _, value in segments)
    is_empty = net == 0 and gross == 0
    return {
        "kpis": [net, gross, returned, orders, customers, gross / orders if orders else None],
        "net a year ago": before and round(net / before[0] - 1, 3)
        if before and before[0] > 0
        else None,
        "months": [name for name, *_ in spans],
        "by month": [round(value) for value in amounts(warehouse, now, spans)],
        "a year earlier": [
            (name, round(value))
            for (name, *_), value in zip(past, amounts(warehouse, now, past, 1), strict=True)
        ],
        "countries": [
            (name, float(value)) for name, value in countries[: 11 if len(countries) == 11 else 10]
        ],
        "segments": []
        if is_empty
        else [
            *((name, float(value)) for name, value in segments),
            ("Guests and others", net - float(known)),
        ],
    }


def amounts(
    warehouse: Warehouse, now: Sales, spans: list[tuple[str, date, date]], years: int = 0
) -> list[float]:
    return [
        warehouse.numbers(NET, now.of_country(earlier(first, years), earlier(last, years)))[0]
        for _, first, last in spans
    ]


def shown_overview(opened: Opened) -> Shown:
    page = opened.page
    names = ("net", "gross", "returned", "orders", "customers", "average")
    kpis = [opened.kpi("overview", name) for name in names]
    chip = page.locator("#overview-kpis [data-kpi='net'] .chip")
    change = chip.inner_text() if chip.count() else None
    months = marks(page, "overview-months")
    hovers = [mark.said["hover"].split("\n") for mark in months]
    points = marks(page, "overview-months", "symbol")
    segments = bars(page, "overview-segments") if visible(opened, "overview-segments") else []
    countries = bars(page, "overview-countries") if visible(opened, "overview-countries") else []
    return {
        "kpis": [None if value != value else value for value in kpis],
        "net a year ago": chip_value(change),
        "months": axis(page, "overview-months", 0, down=False),
        "by month": [number(lines[1].removeprefix("net revenue ")) for lines in hovers],
        "a year earlier": [(mark.said["name"], round(float(mark.said["past"]))) for mark in points],
        "countries": [(name, value) for name, _, value in countries if " more " not in name],
        "segments": [(name, value) for name, _, value in segments],
    }


def test_every_figure_and_order_of_the_customers(sample: Opened, warehouse: Warehouse) -> None:
    draw = random.Random(15)
    sample.go("customers")
    choices = {
        "segment": [
            name
            for (name,) in warehouse.rows(
                "select segment from reporting.vw_rfm_segments order by 1"
            )
        ],
        "country": ["United Kingdom", "France", "EIRE", "Germany"],
        "churn_risk": list(RISKS),
    }
    labels = {"segment": "All segments", "country": "All countries", "churn_risk": "Any"}
    chosen: dict[str, str | None] = dict.fromkeys(choices)
    whales = False
    for move in range(MOVES):
        field = draw.choice([*choices, "whales"])
        if field == "whales":
            whales = not whales
            sample.page.set_checked("#customers-whales", whales)
        else:
            chosen[field] = draw.choice([None, None, *choices[field]])
            name = field.removeprefix("churn_")
            sample.page.select_option(f"#customers-{name}", label=chosen[field] or labels[field])
        conditions = [f"customers.{name} = '{value}'" for name, value in chosen.items() if value]
        conditions += ["customers.is_whale = 1"] if whales else []
        of_all = [one for one in conditions if "segment" not in one]
        expected = customers(warehouse, condition(conditions), condition(of_all))
        settled(sample, lambda: shown_customers(sample), expected, f"move {move}: {conditions}")


def condition(conditions: list[str]) -> str:
    return " and ".join(conditions) or "1 = 1"


def customers(warehouse: Warehouse, where: str, where_of_all: str) -> Shown:
    scores = {(r, f): number for r, f, number, _ in warehouse.rows(SCORES, where)}
    everybody = warehouse.rows(LIST, where)
    return {
        "kpis": warehouse.numbers(CUSTOMERS, where),
        "segments": [
            (name, series, float(value or 0))
            for name, people, revenue in warehouse.rows(SHARES, where_of_all)
            for series, value in (("Customers", people), ("Net revenue", revenue))
        ],
        "scores": [scores.get((r, f), 0) for r in (5, 4, 3, 2, 1) for f in (1, 2, 3, 4, 5)]
        if everybody
        else [],
        "stake": [
            (name, series, float(value))
            for name, *amounts in warehouse.rows(STAKE, where)
            for series, value in zip(SERIES, amounts, strict=True)
        ],
        "whales": [(name, "", float(value)) for name, value in warehouse.rows(WHALES, where)],
        "list": [name for (name,) in everybody],
    }


def shown_customers(opened: Opened) -> Shown:
    names = ("customers", "net", "whales", "leaving", "at-risk")
    figures = {
        "segments": "customers-segments",
        "stake": "customers-stake",
        "whales": "customers-top",
    }
    found: Shown = {"kpis": [opened.kpi("customers", name) for name in names]}
    for name, figure in figures.items():
        found[name] = bars(opened.page, figure) if visible(opened, figure) else []
        stand = [label.rstrip("…") for label in axis(opened.page, figure)]
        expected = list(dict.fromkeys(label for label, *_ in found[name]))
        if found[name] and not all(map(str.startswith, expected, stand)):
            found[name] = f"bars {expected}, axis {stand}"
    cells = marks(opened.page, "customers-scores", down=True)
    is_there = visible(opened, "customers-scores")
    found["scores"] = [
        number(cell.said["hover"].split("\n")[1].split(" ")[0]) for cell in cells if is_there
    ]
    ids = opened.column("customers-list", 1)
    found["list"] = [name for name in ids if name != "No customer passes these filters."]
    return found


def chip_value(text: str | None) -> float | None:
    """▲ +43.4% and what follows, as 0.434."""
    found = re.match(r"(▲ \+|▼ −|)([\d,.]+)%", text or "")
    if found is None:
        return None
    return float(found[2].replace(",", "")) / 100 * (-1 if "▼" in found[1] else 1)


def number(text: str) -> int:
    return int(text.replace(",", "").replace("−", "-"))


def visible(opened: Opened, figure: str) -> bool:
    return opened.page.locator(f"#{figure} .chart").is_visible()


def settled(opened: Opened, shown: Callable[[], Shown], expected: Shown, move: str) -> None:
    """Charts are drawn a little after the move; then all must be as expected, order included."""
    if opened.eventually(lambda: differences(shown(), expected) == {}):
        return
    pytest.fail(f"{move}\n{differences(shown(), expected)}")


def differences(shown: Shown, expected: Shown) -> Shown:
    return {
        name: (shown[name], value)
        for name, value in expected.items()
        if not alike(shown[name], value)
    }


def alike(shown: Any, expected: Any) -> bool:
    """Equal, numbers to a millionth; of rounded figures either neighbour of a half will do."""
    if isinstance(expected, list | tuple):
        return len(shown) == len(expected) and all(map(alike, shown, expected))
    if isinstance(expected, float):
        return isinstance(shown, int | float) and abs(shown - expected) <= 1e-6 * max(
            1, abs(expected)
        )
    if isinstance(expected, int):
        return isinstance(shown, int | float) and abs(shown - expected) <= 1
    return bool(shown == expected)
