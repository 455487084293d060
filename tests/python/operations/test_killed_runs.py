"""kill -9 at any moment: readers never notice, and the next command needs no help.

Kills hit moments of a command's own work, never of the clock (see killable.py). Commands that change what is
landed do it with a small file beside the sample; runs use another setting. So the sample's marts are
what readers must see until the last run, and they are what it must come back to.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.python.checksums import checksums
from tests.python.conftest import Run, Workplace
from tests.python.operations.killable import PAGE, START, Killable, killable
from tests.python.operations.other_programs import another, marts_of
from tests.python.operations.test_switch import not_on_windows

KILLED = -9
# How many moments, spread over all that a command has.
KILLS = {"land": 6, "forget": 4, "mine": 4, "fit": 4, "export": 4}
# Moments of runs, all before the switch; reaching a later step costs too much, and the last run is photographed.
MOMENTS_OF_RUNS = [
    (START, 1),
    ("land", 2),
    ("read the project", 1),
    ("after read the project", 1),
    ("after read the project", 3),
    ("build and test", 30),
]
OTHER_SETTING = ("--vars", "{whale_share: 0.5}")
WITH_WHALES = {
    "marts.customer_360",
    "marts.rfm_segment_summary",
    "reporting.vw_customer_360",
    "reporting.vw_customer_outlook",
    "reporting.vw_rfm_segments",
}
ORDERS = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n"


@pytest.fixture
def workplace(sample_run: Run, tmp_path: Path) -> Workplace:
    """A workplace that shows the sample's marts and page, and knows what dbt has read."""
    workplace = Workplace(tmp_path / "workplace")
    workplace.folder.mkdir()
    for name in ("warehouse.duckdb", "target/dashboards.html", "target/partial_parse.msgpack"):
        to = workplace.folder / name
        to.parent.mkdir(exist_ok=True)
        shutil.copyfile(sample_run.workplace.folder / name, to)
    return workplace


@pytest.fixture
def commands(workplace: Workplace) -> Iterator[Killable]:
    with killable(workplace) as commands:
        yield commands


