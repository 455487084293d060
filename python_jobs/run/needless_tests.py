"""Which data tests a run need not ask, since their answer is known.

    enforced    the table keeps the key or the not-null by its contract, so the build would have failed
    repeated    a view that shows the columns of one table cannot break a key or a not-null that the table
                keeps, or that the same test asks of the table
    of seeds    tests that read seeds alone are tests of the project, as unit tests are; they need no second
                answer until the project changes

All of them stay in the project for readers of the lineage page, and plain `dbt build` runs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

KEYS = ("primary_key", "unique")
# A model that shows columns of another one under their own names, every row once.
PLAIN_VIEW = re.compile(
    r"""
    \s* (?: [{][{]\s*config[(][^{}]*[)]\s*[}][}] )?
    \s* with \s+ (?P<rows>\w+) \s+ as \s+ [(] select \s [*] \s from \s [{][{]\s*ref[(]'\w+'[)]\s*[}][}] [)],
    \s+ final \s+ as \s+ [(] \s+ select \s+ (?P<columns>\w+(?:,\s+\w+)*) \s+ from \s+ (?P=rows) \s+ [)]
    \s+ select \s [*] \s from \s final \s*
    """,
    re.VERBOSE,
)


def needless_tests(manifest: Any) -> list[str]:
    """Names of the tests of the manifest that cannot fail once the models stand and the other tests pass."""
    return sorted(
        test.name
        for test in _tests(manifest)
        if _promise(test) and (_is_enforced(test, manifest) or _is_repeated(test, manifest))
    )


def seed_tests(manifest: Any) -> list[str]:
    """Names of the tests that read nothing but seeds."""
    seeds = {name for name, node in manifest.nodes.items() if str(node.resource_type) == "seed"}
    return sorted(
        test.name
        for test in _tests(manifest)
        if test.depends_on.nodes and seeds.issuperset(test.depends_on.nodes)
    )


def _tests(manifest: Any) -> Iterable[Any]:
    return (node for node in manifest.nodes.values() if str(node.resource_type) == "test")


def _promise(test: Any) -> tuple[str, frozenset[str]] | None:
    """What a test asks of its table: 'key' or 'not null', and of which columns; None for all else."""
    if test.config.where or test.config.severity.lower() != "error":
        return None
    kind = getattr(getattr(test, "test_metadata", None), "name", None)
    if kind == "not_null":
        return "not null", frozenset([test.column_name])
    if kind == "unique":
        return "key", frozenset([test.column_name])
    if kind == "unique_combination":
        return "key", frozenset(test.test_metadata.kwargs["columns"])
    return None


def _model(test: Any, manifest: Any) -> Any:
    model = manifest.nodes.get(getattr(test, "attached_node", None))
    return model if model is not None and str(model.resource_type) == "model" else None


def _is_enforced(test: Any, manifest: Any) -> bool:
    model = _model(test, manifest)
    return model is not None and _promise(test) in _kept(model)


def _is_repeated(test: Any, manifest: Any) -> bool:
    """Whether the table behind a plain view keeps the promise, or is asked for it itself."""
    view = _model(test, manifest)
    promise = _promise(test)
    if view is None or promise is None or view.config.materialized != "view":
        return False
    plain = PLAIN_VIEW.fullmatch(view.raw_code)
    if plain is None or not promise[1] <= set(re.split(r",\s+", plain["columns"])):
        return False
    [table] = view.depends_on.nodes
    asked = {
        _promise(other)
        for other in _tests(manifest)
        if getattr(other, "attached_node", None) == table
    }
    behind: Mapping[str, Any] = manifest.nodes
    return promise in asked or (table in behind and promise in _kept(behind[table]))


def _kept(model: Any) -> set[tuple[str, frozenset[str]]]:
    """What a table's contract promises of its columns. Views have no constraints."""
    if (
        str(model.resource_type) != "model"
        or model.config.materialized != "table"
        or not model.contract.enforced
    ):
        return set()
    constraints = [
        (_kind(one), [name]) for name, column in model.columns.items() for one in column.constraints
    ] + [(_kind(one), one.columns) for one in model.constraints]
    keys = {("key", frozenset(columns)) for kind, columns in constraints if kind in KEYS}
    never_null = {
        ("not null", frozenset([column]))
        for kind, columns in constraints
        if kind in ("not_null", "primary_key")
        for column in columns
    }
    return keys | never_null


def _kind(constraint: Any) -> str:
    return str(constraint.type.value)
