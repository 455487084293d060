"""kill -9 at any moment: readers never notice, and the next run needs no help.

Runs replace the lines of one file by those of another version of it, so that each has everything to do.
At any moment readers must see the marts of one version or of the other, whole.

A moment is a share of a step, counted from the line with which the command says that the step begins: on a slow
machine it comes later, and is the same moment.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.python.checksums import checksums
from tests.python.conftest import Workplace, run_on
from tests.python.operations.other_programs import another, marts_of
from tests.python.operations.test_switch import not_on_windows

KILLS = 30
INVOICES = 200
# A step whose length is not on record: the switch, and forget.
SHORT = 0.3
# What is killed: mostly runs, which do most.
COMMANDS = ("run", "land", "run", "mine", "run", "forget", "run", "fit")


@dataclass(frozen=True)
class Versions:
    """Two exports of the same name, what readers see of each, and how long the steps take."""

    files: list[Path]
    marts: list[dict[str, object]]
    states: list[str]
    seconds: dict[str, float]


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Versions:
    folder = tmp_path_factory.mktemp("versions")
    found = Versions([], [], [], {})
    workplace = Workplace(folder)
    for seed in ("1", "2"):
        path = folder / seed / "orders.csv"
        path.parent.mkdir()
        made = workplace.command("sample", path, "--invoices", str(INVOICES), "--seed", seed)
        assert made.returncode == 0, made.stderr
        workplace = run_on(folder, path)
        found.files.append(path)
        found.marts.append(checksums(workplace.warehouse))
        found.states.append(marts_of(workplace.warehouse))
    assert found.marts[0] != found.marts[1]
    steps = workplace.query(
        "select step, coalesce(max(seconds), 0) from ops.pipeline_steps group by all"
    )
    found.seconds.update(dict(steps))
    return found


@pytest.fixture
def workplace(versions: Versions, tmp_path: Path) -> Workplace:
    """A workplace that shows the second version."""
    shutil.copyfile(
        versions.files[0].parents[1] / "warehouse.duckdb", tmp_path / "warehouse.duckdb"
    )
    return Workplace(tmp_path)


@not_on_windows
def test_a_command_that_is_killed_at_any_moment(versions: Versions, workplace: Workplace) -> None:
    chance = random.Random(20111209)
    killed = 0
    with another("reads", workplace.warehouse) as reader:
        for number in range(3 * KILLS):
            command = COMMANDS[number % len(COMMANDS)]
            file = versions.files[killed % 2]
            killed += _kill(workplace, versions, command, file, chance)
            assert checksums(workplace.warehouse) in versions.marts, (
                f"after kill {killed} of {command}"
            )
            assert _lines(workplace) == _landed(workplace)
            if killed == KILLS:
                break
    assert killed == KILLS
    assert reader.lines
    for state in map(json.loads, reader.lines):
        assert state["raw is whole"]
        assert state["marts"] in versions.states

    page = workplace.folder / "target" / "dashboards.html"
    if page.exists():
        assert page.read_text(encoding="utf-8").rstrip().endswith("</html>")
    run_on(workplace.folder, versions.files[0])
    assert checksums(workplace.warehouse) == versions.marts[0]
    statuses = workplace.query("select distinct status from ops.pipeline_runs")
    assert {status for (status,) in statuses} <= {"killed", "succeeded"}
    assert ("killed",) in statuses
    assert not (workplace.folder / "being_built").exists()


@not_on_windows
def test_beside_a_program_that_writes(versions: Versions, workplace: Workplace) -> None:
    """What it wrote is there in the end, and it never keeps a run from going well."""
    chance = random.Random(19990101)
    with another("writes", workplace.warehouse) as writer:
        while not _kill(workplace, versions, "run", versions.files[0], chance):
            pass
        run_on(workplace.folder, versions.files[0])
    assert checksums(workplace.warehouse) == versions.marts[0]
    [(notes,)] = workplace.query("select count(*) from main.notes")
    assert [str(notes)] == writer.lines
    assert notes > 0


@not_on_windows
@pytest.mark.parametrize("step", ["build and test", "dashboards"])
def test_without_the_folder_in_which_it_builds(
    versions: Versions, workplace: Workplace, step: str
) -> None:
    before = checksums(workplace.warehouse)
    run = workplace.start("run", versions.files[0])
    _wait_for(run, step)
    shutil.rmtree(workplace.folder / "being_built")
    _, said = run.communicate()
    assert run.returncode in (1, 3), said
    assert "Traceback" not in said
    assert checksums(workplace.warehouse) == before
    assert _lines(workplace) == _landed(workplace)
    run_on(workplace.folder, versions.files[0])
    assert checksums(workplace.warehouse) == versions.marts[0]


def _kill(
    workplace: Workplace, versions: Versions, command: str, file: Path, chance: random.Random
) -> bool:
    """Start a command and kill it in a step; False when it was done before."""
    arguments: dict[str, list[str | Path]] = {"run": [file], "land": [file], "forget": [file.name]}
    steps = {
        "run": list(versions.seconds),
        "land": ["land"],
        "mine": ["mine rules"],
        "fit": ["fit the purchase model"],
        "forget": ["forget"],
    }
    step = chance.choice(steps[command])
    process = workplace.start(command, *arguments.get(command, []))
    if _wait_for(process, step):
        time.sleep(chance.random() * (versions.seconds.get(step) or SHORT))
    process.kill()
    process.communicate()
    return process.returncode == -9


def _wait_for(process: subprocess.Popen[str], step: str) -> bool:
    """Read what a command says until it begins a step; False when it ends before."""
    assert process.stderr is not None
    return any(f"{step} …" in line for line in process.stderr)


def _lines(workplace: Workplace) -> list[tuple[object, ...]]:
    return workplace.query(
        "select source_file, file_sha256, count(*) from raw.order_lines group by all order by all"
    )


def _landed(workplace: Workplace) -> list[tuple[object, ...]]:
    return workplace.query(
        "select source_file, file_sha256, row_count from raw.landed_files order by all"
    )
