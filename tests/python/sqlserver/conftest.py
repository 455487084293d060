"""A database of the tests' own on the SQL Server of the environment, and pipelines that ran on it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from python_jobs.warehouses.sql_server_driver import open_driver
from python_jobs.warehouses.sql_server_settings import (
    PREFIX,
    SqlServerSettings,
    read_connection_settings,
)
from tests.python.conftest import ROOT, Run
from tests.python.place import Place
from tests.python.sqlserver.project_copy import copy_project, is_stand_in

NEEDED = f"{PREFIX}HOST"
STAND_IN_COMMAND = Path(__file__).parent / "babelfish" / "command.py"
SKIPPED = (
    f"no SQL Server to test on: {NEEDED} is not set. Start one (docker compose up --wait) and set the "
    f"variables {PREFIX}… of docs/sql-server.md; the tests make and drop a database of their own"
)


@dataclass(frozen=True)
class SqlServerRun(Place):
    """A copy of the project and an empty database on the server to run it on."""

    project: Path
    settings: SqlServerSettings
    target = "sqlserver"
    program = [sys.executable, str(STAND_IN_COMMAND)] if is_stand_in() else Place.program

    @property
    def environment(self) -> dict[str, str]:
        outside = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DBT_TARGET_PATH", "DBT_LOG_PATH")
        }
        return {
            **outside,
            f"{PREFIX}DATABASE": self.settings.database,
            "CUSTOMER_INTELLIGENCE_TARGET": self.target,
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
        }

    def run_and_kill(self, file: Path, after_seconds: float, *options: str) -> bool:
        """Start a run and kill it; False when it has ended before."""
        process = subprocess.Popen(
            [*self.program, "run", str(file), *options],
            cwd=self.project,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(timeout=after_seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return True
        return False

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        driver = open_driver(self.settings)
        try:
            return driver.query(sql)
        finally:
            driver.close()


@pytest.fixture(scope="session")
def server() -> SqlServerSettings:
    """The server of the environment; skips where there is none."""
    if not os.environ.get(NEEDED):
        pytest.skip(SKIPPED)
    return read_connection_settings()


@pytest.fixture
def empty(server: SqlServerSettings, tmp_path: Path) -> Iterator[SqlServerRun]:
    """A copy of the project beside a database with nothing in it."""
    settings = replace(server, database=f"{server.database}_test_empty")
    make_database(settings)
    yield SqlServerRun(copy_project(tmp_path / "project"), settings)
    drop_database(settings)


@pytest.fixture(scope="session")
def sample_on_sql_server(
    server: SqlServerSettings, sample_run: Run, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SqlServerRun]:
    """The made-up order lines, run through the pipeline on SQL Server."""
    yield from _run_pipeline(server, "sample", sample_run.file, tmp_path_factory)


@pytest.fixture(scope="session")
def real_on_sql_server(
    server: SqlServerSettings, real_run: Run, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SqlServerRun]:
    """The real data set, run through the pipeline on SQL Server, where it is present."""
    yield from _run_pipeline(server, "real", real_run.file, tmp_path_factory)


def _run_pipeline(
    server: SqlServerSettings, name: str, file: Path, folders: pytest.TempPathFactory
) -> Iterator[SqlServerRun]:
    settings = replace(server, database=f"{server.database}_test_{name}")
    make_database(settings)
    run = SqlServerRun(copy_project(folders.mktemp(f"{name}_on_sql_server") / "project"), settings)
    done = run.command("run", file, "--target", "sqlserver")
    assert done.returncode == 0, done.stdout + done.stderr
    yield run
    drop_database(settings)


def make_database(settings: SqlServerSettings) -> None:
    """An empty database of the settings' name, whatever was there before."""
    drop_database(settings)
    _in_master(settings, f"create database {settings.database}")


def drop_database(settings: SqlServerSettings) -> None:
    """Drop the database, and end the sessions that are open in it."""
    name = settings.database
    if is_stand_in():
        _end_sessions(settings)
    else:
        _in_master(
            settings,
            f"if db_id('{name}') is not null "
            f"alter database {name} set single_user with rollback immediate",
        )
    _in_master(settings, f"drop database if exists {name}")


def _end_sessions(settings: SqlServerSettings) -> None:
    """A stand-in may lack single_user mode, and the driver keeps closed connections in a pool."""
    driver = open_driver(settings, "master")
    try:
        sessions = driver.query(
            f"select spid from sys.sysprocesses where dbid = db_id('{settings.database}')"
        )
        for (session,) in sessions:
            # It may have ended by itself in the meantime.
            with suppress(Exception):
                driver.execute(f"kill {int(session)}")
    finally:
        driver.close()


def _in_master(settings: SqlServerSettings, statement: str) -> None:
    driver = open_driver(settings, "master")
    try:
        driver.execute(statement)
    finally:
        driver.close()
