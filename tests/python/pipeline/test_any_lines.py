"""Whatever lines are landed, everything builds and every test holds."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.python.conftest import Workplace

FIELDS = ["Invoice", "StockCode", "Description", "Quantity", "InvoiceDate", "Price", "Customer ID", "Country"]  # fmt: skip
CODES = st.sampled_from(
    ["1", "C2", "A3", "536365", "CUP", "SAUCER", "CUP + SAUCER", "ab1", "AB1", "ＡＢ１", "A\u200bB1", ".0", "13085.0",
     "0", "", "ß", "SS", "æ", "'; drop table x; --", "%", "_", '"', "POST", "é" * 70]
)  # fmt: skip
DAYS = st.sampled_from(
    ["1900-01-01 00:00:00", "2199-06-01 10:00:00", "1752-12-31 00:00:00", "9999-12-31 23:59:59", "2011-02-29 10:00:00",
     "2011-12-09 12:50:00", "2010-12-01 08:26:00", "2011-12-09 24:00:00", "2011-01-31 23:59:59.999", "soon", ""]
)  # fmt: skip
QUANTITIES = st.sampled_from(
    ["1", "-1", "0", "12", "80995", "-80995", "1.5", "0.0001", "2147483648", "1e3", "", "x"]
)
PRICES = st.sampled_from(
    ["2.55", "0", "-1", "0.0001", "99999999999", "1234567.8901", "100000000000", "1,5", "", "free"]
)
TEXTS = st.one_of(
    st.sampled_from(["MUG", "mug", "", " ", "\x01", "x" * 300]), st.text("aÄß'\"+%_ \t", max_size=9)
)
COUNTRIES = st.sampled_from(["France", "FRANCE", "france", "", "Unspecified", "unspecified", "Straße", "STRASSE", "EIRE"])  # fmt: skip
LINES = st.tuples(CODES, CODES, TEXTS, QUANTITIES, DAYS, PRICES, CODES, COUNTRIES)
# an ordinary line, so that a file of wild ones alone is not refused for being no order lines at all
ORDINARY = ("536365", "85123A", "HOLDER", "6", "2010-12-01 08:26:00", "2.55", "17850", "United Kingdom")  # fmt: skip


# A build takes its time, so nobody waits for a smaller example of a failure.
@settings(
    max_examples=2,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(LINES, min_size=150, max_size=300))
@pytest.mark.slow
def test_any_landed_lines_build(lines: list[tuple[str, ...]]) -> None:
    _build([*lines, *[ORDINARY] * 40])


@pytest.mark.slow
def test_three_centuries_and_large_amounts_build() -> None:
    """dim_date has 109,573 days, and a total is more than one line's amount may be."""
    huge = [
        (
            str(number),
            "GOLD",
            "BAR",
            "1",
            "2010-12-01 08:26:00",
            "99999999999",
            f"K{number % 3}",
            "",
        )
        for number in range(20_000)
    ]
    workplace = _build([*huge, (*ORDINARY[:4], "1900-01-01 00:00:00", *ORDINARY[5:])])
    [(total,)] = workplace.query("select sum(gross_revenue) from marts.sales_daily")
    assert total > 10**15


def _build(lines: list[tuple[str, ...]]) -> Workplace:
    """Land the lines and build with every data test; unit tests ask nothing of the lines."""
    workplace = Workplace(Path(tempfile.mkdtemp(prefix="any_lines_")))
    path = workplace.folder / "orders.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([FIELDS, *lines])
    landed = workplace.command("land", path)
    assert landed.returncode == 0, landed.stderr
    built = workplace.dbt("build", "--exclude", "resource_type:unit_test")
    assert built.returncode == 0, built.stdout[-4000:]
    return workplace
