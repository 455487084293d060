"""The YAML files against dbt's own JSON schema: on these adapters dbt ignores a misplaced key."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from dbt.jsonschemas import jsonschemas

from tests.python.conftest import ROOT

PROPERTY_FILES = sorted([*(ROOT / "models").rglob("*.yml"), *(ROOT / "seeds").glob("*.yml")])


def problems(content: Any, schema: dict[str, Any]) -> list[str]:
    validator = jsonschema.validators.validator_for(schema)(schema)
    return [
        f"{'.'.join(map(str, error.path))}: {error.message}"
        for error in validator.iter_errors(content)
    ]


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    folder = resources.files("dbt.jsonschemas") / "resources"
    found: dict[str, Any] = yaml.safe_load((folder / "latest.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("path", PROPERTY_FILES, ids=lambda path: path.stem)
def test_properties_are_valid(path: Path, schema: dict[str, Any]) -> None:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    # The schema has the metrics of later releases; dbt 1.11 itself refuses metrics that it cannot read.
    content.pop("metrics", None)
    assert problems(content, schema) == []


def test_the_project_file_is_valid() -> None:
    content = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))
    assert problems(content, jsonschemas.project_schema()) == []


def test_a_misplaced_key_is_found(schema: dict[str, Any]) -> None:
    content = {"version": 2, "models": [{"name": "a", "materialised": "table"}]}
    assert problems(content, schema) != []


def test_what_several_models_say_of_a_column_stands_in_one_place() -> None:
    """In a docs block (models/_columns.md); dbt reads any of them in any description."""
    said: dict[tuple[str, str], list[str]] = {}
    for path in PROPERTY_FILES:
        for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models", []):
            for column in model.get("columns", []):
                text = " ".join(column.get("description", "").split())
                if "doc(" not in text:
                    said.setdefault((column["name"], text), []).append(model["name"])
    assert {key: models for key, models in said.items() if len(models) > 1} == {}


def test_every_docs_block_is_asked_for() -> None:
    blocks = {
        name
        for path in (ROOT / "models").glob("_*.md")
        for name in re.findall(r"{% docs (\w+) %}", path.read_text(encoding="utf-8"))
    }
    asked = {
        name
        for path in (ROOT / "models").rglob("*.yml")
        for name in re.findall(r"doc\('(\w+)'\)", path.read_text(encoding="utf-8"))
    }
    assert blocks - {"__overview__"} == asked
