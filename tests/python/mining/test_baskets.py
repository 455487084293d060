from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from python_jobs.mining.baskets import Baskets, encode_baskets

LINES = st.lists(st.tuples(st.sampled_from("XYZW"), st.sampled_from(["a", "B", "10", "9", "é"])))


def same(one: Baskets, other: Baskets) -> bool:
    return (
        np.array_equal(one.basket_index, other.basket_index)
        and np.array_equal(one.item_index, other.item_index)
        and np.array_equal(one.items, other.items)
        and one.total_baskets == other.total_baskets
    )


def test_numbers_follow_the_sorted_codes() -> None:
    baskets = encode_baskets(["2", "1", "1"], ["b", "c", "a"])
    assert baskets.items.tolist() == ["a", "b", "c"]
    assert list(zip(baskets.basket_index, baskets.item_index, strict=True)) == [
        (0, 0),
        (0, 2),
        (1, 1),
    ]
    assert baskets.basket_index.dtype == baskets.item_index.dtype == np.int32


def test_repeated_lines_are_one_pair() -> None:
    baskets = encode_baskets(["1", "1", "1"], ["a", "a", "b"])
    assert len(baskets.item_index) == 2
    assert baskets.total_baskets == 1


@settings(derandomize=True, deadline=None)
@given(LINES, st.randoms(use_true_random=False))
def test_order_of_lines_does_not_matter(lines, random) -> None:
    shuffled = list(lines)
    random.shuffle(shuffled)
    one, other = (
        encode_baskets([invoice for invoice, _ in some], [code for _, code in some])
        for some in (lines, shuffled)
    )
    assert same(one, other)


def test_every_kind_of_column_gives_the_same_baskets() -> None:
    invoices, codes = ["5", "3", "3"], ["x", "y", "x"]
    expected = encode_baskets(invoices, codes)
    assert same(expected, encode_baskets(np.array(invoices), np.array(codes)))
    assert same(expected, encode_baskets(pd.Series(invoices), pd.Series(codes)))
    assert same(expected, encode_baskets(np.array(invoices, object), np.array(codes, object)))
    # Arrow's columns come in chunks, each with texts of its own
    assert same(expected, encode_baskets(_chunks(invoices), _chunks(codes)))


def _chunks(texts: Sequence[str | None]) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(texts[:1], pa.string()), pa.array(texts[1:], pa.string())])


@settings(derandomize=True, deadline=None)
@given(LINES)
def test_columns_of_arrow_give_the_baskets_of_lists(lines) -> None:
    invoices, codes = [invoice for invoice, _ in lines], [code for _, code in lines]
    assert same(encode_baskets(invoices, codes), encode_baskets(_chunks(invoices), _chunks(codes)))


def test_no_lines_give_no_baskets() -> None:
    baskets = encode_baskets([], [])
    assert baskets.total_baskets == len(baskets.items) == len(baskets.item_index) == 0


@pytest.mark.parametrize("missing", [None, float("nan")])
def test_a_missing_code_is_refused(missing) -> None:
    with pytest.raises(ValueError, match="stock_code has a missing value"):
        encode_baskets(["1", "2"], ["a", missing])


def test_a_missing_code_in_a_column_of_arrow_is_refused() -> None:
    with pytest.raises(ValueError, match="stock_code has a missing value"):
        encode_baskets(_chunks(["1", "2"]), _chunks(["a", None]))


def test_columns_of_arrow_without_lines_give_no_baskets() -> None:
    empty = pa.chunked_array([], pa.string())
    assert encode_baskets(empty, empty).total_baskets == 0


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="same length"):
        encode_baskets(["1"], ["a", "b"])
