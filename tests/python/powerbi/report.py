"""A report's folder: its pages, its visuals and the fields that they name."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

Part = dict[str, Any]


class Field(NamedTuple):
    """A field that the report names: kind is Column or Measure."""

    kind: str
    table: str
    name: str


def read(path: Path) -> Part:
    part: Part = json.loads(path.read_text("utf-8"))
    return part


def objects(part: Any) -> Iterator[Part]:
    """Every JSON object within, outermost first."""
    if isinstance(part, dict):
        yield part
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from objects(inner)


def fields(part: Any, aliases: Mapping[str, str] | None = None) -> set[Field]:
    """The fields a JSON part names, also through the aliases that a filter gives to tables."""
    if isinstance(part, list):
        return set().union(*(fields(item, aliases) for item in part))
    if not isinstance(part, dict):
        return set()
    known = {**(aliases or {}), **_aliases(part)}
    found = set().union(*(fields(item, known) for item in part.values()))
    for kind in ("Column", "Measure"):
        reference = part.get(kind)
        if isinstance(reference, dict) and "Property" in reference:
            source = reference["Expression"]["SourceRef"]
            table = source.get("Entity") or known.get(source["Source"], source["Source"])
            found.add(Field(kind, table, reference["Property"]))
    return found


def _aliases(part: Part) -> dict[str, str]:
    sources = part.get("From", [])
    return {source["Name"]: source["Entity"] for source in sources if "Entity" in source}


@dataclass(frozen=True)
class Visual:
    """One visual.json."""

    path: Path

    @cached_property
    def part(self) -> Part:
        return read(self.path)

    @property
    def kind(self) -> str:
        return str(self.part["visual"]["visualType"])

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        position = self.part["position"]
        left, top = position["x"], position["y"]
        return left, top, left + position["width"], top + position["height"]

    @property
    def query_refs(self) -> set[str]:
        roles = self.part["visual"].get("query", {}).get("queryState", {}).values()
        return {item["queryRef"] for role in roles for item in role["projections"]}

    def container_text(self, group: str, name: str) -> str:
        """A text of the container, such as its title; empty where there is none."""
        for entry in self.part["visual"].get("visualContainerObjects", {}).get(group, []):
            if name in entry["properties"]:
                return str(entry["properties"][name]["expr"]["Literal"]["Value"]).strip("'")
        return ""


@dataclass(frozen=True)
class Page:
    """One folder of pages/."""

    folder: Path

    @cached_property
    def part(self) -> Part:
        return read(self.folder / "page.json")

    @property
    def name(self) -> str:
        return str(self.part["displayName"])

    @property
    def is_hidden(self) -> bool:
        return self.part.get("visibility") == "HiddenInViewMode"

    @cached_property
    def visuals(self) -> list[Visual]:
        return [Visual(path) for path in sorted(self.folder.glob("visuals/*/visual.json"))]

    def fields(self) -> set[Field]:
        return fields(self.part).union(*(fields(visual.part) for visual in self.visuals))


@dataclass(frozen=True)
class Report:
    """A .Report folder."""

    folder: Path

    @property
    def definition(self) -> Path:
        return self.folder / "definition"

    @cached_property
    def pages(self) -> list[Page]:
        return [Page(path.parent) for path in sorted(self.definition.glob("pages/*/page.json"))]

    def parts(self) -> Iterator[tuple[Path, Part]]:
        for path in sorted(self.definition.rglob("*.json")):
            yield path.relative_to(self.folder), read(path)
