"""Files that would fill a machine's memory or keep it busy for hours: the command ends soon, takes less
than a gigabyte, and lands what is good or says in one sentence why it does not."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from python_jobs.core.errors import InputError
from python_jobs.landing.contents.workbook import OLE_START
from python_jobs.landing.files.unpacking import SMALL_PIECE_BYTES
from tests.python.conftest import ROOT, Workplace
from tests.python.landing import bombs
from tests.python.landing.bombs import MEBIBYTE, SHEET, START, Member
from tests.python.landing.conftest import Landing
from tests.python.landing.hostile_files import GOOD_RECORD, HEADERS, zipped

# Nothing that is landed here takes longer, even on a small machine that has other work.
MOST_SECONDS = 180
MOST_MEMORY = 1 << 30


@dataclass(frozen=True)
class Measured:
    """How a command ended, what it said, and its peak memory in bytes."""

    exit_code: int
    output: str
    peak: int


def land_measured(workplace: Workplace, path: Path) -> Measured:
    peak = workplace.folder / "peak.txt"
    command = [sys.executable, "-m", "python_jobs", "land", str(path)]
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("measured.py")), str(peak), *command],
        cwd=ROOT,
        env=workplace.environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=MOST_SECONDS,
    )
    return Measured(done.returncode, done.stdout + done.stderr, int(peak.read_text()))


def million_characters() -> bytes:
    return START + START.splitlines()[1].replace(b"MUG", b"M" * 1_000_000) + b"\n"


def wide_table(columns: int, lines: int = 1) -> bytes:
    """A table of our columns and many more."""
    more = columns - len(GOOD_RECORD)
    header = ",".join((HEADERS[0], *(f"Remark {number}" for number in range(more))))
    line = ",".join((*GOOD_RECORD, *["x"] * more))
    return "\n".join((header, *[line] * lines)).encode()


def huge_sheet() -> bytes:
    row = b"<row>" + b"<c><v>1</v></c>" * 8 + b"</row>"
    deflated = bombs.deflate_bomb(b"<worksheet><sheetData>", row * 8000, 1200)
    return bombs.workbook(Member(SHEET, deflated, 1200 * 8000 * len(row)))


def shared_text() -> bytes:
    rows = '<row><c t="s"><v>0</v></c></row>' * 5000
    return bombs.workbook(bombs.sheet_xml(rows), shared_string="x" * MEBIBYTE)


def forgotten_cell() -> bytes:
    """A sheet is a rectangle; with the last cell that a sheet can have, this one has 17 billion."""
    first = '<row r="1"><c r="A1"><v>1</v></c></row>'
    last = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return bombs.workbook(bombs.sheet_xml(first + last))


@pytest.mark.skipif(sys.platform == "win32", reason="only POSIX says how much memory a child took")
@pytest.mark.parametrize(
    ("name", "make", "exit_code", "said"),
    [
        ("o.csv", million_characters, 0, "1 line landed, 1 rejected"),
        ("o.csv", lambda: wide_table(10_000, 100), 0, "100 lines landed, 0 rejected"),
        ("o.csv.gz", lambda: bombs.gzip_bomb(b"x" * MEBIBYTE, 2000), 2, "unpacks to more than"),
        ("o.csv.gz", lambda: bombs.gzip_bomb(b"x" * MEBIBYTE, 200), 0, "1 line landed, 1 reject"),
        ("o.csv.gz", lambda: bombs.gzip_bomb(b"\n" * MEBIBYTE, 20), 0, "1 line landed, 0 reject"),
        ("o.csv.gz", lambda: bombs.gzip_bomb(b'",\n' * MEBIBYTE, 20), 2, "bad lines and only"),
        ("o.xlsx", huge_sheet, 2, "would unpack to"),
        ("o.xlsx", shared_text, 2, "of memory to open"),
        ("o.xlsx", forgotten_cell, 2, "of memory to open"),
    ],
    ids=[
        "a million characters",
        "ten thousand columns",
        "two gigabytes in one line",
        "an endless line within the limit",
        "only line ends within the limit",
        "only bad lines within the limit",
        "a gigabyte of cells",
        "one text in many cells",
        "a forgotten cell",
    ],
)
@pytest.mark.slow
def test_a_trap_takes_little_time_and_memory(
    workplace: Workplace, name: str, make: Callable[[], bytes], exit_code: int, said: str
) -> None:
    path = workplace.folder / name
    path.write_bytes(make())
    done = land_measured(workplace, path)
    assert done.exit_code == exit_code, done.output
    assert said in done.output
    assert "Traceback" not in done.output
    assert done.peak < MOST_MEMORY


def gigabytes_of_zeros(stated_size: int) -> list[Member]:
    return [Member("orders.csv", bombs.deflate_bomb(START, bytes(MEBIBYTE), 2000), stated_size)]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("o.zip", bombs.archive(gigabytes_of_zeros(2 << 30)), "would unpack to 2,147,483,648"),
        ("o.zip", bombs.archive(gigabytes_of_zeros(1000)), "damaged or cut off .Bad CRC-32"),
        ("o.zip", bombs.archive([Member.of("o.csv", START)], 1001), "1,001 tables, more than"),
        ("o.zip", bombs.archive([Member.of("o.csv", START * MEBIBYTE)], 9), "would unpack to"),
        (
            "o.zip",
            bombs.archive([Member.of("o.csv.gz", bombs.gzip_bomb(b"\n" * MEBIBYTE, 300))]),
            "unpacks to more than",
        ),
        ("o.zip", bombs.nested_archive(), "holds archives, such as .* Unpack it first"),
        ("o.csv", wide_table(20_000), "has 20,000 columns, more than 16,384"),
        ("o.csv", b"x" * (5 * MEBIBYTE), "line is longer than 4,194,304 characters"),
        ("o.xlsx", bombs.workbook(gigabytes_of_zeros(1000)[0]), "damaged or cut off .Bad CRC-32"),
        ("o.xlsx", bombs.workbook(b"<worksheet><sheetData><row><c"), "not a workbook that can"),
        (
            "o.xls",
            OLE_START + bombs.archive(gigabytes_of_zeros(2 << 30)),
            "not a workbook that can",
        ),
    ],
    ids=[
        "an honest archive",
        "an archive that lies",
        "many members",
        "members that overlap",
        "a gzip file in an archive",
        "archives in archives",
        "too many columns",
        "a header without end",
        "a workbook that lies",
        "a sheet that is no sheet",
        "an older workbook with an archive in it",
    ],
)
def test_a_trap_is_refused(landing: Landing, name: str, content: bytes, message: str) -> None:
    path = landing.folder / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        landing.land(path)
    assert not landing.warehouse_exists()


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_unpacks_all_at_once_is_given_little_at_a_time(
    landing: Landing, monkeypatch: pytest.MonkeyPatch, method: int
) -> None:
    """A megabyte of bzip2 can be twenty gigabytes, and zipfile would unpack it in one go."""
    path = landing.folder / "orders.zip"
    path.write_bytes(zipped({"orders.csv": START * 1000}, method))
    asked = []
    read = zipfile.ZipExtFile.read

    def note(stream: zipfile.ZipExtFile, size: int = -1) -> bytes:
        asked.append(size)
        return read(stream, size)

    monkeypatch.setattr(zipfile.ZipExtFile, "read", note)
    landing.land(path)
    assert 0 < min(asked) <= max(asked) <= SMALL_PIECE_BYTES
