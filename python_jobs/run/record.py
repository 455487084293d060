"""What a run did, in the schema ops of the warehouse: also when it failed, and when it was killed."""

from __future__ import annotations

import datetime as dt
import json
import logging
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from python_jobs.core.errors import (
    INTERRUPTED_EXIT_CODE,
    CustomerIntelligenceError,
)
from python_jobs.core.interrupts import SENTENCE, check, deferred
from python_jobs.core.project import Project
from python_jobs.core.results import NodeResult
from python_jobs.run.left_word import forget_words, leave_word, read_words
from python_jobs.run.outcome import (
    INTERRUPTED,
    KILLED,
    RUNNING,
    SUCCEEDED,
    exit_code_of,
    git_commit,
    message_of,
    now,
    status_of,
)
from python_jobs.warehouses.schema import (
    PIPELINE_RUNS,
    PIPELINE_STEPS,
    TEST_RESULTS,
    Statement,
    TableDefinition,
)
from python_jobs.warehouses.warehouse import open_warehouse

log = logging.getLogger(__name__)

# Someone who has pressed Ctrl-C waits for the command to end.
SECONDS_WHEN_INTERRUPTED = 2.0


@dataclass
class Step:
    """A step of a run. rows_in and rows_out are whatever the step reads and writes, where it counts."""

    name: str
    started_at: dt.datetime
    status: str = RUNNING
    seconds: float | None = None
    rows_in: int | None = None
    rows_out: int | None = None
    message: str | None = None


@dataclass
class RunRecord:
    """One run, as it stands in ops.pipeline_runs, ops.pipeline_steps and ops.test_results.

    project: the run's; its record is written to the warehouse of `place`, from begin on.
    """

    project: Project
    command: str
    git_commit: str | None
    run_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    started_at: dt.datetime = field(default_factory=lambda: now())
    ended_at: dt.datetime | None = None
    status: str = RUNNING
    exit_code: int | None = None
    message: str | None = None
    steps: list[Step] = field(default_factory=list)
    results: list[NodeResult] = field(default_factory=list)
    place: Project | None = None
    # 1, 2, 3 in the order in which runs began, whatever the clock says
    run_number: int = 0

    def begin(self, place: Project) -> None:
        """Start the record in a warehouse, and mark there the runs that died before.

        To be called with the run's lock held, so that no other run can be alive.
        """
        self.place = place
        with open_warehouse(place) as warehouse:
            warehouse.create_tables()
            # The words lie beside the file that readers see, also where this is a copy of it.
            words = read_words(self.project.duckdb_path) if place.target == "duckdb" else []
            warehouse.change([*_mark_interrupted(words), MARK_DEAD_RUNS, MARK_DEAD_STEPS])
            if not self.run_number:
                [(last,)] = warehouse.query(LAST_NUMBER)
                self.run_number = int(last) + 1
        if words:
            forget_words(self.project.duckdb_path)
        self.save()

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        """Time a step, and save the record when it begins and when it ends."""
        step = Step(name, now())
        self.steps.append(step)
        try:
            with _timed(step):
                log.info("%s …", name)
                self.save()
                yield step
                step.status = SUCCEEDED
        finally:
            self.save()

    @contextmanager
    def switch(self, is_the_end: bool) -> Iterator[None]:
        """The step that puts what was built, and this record with it, in the place of what readers see.

        The record says before that the switch went well: nobody reads it unless it did.
        is_the_end: whether the run is over with it.
        """
        step = Step("switch", now(), SUCCEEDED)
        self.steps.append(step)
        if is_the_end:
            self.ended_at, self.status, self.exit_code = now(), SUCCEEDED, 0
        try:
            with _timed(step):
                log.info("%s …", step.name)
                self._write(self._everything(), patience_seconds=None)
                yield
        except BaseException:
            self.ended_at, self.status, self.exit_code = None, RUNNING, None
            raise

    def save(self) -> None:
        """Write the run and its steps as they stand. Not worth waiting for: a reader who holds the
        warehouse at this moment must not hold up the run, and the end of the run writes all again."""
        self._try_to_write(self._runs_and_steps(), patience_seconds=0)

    def end(self, error: BaseException | None) -> None:
        """Say how the run ended, and write everything. What cannot be written does not stop the run."""
        self.ended_at = now()
        self.status = SUCCEEDED if error is None else status_of(error)
        self.exit_code = 0 if error is None else exit_code_of(error)
        self.message = self.message if error is None else message_of(error)
        patience = SECONDS_WHEN_INTERRUPTED if self.status == INTERRUPTED else None
        with deferred():
            is_written = self._try_to_write(self._everything(), patience)
            if not is_written and self.status == INTERRUPTED and self.project.target == "duckdb":
                leave_word(self.project.duckdb_path, self.run_id)

    def _try_to_write(self, statements: list[Statement], patience_seconds: float | None) -> bool:
        try:
            self._write(statements, patience_seconds)
        except CustomerIntelligenceError as error:
            level = logging.DEBUG if patience_seconds == 0 else logging.WARNING
            log.log(level, "The record of this run could not be written: %s", error)
            return False
        return True

    def _write(self, statements: list[Statement], patience_seconds: float | None) -> None:
        with open_warehouse(self.place or self.project, patience_seconds) as warehouse:
            warehouse.change(statements)

    def _everything(self) -> list[Statement]:
        return [*self._runs_and_steps(), *self._results()]

    def _runs_and_steps(self) -> list[Statement]:
        run = (
            self.run_id,
            self.command,
            self.started_at,
            self.ended_at,
            self.status,
            self.exit_code,
            self.project.target,
            self.git_commit,
            json.dumps(self.project.variables, sort_keys=True, default=str)[:4000],
            _cut(self.message),
            self.run_number,
        )
        steps = [
            (
                self.run_id,
                number,
                step.name,
                step.status,
                step.started_at,
                step.seconds,
                step.rows_in,
                step.rows_out,
                _cut(step.message),
            )
            for number, step in enumerate(self.steps, start=1)
        ]
        return [
            *_replace(PIPELINE_RUNS, self.run_id, [run]),
            *_replace(PIPELINE_STEPS, self.run_id, steps),
        ]

    def _results(self) -> list[Statement]:
        results = [
            (
                self.run_id,
                number,
                one.node_type,
                one.name[:400],
                one.status,
                one.failures,
                round(one.seconds, 3),
                _cut(one.message),
            )
            for number, one in enumerate(self.results, start=1)
        ]
        return _replace(TEST_RESULTS, self.run_id, results)


