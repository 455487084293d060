"""Which tests run: the quick ones by a mark of their own, the slow ones and most variants where somebody asks for them."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
LEFT_OUT = "The slow proofs were left out; `uv run --group dev pytest --slow` runs them, and so does naming a file."

# What is quick: tests of these folders that start no command of their own.
QUICK_FOLDERS = ("mining", "project")
STARTING_COMMANDS = {"workplace", "sample_run", "sample_copy", "real_run", "wheel", "manifest"}
STARTING_COMMANDS_BY_THEMSELVES = (
    "test_plain_dbt",
    "test_portable_macros",
    "test_fuzz",
    "test_parallel_tests",
)


# Landing is tested on thousands of small exports, the dashboards by opening pages, and much else by running commands. Of each
# test one variant stands for the others, which are slow proofs together.
OF_MANY_VARIANTS = ("landing", "dashboards", "metrics", "operations", "powerbi", "quality")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--slow",
        action="store_true",
        help="also run the slow proofs, as CI does; they run too where a file, -m or -k names them",
    )


def pytest_configure(config: pytest.Config) -> None:
    """What somebody names is run, however slow. A process of pytest-xdist is given the same options."""
    named = config.args_source is not pytest.Config.ArgsSource.TESTPATHS
    if named or config.option.markexpr or config.option.keyword:
        config.option.slow = True


def mark_quick(items: list[pytest.Item]) -> None:
    for item in items:
        folder = item.path.relative_to(HERE).parts[0]
        if (
            folder in QUICK_FOLDERS
            and STARTING_COMMANDS.isdisjoint(getattr(item, "fixturenames", ()))
            and item.path.stem not in STARTING_COMMANDS_BY_THEMSELVES
        ):
            item.add_marker(pytest.mark.quick)


def mark_most_variants(items: list[pytest.Item]) -> None:
    """Of a test of these folders leave its first variant, and mark the others as slow."""
    seen: set[tuple[Path, str]] = set()
    for item in items:
        if item.path.relative_to(HERE).parts[0] in OF_MANY_VARIANTS:
            test = (item.path, item.nodeid.rpartition("::")[2].partition("[")[0])
            if test in seen:
                item.add_marker(pytest.mark.slow)
            seen.add(test)


def begin_with_slow(items: list[pytest.Item]) -> None:
    """Begin with the files that have slow tests, so that no process is left with one at the end."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def leave_out_slow(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Thousands of tests that are only skipped would take a tenth of the time of the others."""
    if not config.option.slow:
        slow = [item for item in items if item.get_closest_marker("slow")]
        items[:] = [item for item in items if not item.get_closest_marker("slow")]
        config.hook.pytest_deselected(items=slow)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if not config.option.slow:
        terminalreporter.write_line(LEFT_OUT)
