"""Bad files change nothing and say what to do; bad lines are set aside and stop nothing."""

from __future__ import annotations

import gzip
import shlex
import zipfile
from pathlib import Path

import pytest

from python_jobs.core.errors import InputError
from tests.python.conftest import Workplace
from tests.python.landing.conftest import HEADER, LINES, Landing
from tests.python.landing.hostile_files import zipped

TEXT = "\n".join((HEADER, *LINES)) + "\n"


def cut_off_gzip() -> bytes:
    return gzip.compress(TEXT.encode() * 1000)[:-200]


def zip_with_a_name_that_is_no_text() -> bytes:
    return zipped({"café.csv": TEXT.encode()}).replace("café".encode(), b"caf\xff\xff")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("orders.csv", b"", "is empty"),
        ("orders.csv", HEADER.encode(), "has a header but no order lines"),
        ("orders.csv", b"one column\nonly\n", "not a table"),
        ("orders.csv", b"\n\n\n", "no header line"),
        ("orders.csv", b"PK\x03\x04\0\0\0\0binary", "ends with .zip or .xlsx"),
        ("orders.csv", b"\x7fELF\0\0\0\0binary", "binary data"),
        (
            "orders.csv",
            TEXT.replace("Price", "Cost").encode(),
            "lacks the column 'Price'.*'Cost'.*  price: Cost .*inspect .*orders.csv --write feeds/my_shop.yml",
        ),
        ("orders.csv", TEXT.replace("Country", "Price").encode(), "has twice"),
        (
            "orders.csv",
            f"{HEADER}\n1,2\n3,4\n".encode(),
            "no line that can be read.*line 2.*2 fields",
        ),
        ("orders.csv.gz", cut_off_gzip(), "damaged or cut off"),
        ("orders.csv.gz", b"no gzip at all", "damaged or cut off"),
        ("orders.zip", b"no zip at all", "not a zip archive"),
        ("orders.zip", zip_with_a_name_that_is_no_text(), "not a zip archive"),
        ("orders.xlsx", b"no workbook at all", "not a workbook"),
        ("orders.csv", b"\x1b[31mone column\n", r"first line, '�\[31mone column', has"),
    ],
)
def test_a_bad_file_is_one_clear_sentence(
    landing: Landing, name: str, content: bytes, message: str
) -> None:
    path = landing.folder / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        landing.land(path)
    assert not landing.warehouse_exists()


def test_a_missing_file_is_named(landing: Landing) -> None:
    with pytest.raises(InputError, match="There is no file .*nowhere.csv"):
        landing.land(landing.folder / "nowhere.csv")


def test_an_empty_folder_is_named(landing: Landing, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(InputError, match="holds no file to land"):
        landing.land(empty)


def test_two_files_of_one_name_are_refused(landing: Landing, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "orders.csv").write_text(TEXT, encoding="utf-8")
    with pytest.raises(InputError, match="Two files are called orders.csv"):
        landing.land(landing.write("orders.csv", TEXT), other / "orders.csv")


def test_one_bad_file_keeps_the_good_ones_out(landing: Landing) -> None:
    good = landing.write("good.csv", TEXT)
    bad = landing.write("bad.csv", "")
    with pytest.raises(InputError):
        landing.land(good, bad)
    assert not landing.warehouse_exists()


def test_an_archive_that_unpacks_beyond_reason_is_refused(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("python_jobs.landing.files.unpacking.HARMLESS_BYTES", 1000)
    path = landing.folder / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.csv", "0" * 1_000_000)
    with pytest.raises(InputError, match="would unpack to 1,000,000 bytes"):
        landing.land(path)


def test_bad_lines_are_set_aside_with_number_and_reason(landing: Landing) -> None:
    text = "\n".join(
        (
            HEADER,
            LINES[0],
            "too,few",
            f"{LINES[0]},too many",
            '489001,"10" 001,X,1,2010-12-01 08:26:00,1,,France',
            HEADER,
            ",,,,,,,",
            f"489003,10001,{'X' * 4001},1,2010-12-01 08:26:00,1,,France",
            "489004,10001,N\0L,1,2010-12-01 08:26:00,1,,France",
            LINES[1],
        )
    )
    [landed] = landing.land(landing.write("orders.csv", text))
    assert landing.rejected() == [
        (3, "it has 2 fields, the header has 8"),
        (4, "it has 9 fields, the header has 8"),
        (5, "text follows a closing quote"),
        (6, "it is the header once more"),
        (7, "all its fields are empty"),
        (8, "a field is longer than 4,000 characters"),
        (9, "it holds a NUL byte"),
    ]
    assert (landed.row_count, landed.rejected_count) == (2, 7)
    assert landing.query("select source_row from raw.order_lines order by 1") == [(2,), (10,)]


@pytest.mark.parametrize("last", [True, False], ids=["at the end", "in the middle"])
def test_a_quote_that_never_closes_costs_one_line(landing: Landing, last: bool) -> None:
    """Ten thousand good lines around a stray quote all arrive, over more than one block."""
    good = [
        f"{number},10001,{'MUG' * 100},1,2010-12-01 08:26:00,2.55,,France"
        for number in range(20000)
    ]
    stray = '999999,"10001,MUG,1,2010-12-01 08:26:00,2.55,,France'
    good.insert(len(good) if last else 9000, stray)
    [landed] = landing.land(landing.write("orders.csv", "\n".join((HEADER, *good))))
    assert (landed.row_count, landed.rejected_count) == (20000, 1)
    [(line_number, error)] = landing.rejected()
    assert error == "a quote is opened and never closed"
    assert line_number == (20002 if last else 9002)


def test_a_record_across_two_blocks_is_one_record(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("python_jobs.landing.tables.delimited.CHUNK_CHARACTERS", 37)
    landing.land(landing.write("orders.csv", TEXT))
    assert [line[2] for line in landing.lines()] == ["BLUE MUG", 'TRAY, 12" ROUND', "TWO\nLINES"]
    assert landing.rejected() == []


def test_the_command_that_is_proposed_can_be_copied(landing: Landing) -> None:
    """It was given the file's name, which is no path, and a blank or a quote in it made two words."""
    path = landing.write("it's March; ls.csv", "Order,Amount\n1,2\n")
    with pytest.raises(InputError) as caught:
        landing.land(path)
    proposed = str(caught.value).partition("customer-intelligence inspect ")[2]
    assert shlex.split(proposed)[:3] == [str(path), "--write", "feeds/my_shop.yml"]


def test_the_command_ends_with_code_2_and_one_sentence(workplace: Workplace) -> None:
    path = workplace.folder / "orders.csv"
    path.write_text("Order,Amount\n1,2\n", encoding="utf-8")
    done = workplace.command("land", path)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("Error: No feed knows the columns of orders")
    assert "Traceback" not in done.stderr
    assert workplace.query("select count(*) from raw.order_lines") == [(0,)]
