"""Lists for mail tools: complete, readable in a spreadsheet, and without formulas."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from python_jobs.export.lists import defused
from tests.python.conftest import Run, Workplace


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_segments_go_to_a_spreadsheet(sample_run: Run, tmp_path: Path) -> None:
    path = tmp_path / "segments.csv"
    done = sample_run.workplace.command("export", "segments", "--to", path)
    assert done.returncode == 0, done.stderr
    assert path.read_bytes().startswith(
        b"\xef\xbb\xbfcustomer_id,segment,previous_segment,churn_risk,"
    )
    rows = read(path)
    assert [(row["customer_id"], row["segment"], row["churn_risk"]) for row in rows] == (
        sample_run.query(
            "select customer_id, segment, churn_risk from reporting.vw_customer_360 order by 1"
        )
    )
    again = sample_run.workplace.command("export", "segments", "--to", path)
    assert again.returncode == 0, again.stderr


def test_the_outlook_goes_to_parquet(sample_run: Run, tmp_path: Path) -> None:
    path = tmp_path / "outlook.parquet"
    done = sample_run.workplace.command("export", "outlook", "--to", path)
    assert done.returncode == 0, done.stderr
    table = pq.read_table(path)
    assert f"{table.num_rows:,} customers" in done.stdout
    [(customers, chances)] = sample_run.query(
        "select count(*), sum(p_order) from marts.customer_outlook"
    )
    assert table.num_rows == customers
    assert sum(table["p_order"].to_pylist()) == pytest.approx(chances)


def test_another_file_is_not_written_over(sample_run: Run, tmp_path: Path) -> None:
    orders = tmp_path / "orders.csv"
    orders.write_text("Invoice,Price\n1,2\n", encoding="utf-8")
    done = sample_run.workplace.command("export", "segments", "--to", orders)
    assert done.returncode == 2
    assert "would be lost" in done.stderr
    assert orders.read_text(encoding="utf-8") == "Invoice,Price\n1,2\n"


def test_only_two_kinds_of_file_are_written(sample_run: Run, tmp_path: Path) -> None:
    done = sample_run.workplace.command("export", "segments", "--to", tmp_path / "list.docx")
    assert done.returncode == 2
    assert "should end in .csv or .parquet" in done.stderr


def test_a_warehouse_without_marts_says_what_to_do(workplace: Workplace) -> None:
    done = workplace.command("export", "segments", "--to", workplace.folder / "list.csv")
    assert done.returncode == 2
    assert "customer-intelligence run makes it" in done.stderr


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("  =1+1", "'  =1+1"),
        ("@sum", "'@sum"),
        ("-12", "'-12"),
        ("+49", "'+49"),
        ("12-A", "12-A"),
        ("", ""),
    ],
)
def test_formulas_are_defused(text: str, harmless: str) -> None:
    assert defused(text) == harmless
