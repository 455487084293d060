"""The rules of the house, checked on dbt's own manifest: layers, keys, words, and one SQL for all."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.python.conftest import ROOT, Workplace

MODEL_FILES = sorted((ROOT / "models").rglob("*.sql"))
ALL_SQL = (
    MODEL_FILES
    + sorted((ROOT / "tests").rglob("*.sql"))
    + sorted((ROOT / "analyses").glob("*.sql"))
)

# what only some engines take
FOREIGN_SQL = {
    "a cast with ::": r"::",
    "group by a number": r"\bgroup by\s+\d",
    "order by a number": r"\border by\s+\d",
    "limit": r"\blimit\s+\d",
    "qualify": r"\bqualify\b",
    "filter (where …)": r"\bfilter\s*\(",
    "join … using": r"\busing\s*\(",
    "||": r"\|\|",
    "interval": r"\binterval\b",
    "select distinct on": r"\bdistinct\s+on\b",
    "an engine branch": r"target\.type",
    "ilike": r"\bilike\b",
    "the name of a type that not every engine has": r"\bdouble precision\b|\bn?varchar\(max\)",
    "a bare boolean": r"\b(where|and|or|when)\s+(true|false)\b",
}
LAYERS = {"staging": 0, "intermediate": 1, "marts": 2, "reporting": 3}


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    workplace = Workplace(tmp_path_factory.mktemp("manifest"))
    parsed = workplace.dbt("parse", "--show-all-deprecations", "--no-partial-parse")
    assert parsed.returncode == 0, parsed.stdout
    assert "Deprecat" not in parsed.stdout
    text = (workplace.folder / "target" / "manifest.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def models(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    return [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]


def without_comments(sql: str) -> str:
    return re.sub(r"--[^\n]*|{#.*?#}", "", sql, flags=re.DOTALL)


@pytest.mark.parametrize("path", ALL_SQL, ids=lambda path: path.stem)
def test_sql_is_what_every_engine_takes(path: Path) -> None:
    sql = without_comments(path.read_text(encoding="utf-8")).lower()
    found = [name for name, pattern in FOREIGN_SQL.items() if re.search(pattern, sql)]
    assert not found, f"{path.name} has {', '.join(found)}"


def test_the_check_finds_what_it_looks_for() -> None:
    planted = (
        "select x::int from a join b using (c) where true group by 1 order by 2 limit 3 qualify "
        "sum(d) filter (where e) || interval '1' {{ target.type }} distinct on ilike double precision"
    )
    assert [name for name, pattern in FOREIGN_SQL.items() if not re.search(pattern, planted)] == []


def test_text_of_views_gets_the_one_collation() -> None:
    """On SQL Server a plain cast keeps the collation of the source or, of words, that of the database.

    A contract gives a table's columns the project's own, and nothing to a view's.
    """
    views = [
        path
        for folder in ("staging", "marts/quality")
        for path in sorted((ROOT / "models" / folder).glob("*.sql"))
    ]
    assert len(views) > 8
    assert [path.name for path in views if "text_type(" in path.read_text(encoding="utf-8")] == []


def test_only_staging_reads_sources(manifest: dict[str, Any]) -> None:
    readers = {
        node["name"]
        for node in models(manifest)
        if any(parent.startswith("source.") for parent in node["depends_on"]["nodes"])
    }
    assert readers == {node["name"] for node in models(manifest) if node["schema"] == "staging"}


def test_no_model_reads_a_later_layer(manifest: dict[str, Any]) -> None:
    by_id = {node["unique_id"]: node for node in models(manifest)}
    backwards = [
        (node["name"], by_id[parent]["name"])
        for node in by_id.values()
        for parent in node["depends_on"]["nodes"]
        if parent in by_id and LAYERS[by_id[parent]["schema"]] > LAYERS[node["schema"]]
    ]
    assert backwards == []


def test_every_model_and_column_is_described(manifest: dict[str, Any]) -> None:
    nodes = [
        node for node in manifest["nodes"].values() if node["resource_type"] in ("model", "seed")
    ]
    nodes += list(manifest["sources"].values())
    silent = [node["name"] for node in nodes if not node["description"]]
    silent += [
        f"{node['name']}.{column}"
        for node in nodes
        for column, about in node["columns"].items()
        if not about["description"]
    ]
    assert silent == []
    for node in models(manifest):
        assert node["description"].startswith("One row per"), (
            f"{node['name']} does not say its grain"
        )
        assert node["columns"], node["name"]


def test_every_mart_and_view_has_a_contract_and_a_tested_key(manifest: dict[str, Any]) -> None:
    keyed = {
        node["attached_node"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "test"
        and node.get("test_metadata", {}).get("name") in ("unique", "unique_combination")
    }
    for node in models(manifest):
        if node["schema"] in ("marts", "reporting"):
            assert node["config"]["contract"]["enforced"], node["name"]
            assert node["unique_id"] in keyed, f"{node['name']} has no tested key"


def test_every_model_has_its_yaml_beside_it() -> None:
    missing = [path.name for path in MODEL_FILES if not path.with_suffix(".yml").exists()]
    assert missing == []


def test_exposures_rest_on_reporting_views_and_have_an_owner(manifest: dict[str, Any]) -> None:
    exposures = manifest["exposures"].values()
    assert exposures
    for exposure in exposures:
        assert exposure["owner"]["email"], exposure["name"]
        assert exposure["depends_on"]["nodes"]
        for parent in exposure["depends_on"]["nodes"]:
            assert manifest["nodes"][parent]["schema"] == "reporting", exposure["name"]


def test_lineage_is_whole_from_raw_to_every_exposure(manifest: dict[str, Any]) -> None:
    parents = manifest["parent_map"]
    reached: set[str] = set()
    waiting = list(manifest["exposures"])
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            waiting += parents.get(node, [])
    sources = {
        source["name"] for source in manifest["sources"].values() if source["unique_id"] in reached
    }
    assert {"order_lines", "mba_rules"} <= sources
    marts = {node["unique_id"] for node in models(manifest) if node["schema"] == "reporting"}
    assert marts <= reached, "a reporting view that no exposure rests on"


def test_there_is_one_group_with_an_owner(manifest: dict[str, Any]) -> None:
    [group] = manifest["groups"].values()
    assert group["owner"]["email"]
    assert {node["config"]["group"] for node in models(manifest)} == {group["name"]}
