"""What would stop a run, in plain sentences, each with the way to fix it."""

from __future__ import annotations

import importlib.metadata
import os
import sys

from python_jobs.core.errors import CustomerIntelligenceError
from python_jobs.core.project import Project
from python_jobs.doctor.finding import Finding
from python_jobs.doctor.spark import examine_spark
from python_jobs.doctor.sql_server import examine_sql_server
from python_jobs.warehouses.warehouse import SECONDS_TO_LOOK, open_warehouse


def examine(project: Project) -> list[Finding]:
    """Everything that a run on the project's target needs."""
    findings = [_versions(), _profile(project)]
    if project.target == "duckdb":
        findings += _duckdb(project)
    elif project.is_on_spark:
        findings += examine_spark(project)
    else:
        findings += examine_sql_server()
    return findings


def _versions() -> Finding:
    packages = ("dbt-core", "dbt-duckdb", "dbt-sqlserver", "duckdb")
    found = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)
    return Finding(True, f"Python {sys.version.split()[0]}, {found}")


def _profile(project: Project) -> Finding:
    profiles = project.profiles_folder / "profiles.yml"
    return Finding(True, f"dbt project {project.root}, profiles {profiles}")


def _duckdb(project: Project) -> list[Finding]:
    folder = project.duckdb_path.parent
    existing = next(one for one in (folder, *folder.parents) if one.exists())
    if not os.access(existing, os.W_OK):
        return [
            Finding(
                False,
                f"The folder {existing} cannot be written to. Give yourself the right, or set "
                "CUSTOMER_INTELLIGENCE_DUCKDB_PATH to a file elsewhere.",
            )
        ]
    if not project.duckdb_path.exists():
        return [Finding(True, f"The warehouse {project.duckdb_path} will be made by the first run")]
    try:
        with open_warehouse(project, SECONDS_TO_LOOK) as warehouse:
            files = warehouse.landed_files()
    except CustomerIntelligenceError as error:
        return [Finding(False, str(error))]
    return [Finding(True, f"The warehouse {project.duckdb_path} opens; {len(files)} files landed")]
