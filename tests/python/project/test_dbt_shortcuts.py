"""The shorter ways through dbt give what dbt's own give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import dbt.compilation
import pytest
from dbt.adapters.duckdb.credentials import DuckDBCredentials
from dbt.adapters.events.types import NewConnection
from dbt.artifacts.resources.types import NodeType
from dbt.artifacts.resources.v1.components import InjectedCTE
from dbt.clients.jinja import MacroGenerator, MacroStack
from dbt.context.macros import MacroNamespace, MacroNamespaceBuilder
from dbt.context.manifest import ManifestContext
from dbt.contracts.graph.manifest import Manifest
from dbt.contracts.graph.nodes import Macro
from dbt.events.types import MainEncounteredError, NodeFinished
from dbt.graph.selector_methods import QualifiedNameSelectorMethod
from dbt_common.events import event_manager_client
from dbt_common.events.base_types import BaseEvent, EventLevel
from dbt_common.events.logger import LoggerConfig
from dbt_common.events.types import Note

from python_jobs.run import dbt_shortcuts
from python_jobs.run.dbt_shortcuts import NOT_PLAIN, agate_helper
from tests.python.conftest import ROOT

GIVEN = (
    InjectedCTE(id="a", sql=" __dbt__cte__a as (\nselect 1 as x\n)"),
    InjectedCTE(id="b", sql=" __dbt__cte__b as (\nselect 'with' as y\n)"),
)


@pytest.fixture(autouse=True)
def dbt_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests of this process have dbt as they left it."""
    for owner, names in {
        event_manager_client: ["_EVENT_MANAGER"],
        BaseEvent: ["__init__", "__getattr__"],
        dbt.compilation: ["inject_ctes_into_sql"],
        agate_helper: ["build_type_tester"],
        MacroNamespaceBuilder: ["build_namespace"],
        ManifestContext: ["to_dict"],
        QualifiedNameSelectorMethod: ["search"],
        DuckDBCredentials: ["_connection_keys"],
    }.items():
        for name in names:
            monkeypatch.setattr(owner, name, getattr(owner, name))


@pytest.mark.parametrize(
    "sql",
    [
        "with a as (select 1 as x)\n\nselect * from a",
        "with /* a */ a as (select ';' as x) select * from a",
        "\n\n  WITH\n\na as (select '(' as x), b as (select 1 as y) select x, 'with' from a, b\n",
        "select 1 as x",
        "\n\nselect\n    x\nfrom a where x = 'select with'\n",
        "with recursive a as (select 1) select * from a",
        "-- with a comment\nwith a as (select 1) select * from a",
        "/* select */ select 1",
        "(select 1) union all (select 2)",
        "select 1;\nselect 2",
        "with a as (select 'it''s; 1' as x -- one; two\n) select * from a /* ; */",
        "with a as (select '--' as x, ';' as y) select * from a; select 2",
        "withdrawals",
    ],
)
def test_given_rows_stand_where_dbt_puts_them(sql: str) -> None:
    for given in ((), GIVEN[:1], GIVEN):
        assert dbt_shortcuts.inject_ctes(sql, given) == dbt_shortcuts.original_inject_ctes(
            sql, list(given)
        )


def _macro(package: str, name: str) -> Macro:
    return Macro(
        name=name,
        resource_type=NodeType.Macro,
        package_name=package,
        path="p",
        original_file_path="p",
        unique_id=f"macro.{package}.{name}",
        macro_sql=f"{{% macro {name}() %}}{package}{{% endmacro %}}",
    )


class ContextOfNothing(ManifestContext):
    """A context whose only names are the macros."""

    def __init__(self, namespace: MacroNamespace) -> None:
        self._ctx: dict[str, Any] = {}
        self._context_members_: dict[str, Any] = {}
        self.namespace = namespace


STACK: Any = MacroStack()  # type: ignore[no-untyped-call]


