"""Shorter ways through dbt-core 1.11 to the same results.

By sampling, a third of the processor's time of a build was spent on work whose result nobody looks at or that
is the same each time. Each function here stands in for one of dbt's, and gives what that one gives;
tests/python/project/test_dbt_shortcuts.py compares them. pyproject.toml holds dbt-core to 1.11: with another
minor version, look here first.

    event messages      only for events that a log or a listener takes: a build fires twenty debug events a node
    given rows          a unit test puts its rows before the model's SQL; dbt parses all of the SQL to find the
                        place, which is behind its first word
    macros of a node    dbt makes a namespace of all macros about ten times a node, one macro at a time
    types of a result   dbt makes its parsers of dates anew for every result of a query
    names to leave out  for each of a hundred names dbt looks at every node, three times a build
    what it read before dbt reads the whole project anew where the warehouse of the same name stands in another
                        folder or has another limit of memory, though no SQL names either
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import dbt.compilation
import dbt.context.macros
import dbt.context.manifest
import dbt.graph.selector_methods
import dbt_common.clients.agate_helper
from dbt.adapters.duckdb.credentials import DuckDBCredentials
from dbt.clients.jinja import MacroGenerator
from dbt.include.global_project import PROJECT_NAME
from dbt_common.events import event_manager_client
from dbt_common.events.base_types import BaseEvent, EventLevel
from dbt_common.events.event_manager import EventManager

agate_helper: Any = dbt_common.clients.agate_helper

# dbt's own, for whatever the shorter way is not meant for, and to compare with
original_inject_ctes: Any = dbt.compilation.inject_ctes_into_sql
original_type_tester: Any = agate_helper.build_type_tester
original_event_init: Any = BaseEvent.__init__
original_event_attribute: Any = BaseEvent.__getattr__
original_build_namespace: Any = dbt.context.macros.MacroNamespaceBuilder.build_namespace
original_to_dict: Any = dbt.context.manifest.ManifestContext.to_dict
original_connection_keys: Any = DuckDBCredentials._connection_keys
original_search: Any = dbt.graph.selector_methods.QualifiedNameSelectorMethod.search

FIRST_WORD = re.compile(r"\s*(with)\s+(?!recursive\b)|\s*(?=select\s)", re.IGNORECASE)
NO_CODE = re.compile(r"'[^']*'|--[^\n]*|/[*].*?[*]/", re.DOTALL)
# what is not a plain name in a selection: a path of several parts, or a pattern
NOT_PLAIN = re.compile(r"[.*?\[\]]")
# what of a connection shows in no SQL
NOT_IN_SQL = ("path", "config_options")
Names = tuple[dict[str, list[str]], frozenset[str]]
UNHEARD = (EventLevel.DEBUG, EventLevel.TEST)
# the last manifest in which names were looked up, its number of nodes, and its names
_last_named: list[tuple[Any, int, Names]] = []


def take_shortcuts(listened_to: Collection[str]) -> None:
    """Let this process's dbt take the shorter ways. listened_to: names of the debug events that a callback
    wants."""
    event_manager_client.ctx_set_event_manager(Events(listened_to))
    shorter: list[tuple[Any, str, Any]] = [
        (BaseEvent, "__init__", late_event_init),
        (BaseEvent, "__getattr__", event_attribute),
        (dbt.compilation, "inject_ctes_into_sql", inject_ctes),
        (dbt.context.macros.MacroNamespaceBuilder, "build_namespace", build_namespace),
        (dbt.context.manifest.ManifestContext, "to_dict", context_of),
        (agate_helper, "build_type_tester", build_type_tester),
        (dbt.graph.selector_methods.QualifiedNameSelectorMethod, "search", search),
        (DuckDBCredentials, "_connection_keys", connection_keys),
    ]
    for owner, name, function in shorter:
        setattr(owner, name, function)


class Events(EventManager):
    """dbt's event manager without the debug events that no log takes and no callback asks for."""

    def __init__(self, listened_to: Collection[str]) -> None:
        super().__init__()
        self._listened_to = frozenset(listened_to)

    def fire_event(
        self,
        e: Any,
        level: EventLevel | None = None,
        node: Any = None,
        force_warn_or_error_handling: bool = False,
    ) -> None:
        """Hand an event to those who want it."""
        if (
            (level or e.level_tag()) in UNHEARD
            and not force_warn_or_error_handling
            and type(e).__name__ not in self._listened_to
            and not any(logger.level in UNHEARD for logger in self.loggers)
        ):
            return
        super().fire_event(e, level, node, force_warn_or_error_handling)


