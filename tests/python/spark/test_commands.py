"""The commands, one after another, on the warehouse that a run has made on Spark: they say what they say on DuckDB."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.python.conftest import Run
from tests.python.spark.conftest import SparkPlace

pytestmark = [pytest.mark.spark, pytest.mark.slow]

# moments, which differ from run to run
MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?|(?:less than )?\w+ \w+ ago;")
# how many tests of the data answer depends on what the warehouse enforces
COUNTS_OF_TESTS = re.compile(r"\d+ tests passed")
MORE_LINES = (
    "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n"
    "900001,90001,NEW ARTICLE,2,2024-12-08 10:00,5.00,19999,France\n"
    "900002,90001,NEW ARTICLE,1,2024-12-09 11:00,5.00,19999,France\n"
)


def said(place: SparkPlace | Run, *arguments: str | Path, code: int = 0) -> str:
    """What a command answers, without its moments."""
    workplace = place.workplace if isinstance(place, Run) else place
    done = workplace.command(*arguments)
    assert done.returncode == code, f"{arguments}: {(done.stdout + done.stderr)[-5000:]}"
    return COUNTS_OF_TESTS.sub("TESTS", MOMENT.sub("MOMENT", done.stdout))


@pytest.mark.parametrize("sample_on_spark", [SparkPlace], indirect=True, ids=["spark"])
def test_the_commands_in_one_piece(
    sample_on_spark: SparkPlace, sample_run: Run, tmp_path: Path
) -> None:
    place = sample_on_spark

    # who only looks
    assert "FIX" not in said(place, "doctor")
    for command in ("status", "brief", "files"):
        assert said(place, command) == said(sample_run, command), command
    steps = said(place, "history", "--steps")
    assert "succeeded" in steps and "mine rules" in steps and "switch" in steps
    for name in ("segments", "outlook"):
        lists = [tmp_path / f"{name}_{target}.csv" for target in ("spark", "duckdb")]
        said(place, "export", name, "--to", lists[0])
        said(sample_run, "export", name, "--to", lists[1])
        assert lists[0].read_bytes() == lists[1].read_bytes(), name
    pages = [tmp_path / f"{target}.html" for target in ("spark", "duckdb")]
    said(place, "dashboards", "--out", pages[0])
    said(sample_run, "dashboards", "--out", pages[1])
    on_spark, on_duckdb = (MOMENT.sub("MOMENT", page.read_text("utf-8")) for page in pages)
    assert on_spark == on_duckdb

    # the steps of a run by themselves
    fitted = said(place, "fit")
    assert fitted == said(sample_run, "fit")
    mined = said(place, "mine")
    assert mined == said(sample_run, "mine")

    # files come and go
    more = tmp_path / "more.csv"
    more.write_text(MORE_LINES, encoding="utf-8")
    assert "2 lines would be landed" in said(place, "land", "--dry-run", more)
    assert "1 of 1 file landed" in said(place, "land", more)
    assert "more.csv" in said(place, "files")
    assert "is not in the marts yet" in said(place, "status", code=1)
    assert said(place, "forget", "--customer", "19999").startswith("2 lines name no customer")
    assert said(place, "forget", "more.csv").startswith("Removed 2 lines of 1 file")
    assert "more.csv" not in said(place, "files")
    # what cannot be done is told in a sentence
    unknown = place.command("forget", "nothing.csv")
    assert unknown.returncode == 2 and "nothing.csv" in unknown.stderr
    assert "Traceback" not in unknown.stderr
