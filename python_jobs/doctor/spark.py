"""What would stop a run on Spark: the packages, Java, the lake, the session and its catalogue."""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import subprocess
from pathlib import Path

from python_jobs.core.errors import CustomerIntelligenceError
from python_jobs.core.project import LAKE, Project
from python_jobs.doctor.finding import Finding
from python_jobs.warehouses.spark_session import EXTRAS, find_java, open_session
from python_jobs.warehouses.warehouse import open_warehouse

LEAST_JAVA = 17
ADAPTERS = {"spark": "dbt-spark", "fabricspark": "dbt-fabricspark"}
VERSION = re.compile(r'version "(?:1\.)?(\d+)')


def examine_spark(project: Project) -> list[Finding]:
    """Everything that a run needs of Spark; the first finding that is not well is the cause."""
    findings = [_packages(project)]
    if findings[-1].is_well:
        findings.append(_java())
    if findings[-1].is_well:
        findings.append(_lake(project))
    if findings[-1].is_well:
        findings.append(_session(project))
    return findings


def _packages(project: Project) -> Finding:
    found = []
    for package in (ADAPTERS[project.target], "pyspark"):
        try:
            found.append(f"{package} {importlib.metadata.version(package)}")
        except importlib.metadata.PackageNotFoundError:
            return Finding(
                False,
                f"The package {package} is missing. Install it with  uv sync --extra spark"
                + ("  --extra fabric" if EXTRAS[project.target] == "fabric" else ""),
            )
    return Finding(True, ", ".join(found))


def _java() -> Finding:
    path = find_java()
    if path is None:
        return Finding(
            False,
            f"There is no Java. Install Java {LEAST_JAVA} or later, or set JAVA_HOME to where it is.",
        )
    done = subprocess.run(  # noqa: S603  # the program that JAVA_HOME or the system finds, no input
        [path, "-version"], capture_output=True, encoding="utf-8", check=False
    )
    version = VERSION.search(done.stderr)
    if version is None or int(version[1]) < LEAST_JAVA:
        said = next(iter(done.stderr.splitlines()), "nothing")
        return Finding(
            False,
            f"{path} says: {said}. Spark needs Java {LEAST_JAVA} or later; set JAVA_HOME to where one is.",
        )
    return Finding(True, f"Java {version[1]} at {path}")


def _lake(project: Project) -> Finding:
    if "://" in project.lake:
        return Finding(True, f"The lake is {project.lake}")
    folder = Path(project.lake)
    existing = next(one for one in (folder, *folder.parents) if one.exists())
    if not os.access(existing, os.W_OK):
        return Finding(
            False,
            f"The folder {existing} cannot be written to. Give yourself the right, or set {LAKE} to a "
            "folder elsewhere.",
        )
    free = shutil.disk_usage(existing).free / 2**30
    return Finding(True, f"The lake {folder} can be written to; {free:,.0f} GiB are free")


def _session(project: Project) -> Finding:
    try:
        session = open_session(project)
        with open_warehouse(project) as warehouse:
            files = warehouse.landed_files()
    except CustomerIntelligenceError as error:
        return Finding(False, str(error))
    master = session.sparkContext.master
    return Finding(True, f"Spark {session.version} starts on {master}; {len(files)} files landed")