def late_event_init(event: Any, *args: Any, **kwargs: Any) -> None:
    """Remember what an event is made of; event_attribute makes its message when someone looks at it."""
    object.__setattr__(event, "_made_of", (args, kwargs))


def event_attribute(event: Any, name: str) -> Any:
    """What an event does not have itself: its message, made the first time, and the fields of the message."""
    made_of = event.__dict__.pop("_made_of", None)
    if made_of is not None:
        args, kwargs = made_of
        original_event_init(event, *args, **kwargs)
        return getattr(event, name)
    return original_event_attribute(event, name)


def inject_ctes(sql: str, ctes: Sequence[Any]) -> str:
    """Put CTEs before those of one query that begins with `with` or `select`."""
    found = FIRST_WORD.match(sql) if ctes else None
    if found is None or ";" in NO_CODE.sub("", sql):
        return str(original_inject_ctes(sql, ctes))
    given = ", ".join(one.sql for one in ctes)
    before, after = sql[: found.end()], sql[found.end() :]
    return f"{before}{given}, {after}" if found[1] else f"{before}with{given} {after}"


def build_namespace(builder: Any, macros: Mapping[str, Mapping[str, Any]], context: Any) -> Any:
    """All macros, by package, as one node sees them."""
    made = {
        package: {
            name: MacroGenerator(macro, context, builder.node, builder.thread_ctx)
            for name, macro in of_package.items()
        }
        for package, of_package in macros.items()
    }
    internal: dict[str, MacroGenerator] = {}
    for package in reversed(builder.internal_package_names_order):
        internal.update(made.get(package, {}))
    packages = {
        name: one for name, one in made.items() if name not in builder.internal_package_names
    }
    is_root = builder.root_package == builder.search_package
    return dbt.context.macros.MacroNamespace(
        global_namespace={} if is_root else packages.get(builder.root_package, {}),
        local_namespace=packages.get(builder.search_package, {}),
        global_project_namespace=internal,
        packages=packages,
    )


def context_of(context: Any) -> dict[str, Any]:
    """What a template of a node may name: as dbt's, each macro looked up once."""
    namespace = context.namespace
    if not isinstance(namespace, dbt.context.macros.MacroNamespace):
        return dict(original_to_dict(context))
    named: dict[str, Any] = super(dbt.context.manifest.ManifestContext, context).to_dict()
    named.update(namespace.global_project_namespace)
    named[PROJECT_NAME] = namespace.global_project_namespace
    for part in (namespace.packages, namespace.global_namespace, namespace.local_namespace):
        named.update(part)
    return named


def build_type_tester(
    text_columns: Iterable[str], string_null_values: Iterable[str] | None = ("null", "")
) -> Any:
    """What finds out the types of a result's columns; text_columns are text whatever they hold."""
    text = agate_helper.agate.data_types.Text(null_values=string_null_values)
    types = [*agate_helper.DEFAULT_TYPE_TESTER._possible_types[:-1], text]
    return agate_helper.agate.TypeTester(force=dict.fromkeys(text_columns, text), types=types)


def search(method: Any, included_nodes: Collection[str], selector: str) -> Iterator[str]:
    """The nodes that a name in a selection means, of those included."""
    if NOT_PLAIN.search(selector):
        yield from original_search(method, included_nodes, selector)
        return
    by_name, versioned = _names(method)
    for unique_id in by_name.get(selector, ()):
        if unique_id in included_nodes:
            yield unique_id
    yield from original_search(method, versioned.intersection(included_nodes), selector)


def _names(method: Any) -> Names:
    """Ids of a manifest's nodes by every plain name that means them: their own, their package's and their first
    folder's; and those that have versions, which dbt names otherwise. Made once for a manifest."""
    manifest = method.manifest
    for last, nodes, names in _last_named:
        if last is manifest and nodes == len(manifest.nodes):
            return names
    everything = {*manifest.nodes, *manifest.exposures, *manifest.metrics, *manifest.unit_tests}
    everything |= {*manifest.semantic_models, *manifest.saved_queries, *manifest.functions}
    by_name: dict[str, list[str]] = {}
    versioned: set[str] = set()
    for unique_id, node in method.non_source_nodes(everything):
        if node.is_versioned:
            versioned.add(unique_id)
            continue
        for name in {node.fqn[-1], *(part.split(".")[0] for part in node.fqn[:2])}:
            by_name.setdefault(name, []).append(unique_id)
    names = (by_name, frozenset(versioned))
    _last_named[:] = [(manifest, len(manifest.nodes), names)]
    return names


def connection_keys(credentials: DuckDBCredentials) -> tuple[str, ...]:
    """What of a connection dbt compares with that of its last reading, and templates see."""
    return tuple(key for key in original_connection_keys(credentials) if key not in NOT_IN_SQL)
