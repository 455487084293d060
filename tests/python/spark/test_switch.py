"""What readers of Spark see while builds follow each other, and are killed: one whole build, always."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.python.conftest import ROOT
from tests.python.spark.conftest import SparkPlace
from tests.python.spark.switching import VIEWS

pytestmark = pytest.mark.spark

# Starting Spark takes most of the time of each; more by CUSTOMER_INTELLIGENCE_TEST_SPARK_KILLS.
KILLS = int(os.environ.get("CUSTOMER_INTELLIGENCE_TEST_SPARK_KILLS", "2"))
SECONDS_OF_A_START = 300


def start(place: SparkPlace, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.python.spark.switching", *arguments],
        cwd=ROOT,
        env=place.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )


def next_line(process: subprocess.Popen[str], word: str) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(word):
            return line.removeprefix(word).strip()
    pytest.fail(f"the process ended before it said {word!r}")


def test_a_killed_build_leaves_one_whole_build(spark: None, tmp_path: Path) -> None:
    place = SparkPlace(tmp_path)
    # what is left of a table that was half written
    left = place.lake / "tables" / "marts.db" / "shown0__a" / "part-0.parquet"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    done = subprocess.run(
        [sys.executable, "-m", "tests.python.spark.switching", "5"],
        cwd=ROOT,
        env=place.environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=SECONDS_OF_A_START,
    )
    assert "seen [[5], [5], [5], [5]]" in done.stdout, done.stdout + done.stderr[-5000:]
    last = 5
    chance = random.Random(7)
    for _ in range(KILLS):
        process = start(place)
        seen = json.loads(next_line(process, "seen"))
        assert len(seen) == VIEWS
        assert all(rows == seen[0] and len(rows) == 1 for rows in seen), seen
        assert seen[0][0] >= last
        last = int(next_line(process, "built"))
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=chance.uniform(0.0, 4.0))
        process.kill()
        process.communicate()
    process = start(place, "1")
    seen = json.loads(next_line(process, "seen"))
    assert len(seen) == VIEWS
    assert all(rows == seen[0] and len(rows) == 1 and rows[0] >= last for rows in seen), seen
    assert json.loads(next_line(process, "seen")) == [[seen[0][0] + 1]] * VIEWS
    process.communicate()
