"""The report against the dbt exposures: which views stand behind which page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from .contracts import REPORTING
from .dax import names, tables_behind
from .model import Dax, Model
from .report import Page, Report

TAG = "power_bi"
DYNAMIC_ROLE = "Own regions"


def read_exposures(path: Path = REPORTING / "_exposures.yml") -> list[dict[str, Any]]:
    exposures: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))["exposures"]
    return exposures


def views_behind(model: Model, page: Page) -> set[str]:
    """The views a page rests on: its fields, its measures, the joins between, the row filters."""
    tables = set()
    for field in page.fields():
        tables.add(field.table)
        if field.kind == "Measure":
            tables |= tables_behind(model, field.name)
    tables |= {table for path in _joins(model, tables) for table in path}
    for table, row_filter in model.permissions(DYNAMIC_ROLE).items():
        if table in tables:
            tables = tables | names(model, Dax(DYNAMIC_ROLE, table, row_filter)).tables
    return {model.view(table) for table in tables if table in model.fetched_tables}


def _joins(model: Model, tables: set[str]) -> Iterator[list[str]]:
    """Paths from a many side to a one side that both are in use."""

    def walk(path: list[str]) -> Iterator[list[str]]:
        if len(path) > 1 and path[-1] in tables:
            yield path
        for relationship in model.relationships:
            if relationship["fromTable"] == path[-1]:
                yield from walk([*path, relationship["toTable"]])

    for table in tables:
        yield from walk([table])


def exposure_problems(model: Model, report: Report, exposures: list[dict[str, Any]]) -> list[str]:
    """Each visible page is an exposure, with a link, that depends on what the page rests on."""
    problems = []
    ours = {
        exposure["label"]: exposure
        for exposure in exposures
        if TAG in exposure.get("config", {}).get("tags", [])
    }
    pages = {page.name: page for page in report.pages if not page.is_hidden}
    problems += [f"page {name}: no exposure" for name in sorted(pages.keys() - ours.keys())]
    problems += [f"exposure {name}: no page" for name in sorted(ours.keys() - pages.keys())]
    for name in sorted(pages.keys() & ours.keys()):
        promised = set(re.findall(r"ref\('(\w+)'\)", " ".join(ours[name]["depends_on"])))
        rests_on = views_behind(model, pages[name])
        problems += [f"exposure {name}: lacks {view}" for view in sorted(rests_on - promised)]
        problems += [f"exposure {name}: names {view}" for view in sorted(promised - rests_on)]
        if "http" not in ours[name].get("url", ""):
            problems.append(f"exposure {name}: no link")
        if not ours[name].get("owner", {}).get("email"):
            problems.append(f"exposure {name}: no owner")
    return problems
