"""Landing again: the same bytes are a no-op, a changed file takes the place of its old rows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from python_jobs.core.errors import InputError, WarehouseError
from python_jobs.core.project import Project
from python_jobs.landing.land import SAMPLE_NAME
from python_jobs.landing.lines.gather import Gathered, gather
from python_jobs.landing.other_files.gone import Gone
from tests.python.landing.conftest import HEADER, LINES, Landing

ONE = f"{HEADER}\n{LINES[0]}\n"
TWO = f"{HEADER}\n{LINES[0]}\n{LINES[1]}\n"


def count(landing: Landing) -> int:
    return int(str(landing.query("select count(*) from raw.order_lines")[0][0]))


def test_the_same_bytes_are_a_no_op(landing: Landing) -> None:
    path = landing.write("orders.csv", ONE)
    landing.land(path)
    before = landing.query("select * from raw.order_lines, raw.landed_files")
    assert landing.land(path)[0].outcome == "unchanged"
    assert landing.query("select * from raw.order_lines, raw.landed_files") == before


def test_the_same_bytes_under_another_name_are_a_no_op(landing: Landing) -> None:
    landing.land(landing.write("orders.csv", ONE))
    assert landing.land(landing.write("copy.csv", ONE))[0].outcome == "unchanged"
    assert count(landing) == 1


def test_a_copy_in_the_same_landing_is_told(landing: Landing) -> None:
    files = landing.land(landing.write("orders.csv", TWO), landing.write("zz_copy.csv", TWO))
    assert [(one.name, one.outcome) for one in files] == [
        ("orders.csv", "landed"),
        ("zz_copy.csv", "unchanged"),
    ]
    assert count(landing) == 2


def test_a_changed_file_replaces_its_rows(landing: Landing) -> None:
    landing.land(landing.write("orders.csv", TWO), landing.write("other.csv", f"{ONE}\n{LINES[2]}"))
    assert count(landing) == 4
    [landed] = landing.land(landing.write("orders.csv", ONE))
    assert (landed.outcome, landed.row_count) == ("replaced", 1)
    assert count(landing) == 3
    files = landing.query("select source_file, row_count from raw.landed_files order by 1")
    assert files == [("orders.csv", 1), ("other.csv", 2)]


def test_real_lines_take_the_place_of_the_sample(landing: Landing) -> None:
    landing.land(landing.write(SAMPLE_NAME, TWO))
    landing.land(landing.write("orders.csv", ONE))
    assert landing.query("select source_file from raw.landed_files") == [("orders.csv",)]
    assert count(landing) == 1


def test_a_landing_that_fails_half_way_changes_nothing(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old rows are gone and the new ones written when the last insert of the transaction fails."""
    landing.land(landing.write("orders.csv", TWO))
    before = landing.query("select * from raw.order_lines order by source_row")

    def lose_a_table(*arguments: Any) -> Gathered:
        return replace(gather(*arguments), rejects_table="gone")

    monkeypatch.setattr("python_jobs.landing.read.gather", lose_a_table)
    with pytest.raises(WarehouseError, match="gone"):
        landing.land(landing.write("orders.csv", ONE))
    assert landing.query("select * from raw.order_lines order by source_row") == before


def test_a_file_that_would_take_most_of_the_history_away_is_refused(landing: Landing) -> None:
    """One order of a long history in the next export is no sign that the history is meant to go."""
    orders = [LINES[0].replace(LINES[0].split(",")[0], str(number), 1) for number in range(20)]
    landing.land(landing.write("orders.csv", "\n".join([HEADER, *orders])))
    with pytest.raises(InputError, match="only 4 of them"):
        landing.land(landing.write("orders.csv", "\n".join([HEADER, *orders[-4:]])))
    assert count(landing) == 20
    [landed] = landing.land(landing.write("orders.csv", "\n".join([HEADER, *orders[10:]])))
    assert (landed.outcome, landed.row_count) == ("replaced", 10)


def gone(landing: Landing, *paths: Path, feed: Path | None = None) -> list[Gone]:
    """What a dry run says of the lines that go, and a landing after it says again."""
    before = landing.query("select * from raw.landed_files")
    would = [file.gone for file in landing.land(*paths, feed=feed, is_dry_run=True)]
    assert landing.query("select * from raw.landed_files") == before
    assert [file.gone for file in landing.land(*paths, feed=feed)] == would
    return would


def test_it_is_told_how_many_lines_a_file_had_before(landing: Landing) -> None:
    landing.land(landing.write("orders.csv", TWO), landing.write("other.csv", f"{ONE}\n{LINES[2]}"))
    assert gone(landing, landing.write("orders.csv", ONE)) == [Gone(replaced=2)]
    assert gone(landing, landing.write("orders.csv", ONE)) == [Gone()]


