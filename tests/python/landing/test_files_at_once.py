"""Files of one landing are read at the same time, and what comes out is the same whatever order they come in."""

from __future__ import annotations

import itertools
import threading
from pathlib import Path

import pytest

from python_jobs.core import at_once as threads
from python_jobs.core.at_once import at_once
from python_jobs.core.errors import InputError
from tests.python.landing.conftest import Landing

FEED = """
columns: {invoice: Nr, stock_code: Art, description: Name, quantity: Stk, invoice_date: Tag, price: Preis,
  customer_id: Kunde, country: Land}
"""
HEADER = "Nr;Art;Name;Stk;Tag;Preis;Kunde;Land"
# Days that are read in two ways, and one that tells; prices that are read in two ways, and one that tells.
EXPORTS = {
    "a.csv": "1;A;CUP;1;02/03/2024;2.50;K1;Germany",
    "b.csv": "2;A;CUP;1;04/03/2024;1.250;K2;Germany",
    "c.csv": "3;A;CUP;1;25/03/2024;3;K1;Germany",
    "d.csv": "4;A;CUP;1;05/03/2024;7;K3;Germany",
}


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """All files at once, also where there is one core."""
    monkeypatch.setattr(threads, "how_many", lambda pieces: pieces)


def write(landing: Landing, *names: str) -> list[Path]:
    return [landing.write(one, f"{HEADER}\n{EXPORTS[one]}\n") for one in names]


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("order", list(itertools.permutations(EXPORTS))[::5])
def test_files_that_tell_decide_for_the_others_in_any_order(
    landing: Landing, order: tuple[str, ...]
) -> None:
    """The days of c.csv decide those of the others; a.csv can be read only then, and its price decides the prices."""
    landing.land(*write(landing, *order), feed=landing.write("feed.yml", FEED))
    assert landing.query(
        "select invoice, left(invoice_date, 10), price from raw.order_lines order by invoice"
    ) == [
        ("1", "2024-03-02", "2.50"),
        ("2", "2024-03-04", "1.250"),
        ("3", "2024-03-25", "3"),
        ("4", "2024-03-05", "7"),
    ]


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("order", [("b.csv", "d.csv"), ("d.csv", "b.csv")])
def test_where_no_file_tells_the_first_one_is_refused(
    landing: Landing, order: tuple[str, str]
) -> None:
    with pytest.raises(InputError, match=f"^{order[0]}: a .* can be read in two ways"):
        landing.land(*write(landing, *order), feed=landing.write("feed.yml", FEED))
    assert not landing.project.duckdb_path.exists()


@pytest.mark.usefixtures("many")
def test_what_the_feed_says_is_usual_gives_way_to_a_file_that_tells(landing: Landing) -> None:
    """The other file is read first, and shows the month first."""
    usual = landing.write("feed.yml", f'{FEED}usual_date_format: "%d/%m/%Y"\n')
    told = landing.write("z.csv", f"{HEADER}\n9;A;CUP;1;03/25/2024;2.50;K1;Germany\n")
    found = landing.land(*write(landing, "d.csv"), told, feed=usual)
    assert landing.query(
        "select invoice, left(invoice_date, 10) from raw.order_lines order by invoice"
    ) == [
        ("4", "2024-05-03"),
        ("9", "2024-03-25"),
    ]
    assert [one.doubts for one in found] == [(), ()]


@pytest.mark.usefixtures("many")
def test_the_same_bytes_under_two_names_count_once(landing: Landing) -> None:
    one, other = (
        landing.write(name, f"{HEADER}\n{EXPORTS['c.csv']}\n") for name in ("b.csv", "a.csv")
    )
    found = landing.land(one, other, feed=landing.write("feed.yml", FEED))
    assert [(one.name, one.outcome) for one in found] == [
        ("b.csv", "landed"),
        ("a.csv", "unchanged"),
    ]


def test_the_first_error_in_the_order_of_the_pieces_is_raised_and_the_rest_is_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The second piece fails at once, the first one later: no chance decides."""
    monkeypatch.setattr(threads, "how_many", lambda pieces: 3)
    second_has_failed, is_stopped = threading.Event(), threading.Event()

    def work(piece: int) -> int:
        if piece == 1:
            second_has_failed.wait()
        elif piece == 2:
            second_has_failed.set()
        elif not is_stopped.wait(timeout=600):
            return piece
        raise ValueError(piece)

    with pytest.raises(ValueError, match="^1$"):
        at_once(work, [1, 2, 3, 4, 5], is_stopped.set)
    assert is_stopped.is_set()


def test_one_piece_is_done_where_it_is_asked_for() -> None:
    assert at_once(lambda _: threading.current_thread(), [1], lambda: None) == [
        threading.main_thread()
    ]
