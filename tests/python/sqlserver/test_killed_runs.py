"""kill -9 at any moment on SQL Server: readers never notice, and the next run needs no help."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from python_jobs.run.staged.sql_server import OLD, SUFFIX
from python_jobs.sample.generate import write_sample
from python_jobs.warehouses.sql_server_driver import open_driver
from tests.python.sqlserver.conftest import SqlServerRun

pytestmark = pytest.mark.sqlserver

KILLS = int(os.environ.get("CUSTOMER_INTELLIGENCE_TEST_SQLSERVER_KILLS", "20"))
INVOICES = 300
RELATIONS = (
    "select table_schema + '.' + table_name from information_schema.tables "
    "where table_schema in ('marts', 'reporting') and table_name not like '%[_][_]%'"
)


def test_a_run_that_is_killed_at_any_moment(empty: SqlServerRun, tmp_path: Path) -> None:
    versions = []
    for number in (1, 2):
        path = tmp_path / str(number) / "orders.csv"
        path.parent.mkdir()
        write_sample(path, INVOICES, number)
        versions.append(path)
    wanted, seconds = [], []
    for version in versions:
        started = time.monotonic()
        done = empty.command("run", version)
        assert done.returncode == 0, done.stderr
        seconds.append(time.monotonic() - started)
        wanted.append(fingerprint(empty))
    assert wanted[0] != wanted[1]

    chance = random.Random(20111209)
    killed = 0
    for attempt in range(3 * KILLS):
        moment = chance.random() * min(seconds)
        started = time.monotonic()
        # It builds also where readers see this version already: a run with nothing to do ends at once.
        if empty.run_and_kill(versions[attempt % 2], moment, "--rebuild"):
            killed += 1
        else:
            # The machine has become faster; another run is killed in its place.
            seconds.append(time.monotonic() - started)
        assert fingerprint(empty) in wanted, f"after a kill at {moment:.1f} s"
        [(lines,)] = empty.query("select count(*) from raw.order_lines")
        [(landed,)] = empty.query("select sum(row_count) from raw.landed_files")
        assert lines == landed
        if killed == KILLS:
            break
    assert killed == KILLS

    other = 1 - wanted.index(fingerprint(empty))
    last = empty.command("run", versions[other])
    assert last.returncode == 0, last.stderr
    assert fingerprint(empty) == wanted[other]
    statuses = dict(empty.query("select status, count(*) from ops.pipeline_runs group by status"))
    assert set(statuses) == {"killed", "succeeded"}
    names = [name for (name,) in empty.query("select table_name from information_schema.tables")]
    assert [name for name in names if name.endswith((SUFFIX, OLD))] == []


def fingerprint(run: SqlServerRun) -> dict[str, tuple[int, int]]:
    """Rows and an order-independent checksum of every mart and reporting view."""
    driver = open_driver(run.settings)
    try:
        found = {}
        for (name,) in driver.query(RELATIONS):
            names, rows = driver.query_with_names(f"select * from {name}")
            kept = [place for place, column in enumerate(names) if column != "mined_at"]
            # Rounded, since a ratio may differ in its last digit from run to run on a server.
            hashes = [hash(tuple(_rounded(row[place]) for place in kept)) for row in rows]
            found[name] = (len(rows), sum(hashes))
        return found
    finally:
        driver.close()


def _rounded(value: object) -> object:
    return f"{value:.9e}" if isinstance(value, float) else value
