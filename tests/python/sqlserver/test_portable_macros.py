"""The portable macros mean on SQL Server what they mean on DuckDB: the same table of cases."""

from __future__ import annotations

import json

import pytest

from tests.python.project.test_portable_macros import cases
from tests.python.sqlserver.conftest import SqlServerRun

pytestmark = pytest.mark.sqlserver


def test_every_macro_means_what_it_says(sample_on_sql_server: SqlServerRun) -> None:
    # one row, as Babelfish refuses a cast of a case with like in a union
    query = "select " + ",\n".join(
        f"cast({{{{ {call} }}}} as varchar(60)) as case_{number}"
        for number, (call, _) in enumerate(cases())
    )
    shown = sample_on_sql_server.dbt(
        "--quiet", "show", "--inline", query, "--limit", "-1", "--output", "json"
    )
    assert shown.returncode == 0, shown.stdout
    [results] = json.loads(shown.stdout[shown.stdout.index("{") :])["show"]
    wrong = [
        f"{call} gives {results[f'case_{number}']!r}, not {want!r}"
        for number, (call, want) in enumerate(cases())
        if results[f"case_{number}"] != want
    ]
    assert wrong == []
