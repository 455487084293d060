"""Ctrl-C on a real terminal, and SIGTERM, at every step: 130, one sentence, and nothing is half done."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.python.checksums import checksums
from tests.python.conftest import ROOT, Run, Workplace, run_on
from tests.python.operations.test_record import STEPS

if sys.platform == "win32":
    pytest.skip(
        "there are no terminals and signals of this kind on Windows", allow_module_level=True
    )

import pexpect

CTRL_C = "\x03"
SECONDS = 600
SENTENCE = "Interrupted. Nothing is half done; run again to go on."
SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def on_a_terminal(workplace: Workplace, *arguments: str) -> Iterator[Any]:
    """customer-intelligence (or Python, with options of its own in front) in a terminal of 200 columns."""
    child = pexpect.spawn(
        sys.executable,
        list(arguments),
        cwd=str(ROOT),
        env=workplace.environment,
        encoding="utf-8",
        dimensions=(50, 200),
        timeout=SECONDS,
    )
    try:
        yield child
    finally:
        child.close(force=True)


def interrupt(child: Any, number: signal.Signals) -> str:
    """Press Ctrl-C, or ask politely; returns all that is on the screen afterwards."""
    before = str(child.before) + str(child.after)
    if number == signal.SIGINT:
        child.send(CTRL_C)
    else:
        child.kill(number)
    child.expect(pexpect.EOF)
    child.wait()
    return before + str(child.before)


def refuse_noise(screen: str) -> None:
    assert screen.count(SENTENCE) == 1, screen
    for noise in ("Traceback", "Aborted", "Encountered an error", "Exception", "Error:"):
        assert noise not in screen, screen


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("module", ["python_jobs.core.interrupts", "click.core", "rich.console"])
def test_while_the_command_is_imported(
    workplace: Workplace, module: str, number: signal.Signals
) -> None:
    with on_a_terminal(workplace, "-X", "importtime", "-m", "python_jobs", "run") as child:
        # Python writes a line when it has imported a module; the handler is there after the first one.
        child.expect_exact("python_jobs.core.interrupts")
        if module != "python_jobs.core.interrupts":
            child.expect_exact(module)
        else:
            child.expect_exact("import time:")
        screen = interrupt(child, number)
    assert child.exitstatus == 130, screen
    refuse_noise(screen)
    assert not workplace.warehouse.exists()


@pytest.fixture(scope="module")
def interrupted(
    sample_run: Run, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Workplace, Path, dict[str, object]]:
    """A workplace that shows the marts of one file, another file, and what readers see."""
    folder = tmp_path_factory.mktemp("interrupted")
    files = []
    for seed in ("1", "2"):
        path = folder / seed / "orders.csv"
        path.parent.mkdir()
        made = Workplace(folder).command("sample", path, "--invoices", "200", "--seed", seed)
        assert made.returncode == 0, made.stderr
        files.append(path)
    workplace = run_on(folder, files[0])
    return workplace, files[1], checksums(workplace.warehouse)


@pytest.mark.parametrize(
    ("step", "number"), [(step, SIGNALS[place % 2]) for place, step in enumerate(STEPS)]
)
@pytest.mark.slow
def test_at_a_step_of_a_run(
    interrupted: tuple[Workplace, Path, dict[str, object]], step: str, number: signal.Signals
) -> None:
    workplace, file, before = interrupted
    with on_a_terminal(workplace, "-m", "python_jobs", "run", str(file)) as child:
        child.expect_exact(f"{step} …")
        screen = interrupt(child, number)
    assert child.exitstatus == 130, screen
    refuse_noise(screen)
    [(status, code, message)] = workplace.query(
        "select status, exit_code, message from ops.pipeline_runs order by started_at desc limit 1"
    )
    if step == STEPS[-1] and status == "succeeded":
        # It came after the switch, with which the record becomes visible.
        assert checksums(workplace.warehouse) != before
        return
    assert (status, code, message) == ("interrupted", 130, SENTENCE)
    assert checksums(workplace.warehouse) == before
    [(ended,)] = workplace.query(
        "select status from ops.pipeline_steps where run_id = (select run_id from ops.pipeline_runs "
        "order by started_at desc limit 1) order by step_number desc limit 1"
    )
    assert ended == "interrupted"


@pytest.mark.parametrize("number", SIGNALS)
def test_while_it_waits_for_another_run(
    workplace: Workplace, sample_file: Path, number: signal.Signals
) -> None:
    import filelock

    arguments = ["-m", "python_jobs", "-v", "land", str(sample_file), "--wait", "60"]
    with (
        filelock.FileLock(f"{workplace.warehouse}.lock"),
        on_a_terminal(workplace, *arguments) as child,
    ):
        child.expect_exact("waiting for another run")
        screen = interrupt(child, number)
    assert child.exitstatus == 130, screen
    refuse_noise(screen)