def _ids(named: Mapping[str, Any], of: str = "") -> dict[str, str]:
    """Name, or package and name, → id of the macro."""
    found = {}
    for name, one in named.items():
        if isinstance(one, MacroGenerator):
            found[of + name] = str(getattr(one.macro, "unique_id"))  # noqa: B009
        elif isinstance(one, dict) and name not in ("context", "builtins"):
            found |= _ids(one, f"{name}.")
    return found


@pytest.mark.parametrize("search_package", ["ours", "theirs", "dbt"])
def test_a_node_sees_the_macros_that_dbt_shows_it(search_package: str) -> None:
    macros = [
        _macro(package, name)
        for package, names in {
            "ours": ("here", "both", "everywhere"),
            "theirs": ("there", "both", "everywhere"),
            "dbt": ("base", "everywhere", "of_dbt"),
            "dbt_duckdb": ("base", "everywhere", "of_duckdb"),
        }.items()
        for name in names
    ]
    manifest = Manifest(macros={one.unique_id: one for one in macros})

    def seen(build: Any, to_dict: Any) -> dict[str, str]:
        builder = MacroNamespaceBuilder("ours", search_package, STACK, ["dbt_duckdb", "dbt"])
        namespace = build(builder, manifest.get_macros_by_package(), {})
        assert isinstance(namespace, MacroNamespace)
        named = _ids(to_dict(ContextOfNothing(namespace)))
        assert named == _ids({name: namespace[name] for name in namespace})
        return named

    shorter = seen(dbt_shortcuts.build_namespace, dbt_shortcuts.context_of)
    assert shorter == seen(dbt_shortcuts.original_build_namespace, dbt_shortcuts.original_to_dict)
    assert shorter["both"] == f"macro.{search_package if search_package != 'dbt' else 'ours'}.both"
    assert shorter["dbt.of_dbt"] == "macro.dbt.of_dbt"


@pytest.mark.parametrize("nulls", [("null", ""), ()])
def test_a_result_has_the_types_that_dbt_gives_it(nulls: tuple[str, ...]) -> None:
    rows = [
        [1, Decimal("1.5"), "a", "2024-01-02", dt.date(2024, 1, 2), "true", "", None, "005"],
        [None, Decimal(2), "null", "2024-01-02 10:00:00", None, "false", "null", None, "5"],
    ]
    names = list("abcdefghi")
    tables = [
        agate_helper.agate.Table(rows, names, column_types=build(["i"], string_null_values=nulls))
        for build in (dbt_shortcuts.build_type_tester, dbt_shortcuts.original_type_tester)
    ]
    shorter, original = (
        [(type(column.data_type).__name__, list(column.values())) for column in table.columns]
        for table in tables
    )
    assert shorter == original


def test_events_reach_those_who_want_them_whole() -> None:
    dbt_shortcuts.take_shortcuts(listened_to=["NodeFinished"])
    heard: list[Any] = []
    manager = event_manager_client.get_event_manager()
    manager.callbacks = [heard.append]
    manager.fire_event(NewConnection(conn_name="a", conn_type="duckdb"))
    manager.fire_event(Note(msg="quiet"), EventLevel.DEBUG)
    manager.fire_event(NodeFinished(node_info={"node_name": "fact_sales"}))
    manager.fire_event(MainEncounteredError(exc="what went wrong"))
    manager.fire_event(Note(msg="loud"), EventLevel.WARN)
    assert [one.info.name for one in heard] == ["NodeFinished", "MainEncounteredError", "Note"]
    assert heard[0].data.node_info.node_name == "fact_sales"
    assert "what went wrong" in heard[1].info.msg
    assert (heard[2].info.level, heard[2].data.msg) == ("warn", "loud")


