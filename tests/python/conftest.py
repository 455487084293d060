"""What the tests share: a warehouse of their own, and pipelines that have run once."""

from __future__ import annotations

import filecmp
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from filelock import FileLock

from python_jobs.core.project import Project
from python_jobs.sample.generate import write_sample
from tests.python.place import SECONDS_OF_A_COMMAND, Place
from tests.python.selection import (
    begin_with_slow,
    leave_out_slow,
    mark_most_variants,
    mark_quick,
    pytest_addoption,
    pytest_configure,
    pytest_terminal_summary,
)

__all__ = ["pytest_addoption", "pytest_configure", "pytest_terminal_summary"]

ROOT = Path(__file__).resolve().parents[2]
REAL_DATA = ROOT / os.environ.get(
    "CUSTOMER_INTELLIGENCE_ONLINE_RETAIL_II", "../shared/data/online_retail_II.csv.gz"
)

PATH = "CUSTOMER_INTELLIGENCE_DUCKDB_PATH"

# what dbt keeps of a project that it has read, and the variables that name a file of it
PARTIAL_PARSE = "partial_parse.msgpack"
PARSED = "CUSTOMER_INTELLIGENCE_TEST_PARSED"
PARSED_BY_PLAIN_DBT = "CUSTOMER_INTELLIGENCE_TEST_PARSED_BY_PLAIN_DBT"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    mark_quick(items)
    begin_with_slow(items)
    mark_most_variants(items)
    leave_out_slow(config, items)