def test_it_is_told_how_many_lines_of_the_sample_go(landing: Landing) -> None:
    landing.land(landing.write(SAMPLE_NAME, TWO))
    new = [landing.write("a.csv", ONE), landing.write("b.csv", f"{HEADER}\n{LINES[2]}\n")]
    assert gone(landing, *new) == [Gone(of_the_sample=2), Gone()]


def test_it_is_told_how_many_lines_of_older_versions_count_no_more(landing: Landing) -> None:
    """Three nights of a rolling export, the last two at once: 489001 has two lines, then one, then two."""
    feed = landing.write(
        "feed.yml",
        "columns: {invoice: Invoice, stock_code: StockCode, description: Description, quantity: Quantity,\n"
        "  invoice_date: InvoiceDate, price: Price, customer_id: Customer ID, country: Country}\n"
        "newest_file_wins: order\n",
    )
    landing.land(landing.write("1.csv", f"{TWO}{LINES[2]}\n"), feed=feed)
    nights = [landing.write("2.csv", ONE), landing.write("3.csv", TWO)]
    assert gone(landing, *nights, feed=feed) == [Gone(superseded=2), Gone(superseded=1)]
    corrected = TWO.replace(",12,", ",7,")
    assert gone(landing, landing.write("3.csv", corrected), feed=feed) == [Gone(replaced=2)]
    last = landing.write("4.csv", f"{TWO.lower().replace('invoice', 'Invoice')}{LINES[2]}\n")
    assert gone(landing, last, feed=feed) == [Gone(superseded=3)]


COLUMNS = (
    "columns: {invoice: Invoice, stock_code: StockCode, description: Description, quantity: Quantity,\n"
    "  invoice_date: InvoiceDate, price: Price, customer_id: Customer ID, country: Country}\n"
)
HOW_IT_IS_WRITTEN = (
    'encoding: UTF8\ndelimiter: ","\ndecimal: "."\ndate_format: "%Y-%m-%d %H:%M:%S"\n'
)


@pytest.fixture
def shop(landing: Landing, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shop's only feed, where the commands look for it by themselves."""
    folder = landing.folder / "feeds"
    folder.mkdir()
    monkeypatch.setattr(Project, "feeds_folders", property(lambda _: [folder]))
    return folder / "my_shop.yml"


def reads(landing: Landing, monkeypatch: pytest.MonkeyPatch, path: Path) -> list[str]:
    """The files that a landing reads, whose bytes are landed already."""
    names = []

    def note(connection: duckdb.DuckDBPyConnection, number: int, name: str, *rest: Any) -> Gathered:
        names.append(name)
        return gather(connection, number, name, *rest)

    with monkeypatch.context() as patch:
        patch.setattr("python_jobs.landing.read.gather", note)
        landing.land(path)
    return names


@pytest.mark.parametrize(
    "changed",
    [
        "newest_file_wins: order\n",
        "cancellation_prefix: C\n",
        "country: Japan\n",
        "drop: {Country: [France]}\n",
        'date_format: "%Y-%d-%m %H:%M:%S"\n',
    ],
)
def test_a_file_is_read_again_when_its_feed_says_something_else(
    landing: Landing, shop: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    """Without --feed: who has corrected a feed lands the files again, and would wonder why nothing changes."""
    shop.write_text(COLUMNS, encoding="utf-8")
    orders = landing.write("orders.csv", TWO.replace("-01 ", "-02 "))
    landing.land(orders)
    assert reads(landing, monkeypatch, orders) == []
    # a field has a column or one value for all lines
    columns = COLUMNS.replace(", country: Country", "") if "country: " in changed else COLUMNS
    shop.write_text(f"{columns}{changed}", encoding="utf-8")
    assert reads(landing, monkeypatch, orders) == ["orders.csv"]
    assert reads(landing, monkeypatch, orders) == []
    shop.write_text(COLUMNS, encoding="utf-8")
    assert reads(landing, monkeypatch, orders) == (
        [] if changed.startswith("date_format") else ["orders.csv"]
    )


def test_a_feed_that_says_how_a_file_is_written_is_no_reason_to_read_it_again(
    landing: Landing, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.write_text(f"{COLUMNS}{HOW_IT_IS_WRITTEN}", encoding="utf-8")
    orders = landing.write("orders.csv", TWO)
    landing.land(orders)
    assert reads(landing, monkeypatch, orders) == []
    shop.write_text(f"{COLUMNS}encoding: cp1252\n", encoding="utf-8")
    assert reads(landing, monkeypatch, orders) == ["orders.csv"]
