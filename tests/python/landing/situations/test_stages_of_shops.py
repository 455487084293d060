"""What is left out of a file, stage by stage: each line has the reason that a shop looks for, and a day without orders is no fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, SOLD, read, read_files, table


@pytest.mark.parametrize("said", ["keep: {Land: [DE]}\n", "drop: {Land: [FR]}\n", ""])
def test_a_header_alone_is_told_in_the_same_words_whatever_the_feed_keeps(
    tmp_path: Path, said: str
) -> None:
    refused = read(tmp_path, f"{COLUMNS}\n", f"{FEED}{said}").refused
    assert "has a header but no order lines" in refused


def test_a_line_that_the_feed_leaves_out_has_that_reason_though_it_is_a_text(
    tmp_path: Path,
) -> None:
    header = f"{COLUMNS},Kind"
    lines = (*(f"{one},Line" for one in LINES), "7,2024-05-17,,Thank you,,,K1,DE,Note")
    outcome = read(tmp_path, table(*lines, header=header), f"{FEED}keep: {{Kind: [Line]}}\n")
    assert (outcome.sold, outcome.doubts) == (SOLD, [])
    assert outcome.reasons == ["the feed leaves it out: Kind is Note"]


@pytest.mark.parametrize(
    "text",
    [
        "Applied filters:\nYear is 2024",
        "No filters applied\n(all)",
        "Applied filters: Year is 2024",
    ],
)
def test_a_text_of_several_lines_in_the_last_cell_is_no_line_of_an_order(
    tmp_path: Path, text: str
) -> None:
    outcome = read(tmp_path, table(*LINES, f'"{text}",,,,,,,'))
    assert (outcome.sold, outcome.left_out, len(outcome.rows), outcome.doubts) == (SOLD, 1, 3, [])


def test_a_day_without_orders_is_left_out_beside_others(tmp_path: Path) -> None:
    empty = f"{COLUMNS}\n".encode()
    days = {"1.csv": table(*LINES).encode(), "2.csv": empty}
    outcome = read_files(tmp_path, days)
    assert (outcome.sold, outcome.refused, outcome.beside) == (SOLD, "", ["2.csv"])


def test_days_without_orders_alone_are_refused(tmp_path: Path) -> None:
    empty = f"{COLUMNS}\n".encode()
    refused = read_files(tmp_path, {"1.csv": empty, "2.csv": empty}).refused
    assert "1.csv has a header but no order lines" in refused


def test_a_file_that_is_landed_is_not_emptied_without_a_word(tmp_path: Path) -> None:
    files = {"1.csv": table(*LINES).encode(), "2.csv": f"{COLUMNS}\n".encode()}
    refused = read_files(tmp_path, files, present=["2.csv"]).refused
    assert "2.csv has a header but no order lines" in refused
