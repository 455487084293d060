"""The file: its size, its bytes, and names that would like to be more than text."""

from __future__ import annotations

import inspect
import json
import random
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

from python_jobs.core.errors import WarehouseError
from python_jobs.dashboards import (
    changes,
    read_baskets,
    read_customers,
    read_outlook,
    read_sales,
)
from python_jobs.dashboards import read as reading
from python_jobs.dashboards.job import write_dashboards
from python_jobs.dashboards.page import build, write
from python_jobs.dashboards.vendor import make_vega
from python_jobs.warehouses.duckdb_file import DuckDBWarehouse
from tests.python.conftest import Run
from tests.python.dashboards.conftest import write_page


class ShuffledWarehouse(DuckDBWarehouse):
    """Rows in any order, as a query without `order by` may give them."""

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        rows = super().query(sql)
        random.Random(3).shuffle(rows)
        return rows


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_one_file_holds_it_all(sample_page: Path) -> None:
    text = sample_page.read_text(encoding="utf-8")
    assert sample_page.stat().st_size < 3_000_000
    assert "default-src &#x27;none&#x27;" in text
    markup = re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
    assert not re.search(r'(?:src|href)="(?!data:|#)', markup)
    assert not re.search(r"url\((?!data:)|@import", markup)
    assert "{{" not in markup


def test_the_same_warehouse_gives_the_same_bytes(
    sample_run: Run, sample_page: Path, tmp_path: Path
) -> None:
    again = write_page(sample_run.workplace.warehouse, tmp_path / "again.html")
    assert again.read_bytes() == sample_page.read_bytes()
    shuffled = ShuffledWarehouse(sample_run.workplace.warehouse)
    shuffled_page = write_dashboards(shuffled, tmp_path / "shuffled.html")
    shuffled.close()
    assert shuffled_page.read_bytes() == sample_page.read_bytes()


def test_names_cannot_leave_the_data() -> None:
    names = ["</script><script>alert(1)</script>", "<!--<script>", "a & b\u2028", "{{ app }}"]
    page = build({"names": names})
    assert data_of(page) == {"names": names}
    [block] = re.findall(r'id="data">(.*?)</script>', page, re.DOTALL)
    assert not set("<>&\u2028") & set(block)


def test_a_write_that_fails_leaves_the_old_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.html"
    write(page, "old")

    def full_disk(*arguments: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(Path, "replace", full_disk)
    with pytest.raises(OSError, match="No space"):
        write(page, "new")
    assert page.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [page]


def test_without_the_views_it_says_what_to_do(tmp_path: Path) -> None:
    duckdb.connect(str(tmp_path / "empty.duckdb")).close()
    with pytest.raises(
        WarehouseError, match="has no models yet. Build them: customer-intelligence"
    ):
        write_page(tmp_path / "empty.duckdb", tmp_path / "page.html")
    assert not (tmp_path / "page.html").exists()


def test_only_reporting_views_are_read_in_sql_that_every_engine_takes() -> None:
    queries = [
        text
        for module in (reading, changes, read_baskets, read_customers, read_outlook, read_sales)
        for name, text in inspect.getmembers(module)
        if name.isupper() and isinstance(text, str) and "select" in text
    ]
    assert len(queries) >= 18
    for sql in queries:
        tables = re.findall(r"\b(?:from|join) ([\w.]+)", sql)
        assert tables
        assert all(table.startswith("reporting.vw_") for table in tables)
        assert not re.search(r"::|\|\||\blimit\b|group by 1|\busing\b|\bfilter\b", sql)


def test_vega_is_what_the_wheel_makes() -> None:
    pytest.importorskip("vl_convert")
    assert make_vega.BUNDLE.read_text(encoding="utf-8") == make_vega.bundle()
