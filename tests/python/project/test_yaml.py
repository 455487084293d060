"""The YAML files against dbt's own JSON schema: on these adapters dbt ignores a misplaced key."""

from __future__ import annotations

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
