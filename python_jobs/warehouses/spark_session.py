"""The Spark session of this process, with the settings that dbt's profile has for the target.

dbt's session method takes the session that is there, so the jobs and dbt work in one.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import threading
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import jinja2
import yaml

from python_jobs.core.errors import InputError, NoSuchTable, WarehouseError, WarehouseHeld
from python_jobs.core.project import LAKE, NAME, Project
from python_jobs.warehouses.retry import retry

EXTRAS = {"spark": "spark", "fabricspark": "fabric"}
HELD = "Another instance of Derby may have already booted the database"
NO_SUCH_TABLE = "[TABLE_OR_VIEW_NOT_FOUND]"
# what Java says while it starts and works, in the folder of the logs
LOG = "spark.log"
SECONDS_FOR_A_THREAD = 5


def open_session(project: Project) -> Any:
    """The pyspark.sql.SparkSession of this process; the first call starts Spark, which takes seconds.

    Raises InputError where Spark is not installed, WarehouseError where it does not start, and WarehouseHeld
    where another process has the catalogue.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        extra = EXTRAS[project.target]
        raise InputError(
            f"The target {project.target} needs Spark, which is not installed. Install it with  "
            f"uv sync --extra {extra}  (pip install 'customer-intelligence[{extra}]')."
        ) from None
    if SparkSession.getActiveSession() is None and not find_java():
        raise WarehouseError(
            "Spark needs Java, and there is none. Install Java 17 (openjdk-17-jre-headless on Debian and "
            "Ubuntu), or set JAVA_HOME to where it is."
        )
    settings = session_settings(project)
    if SparkSession.getActiveSession() is None:
        _start_java(project, settings)
    builder = SparkSession.builder.enableHiveSupport().appName(NAME)
    for name, value in settings.items():
        builder = builder.config(name, value)

    def attempt() -> Any:
        try:
            session = builder.getOrCreate()
            # The catalogue is opened at its first use.
            session.sql("show schemas").collect()
        except Exception as error:
            raise plain_error(error, project.lake) from None
        return session

    # Spark's own process outlives one that was killed by a moment.
    return retry(attempt, lambda error: isinstance(error, WarehouseHeld))


def _start_java(project: Project, settings: Mapping[str, str]) -> None:
    """Start the process that Spark works in, as pyspark does, but with its chatter in a file of the logs."""
    from pyspark import SparkConf, SparkContext
    from pyspark.java_gateway import launch_gateway

    atexit.register(_end_finalizers)
    # Arrow is what these jobs use, and not pandas.
    warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
    if "://" not in project.lake:
        # Derby writes its log there before it makes the folder
        with suppress(OSError):
            Path(project.lake).mkdir(parents=True, exist_ok=True)
    # a process that another program has started, such as spark-submit
    if SparkContext._gateway is not None or "PYSPARK_GATEWAY_PORT" in os.environ:
        return
    conf = SparkConf()
    for name, value in settings.items():
        conf.set(name, value)
    path = project.logs_folder / LOG
    try:
        with _opened(path) as log:
            gateway = launch_gateway(conf, {"stderr": log})
    except Exception:
        raise WarehouseError(
            f"Spark's process did not start; {path} says why. customer-intelligence doctor --target "
            f"{project.target} looks for the cause."
        ) from None
    SparkContext._ensure_initialized(conf=conf, gateway=gateway)


def _end_finalizers() -> None:
    """End the threads in which py4j tells Java what Python needs no more; Java ends with this process anyway.

    They run until Python is torn down, and hold what they saw last, by which all modules stay. DuckDB's binding
    finds its own among them, and calls each a leak, in fifty lines on the screen.
    """
    from py4j.clientserver import SHUTDOWN_FINALIZER_WORKER, FinalizerWorker

    for thread in threading.enumerate():
        if isinstance(thread, FinalizerWorker):
            thread.deque.append(SHUTDOWN_FINALIZER_WORKER)
            thread.join(SECONDS_FOR_A_THREAD)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """A log to write to; who may only look at the project may have none."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        log = path.open("ab")
    except OSError:
        yield subprocess.DEVNULL
        return
    with log:
        yield log


def find_java() -> str | None:
    """The program java that Spark would start."""
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=f"{home}/bin") if home else shutil.which("java")


def session_settings(project: Project) -> dict[str, str]:
    """Spark's settings in the profile of the target, with the environment's values put in.

    Raises InputError where the profile has no such target.
    """
    path = project.profiles_folder / "profiles.yml"
    profile = yaml.safe_load(path.read_text(encoding="utf-8"))[NAME]["outputs"]
    if project.target not in profile:
        raise InputError(
            f"{path} has no target '{project.target}'. Copy it from profiles.example.yml."
        )
    output = profile[project.target]
    settings = output.get("server_side_parameters") or output.get("spark_config", {}).get(
        "conf", {}
    )
    # As dbt sets it: a value that does not fit is null, and no error, on both adapters.
    return {
        "spark.sql.ansi.enabled": "false",
        **{name: _render(str(value), project) for name, value in settings.items()},
    }


def _render(text: str, project: Project) -> str:
    # the same environment as dbt's, in which the lake's path is whole
    environment = {**os.environ, LAKE: project.lake}

    def env_var(name: str, default: str | None = None) -> str:
        value = environment.get(name, default)
        if value is None:
            raise InputError(
                f"profiles.yml asks for the environment variable {name}, which is not set."
            )
        return value

    # The text comes from the user's own profile and becomes no page.
    return jinja2.Environment(autoescape=False).from_string(text).render(env_var=env_var)  # noqa: S701


def plain_error(error: BaseException, lake: str) -> WarehouseError | WarehouseHeld:
    """What Spark says, in a sentence: the first line, and of a chain of causes the last."""
    text = str(error)
    if HELD in text:
        return WarehouseHeld(
            f"Another process has the catalogue of {lake} open, and Derby lets in one at a time. Wait for "
            "it to end, or name a metastore server in CUSTOMER_INTELLIGENCE_SPARK_METASTORE."
        )
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    causes = [line for line in lines if line.startswith("Caused by:")]
    said = next(iter(causes[-1:] or lines), "")
    kind = NoSuchTable if NO_SUCH_TABLE in said else WarehouseError
    return kind(
        f"Spark refused: {said[:600] or type(error).__name__} "
        "(customer-intelligence doctor --target spark looks for the cause)"
    )
