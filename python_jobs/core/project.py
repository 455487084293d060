"""Where the dbt project is and what its settings say."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from python_jobs.core.errors import InputError

TARGETS = ("duckdb", "sqlserver")
DUCKDB_PATH = "CUSTOMER_INTELLIGENCE_DUCKDB_PATH"
DEFAULT_DUCKDB_PATH = "warehouse/customer_intelligence.duckdb"


@dataclass(frozen=True)
class Project:
    """A checkout of the project, the target to work on, and the dbt vars given on the command line."""

    root: Path
    target: str
    given_vars: Mapping[str, Any]
    # the embedded warehouse to work on, where that is not the one of the environment
    warehouse_file: Path | None = None

    @property
    def variables_in_file(self) -> dict[str, Any]:
        """The vars of dbt_project.yml."""
        text = (self.root / "dbt_project.yml").read_text(encoding="utf-8")
        return dict(yaml.safe_load(text)["vars"])

    @property
    def variables(self) -> dict[str, Any]:
        """The vars of dbt_project.yml, those given on the command line in front."""
        return {**self.variables_in_file, **self.given_vars}

    @property
    def duckdb_path(self) -> Path:
        """The embedded warehouse; a relative path starts at the project."""
        if self.warehouse_file:
            return self.warehouse_file
        given = os.environ.get(DUCKDB_PATH) or DEFAULT_DUCKDB_PATH
        return (self.root / Path(given).expanduser()).absolute()

    @property
    def feeds_folder(self) -> Path:
        return self.root / "feeds"

    @property
    def target_folder(self) -> Path:
        """Where dbt and the jobs write pages for people; DBT_TARGET_PATH says another place."""
        return (self.root / (os.environ.get("DBT_TARGET_PATH") or "target")).absolute()

    @property
    def logs_folder(self) -> Path:
        """Where dbt and the jobs write their logs; DBT_LOG_PATH says another place."""
        return (self.root / (os.environ.get("DBT_LOG_PATH") or "logs")).absolute()


def find_project(target: str | None = None, given_vars: Mapping[str, Any] | None = None) -> Project:
    """The project around the working directory, else the one this package was installed from.

    Raises InputError when there is none, or when the target is unknown.
    """
    target = target or os.environ.get("CUSTOMER_INTELLIGENCE_TARGET") or "duckdb"
    if target not in TARGETS:
        raise InputError(f"There is no target '{target}'. Choose one of: {', '.join(TARGETS)}.")
    here = Path.cwd()
    for folder in (here, *here.parents, Path(__file__).resolve().parents[2]):
        if _is_project(folder):
            return Project(folder, target, dict(given_vars or {}))
    raise InputError(
        f"No customer_intelligence dbt project in {here} or above it. "
        "Change into a checkout of the project and try again."
    )


def ensure_profile(project: Project) -> Path:
    """profiles.yml of the project, copied from profiles.example.yml when there is none."""
    profile = project.root / "profiles.yml"
    if not profile.exists():
        shutil.copyfile(project.root / "profiles.example.yml", profile)
    return profile


def _is_project(folder: Path) -> bool:
    file = folder / "dbt_project.yml"
    if not file.is_file():
        return False
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    return isinstance(content, dict) and content.get("name") == "customer_intelligence"
