"""A model that breaks its contract fails on Spark, whose files enforce nothing, and leaves no table; views and
tables have descriptions that Spark's catalogue takes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from tests.python.conftest import ROOT
from tests.python.spark.conftest import FabricPlace, SparkPlace

pytestmark = pytest.mark.spark

# model → (its SQL, its one column, what dbt must say)
MODELS = {
    "twice_the_same_key": (
        "select 1 as a union all select 1 as a",
        {"name": "a", "data_type": "int", "constraints": [{"type": "primary_key"}]},
        "more than one of the same a: 1 rows",
    ),
    "a_null_in_a_key": (
        "select cast(null as int) as a",
        {"name": "a", "data_type": "int", "constraints": [{"type": "primary_key"}]},
        "more than one of the same a: 1 rows",
    ),
    "below_its_check": (
        "select -1 as a",
        {
            "name": "a",
            "data_type": "int",
            "constraints": [{"type": "check", "expression": "a >= 0"}],
        },
        "not a >= 0: 1 rows",
    ),
    "a_null": (
        "select cast(null as int) as a",
        {"name": "a", "data_type": "int", "constraints": [{"type": "not_null"}]},
        "a is null: 1 rows",
    ),
    "of_another_type": (
        "select 'text' as a",
        {"name": "a", "data_type": "int"},
        "data type mismatch",
    ),
    "as_promised": (
        "select 1 as a union all select 2 as a",
        {"name": "a", "data_type": "int", "constraints": [{"type": "primary_key"}]},
        None,
    ),
}

# what Hive's catalogue keeps of a column's description; it tries for 20 seconds to write a longer one
MOST_CHARACTERS = 256


def project_of(models: Path) -> None:
    """A project of these models alone, with the macros of this one."""
    settings = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))
    for name in ("models", "seeds", "data_tests", "flags", "seed-paths", "analysis-paths"):
        settings.pop(name, None)
    settings["on-run-start"] = []
    (models.parent / "dbt_project.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    (models.parent / "profiles.yml").write_bytes((ROOT / "profiles.yml").read_bytes())
    (models.parent / "macros").symlink_to(ROOT / "macros")
    models.mkdir()
    for name, (sql, _, _) in MODELS.items():
        (models / f"{name}.sql").write_text(sql, encoding="utf-8")
    contracts = [
        {
            "name": name,
            "config": {"materialized": "table", "schema": "broken", "contract": {"enforced": True}},
            "columns": [column],
        }
        for name, (_, column, _) in MODELS.items()
    ]
    (models / "described.sql").write_text("select 1 as a, 2 as b", encoding="utf-8")
    shutil.copy(models / "described.sql", models / "described_table.sql")
    described = [
        {
            "name": name,
            "config": {"materialized": kind, "persist_docs": {"relation": True, "columns": True}},
            "columns": [
                {"name": "a", "description": "it's said at length. " * 20},
                {"name": "b", "description": "a customer's \\ mark"},
            ],
        }
        for name, kind in (("described", "view"), ("described_table", "table"))
    ]
    text = yaml.safe_dump({"version": 2, "models": [*contracts, *described]})
    (models / "contracts.yml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("kind", [SparkPlace, FabricPlace], ids=lambda kind: str(kind.target))
def test_a_broken_contract_fails_and_leaves_no_table(
    spark: None, kind: type[SparkPlace], tmp_path: Path
) -> None:
    project_of(tmp_path / "models")
    place = kind(tmp_path, project=tmp_path)
    done = place.dbt("run")
    assert done.returncode == 1, done.stdout[-20_000:]
    for name, (_, _, said) in MODELS.items():
        assert said is None or said in done.stdout, f"{name}: {done.stdout[-20_000:]}"
    # as_promised and the two that are described, on which Microsoft's adapter writes every column by itself
    assert "PASS=3 " in done.stdout
    assert {path.name for path in (place.lake / "tables" / "broken.db").iterdir()} == {
        "as_promised"
    }
    [view] = (tmp_path / "target" / "run").rglob("described.sql")
    written = re.findall(r"`(\w)` comment '((?:[^'\\]|\\.)*)'", view.read_text(encoding="utf-8"))
    comments = {name: re.sub(r"\\(.)", r"\1", text) for name, text in written}
    assert comments["a"].startswith("it's said at length. it's")
    assert len(comments["a"]) <= MOST_CHARACTERS
    assert comments["b"] == "a customer's \\ mark"
