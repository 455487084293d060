"""Where the dbt project is and what its settings say."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from python_jobs.core.errors import InputError, WarehouseError
from python_jobs.core.paths import at_home, resolved
from python_jobs.core.shop import Shop, find_shop
from python_jobs.core.wording import shown

NAME = "customer_intelligence"
# Inside the installed package: dbt_project.yml and what belongs to it (see pyproject.toml).
PACKAGED_PROJECT = "dbt_project"
SPARK_TARGETS = ("spark", "fabricspark")
TARGETS = ("duckdb", "sqlserver", *SPARK_TARGETS)
DUCKDB_PATH = "CUSTOMER_INTELLIGENCE_DUCKDB_PATH"
DEFAULT_DUCKDB_PATH = "warehouse/customer_intelligence.duckdb"
LAKE = "CUSTOMER_INTELLIGENCE_SPARK_LAKE"
DEFAULT_LAKE = "warehouse/lake"

# DuckDB calls a database after the start of its file's name. One that is called like a schema makes names such
# as raw.order_lines mean two things.
SCHEMAS = ("raw", "staging", "intermediate", "marts", "reporting", "mining", "seeds", "ops", "main")
TAKEN_NAMES = {*SCHEMAS, "temp", "system", "information_schema", "pg_catalog"}
# dbt-duckdb puts the name into SQL and takes the path for a URL; DuckDB puts its log elsewhere after a ?.
UNFIT_FOR_A_NAME = re.compile(r"""['"`;]""")
# such as :memory: or md:shop; one letter is a drive
ADDRESS = re.compile(r":|[A-Za-z][A-Za-z0-9+.-]+:")
# DuckDB opens a file with such a name as a table in memory.
EXPORT = re.compile(r"\.(csv|tsv|json|jsonl|ndjson|parquet)(\.(gz|zst))?$", re.IGNORECASE)
UNFIT_FOR_A_PATH = re.compile(r"[?#\x00-\x1f\x7f]" if os.name == "nt" else r"[?#\\\x00-\x1f\x7f]")


@dataclass(frozen=True)
class Project:
    """The dbt project, the target to work on, and the dbt vars of the shop and of the command line.

    root: where dbt_project.yml is, a checkout or a folder inside the installed package.
    """

    root: Path
    target: str
    given_vars: Mapping[str, Any]
    # the embedded warehouse to work on, where that is not the one of the environment
    warehouse_file: Path | None = None
    # where warehouse, target, logs and profiles are, where that is not the root
    workplace: Path | None = None
    shop: Shop | None = None

    @property
    def folder(self) -> Path:
        """Where warehouse, target, logs and profiles are: the checkout, or the user's folder."""
        return self.workplace or self.root

    @property
    def variables_in_file(self) -> dict[str, Any]:
        """The vars of dbt_project.yml."""
        text = (self.root / "dbt_project.yml").read_text(encoding="utf-8")
        return dict(_parsed(text)["vars"])

    @property
    def variables(self) -> dict[str, Any]:
        """The vars of dbt_project.yml, overridden by the shop's and by those of the command line."""
        return {**self.variables_in_file, **self.given_vars}

    @property
    def build_suffix(self) -> str:
        """What every model and seed is called besides its name."""
        return str(self.variables["build_suffix"]).strip()

    @property
    def duckdb_path(self) -> Path:
        """The embedded warehouse; a relative path begins at the folder. Links are followed: what takes
        the place of the file must not take the place of the link."""
        if self.warehouse_file:
            return self.warehouse_file
        given = os.environ.get(DUCKDB_PATH) or DEFAULT_DUCKDB_PATH
        return resolved(self.folder / at_home(given))

    @property
    def is_on_spark(self) -> bool:
        """Whether the target is Spark, with one or the other adapter of dbt."""
        return self.target in SPARK_TARGETS

    @property
    def lake(self) -> str:
        """Where the tables of Spark are: a folder, or an address with ://."""
        given = os.environ.get(LAKE) or DEFAULT_LAKE
        return given if "://" in given else str(resolved(self.folder / at_home(given)))

    @property
    def feeds_folder(self) -> Path:
        """The feeds that come with the project."""
        return self.root / "feeds"

    @property
    def feeds_folders(self) -> list[Path]:
        """Where feeds are looked for, in this order: those of the shop, those of the project."""
        return [*([self.shop.feeds_folder] if self.shop else []), self.feeds_folder]

    @property
    def profiles_folder(self) -> Path:
        """Where dbt finds profiles.yml: DBT_PROFILES_DIR or the folder, if they have ours."""
        named = os.environ.get("DBT_PROFILES_DIR")
        folders = [*([at_home(named)] if named else []), self.folder]
        return next((one.absolute() for one in folders if _has_our_profile(one)), self.root)

    @property
    def target_folder(self) -> Path:
        """Where dbt and the jobs write pages for people; DBT_TARGET_PATH says another place."""
        return (self.folder / (os.environ.get("DBT_TARGET_PATH") or "target")).absolute()

    @property
    def lineage_page(self) -> Path:
        """The page that `dbt docs generate --static` writes."""
        return self.target_folder / "static_index.html"

    @property
    def dashboards_page(self) -> Path:
        """The page of the dashboards, beside the lineage page."""
        return self.target_folder / "dashboards.html"

    @property
    def logs_folder(self) -> Path:
        """Where dbt and the jobs write their logs; DBT_LOG_PATH says another place."""
        return (self.folder / (os.environ.get("DBT_LOG_PATH") or "logs")).absolute()


def find_project(
    target: str | None = None,
    given_vars: Mapping[str, Any] | None = None,
    *,
    with_shop: bool = True,
) -> Project:
    """The checkout around the working directory, else the project that this package brings along.

    with_shop: with the settings of the shop's folder that the environment names.
    Raises InputError when there is none, or when the target or the shop's folder is unknown.
    """
    target = target or os.environ.get("CUSTOMER_INTELLIGENCE_TARGET") or "duckdb"
    if target not in TARGETS:
        raise InputError(f"There is no target '{target}'. Choose one of: {', '.join(TARGETS)}.")
    here = Path.cwd()
    package = Path(__file__).resolve().parents[1]
    roots = [(one, None) for one in (here, *here.parents, package.parent)]
    for root, workplace in [*roots, (package / PACKAGED_PROJECT, here)]:
        if _is_project(root):
            project = Project(root, target, dict(given_vars or {}), workplace=workplace)
            if target == "duckdb":
                _refuse_what_is_no_file(os.environ.get(DUCKDB_PATH) or DEFAULT_DUCKDB_PATH)
                _refuse_unfit_name(project.duckdb_path)
            return _with_shop(project) if with_shop else project
    raise InputError(
        f"No customer_intelligence dbt project in {here} or above it. "
        "Change into a checkout of the project and try again."
    )


def _with_shop(project: Project) -> Project:
    shop = find_shop(project.folder, project.root / "seeds")
    if shop is None:
        return project
    variables = shop.variables(project.variables_in_file)
    return replace(project, shop=shop, given_vars={**variables, **project.given_vars})


@lru_cache(maxsize=8)
def _parsed(text: str) -> Any:
    """YAML takes a tenth of a second for dbt_project.yml, whose vars are asked for again and again."""
    return yaml.safe_load(text)


def _has_our_profile(folder: Path) -> bool:
    try:
        content = yaml.safe_load((folder / "profiles.yml").read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        return False
    return isinstance(content, dict) and NAME in content


def _refuse_what_is_no_file(given: str) -> None:
    """DuckDB takes some words for a place in memory or on a server, where these jobs would make a file."""
    if ADDRESS.match(given):
        raise InputError(
            f"{shown(given, 200)} is not the path of a file, which is what {DUCKDB_PATH} takes, such as "
            f"{DEFAULT_DUCKDB_PATH}."
        )
    if given != given.strip() or given.endswith(("/", os.sep)):
        raise InputError(
            f"{DUCKDB_PATH} is '{shown(given, 200)}'; it takes the path of a file, with neither a blank nor a / "
            "at its end."
        )


def _refuse_unfit_name(warehouse: Path) -> None:
    if EXPORT.search(warehouse.name):
        raise InputError(
            f"{DUCKDB_PATH} is '{shown(str(warehouse), 200)}', and DuckDB takes a file with such a name for an export and not for a "
            f"database. Name a file for the warehouse, such as {DEFAULT_DUCKDB_PATH}."
        )
    name = warehouse.name.lstrip(".").split(".")[0].lower()
    if name in TAKEN_NAMES:
        raise InputError(
            f"The warehouse cannot be called {warehouse.name}: '{name}' is the name of a schema. Give the "
            f"file another name in {DUCKDB_PATH}."
        )
    found = UNFIT_FOR_A_NAME.search(warehouse.name) or UNFIT_FOR_A_PATH.search(str(warehouse))
    if found or not name:
        why = f"holds {found[0]!r}" if found else "has no name before its ending"
        raise InputError(
            f"The path of the warehouse, {str(warehouse)!r}, {why}, with which DuckDB or dbt cannot work. "
            f"Give the file another name in {DUCKDB_PATH}."
        )
    try:
        warehouse.exists()
    except OSError as error:
        raise WarehouseError(
            f"This account may not look at the warehouse {shown(str(warehouse), 200)}: {error.strerror}. Change "
            f"its rights, or name another file in {DUCKDB_PATH}."
        ) from None
    if os.path.lexists(warehouse) and not warehouse.is_file():
        raise InputError(
            f"{shown(str(warehouse), 200)} is a folder or a device, and the warehouse is a file. Name one in "
            f"{DUCKDB_PATH}."
        )


def _is_project(folder: Path) -> bool:
    file = folder / "dbt_project.yml"
    if not file.is_file():
        return False
    content = _parsed(file.read_text(encoding="utf-8"))
    return isinstance(content, dict) and content.get("name") == NAME
