"""What the record says: the last runs, and whether the data is fresh and correct."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from python_jobs.core.wording import counted, doubt_in_words, shown
from python_jobs.monitor.held import marts_hold_what_is_landed
from python_jobs.run.outcome import FAILED, RUNNING, SUCCEEDED, now
from python_jobs.warehouses.schema import (
    LANDED_FILES,
    PIPELINE_RUNS,
    PIPELINE_STEPS,
    TEST_RESULTS,
    TableDefinition,
    find_columns,
)
from python_jobs.warehouses.warehouse import Warehouse

RUNS = f"""
select run_id, command, started_at, ended_at, status, exit_code, message, settings,
    {{number}} as run_order
from {PIPELINE_RUNS.full_name}
order by run_order desc, started_at desc, run_id
"""

STEPS = f"""
select step, status, seconds, rows_in, rows_out, message
from {PIPELINE_STEPS.full_name}
where run_id = '{{run_id}}'
order by step_number
"""
TESTS = f"""
select status, count(*)
from {TEST_RESULTS.full_name}
where run_id = '{{run_id}}' and node_type in ('test', 'unit_test')
group by status
"""
CLOCKS_MAY_DIFFER_BY = dt.timedelta(minutes=5)
# The first failures, without the advice that follows them; ops.pipeline_runs has all of it.
MOST_OF_A_MESSAGE = 300
LAST_LANDING = f"select max(landed_at) from {LANDED_FILES.full_name}"
LAST_SALE = "select max(invoice_date) from reporting.vw_sales_daily"
DOUBTS_TABLE = TableDefinition("marts", "doubts", ())
DOUBTS = """
select sentence, example, advice, is_urgent
from marts.doubts
order by is_urgent desc, found_in, doubt, example
"""


@dataclass(frozen=True)
class RunLine:
    """One row of ops.pipeline_runs."""

    run_id: str
    command: str
    started_at: dt.datetime
    ended_at: dt.datetime | None
    status: str
    exit_code: int | None
    message: str | None
    settings: str
    number: int

    @property
    def build_suffix(self) -> str:
        """The suffix that it built under."""
        try:
            return str(json.loads(self.settings).get("build_suffix", ""))
        except ValueError:
            return ""


@dataclass(frozen=True)
class Verdict:
    """Whether the data is fresh and correct, and the sentences that say why."""

    is_well: bool
    sentences: list[str]


def read_runs(warehouse: Warehouse) -> list[RunLine]:
    """Every run on record, the newest first."""
    if not warehouse.has_table(PIPELINE_RUNS):
        return []
    columns = {name for (name,) in warehouse.query(find_columns(PIPELINE_RUNS))}
    # A table that an older version made has no numbers until the next run.
    number = "run_number" if "run_number" in columns else "0"
    return [RunLine(*row) for row in warehouse.query(RUNS.format(number=number))]


def judge(
    warehouse: Warehouse,
    max_age: dt.timedelta,
    max_data_age: dt.timedelta | None,
    build_suffix: str = "",
    is_at_work: Callable[[], bool] = lambda: True,
) -> Verdict:
    """Fresh: a run went well within max_age, the marts hold what was landed since (a run or dbt's own build), and the last
    sale is no older than max_data_age (if one is given). Correct: that run's tests passed and no later run failed.

    is_at_work: whether a run that has not said how it ended goes on.
    A run under another build_suffix made a copy for someone and says nothing of what readers see.
    """
    everything = read_runs(warehouse)
    runs = [run for run in everything if run.command == "run" and run.build_suffix == build_suffix]
    ended = [run for run in runs if run.status != RUNNING]
    good = next((run for run in ended if run.status == SUCCEEDED), None)
    begun = [run for run in runs if run.status == RUNNING]
    goes_on = not begun or is_at_work()
    said = [_what_runs(run) for run in begun if goes_on]
    dead = [_what_died(run) for run in begun if not goes_on]
    if good is None or good.ended_at is None:
        wrong = [_what_failed(ended[0])] if ended else []
        never = "No run has gone well yet (dbt's own builds are not on record)."
        return Verdict(False, [*said, *dead, *wrong, never])

    said.append(f"The last good run ended {_ago(good.ended_at)}{_tests(warehouse, good)}.")
    problems = dead
    if ended[0] != good:
        problems.append(_what_failed(ended[0]))
    if good.message:
        problems.append(f"It could not land every file: {good.message}")
    if good.ended_at - now() > CLOCKS_MAY_DIFFER_BY:
        problems.append(
            "That is in the future: a clock was or is wrong, so nobody can tell how old the data is. Set "
            "the clock right and run again."
        )
    if now() - good.ended_at > max_age:
        problems.append(f"That is more than {in_words(max_age)}: a run is overdue.")
    problems += _what_is_not_in_the_marts(warehouse, everything, good, said)
    [(last_sale,)] = warehouse.query(LAST_SALE)
    # how long ago is said, for without --max-data-age any age will do
    days = (now().date() - last_sale).days if last_sale else 0
    long_ago = f", {counted(days, 'day')} ago" if days > 1 else ""
    said.append(f"The last sale in the marts is of {last_sale}{long_ago}.")
    if last_sale is not None and last_sale - now().date() > dt.timedelta(days=1):
        problems.append("That is in the future: look for a wrong date in the files.")
    if max_data_age is not None and (last_sale is None or now().date() - last_sale > max_data_age):
        problems.append(f"That is more than {in_words(max_data_age)} old: new files are overdue.")
    doubts, urgent = _doubts(warehouse)
    return Verdict(not problems and not urgent, [*said, *doubts, *urgent, *problems])


def _what_is_not_in_the_marts(
    warehouse: Warehouse, runs: Sequence[RunLine], good: RunLine, said: list[str]
) -> list[str]:
    """What was landed or taken out since the last good run, unless the marts show it: dbt may have built them since."""
    changed = []
    [(landed_at,)] = warehouse.query(LAST_LANDING)
    if landed_at and good.ended_at and landed_at > good.ended_at:
        changed.append(f"A file was landed {_ago(landed_at)} and is not in the marts yet.")
    forgotten = [run for run in runs if run.command == "forget" and run.status == SUCCEEDED]
    if forgotten and (forgotten[0].number, forgotten[0].started_at) > (good.number, good.ended_at):
        changed.append(
            f"Lines were taken out {_ago(forgotten[0].started_at)} and are still in the marts."
        )
    if changed and marts_hold_what_is_landed(warehouse):
        said.append("dbt has built the marts since, and they hold what is landed now.")
        return []
    return changed


def _doubts(warehouse: Warehouse) -> tuple[list[str], list[str]]:
    """What is odd about the data, as sentences: what to look at some day, and what is likely wrong today."""
    doubts: tuple[list[str], list[str]] = ([], [])
    # a warehouse that an earlier version has built has no such table
    if warehouse.has_table(DOUBTS_TABLE):
        for sentence, example, advice, is_urgent in warehouse.query(DOUBTS):
            doubts[is_urgent].append(doubt_in_words(sentence, example, advice))
    return doubts


def print_history(console: Console, warehouse: Warehouse, most: int, with_steps: bool) -> None:
    """The last runs as a table; where the steps are asked for, each run with a table of its steps."""
    runs = read_runs(warehouse)[:most]
    if not runs:
        console.print("No run is on record yet: customer-intelligence run makes the first.")
        return
    if with_steps:
        for run in runs:
            console.print(_table([run]))
            console.print(Padding(_steps(warehouse, run), (0, 0, 1, 2)))
        return
    console.print(_table(runs))


def _table(runs: Sequence[RunLine]) -> Table:
    table = _columns("started (UTC)", "command", "status", "took", "message")
    for run in runs:
        table.add_row(
            f"{run.started_at:%Y-%m-%d %H:%M:%S}",
            escape(shown(run.command)),
            escape(shown(run.status)),
            _took(run),
            escape(_start_of(run.message)),
        )
    return table


def _steps(warehouse: Warehouse, run: RunLine) -> Table:
    table = _columns("step", "status", "took", "rows or message")
    for step, status, seconds, rows_in, rows_out, message in warehouse.query(
        STEPS.format(run_id=run.run_id)
    ):
        table.add_row(
            escape(shown(step)),
            escape(shown(status)),
            f"{seconds:.1f} s" if seconds is not None else "",
            escape(_start_of(message)) or _rows(rows_in, rows_out),
        )
    return table


def _columns(*names: str) -> Table:
    """A table in which the last column alone goes on in the next line."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in names:
        is_last = name == names[-1]
        table.add_column(name, no_wrap=not is_last, overflow="fold")
    return table


def _tests(warehouse: Warehouse, run: RunLine) -> str:
    counts: dict[str, int] = {
        status: int(count) for status, count in warehouse.query(TESTS.format(run_id=run.run_id))
    }
    if not counts:
        return " and had nothing new to build"
    warned = f", {counts['warn']} warned" if counts.get("warn") else ""
    return f"; {counted(counts.get('pass', 0), 'test')} passed{warned}"


def _what_runs(run: RunLine) -> str:
    return f"A run began {_ago(run.started_at)} and has not ended."


def _what_died(run: RunLine) -> str:
    return (
        f"The last run began {_ago(run.started_at)} and could not say how it ended: it was killed, or the disk was full. "
        "The next run repairs what it left."
    )


def _what_failed(run: RunLine) -> str:
    how = run.status if run.status == FAILED else f"was {run.status}"
    return f"The last run {how} {_ago(run.started_at)}: {_start_of(run.message)}"


def _took(run: RunLine) -> str:
    if run.ended_at is None:
        return ""
    return f"{max((run.ended_at - run.started_at).total_seconds(), 0.0):.0f} s"


def _rows(rows_in: Any, rows_out: Any) -> str:
    return "" if rows_in is None else f"{int(rows_in):,} → {int(rows_out):,} rows"


def _ago(moment: dt.datetime) -> str:
    span = now() - moment
    if span < -CLOCKS_MAY_DIFFER_BY:
        return f"in the future ({moment:%Y-%m-%d %H:%M} UTC)"
    return f"{in_words(max(span, dt.timedelta()))} ago"


def in_words(span: dt.timedelta) -> str:
    """A length of time as people say it, in whole minutes, hours or days."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 1:
        return "less than a minute"
    if minutes < 120:
        return counted(minutes, "minute")
    return counted(minutes // 60, "hour") if minutes < 48 * 60 else counted(minutes // 1440, "day")


def _start_of(text: str | None) -> str:
    return shown(" ".join(text.split()), MOST_OF_A_MESSAGE) if text else ""
