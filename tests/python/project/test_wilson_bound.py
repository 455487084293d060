"""Bounds of a share lie between 0 and 1 to the last bit, and are Wilson's."""

from __future__ import annotations

import math

import duckdb
import pytest

from tests.python.conftest import ROOT
from tests.python.project.macro_calls import load_macros

PAIRS = "(select s.range as successes, n.range as trials from range(0, 1501) n, range(0, 1501) s where s.range <= n.range)"


def bound(side: str) -> str:
    macros = load_macros(
        ROOT / "macros" / "rules" / "wilson_bound.sql", double_type=lambda: "double precision"
    )
    return str(macros["wilson_bound"]("successes", "trials", side))


@pytest.mark.parametrize("side", ["low", "high"])
def test_no_bound_is_outside_of_the_shares_there_are(side: str) -> None:
    query = f"select successes, trials, {bound(side)} as share from {PAIRS} where trials > 0"
    found = duckdb.execute(
        f"select * from ({query}) where share is null or not share between 0 and 1"
    )
    assert found.fetchall() == []


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    # by hand: (p + z²/2n ± z √(p(1 - p)/n + z²/4n²)) / (1 + z²/n)
    [
        (0, 10, 0.0, 3.8416 / 13.8416),
        (10, 10, 10 / 13.8416, 1.0),
        (1, 2, None, None),
        (127, 127, None, 1.0),
    ],
)
def test_the_bounds_are_those_of_wilson(
    successes: int, trials: int, low: float | None, high: float | None
) -> None:
    share = successes / trials
    margin = 1.96 * math.sqrt(share * (1 - share) / trials + 0.9604 / trials**2)
    middle = share + 1.9208 / trials
    scale = 1 + 3.8416 / trials
    [found] = duckdb.execute(
        f"select {bound('low')}, {bound('high')} from (select {successes} as successes, {trials} as trials)"
    ).fetchall()
    assert found == pytest.approx(((middle - margin) / scale, (middle + margin) / scale))
    for given, one in zip((low, high), found, strict=True):
        assert given is None or one == pytest.approx(given)


@pytest.mark.parametrize("side", ["low", "high"])
def test_nothing_counted_has_no_bound(side: str) -> None:
    [(found,)] = duckdb.execute(
        f"select {bound(side)} from (select 0 as successes, 0 as trials)"
    ).fetchall()
    assert found is None
