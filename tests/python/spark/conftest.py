"""A lake of the tests' own, and the sample built on it with both adapters."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.python.conftest import ROOT, Run
from tests.python.place import SECONDS_OF_A_COMMAND, Place

# For little data: compiling each query costs far more than it saves.
QUICK_START = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.autoBroadcastJoinThreshold": "100MB",
}
QUICK_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"
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

    @property
    def lake(self) -> Path:
        return self.folder / "lake"

    @property
    def environment(self) -> dict[str, str]:
        settings = self.folder / "conf" / "spark-defaults.conf"
        settings.parent.mkdir(exist_ok=True)
        lines = [f"{name} {value}" for name, value in QUICK_START.items()]
        settings.write_text("\n".join(lines), encoding="utf-8")
        return {
            **os.environ,
            "SPARK_CONF_DIR": str(settings.parent),
            "JDK_JAVA_OPTIONS": QUICK_JAVA,
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

    def session(self, *arguments: str | Path) -> None:
        """Do one of the things of session.py."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.python.spark.session", *map(str, arguments)],
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
    sample_run: Run,
    tmp_path_factory: pytest.TempPathFactory,
) -> SparkPlace:
    """The lines, rules and fits of the sample's run, built with one of the two adapters.

    Without the dbt tests: all relations are compared with those that passed them.
    """
    place: SparkPlace = request.param(tmp_path_factory.mktemp("sample_on_spark"))
    given = place.folder / "given"
    given.mkdir()
    place.session("load", sample_run.workplace.warehouse, given)
    done = place.dbt("build", "--exclude-resource-type", "test", "unit_test")
    assert done.returncode == 0, done.stdout[-20_000:]
    return place
