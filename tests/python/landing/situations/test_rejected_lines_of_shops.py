"""Lines that are no whole lines of the table: each has its reason, and a doubt tells them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.python.landing.situations.shop import LINES, SOLD, read, table

MANY = tuple(f"{at},2024-05-18,B,Shade,1,1.50,K2,DE" for at in range(100, 130))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("999,2024-05-17,A,Lamp,1", "it has 5 fields, the header has 8"),
        ("999,2024-05-17,A,Lamp, red,1,5.00,K1,DE", "it has 9 fields, the header has 8"),
        ("999,2024-05-17,A,Lamp,1,5.00,K1,DE,,", "it has 10 fields, the header has 8"),
        ("999,2024-05-17,A,La\0mp,1,5.00,K1,DE", "it holds a NUL byte"),
        ('999,2024-05-17,A,"Lamp,1,5.00,K1,DE', "a quote is opened and never closed"),
        ("999", "it has 1 field, the header has 8"),
        ("999;2024-05-17;A;Lamp;1;5.00;K1;DE", "it has 1 field, the header has 8"),
    ],
)  # fmt: skip
def test_a_line_that_is_none_is_told_with_its_reason(
    tmp_path: Path, line: str, reason: str
) -> None:
    outcome = read(tmp_path, table(*MANY, line, *LINES))
    assert (outcome.doubts, outcome.sold) == (["lines_rejected"], SOLD + 45)
    assert f"(line 32: {reason})" in outcome.sentences


@pytest.mark.parametrize(
    "note", ["(33 rows affected)", "\x1a", "-- end of file --", "Total lines: 33", "", ",,,,,,,", "Nr,Tag,Art,Name,Stk,Preis,Wer,Land", "\ufeff"]
)  # fmt: skip
def test_a_note_below_the_table_is_no_line_of_it(tmp_path: Path, note: str) -> None:
    outcome = read(tmp_path, table(*MANY, note, *LINES, note))
    assert (outcome.doubts, outcome.sold) == ([], SOLD + 45)


def test_a_slip_among_thousands_stays_quiet(tmp_path: Path) -> None:
    lines = [f"{at},2024-05-18,B,Shade,1,1.00,K2,DE" for at in range(2000)]
    outcome = read(tmp_path, table(*lines, "999,2024-05-17,A,Lamp,1", *LINES))
    assert (outcome.doubts, outcome.sold) == ([], SOLD + Decimal(2000))
