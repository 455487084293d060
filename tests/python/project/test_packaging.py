"""One version, ranges for whoever installs the package, exact versions for whoever works on it."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib

import yaml

from tests.python.conftest import ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DIRECT = PYPROJECT["project"]["dependencies"]
EXACT = re.compile(r"([a-z0-9.-]+)==([^,]+)")


def test_there_is_one_version() -> None:
    settings = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))
    assert importlib.metadata.version("customer-intelligence") == settings["version"]
    assert f"## {settings['version']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_direct_dependencies_are_ranges_with_a_tested_version_inside() -> None:
    tested = {
        found[1]: found[2]
        for one in PYPROJECT["tool"]["uv"]["constraint-dependencies"]
        if (found := EXACT.fullmatch(one))
    }
    for dependency in DIRECT:
        name = re.split(r"[\[><=]", dependency)[0]
        assert re.search(r">=[0-9.]+,<[0-9.]+$", dependency), dependency
        assert importlib.metadata.version(name) == tested[name], name


def test_running_installs_no_tool_of_developers() -> None:
    assert PYPROJECT["tool"]["uv"]["default-groups"] == []
    developers = {re.split("[=<>]", one)[0] for one in PYPROJECT["dependency-groups"]["dev"]}
    assert developers.isdisjoint(re.split(r"[\[><=]", one)[0] for one in DIRECT)
