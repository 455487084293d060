from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from python_jobs.mining import bits, pairs, projection, ranked
from python_jobs.mining.engines import frequent_itemsets
from python_jobs.mining.itemsets import Itemsets
from python_jobs.mining.settings import ENGINES, minimum_count

from .brute_force import as_dict, frequent
from .examples import DEGENERATE, LISTS_OF_BASKETS, encode, random_baskets


def assert_ordered(itemsets: Itemsets) -> None:
    for size, sized in enumerate(itemsets.by_size, start=1):
        assert sized.items.dtype == np.int32 and sized.counts.dtype == np.int64
        assert sized.items.shape == (len(sized.counts), size)
        rows = [tuple(row) for row in sized.items.tolist()]
        assert rows == sorted(set(rows))
        assert all(list(row) == sorted(set(row)) for row in rows)


@pytest.mark.parametrize("engine", ENGINES)
@settings(derandomize=True, deadline=None, max_examples=60)
@given(LISTS_OF_BASKETS, st.integers(1, 5), st.integers(1, 5))
def test_engines_agree_with_brute_force(engine, baskets, min_count, max_len) -> None:
    encoded = encode(baskets)
    itemsets = frequent_itemsets(encoded, min_count, max_len, engine)
    assert as_dict(itemsets, encoded) == frequent(baskets, min_count, max_len)
    assert itemsets.total_baskets == len(baskets)
    assert_ordered(itemsets)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", DEGENERATE)
@pytest.mark.parametrize("min_count", [1, 2, 100])
def test_degenerate_baskets(engine, name, min_count) -> None:
    encoded = encode(DEGENERATE[name])
    itemsets = frequent_itemsets(encoded, min_count, 3, engine)
    assert as_dict(itemsets, encoded) == frequent(DEGENERATE[name], min_count, 3)


def test_one_huge_basket_changes_only_what_it_holds() -> None:
    baskets = random_baskets(baskets=300, goods=20, largest=10)
    huge = {f"{number:04}" for number in range(20_000)}
    encoded = encode(baskets)
    with_huge = encode([*baskets, huge])
    assert as_dict(frequent_itemsets(encoded, 5, 3), encoded) == as_dict(
        frequent_itemsets(with_huge, 5, 3), with_huge
    )


@pytest.mark.parametrize("max_len", [1, 2, 3, 4, 5])
def test_projection_equals_the_reference(max_len) -> None:
    encoded = encode(random_baskets(baskets=900, goods=70, largest=30))
    ours = frequent_itemsets(encoded, 30, max_len, "projection")
    reference = frequent_itemsets(encoded, 30, max_len, "mlxtend")
    assert len(ours.by_size) == max_len
    for mine, theirs in zip(ours.by_size, reference.by_size, strict=True):
        np.testing.assert_array_equal(mine.items, theirs.items)
        np.testing.assert_array_equal(mine.counts, theirs.counts)


def test_working_in_blocks_changes_nothing(monkeypatch) -> None:
    encoded = encode(random_baskets(baskets=600, goods=90, largest=60))
    whole = frequent_itemsets(encoded, 12, 4)
    monkeypatch.setattr(pairs, "COUNTERS_AT_A_TIME", 700)
    monkeypatch.setattr(pairs, "LISTED_AT_A_TIME", 100)
    monkeypatch.setattr(pairs, "SMALL_CELLS_AT_A_TIME", 200)
    monkeypatch.setattr(pairs, "WORDS_AT_A_TIME", 30)
    monkeypatch.setattr(projection, "BYTES_AT_A_TIME", 1000)
    monkeypatch.setattr(bits, "TILE_HEIGHT", 5)
    monkeypatch.setattr(bits, "TILE_CELLS", 40)
    blocks = frequent_itemsets(encoded, 12, 4)
    assert as_dict(whole, encoded) == as_dict(blocks, encoded)
    assert len(whole.by_size[3].counts) > 100


@settings(derandomize=True, deadline=None, max_examples=60)
@given(LISTS_OF_BASKETS, st.integers(1, 5), st.integers(2, 6))
def test_large_baskets_count_like_small_ones(baskets, min_count, large) -> None:
    encoded = encode(baskets)
    with mock.patch.object(ranked, "LARGE_BASKET_LEAST", large):
        itemsets = frequent_itemsets(encoded, min_count, 4)
    assert as_dict(itemsets, encoded) == frequent(baskets, min_count, 4)


def test_more_baskets_than_a_small_counter_holds() -> None:
    """70,000 common baskets are more than 16 bits can count."""
    encoded = encode([("a", "b", "c")] * 70_000 + [("a", "b", "d")] * 2)
    assert as_dict(frequent_itemsets(encoded, 3, 3), encoded)["a", "b", "c"] == 70_000
    assert as_dict(frequent_itemsets(encoded, 3, 3), encoded)["a", "b"] == 70_002


@pytest.mark.parametrize(
    ("support", "total", "expected"),
    [
        (0.07, 100, 7),
        ("0.07", 100, 7),
        (Decimal("0.07"), 100, 7),
        (0.005, 39_516, 198),
        (1, 5, 5),
        ("1.0", 7, 7),
        (1e-9, 10, 1),
        (0.5, 0, 1),
        (0.29, 100, 29),
        (0.571, 1000, 571),
    ],
)
def test_minimum_count_is_exact(support, total, expected) -> None:
    assert minimum_count(support, total) == expected


@settings(derandomize=True)
@given(st.integers(1, 10_000), st.integers(1, 10**12))
def test_minimum_count_is_the_smallest_that_reaches_the_support(share, total) -> None:
    least = minimum_count(share / 10_000, total)
    assert Fraction(least, total) >= Fraction(share, 10_000) > Fraction(least - 1, total)


@pytest.mark.parametrize("support", [0, -0.1, 1.01, "nan", "inf", "half"])
def test_minimum_count_refuses_what_is_no_share(support) -> None:
    with pytest.raises(ValueError, match="minimum support must be"):
        minimum_count(support, 100)


def test_impossible_requests_are_refused() -> None:
    baskets = encode([{"a"}])
    with pytest.raises(ValueError, match="at least 1 basket"):
        frequent_itemsets(baskets, 0, 3)
    with pytest.raises(ValueError, match="at least 1 good"):
        frequent_itemsets(baskets, 1, 0)
    with pytest.raises(ValueError, match="Unknown engine 'r'; choose one of projection, mlxtend"):
        frequent_itemsets(baskets, 1, 3, "r")  # type: ignore[arg-type]