class Extra:
    """A small file whose every version has something new to land."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "extra.csv"
        self.version = 0

    def change(self) -> Path:
        self.version += 1
        lines = [
            f"7{number:05},22423,TEAPOT,{self.version},2024-01-05 10:00:00,2.50,90001,United Kingdom\n"
            for number in range(20)
        ]
        self.path.write_text(ORDERS + "".join(lines), encoding="utf-8")
        return self.path


@not_on_windows
@pytest.mark.slow
def test_commands_that_are_killed(
    sample_run: Run, workplace: Workplace, commands: Killable, tmp_path: Path
) -> None:
    extra = Extra(tmp_path)
    lists = tmp_path / "segments.csv"
    marts = checksums(workplace.warehouse)
    shown = marts_of(workplace.warehouse)

    def landed() -> str:
        assert commands.command("land", extra.change()) == 0, commands.said()
        return extra.path.name

    calls: dict[str, Callable[[], list[str | Path]]] = {
        "land": lambda: ["land", extra.change()],
        "forget": lambda: ["forget", landed()],
        "mine": lambda: ["mine"],
        "fit": lambda: ["fit"],
        "export": lambda: ["export", "segments", "--to", lists],
    }
    killed = 0
    with another("reads", workplace.warehouse) as reader:
        for command, kills in KILLS.items():
            moments = commands.moments(*calls[command]())
            exported = lists.read_bytes() if lists.exists() else b""
            for moment in _spread(moments, kills):
                killed += _killed(commands, calls[command], moment)
                _refuse_half(workplace, marts)
                assert not exported or lists.read_bytes() == exported
        for moment in MOMENTS_OF_RUNS:
            code = commands.command("run", sample_run.file, *OTHER_SETTING, kill_at=moment)
            assert code == KILLED, f"{moment}: {commands.said()}"
            killed += 1
            _refuse_half(workplace, marts)
        assert killed == sum(KILLS.values()) + len(MOMENTS_OF_RUNS)

        if workplace.query("select 1 from raw.landed_files where source_file = 'extra.csv'"):
            assert commands.command("forget", "extra.csv") == 0, commands.said()
        photographs = tmp_path / "photographs"
        photographs.mkdir()
        code = commands.command(
            "run", sample_run.file, *OTHER_SETTING, photographs=str(photographs)
        )
        assert code == 0, commands.said()

    after = checksums(workplace.warehouse)
    assert {name for name in after if after[name] != marts[name]} == WITH_WHALES
    assert workplace.query("select count(*) > 100 from marts.customer_360 where is_whale = 1") == [
        (True,)
    ]
    states = [json.loads(line) for line in reader.lines]
    assert all(state["raw is whole"] for state in states)
    assert [state["marts"] for state in states if state["marts"] != shown] in (
        [],
        [marts_of(workplace.warehouse)],
    )
    statuses = workplace.query("select distinct status from ops.pipeline_runs")
    assert set(statuses) == {("killed",), ("succeeded",)}
    assert not (workplace.folder / "being_built").exists()
    _look_at(photographs, marts, after, tmp_path)


def _look_at(
    photographs: Path, before: dict[str, object], after: dict[str, object], folder: Path
) -> None:
    """What a kill leaves is what the disk holds at that moment: each copy must be the old state or the new one,
    and take the next command."""
    copies = sorted(path for path in photographs.iterdir())
    assert len(copies) >= 20
    seen = set()
    for number, path in enumerate(copies):
        copy = Workplace(path)
        marts = checksums(copy.warehouse)
        assert marts in (before, after), path.name
        seen.add(marts == after)
        page = (path / PAGE).read_text(encoding="utf-8")
        assert page.rstrip().endswith("</html>")
        assert _lines(copy) == _landed(copy)
        if path.name.startswith("switch") and number % 3 == 0:
            landed = copy.command("land", Extra(folder).change())
            assert landed.returncode == 0, landed.stderr
            assert _lines(copy) == _landed(copy)
        shutil.rmtree(path)
    assert seen == {True, False}


@not_on_windows
@pytest.mark.slow
def test_beside_a_program_that_writes(
    workplace: Workplace, commands: Killable, tmp_path: Path
) -> None:
    """What it wrote is there in the end, and it keeps no command from going well."""
    extra = Extra(tmp_path)
    marts = checksums(workplace.warehouse)
    with another("writes", workplace.warehouse) as writer:
        for moment in ((START, 1), ("land", 2), ("land", 6)):
            assert _killed(commands, lambda: ["land", extra.change()], moment)
        assert commands.command("land", extra.change()) == 0, commands.said()
    _refuse_half(workplace, marts)
    [(notes,)] = workplace.query("select count(*) from main.notes")
    assert [str(notes)] == writer.lines
    assert notes > 0


@not_on_windows
@pytest.mark.slow
def test_without_the_folder_in_which_it_builds(
    sample_run: Run, workplace: Workplace, commands: Killable
) -> None:
    marts = checksums(workplace.warehouse)
    folder = workplace.folder / "being_built"
    code = commands.command(
        "run",
        sample_run.file,
        *OTHER_SETTING,
        kill_at=("build and test", 20),
        empty_at=str(folder),
    )
    said = commands.said()
    assert code in (1, 3), said
    assert "Traceback" not in said
    _refuse_half(workplace, marts)


def _spread(moments: dict[str, int], kills: int) -> list[tuple[str, int]]:
    """So many of a command's moments, from the first to the last, as (step, number)."""
    every = [(step, number) for step, count in moments.items() for number in range(1, count + 1)]
    assert len(every) >= kills, moments
    return [every[round(place * (len(every) - 1) / (kills - 1))] for place in range(kills)]


def _killed(
    commands: Killable, call: Callable[[], list[str | Path]], moment: tuple[str, int]
) -> bool:
    """Kill a command at a moment, or at an earlier one of the step if it has not so many. call: gives it something to
    do, and its arguments; a command that came to its end has done what there was."""
    step, number = moment
    while number:
        if commands.command(*call(), kill_at=(step, number)) == KILLED:
            return True
        number //= 2
    return False


def _refuse_half(workplace: Workplace, marts: dict[str, object]) -> None:
    assert checksums(workplace.warehouse) == marts
    assert _lines(workplace) == _landed(workplace)


def _lines(workplace: Workplace) -> list[tuple[object, ...]]:
    return workplace.query(
        "select source_file, file_sha256, count(*) from raw.order_lines group by all order by all"
    )


def _landed(workplace: Workplace) -> list[tuple[object, ...]]:
    return workplace.query(
        "select source_file, file_sha256, row_count from raw.landed_files order by all"
    )
