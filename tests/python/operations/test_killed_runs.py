"""kill -9 at any moment: readers never notice, and the next run needs no help.

Every run here replaces the lines of one file by those of another version of it, so that each has
everything to do. At any moment readers must see the marts of one version or of the other, whole.
"""

from __future__ import annotations

import random
import subprocess
import time
from pathlib import Path

import pytest

from tests.python.checksums import checksums
from tests.python.conftest import Workplace, run_on

KILLS = 20
INVOICES = 300


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two exports of the same name."""
    folder = tmp_path_factory.mktemp("versions")
    found = []
    for number in (1, 2):
        path = folder / str(number) / "orders.csv"
        path.parent.mkdir()
        made = Workplace(folder).command(
            "sample", path, "--invoices", str(INVOICES), "--seed", str(number)
        )
        assert made.returncode == 0, made.stderr
        found.append(path)
    return found


def test_a_run_that_is_killed_at_any_moment(
    versions: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    wanted = []
    seconds = []
    for version in versions:
        started = time.monotonic()
        undisturbed = run_on(tmp_path_factory.mktemp("undisturbed"), version)
        seconds.append(time.monotonic() - started)
        wanted.append(checksums(undisturbed.warehouse))
    assert wanted[0] != wanted[1]

    workplace = run_on(tmp_path_factory.mktemp("killed"), versions[0])
    chance = random.Random(20111209)
    # One moment in each twentieth of a run's time, in any order.
    moments = [(one + chance.random()) / KILLS * min(seconds) for one in range(KILLS)]
    chance.shuffle(moments)
    for number, moment in enumerate(moments):
        _run_and_kill(workplace, versions[(number + 1) % 2], moment)
        seen = checksums(workplace.warehouse)
        assert seen in wanted, f"after a kill at {moment:.1f} s readers see something else"
        assert _lines(workplace) == _landed(workplace)

    page = workplace.folder / "target" / "dashboards.html"
    assert page.read_text(encoding="utf-8").rstrip().endswith("</html>")
    run_on(workplace.folder, versions[1])
    assert checksums(workplace.warehouse) == wanted[1]
    ended = workplace.query("select status, count(*) from ops.pipeline_runs group by all")
    counts = dict(ended)
    assert counts["killed"] >= KILLS // 2
    assert counts["succeeded"] >= 2
    assert set(counts) == {"killed", "succeeded"}
    assert not (workplace.folder / "being_built").exists()


def _run_and_kill(workplace: Workplace, file: Path, after_seconds: float) -> None:
    process = workplace.start("run", file)
    try:
        process.communicate(timeout=after_seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()


def _lines(workplace: Workplace) -> list[tuple[object, ...]]:
    return workplace.query(
        "select source_file, file_sha256, count(*) from raw.order_lines group by all order by all"
    )


def _landed(workplace: Workplace) -> list[tuple[object, ...]]:
    return workplace.query(
        "select source_file, file_sha256, row_count from raw.landed_files order by all"
    )
