"""What would stop a run, in plain sentences, each with the way to mend it."""

from __future__ import annotations

import importlib.metadata
import os
import sys
from dataclasses import dataclass

from python_jobs.doctor_sqlserver import examine_sql_server
from python_jobs.errors import CustomerIntelligenceError
from python_jobs.project import Project, ensure_profile
from python_jobs.warehouses.warehouse import open_warehouse


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is well, and what to say about it."""

    is_well: bool
    text: str


def examine(project: Project) -> list[Finding]:
    """Everything that a run on the project's target needs."""
    findings = [_versions(), _profile(project)]
    if project.target == "duckdb":
        findings += _duckdb(project)
    else:
        findings += [Finding(one.is_well, one.text) for one in examine_sql_server()]
    return findings


def _versions() -> Finding:
    packages = ("dbt-core", "dbt-duckdb", "dbt-sqlserver", "duckdb")
    found = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)
    return Finding(True, f"Python {sys.version.split()[0]}, {found}")


def _profile(project: Project) -> Finding:
    profile = ensure_profile(project)
    return Finding(True, f"dbt project {project.root}, profile {profile.name}")


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
        with open_warehouse(project) as warehouse:
            files = warehouse.landed_files()
    except CustomerIntelligenceError as error:
        return [Finding(False, str(error))]
    return [Finding(True, f"The warehouse {project.duckdb_path} opens; {len(files)} files landed")]
