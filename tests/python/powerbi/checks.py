"""What must hold in the model and the report: each check lists the problems it finds."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

from .model import Model
from .report import Page, Report, fields, objects, read

WIDTH, HEIGHT = 1280, 720
SIDE_MARGIN, TOP_MARGIN = 24, 16
# A measure that is a text has no format.
TEXTS = {"In words", "Best partner"}
WITHOUT_TITLE = {"textbox", "slicer", "cardVisual", "actionButton"}


def unbound_fields(model: Model, report: Report) -> list[str]:
    """Fields of visuals, filters and formats that the model lacks."""
    problems = []
    for path, part in report.parts():
        for kind, table, name in sorted(fields(part)):
            known = model.columns if kind == "Column" else model.measures
            if table not in model.tables or name not in known(table):
                problems.append(f"{path}: no {kind.lower()} {table}[{name}]")
    return problems


def relationship_problems(model: Model) -> list[str]:
    """Relationships join equal types, filter one way, and their many side is hidden."""
    problems = []
    for relationship in model.relationships:
        name = relationship["name"]
        many = model.columns(relationship["fromTable"])[relationship["fromColumn"]]
        one = model.columns(relationship["toTable"])[relationship["toColumn"]]
        if many["dataType"] != one["dataType"]:
            problems.append(f"{name}: joins {many['dataType']} to {one['dataType']}")
        if relationship.get("crossFilteringBehavior", "oneDirection") != "oneDirection":
            problems.append(f"{name}: filters both ways")
        if not many.get("isHidden"):
            problems.append(f"{name}: its key {many['name']} is not hidden")
        if not one.get("isKey"):
            problems.append(f"{name}: {one['name']} is not the key of {relationship['toTable']}")
    return problems


def measure_problems(model: Model) -> list[str]:
    """Every measure has a description and a format; no name is used twice."""
    problems = []
    counts: Counter[str] = Counter()
    for table in model.tables:
        columns = {name.lower() for name in model.columns(table)}
        for name, measure in model.measures(table).items():
            counts[name.lower()] += 1
            problems += [
                f"measure {name}: no {wanted}"
                for wanted in ("description", "formatString")
                if not measure.get(wanted) and not (wanted == "formatString" and name in TEXTS)
            ]
            if name.lower() in columns:
                problems.append(f"{table}[{name}] is a measure and a column")
    return problems + [f"measure {name}: twice" for name, count in counts.items() if count > 1]


def table_problems(model: Model) -> list[str]:
    """Every table is imported, and everything in it has a description."""
    problems = []
    for name, table in model.tables.items():
        if [partition["mode"] for partition in table.get("partitions", [])] != ["import"]:
            problems.append(f"table {name}: not one imported partition")
        if not table.get("description"):
            problems.append(f"table {name}: no description")
        for column in model.columns(name).values():
            if not column.get("description"):
                problems.append(f"column {name}[{column['name']}]: no description")
            if column.get("summarizeBy") != "none":
                problems.append(f"column {name}[{column['name']}]: adds itself up")
    return problems


def id_problems(report: Report) -> list[str]:
    """Names equal their folders, filters are named once, and nothing points nowhere."""
    problems = []
    pages = read(report.definition / "pages/pages.json")
    folders = sorted(page.folder.name for page in report.pages)
    if sorted(pages["pageOrder"]) != folders:
        problems.append("pages.json: the page order is not the list of pages")
    if pages["activePageName"] not in folders:
        problems.append("pages.json: the active page does not exist")
    for page in report.pages:
        problems += _misnamed(page.folder, page.part)
        problems += _dangling_bindings(page)
        for visual in page.visuals:
            problems += _misnamed(visual.path.parent, visual.part)
            problems += [
                f"{page.name}, {visual.kind}: a format points at {target}, which is not shown"
                for target in _format_targets(visual.part) - visual.query_refs
            ]
    names = Counter(name for _, part in report.parts() for name in _filter_names(part))
    return problems + [f"filter {name}: twice" for name, count in names.items() if count > 1]


def _misnamed(folder: Path, part: dict[str, Any]) -> list[str]:
    name = part["name"]
    is_id = len(name) == 20 and set(name) <= set("0123456789abcdef")
    return [] if name == folder.name and is_id else [f"{folder.name}: is named {name}"]


def _dangling_bindings(page: Page) -> list[str]:
    filters = set(_filter_names(page.part))
    visuals = {visual.part["name"] for visual in page.visuals}
    bound = {item["boundFilter"] for item in objects(page.part) if "boundFilter" in item}
    touched = {
        item[end]
        for item in page.part.get("visualInteractions", [])
        for end in ("source", "target")
    }
    return [
        f"{page.name}: {name} does not exist" for name in (bound - filters) | (touched - visuals)
    ]


def _filter_names(part: dict[str, Any]) -> list[str]:
    return [item["name"] for item in part.get("filterConfig", {}).get("filters", [])]


def _format_targets(part: dict[str, Any]) -> set[str]:
    found = {item["metadata"] for item in objects(part) if "metadata" in item}
    return found | {item["ExpressionName"] for item in objects(part) if "ExpressionName" in item}


def layout_problems(report: Report) -> list[str]:
    """Pages are 1280 x 720, visuals keep the margins and do not overlap."""
    problems = []
    for page in report.pages:
        if (page.part["width"], page.part["height"]) != (WIDTH, HEIGHT):
            problems.append(f"{page.name}: is not {WIDTH} x {HEIGHT}")
        for visual in page.visuals:
            left, top, right, bottom = visual.box
            across = left >= SIDE_MARGIN and right <= WIDTH - SIDE_MARGIN
            if not (across and top >= TOP_MARGIN and bottom <= HEIGHT - TOP_MARGIN):
                problems.append(f"{page.name}, {visual.kind}: stands in the margin")
        for one, other in combinations(page.visuals, 2):
            a, b = one.box, other.box
            if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]:
                problems.append(f"{page.name}: {one.kind} and {other.kind} overlap")
    return problems


def reading_problems(report: Report) -> list[str]:
    """Every visual has an alt text, every chart and table a title, and tabbing visits each once."""
    problems = []
    for page in report.pages:
        for visual in page.visuals:
            if not visual.container_text("general", "altText"):
                problems.append(f"{page.name}, {visual.kind}: no alt text")
            if visual.kind not in WITHOUT_TITLE and not visual.container_text("title", "text"):
                problems.append(f"{page.name}, {visual.kind}: no title")
        orders = [visual.part["position"]["tabOrder"] for visual in page.visuals]
        if len(set(orders)) != len(orders):
            problems.append(f"{page.name}: two visuals share a place in the tab order")
    return problems


def theme_problems(report: Report) -> list[str]:
    """The one theme file is there, is registered, and carries its own name."""
    settings = read(report.definition / "report.json")
    name = settings["themeCollection"]["customTheme"]["name"]
    folder = report.folder / "StaticResources/RegisteredResources"
    files = sorted(path.name for path in folder.iterdir())
    registered = [
        item["path"] for package in settings["resourcePackages"] for item in package["items"]
    ]
    if files != [name] or registered != [name]:
        return [f"theme {name}: the folder has {files}, the report names {registered}"]
    inner = read(folder / name)["name"]
    return [] if inner == name else [f"theme {name}: calls itself {inner}"]