def group_of(nodeid: str) -> str:
    """Which tests a process takes together, one after another: those of a file, all that share the one
    database of SQL Server, and all of Spark, which takes two gigabytes at a time."""
    path = nodeid.split("::", 1)[0]
    shared = (name for name in ("sqlserver", "spark") if f"/{name}/" in path)
    return next(shared, path)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """pytest-xdist's own groups (--dist=loadgroup) do nothing with pytest 9.2, without a word: it writes them
    into an attribute that pytest no longer reads. So the groups are made here, from the path."""
    if config.getvalue("dist") != "loadgroup":
        return None
    from xdist.scheduler import LoadScopeScheduling

    class ByGroup(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            return group_of(nodeid)

    return ByGroup(config, log)


@dataclass(frozen=True)
class Workplace(Place):
    """A folder with a warehouse and a dbt target of its own; the project is the real one, or a copy."""

    folder: Path
    settings: tuple[tuple[str, str], ...] = ()
    project: Path = ROOT
    target = "duckdb"

    @property
    def warehouse(self) -> Path:
        return self.folder / "warehouse.duckdb"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            PATH: str(self.warehouse),
            "CUSTOMER_INTELLIGENCE_TARGET": self.target,
            "DBT_TARGET_PATH": str(self.folder / "target"),
            "DBT_LOG_PATH": str(self.folder / "logs"),
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
            "CUSTOMER_INTELLIGENCE_QUIET_SECONDS": "0.5",
            **dict(self.settings),
        }

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        self._give_what_dbt_read()
        return super().start(*arguments)

    def dbt(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run dbt. Of the project itself it runs in the workplace: dbt reads a project anew where the path of its warehouse
        is another one, and there it is the same in all workplaces."""
        if self.project != ROOT or dict(self.settings).get(PATH) is not None:
            return super().dbt(*arguments)
        here = self.folder / "target" / PARTIAL_PARSE
        kept = Path(os.environ[PARSED_BY_PLAIN_DBT])
        if kept.exists() and not self._has_read_by_itself(here):
            here.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(kept, here)
        program = Path(sys.executable).with_name("dbt")
        options = ["--profiles-dir", str(ROOT), "--project-dir", str(ROOT), "--target", self.target]
        done = subprocess.run(
            [str(program), "--no-use-colors", *arguments, *options],
            cwd=self.folder,
            env={**self.environment, PATH: self.warehouse.name},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=SECONDS_OF_A_COMMAND,
        )
        if here.exists() and not kept.exists() and "--vars" not in arguments:
            copy = kept.with_name(f"{kept.name}.{os.getpid()}")
            shutil.copyfile(here, copy)
            copy.rename(kept)
        return done

    def _has_read_by_itself(self, here: Path) -> bool:
        """Whether dbt has read the project in this workplace, and not in the one of the sample's run alone."""
        given = Path(os.environ.get(PARSED, ""))
        return here.exists() and not (given.is_file() and filecmp.cmp(here, given, shallow=False))

    def _run(
        self, command: list[str], seconds: float = SECONDS_OF_A_COMMAND
    ) -> subprocess.CompletedProcess[str]:
        self._give_what_dbt_read()
        return super()._run(command, seconds)

    def _give_what_dbt_read(self) -> None:
        """Give dbt what it read of the project for the sample's run, where it has read nothing here."""
        parsed = os.environ.get(PARSED, "")
        here = self.folder / "target" / PARTIAL_PARSE
        if self.project == ROOT and not here.exists() and parsed and Path(parsed).exists():
            # a folder that nobody may write to stays as it is
            with suppress(OSError):
                here.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(parsed, here)

    def with_settings(self, **settings: str) -> Workplace:
        """The same with more in the environment; names go without CUSTOMER_INTELLIGENCE_."""
        named = tuple((f"CUSTOMER_INTELLIGENCE_{name}", value) for name, value in settings.items())
        return replace(self, settings=(*self.settings, *named))

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            return connection.execute(sql).fetchall()


@dataclass(frozen=True)
class Run:
    """A finished `customer-intelligence run`: where it worked, on which file, and what it said."""

    workplace: Workplace
    file: Path
    output: str

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        return self.workplace.query(sql)

    def copied_to(self, folder: Path) -> Run:
        """The same in a workplace of its own, to run in again."""
        shutil.copytree(self.workplace.folder, folder)
        return replace(self, workplace=Workplace(folder))


def run_on(folder: Path, *arguments: str | Path) -> Workplace:
    """A pipeline run that must go well."""
    workplace = Workplace(folder)
    done = workplace.command("run", *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return workplace


@pytest.fixture(scope="session", autouse=True)
def read_once(shared_folder: Path) -> None:
    """Says where commands find what dbt read of the project, as soon as the sample's run has been made, and where plain dbt does."""
    os.environ[PARSED] = str(shared_folder / f"sample_run.{PARTIAL_PARSE}")
    os.environ[PARSED_BY_PLAIN_DBT] = str(shared_folder / f"plain_dbt.{PARTIAL_PARSE}")


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "orders.csv"
    write_sample(path)
    return path


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all processes of one test run have in common."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


def run_once(shared: Path, name: str, file: Path, own: Path) -> Run:
    """The pipeline, run on a file by the first process that needs it; each process has a copy of its own."""
    shared = shared / name
    output = shared / "output.txt"
    with FileLock(f"{shared}.lock"):
        if not output.exists():
            shared.mkdir(exist_ok=True)
            done = Workplace(shared).command("run", file)
            assert done.returncode == 0, done.stdout + done.stderr
            copy = shared / PARTIAL_PARSE
            shutil.copyfile(shared / "target" / PARTIAL_PARSE, copy)
            copy.rename(f"{shared}.{PARTIAL_PARSE}")
            output.write_text(done.stdout + done.stderr, encoding="utf-8")
    shutil.copytree(shared, own)
    said = output.read_text(encoding="utf-8").replace(str(shared), str(own))
    return Run(Workplace(own), file, said)


@pytest.fixture(scope="session")
def sample_run(
    tmp_path_factory: pytest.TempPathFactory, shared_folder: Path, sample_file: Path
) -> Iterator[Run]:
    """The pipeline, run on the made-up order lines. Many tests read it: what writes takes sample_copy."""
    own = tmp_path_factory.mktemp("sample_run") / "place"
    run = run_once(shared_folder, "sample_run", sample_file, own)
    built = run.workplace.warehouse.read_bytes()
    yield run
    # The next test would see other data, and only where it runs after this one in the same process.
    assert run.workplace.warehouse.read_bytes() == built, "a test has changed the run that all read"


@pytest.fixture
def sample_copy(sample_run: Run, tmp_path: Path) -> Run:
    """The sample's run in a workplace of its own, to run in again."""
    return sample_run.copied_to(tmp_path / "copy")


@pytest.fixture(scope="session")
def real_run(tmp_path_factory: pytest.TempPathFactory, shared_folder: Path) -> Run:
    """The pipeline, run on the real data set where it is present."""
    if not REAL_DATA.exists():
        pytest.skip(
            "Online Retail II is not here. It is free to download from UCI; name its CSV file in "
            "CUSTOMER_INTELLIGENCE_ONLINE_RETAIL_II to run these tests."
        )
    own = tmp_path_factory.mktemp("real_run") / "place"
    return run_once(shared_folder, "real_run", REAL_DATA, own)


@pytest.fixture
def workplace(tmp_path: Path) -> Iterator[Workplace]:
    """An empty workplace."""
    yield Workplace(tmp_path)


@pytest.fixture
def project(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Project:
    """The project, with an empty warehouse, for tests in this process."""
    monkeypatch.setenv("CUSTOMER_INTELLIGENCE_DUCKDB_PATH", str(tmp_path / "warehouse.duckdb"))
    monkeypatch.setenv("CUSTOMER_INTELLIGENCE_QUIET_SECONDS", "0.5")
    return Project(ROOT, "duckdb", {})
