"""No command writes over a file of another kind: least of all over a warehouse."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from python_jobs.core.errors import InputError
from python_jobs.core.own_file import own_file
from python_jobs.dashboards.job import write_dashboards
from python_jobs.sample.generate import write_sample
from python_jobs.warehouses.duckdb_file import DuckDBWarehouse
from tests.python.conftest import Workplace


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table kept as select 1 as one")
    return path


def is_kept(warehouse: Path) -> bool:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute("select one from kept").fetchall() == [(1,)]


def test_the_sample_is_not_written_over_a_warehouse(warehouse: Path) -> None:
    link = warehouse.with_name("orders.csv")
    link.symlink_to(warehouse)
    for path in (warehouse, link):
        with pytest.raises(InputError, match="would be lost"):
            write_sample(path, 20)
    assert is_kept(warehouse)


def test_the_sample_is_not_written_over_other_lines(tmp_path: Path) -> None:
    mine = tmp_path / "orders.csv"
    mine.write_text("Order No,SKU\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match="is not a file of made-up order lines"):
        write_sample(mine, 20)
    assert mine.read_text(encoding="utf-8") == "Order No,SKU\n1,2\n"
    write_sample(tmp_path / "sample.csv", 20)
    write_sample(tmp_path / "sample.csv", 20)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["orders.csv", "sample.csv"]


def test_the_dashboards_are_not_written_over_a_warehouse(warehouse: Path) -> None:
    with pytest.raises(InputError, match="is not a dashboards page"):
        write_dashboards(DuckDBWarehouse(warehouse), warehouse)
    assert is_kept(warehouse)


def test_what_is_written_has_a_name_of_its_kind(warehouse: Path) -> None:
    """A file that is not there yet may belong to another one: a write-ahead log, a lock, a feed."""
    for name in ("warehouse.duckdb.wal", "warehouse.duckdb.lock", "my_shop.yml"):
        path = warehouse.with_name(name)
        with pytest.raises(InputError, match="should end in .csv"):
            write_sample(path, 20)
        with pytest.raises(InputError, match="should end in .html"):
            write_dashboards(DuckDBWarehouse(warehouse), path)
        link = warehouse.with_name("sample.csv")
        link.symlink_to(path)
        with pytest.raises(InputError, match="should end in .csv"):
            write_sample(link, 20)
        link.unlink()
    assert [path.name for path in warehouse.parent.iterdir()] == [warehouse.name]
    assert is_kept(warehouse)


def test_a_feed_is_written_under_the_name_of_a_feed(workplace: Workplace) -> None:
    orders = workplace.folder / "orders.csv"
    orders.write_text("Order No,SKU\n1,2\n", encoding="utf-8")
    refused = workplace.command("inspect", orders, "--write", workplace.folder / "warehouse.duckdb")
    assert refused.returncode == 2
    assert "should end in .yml" in refused.stderr


def test_a_feed_that_is_there_is_not_written_over(workplace: Workplace) -> None:
    orders, feed = workplace.folder / "orders.csv", workplace.folder / "my_shop.yml"
    orders.write_text("Order No,SKU\n1,2\n", encoding="utf-8")
    feed.write_text("mine", encoding="utf-8")
    refused = workplace.command("inspect", orders, "--write", feed)
    assert refused.returncode == 2
    assert "my_shop.yml is there already. Give another name, or delete it." in refused.stderr
    assert feed.read_text(encoding="utf-8") == "mine"


def test_where_a_feed_fits_already_none_is_written_and_nothing_is_wrong(
    workplace: Workplace,
) -> None:
    orders, feed = workplace.folder / "orders.csv", workplace.folder / "my_shop.yml"
    header = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country"
    line = "489001,10001,MUG,12,2010-12-01 08:26:00,2.55,13085,France"
    orders.write_text(f"{header}\n{line}\n", encoding="utf-8")
    done = workplace.command("inspect", orders, "--write", feed)
    assert (done.returncode, feed.exists()) == (0, False)
    assert "fits already, and nothing is written" in done.stdout


def test_where_a_file_cannot_be_used_no_feed_is_written(workplace: Workplace) -> None:
    orders, feed = workplace.folder / "orders.csv", workplace.folder / "my_shop.yml"
    orders.write_text("Order No,Order Date,SKU\n1,2024-05-17,2\n", encoding="utf-8")
    refused = workplace.command("inspect", orders, "--write", feed)
    assert (refused.returncode, feed.exists()) == (2, False)
    assert "take the #" not in refused.stderr
    assert "A file without prices cannot be used" in refused.stderr


def test_where_a_file_may_be_written(tmp_path: Path) -> None:
    assert own_file(tmp_path / "new.csv", "a list", [b"a,b"], [".csv"]) == tmp_path / "new.csv"
    (tmp_path / "empty.csv").touch()
    own_file(tmp_path / "empty.csv", "a list", [b"a,b"], [".csv"])
    (tmp_path / "old.csv").write_bytes(b"a,b\n1,2\n")
    (tmp_path / "link.csv").symlink_to(tmp_path / "old.csv")
    assert own_file(tmp_path / "link.csv", "a list", [b"a,b"], [".csv"]) == tmp_path / "old.csv"
    for other in (tmp_path, Path("/dev/null"), tmp_path / ("x" * 300), Path("a\0b")):
        with pytest.raises(InputError):
            own_file(other, "a list", [b"a,b"], [".csv"])
