"""The portable macros mean on SQL Server what they mean on DuckDB: the same table of cases."""

from __future__ import annotations

import json

import pytest

from tests.python.project.test_portable_macros import cases
from tests.python.sqlserver.conftest import SqlServerRun
from tests.python.sqlserver.project_copy import is_stand_in

pytestmark = pytest.mark.sqlserver

# Babelfish writes several letters for the capital of these; SQL Server keeps them, as DuckDB does.
NOT_ON_THE_STAND_IN = {f"upper_case(character({code_point}))" for code_point in (329, 1415, 8064)}


def test_every_macro_means_what_it_says(empty: SqlServerRun) -> None:
    asked = [
        (call, want)
        for call, want in cases()
        if not (is_stand_in() and call in NOT_ON_THE_STAND_IN)
    ]
    # one row, as Babelfish refuses a cast of a case with like in a union
    query = "select " + ",\n".join(
        f"cast({{{{ {call} }}}} as {{{{ text_type(60) }}}}) as case_{number}"
        for number, (call, _) in enumerate(asked)
    )
    shown = empty.dbt("--quiet", "show", "--inline", query, "--limit", "-1", "--output", "json")
    assert shown.returncode == 0, shown.stdout
    [results] = json.loads(shown.stdout[shown.stdout.index("{") :])["show"]
    wrong = [
        f"{call} gives {results[f'case_{number}']!r}, not {want!r}"
        for number, (call, want) in enumerate(asked)
        if results[f"case_{number}"] != want
    ]
    assert wrong == []