def test_an_event_is_the_same_made_late(monkeypatch: pytest.MonkeyPatch) -> None:
    def event() -> Any:
        return NewConnection(conn_name="a", conn_type="duckdb")

    monkeypatch.setattr(BaseEvent, "__init__", dbt_shortcuts.original_event_init)
    at_once = event().to_dict()
    monkeypatch.setattr(BaseEvent, "__init__", dbt_shortcuts.late_event_init)
    monkeypatch.setattr(BaseEvent, "__getattr__", dbt_shortcuts.event_attribute)
    assert event().to_dict() == at_once
    late = event()
    assert (late.conn_name, late.message(), late.code()) == (
        "a",
        "Acquiring new duckdb connection 'a'",
        "E005",
    )


def test_a_log_of_everything_gets_everything() -> None:
    dbt_shortcuts.take_shortcuts(listened_to=[])
    heard: list[Any] = []
    manager = event_manager_client.get_event_manager()
    manager.add_logger(LoggerConfig(name="all", level=EventLevel.DEBUG))
    manager.callbacks = [heard.append]
    manager.fire_event(NewConnection(conn_name="a", conn_type="duckdb"))
    assert [one.info.name for one in heard] == ["NewConnection"]


@pytest.mark.parametrize(
    "name", ["a", "b", "c", "d", "e", "v1", "a.b", "b.c", "*", "c*", "[ab]", "d.e", "c.v1", ""]
)
def test_names_select_the_nodes_that_dbt_selects(name: str) -> None:
    paths = [("a", "b", "c"), ("a", "b"), ("c.x", "d.e", "b"), ("x", "c*"), ("a", "d", "v1")]
    nodes = {
        f"model.{'.'.join(path)}": SimpleNamespace(fqn=list(path), is_versioned=False)
        for path in paths
    }
    nodes["model.versioned"] = SimpleNamespace(fqn=["a", "b", "c", "v1"], is_versioned=True)
    nodes["model.left_out"] = SimpleNamespace(fqn=["a", "b", "e"], is_versioned=False)
    others = ("exposures", "metrics", "unit_tests", "semantic_models", "saved_queries", "functions")
    manifest: Any = SimpleNamespace(nodes=nodes, **{kind: {} for kind in others})
    manifest.exposures = {"exposure.e": SimpleNamespace(fqn=["a", "e"], is_versioned=False)}
    method = QualifiedNameSelectorMethod(manifest, None, [])
    included: Any = {*nodes, "exposure.e"} - {"model.left_out"}

    by_dbt = set(method.search(included, name))
    dbt_shortcuts.take_shortcuts(listened_to=[])
    assert QualifiedNameSelectorMethod.search is dbt_shortcuts.search
    assert set(method.search(included, name)) == by_dbt
    # a manifest that has grown is looked at again
    nodes["model.new"] = SimpleNamespace(fqn=["a", "b", name], is_versioned=False)
    new: Any = {"model.new"}
    assert set(method.search(new, name)) == new or NOT_PLAIN.search(name)


def test_the_folder_of_a_warehouse_is_no_reason_to_read_the_project_anew() -> None:
    """No template reads what is left out, so what dbt has read holds in any folder."""
    one, other, third = (
        DuckDBCredentials.from_dict({"schema": "main", **given})
        for given in (
            {"path": "/a/w.duckdb", "config_options": {"memory_limit": "1GB"}},
            {"path": "/b/w.duckdb"},
            {"path": "/b/v.duckdb"},
        )
    )
    dbt_shortcuts.take_shortcuts([])
    named = set(dbt_shortcuts.original_connection_keys(one))
    assert named - {key for key, _ in one.connection_info()} == set(dbt_shortcuts.NOT_IN_SQL)
    assert list(one.connection_info()) == list(other.connection_info())
    assert list(one.connection_info()) != list(third.connection_info())
    templates = [
        *(ROOT / "macros").rglob("*.sql"),
        *(ROOT / "models").rglob("*.*"),
        ROOT / "dbt_project.yml",
    ]
    for path in templates:
        for key in dbt_shortcuts.NOT_IN_SQL:
            assert f"target.{key}" not in path.read_text(encoding="utf-8"), path
