"""A lake of the tests' own, and the sample built on it with both adapters."""

from __future__ import annotations

import faulthandler
import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

from tests.python.conftest import ROOT, Run
from tests.python.place import SECONDS_OF_A_COMMAND, Place

# For little data: plans that change on the way cost more than they save, and so does what Java's second compiler
# makes of code that runs once. The first one keeps its code in 48 MB unless it is told otherwise.
QUICK_START = {
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.autoBroadcastJoinThreshold": "100MB",
}
QUICK_JAVA = "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=256m -XX:+UseSerialGC -Xshare:auto"
# Of a run, on a machine that does other things too.
SECONDS_OF_A_RUN = 3600
NO_PYSPARK = (
    "no Spark to test on: install it with  uv sync --group dev --extra spark --extra fabric"
)
NO_JAVA = "no Java to run Spark with: install Java 17 (openjdk-17-jre-headless) to run these tests"


@dataclass(frozen=True)
class SparkPlace(Place):
    """A folder with a lake and a dbt target of its own, on the project of this checkout."""

    folder: Path
    project: Path = ROOT
    target = "spark"
    is_of_little_data: ClassVar[bool] = True

    @property
    def lake(self) -> Path:
        return self.folder / "lake"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            **(self._quick if self.is_of_little_data else {}),
            "CUSTOMER_INTELLIGENCE_SPARK_LAKE": str(self.lake),
            "CUSTOMER_INTELLIGENCE_SPARK_MASTER": "local[2]",
            "CUSTOMER_INTELLIGENCE_SPARK_DRIVER_MEMORY": "2g",
            "CUSTOMER_INTELLIGENCE_SPARK_SHUFFLE_PARTITIONS": "2",
            "CUSTOMER_INTELLIGENCE_TARGET": self.target,
            "DBT_TARGET_PATH": str(self.folder / "target"),
            "DBT_LOG_PATH": str(self.folder / "logs"),
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
        }

    @property
    def _quick(self) -> dict[str, str]:
        settings = self.folder / "conf" / "spark-defaults.conf"
        settings.parent.mkdir(exist_ok=True)
        lines = [f"{name} {value}" for name, value in QUICK_START.items()]
        settings.write_text("\n".join(lines), encoding="utf-8")
        return {"SPARK_CONF_DIR": str(settings.parent), "JDK_JAVA_OPTIONS": QUICK_JAVA}

    def dump(self, folder: Path) -> None:
        """Write what readers see into a folder (session.py)."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.python.spark.session", str(folder)],
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=SECONDS_OF_A_COMMAND,
        )
        assert done.returncode == 0, done.stdout + done.stderr


@dataclass(frozen=True)
class FabricPlace(SparkPlace):
    """The same with Microsoft's adapter."""

    target = "fabricspark"

    @property
    def environment(self) -> dict[str, str]:
        # a statement of Delta after every table, and there is no Delta here
        return {**super().environment, "DBT_FABRICSPARK_SKIP_OPTIMIZE": "true"}


@dataclass(frozen=True)
class RealPlace(SparkPlace):
    """A lake for a million lines, with Spark's own settings."""

    is_of_little_data = False


@dataclass(frozen=True)
class RealFabricPlace(FabricPlace):
    """The same with Microsoft's adapter."""

    is_of_little_data = False


@pytest.fixture(scope="session")
def spark() -> None:
    """Skips where Spark cannot run."""
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip(NO_PYSPARK)
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        pytest.skip(NO_JAVA)


@pytest.fixture(
    scope="session", params=[SparkPlace, FabricPlace], ids=lambda kind: str(kind.target)
)
def sample_on_spark(
    request: pytest.FixtureRequest,
    spark: None,
    sample_file: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> SparkPlace:
    """The command's run on the sample with one of the two adapters: landed, built, tested, mined and shown."""
    place: SparkPlace = request.param(tmp_path_factory.mktemp("sample_on_spark"))
    return run_on_spark(place, sample_file)


@pytest.fixture(
    scope="session", params=[RealPlace, RealFabricPlace], ids=lambda kind: str(kind.target)
)
def real_on_spark(
    request: pytest.FixtureRequest,
    spark: None,
    real_run: Run,
    tmp_path_factory: pytest.TempPathFactory,
) -> SparkPlace:
    """The command's run on the real data with one of the two adapters, where the data are present."""
    place: SparkPlace = request.param(tmp_path_factory.mktemp("real_on_spark"))
    return run_on_spark(place, real_run.file)


def run_on_spark(place: SparkPlace, file: Path) -> SparkPlace:
    """A run that must go well."""
    # The command has a limit of its own, beyond the one that pytest has for a test.
    faulthandler.cancel_dump_traceback_later()
    done = place.command("run", file, seconds=SECONDS_OF_A_RUN)
    assert done.returncode == 0, (done.stdout + done.stderr)[-20_000:]
    # what DuckDB's binding says when Python ends with objects that nobody has collected
    assert "nanobind" not in done.stdout + done.stderr
    return place