@contextmanager
def recorded(project: Project, place: Project, command: str) -> Iterator[RunRecord]:
    """A record of what happens inside, from the first moment; runs that died before are marked.

    place: the project on the warehouse that is written to, which may be a copy.
    To be entered with the run's lock held, so that no other run can be alive.
    """
    record = RunRecord(project, command, git_commit(project))
    record.begin(place)
    try:
        yield record
    except BaseException as error:
        record.end(error)
        raise
    record.end(None)


@contextmanager
def _timed(step: Step) -> Iterator[None]:
    """Put into a step how long it took, and how it ended where that was badly."""
    started = time.monotonic()
    try:
        # A library may have swallowed the KeyboardInterrupt of the step before.
        check()
        yield
        check()
    except BaseException as error:
        step.status = status_of(error)
        step.message = message_of(error)
        raise
    else:
        log.info("%s: done in %.1f s", step.name, time.monotonic() - started)
    finally:
        step.seconds = round(time.monotonic() - started, 3)


LAST_NUMBER = f"select coalesce(max(run_number), 0) from {PIPELINE_RUNS.full_name}"
MARK_DEAD_RUNS: Statement = (
    f"update {PIPELINE_RUNS.full_name} set status = ?, message = ? where status = ?",
    (
        KILLED,
        "The process ended and could not say how: it was killed, or the disk was full. The next run has repaired what it left.",
        RUNNING,
    ),
)
MARK_DEAD_STEPS: Statement = (
    f"update {PIPELINE_STEPS.full_name} set status = ? where status = ?",
    (KILLED, RUNNING),
)


def _mark_interrupted(run_ids: Sequence[str]) -> list[Statement]:
    return [
        statement
        for run_id in run_ids
        for statement in (
            (
                f"update {PIPELINE_RUNS.full_name} set status = ?, exit_code = ?, message = ? "
                "where run_id = ? and status = ?",
                (INTERRUPTED, INTERRUPTED_EXIT_CODE, SENTENCE, run_id, RUNNING),
            ),
            (
                f"update {PIPELINE_STEPS.full_name} set status = ? where run_id = ? and status = ?",
                (INTERRUPTED, run_id, RUNNING),
            ),
        )
    ]


def _replace(
    table: TableDefinition, run_id: str, rows: Sequence[tuple[object, ...]]
) -> list[Statement]:
    names = ", ".join(table.column_names)
    places = ", ".join("?" for _ in table.columns)
    return [
        (f"delete from {table.full_name} where run_id = ?", (run_id,)),
        *((f"insert into {table.full_name} ({names}) values ({places})", row) for row in rows),
    ]


def _cut(text: str | None) -> str | None:
    return text[:4000] if text else None
