"""What a build was made of, so that a run finds out that there is nothing to do.

Two hashes stand for it: the project (its SQL, its rules, its jobs, the versions of the engines) and the
inputs (which files are landed, the vars, the settings). The published build has both on record in
ops.published_builds. Whatever else may change a mart takes that row away: dbt does when it builds
(macros/dbt/forget_published_build.sql), and mining and fitting do.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from python_jobs.core.project import Project
from python_jobs.run.outcome import now
from python_jobs.warehouses.schema import (
    LANDED_FILES,
    PUBLISHED_BUILDS,
    UNIT_TESTS_PASSED,
    Statement,
)
from python_jobs.warehouses.warehouse import Warehouse

ENGINES = ("dbt-core", "dbt-duckdb", "dbt-sqlserver", "duckdb")
EXTRA_ENGINES = ("dbt-spark", "dbt-fabricspark", "pyspark")
SETTINGS = ("CUSTOMER_INTELLIGENCE_SQLSERVER_READER_ROLE",)
FOLDERS = (
    "models",
    "seeds",
    "macros",
    "tests/generic",
    "tests/plausibility",
    "tests/reconciliation",
)
PACKAGE = Path(__file__).parents[1]
FILES = ("dbt_project.yml",)
NO_CODE = ("__pycache__",)

LANDED = f"select source_file, file_sha256, file_form, landed_at from {LANDED_FILES.full_name}"


@dataclass(frozen=True)
class Fingerprint:
    """SHA-256 of the project and of what it was given."""

    project: str
    inputs: str


def project_hash(project: Project) -> str:
    """SHA-256 of every file that decides what a build makes of its inputs, and of the engines' versions."""
    digest = hashlib.sha256()
    installed = [name for name in EXTRA_ENGINES if _is_installed(name)]
    for name in (*ENGINES, *installed):
        digest.update(f"{name} {importlib.metadata.version(name)}\n".encode())
    for name, path in sorted(_files(project)):
        digest.update(f"{name}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def take_fingerprint(project: Project, warehouse: Warehouse, engine: str) -> Fingerprint:
    """The fingerprint of what a build would be made of now. engine: what mines the rules."""
    inputs = {
        "files": sorted([str(value) for value in row] for row in warehouse.query(LANDED)),
        "vars": {key: str(value) for key, value in project.variables.items()},
        "settings": {name: os.environ.get(name, "") for name in SETTINGS},
        "engine": engine,
    }
    text = json.dumps(inputs, sort_keys=True)
    return Fingerprint(project_hash(project), hashlib.sha256(text.encode()).hexdigest())


def is_published(project: Project, warehouse: Warehouse, fingerprint: Fingerprint) -> bool:
    """Whether readers see the very build that this fingerprint would give."""
    if not warehouse.has_table(PUBLISHED_BUILDS):
        return False
    rows = warehouse.query(
        f"select project_sha256, inputs_sha256 from {PUBLISHED_BUILDS.full_name} "
        f"where build_suffix = '{_suffix(project)}'"
    )
    return rows == [(fingerprint.project, fingerprint.inputs)]


def remember_published(project: Project, fingerprint: Fingerprint) -> list[Statement]:
    """Put on record what the published build was made of."""
    return [
        *forget_published(project),
        (
            f"insert into {PUBLISHED_BUILDS.full_name} values (?, ?, ?, ?)",
            (_suffix(project), fingerprint.project, fingerprint.inputs, now()),
        ),
    ]


def forget_published(project: Project) -> list[Statement]:
    """Take the record away: the marts may change, so the next run builds."""
    return [
        (f"delete from {PUBLISHED_BUILDS.full_name} where build_suffix = ?", (_suffix(project),))
    ]


def unit_tests_have_passed(warehouse: Warehouse, project_sha256: str) -> bool:
    """Whether the unit tests of this very project have passed on this warehouse's engine.

    Unit tests prove code and look at no data, so they tell nothing new until the code changes.
    """
    return warehouse.has_table(UNIT_TESTS_PASSED) and bool(
        warehouse.query(
            f"select project_sha256 from {UNIT_TESTS_PASSED.full_name} "
            f"where project_sha256 = '{project_sha256}'"
        )
    )


def remember_unit_tests(project_sha256: str) -> list[Statement]:
    """Put on record that they have passed."""
    return [
        (f"delete from {UNIT_TESTS_PASSED.full_name}", ()),
        (f"insert into {UNIT_TESTS_PASSED.full_name} values (?, ?)", (project_sha256, now())),
    ]


def _is_installed(package: str) -> bool:
    try:
        importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _suffix(project: Project) -> str:
    return str(project.variables["build_suffix"])


def _files(project: Project) -> Iterable[tuple[str, Path]]:
    """Every file that decides, with the name by which it counts."""
    folders = {name: project.root / name for name in FOLDERS} | {"python_jobs": PACKAGE}
    if project.shop:
        folders["seeds of the shop"] = project.shop.seeds_folder
    for name, folder in folders.items():
        for path in folder.rglob("*"):
            if path.is_file() and not any(part in NO_CODE for part in path.parts):
                yield f"{name}/{path.relative_to(folder).as_posix()}", path
    for name in FILES:
        yield name, project.root / name
