"""The SQL that scores customers gives on SQL Server what the formulas stand for, to nine digits."""

from __future__ import annotations

from dataclasses import astuple, fields

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.python.purchase_model.integrals import Customer, expected_orders, probability_active
from tests.python.purchase_model.test_sql_scores import SCORES, SHIFT, people
from tests.python.sqlserver.conftest import SqlServerRun

pytestmark = pytest.mark.sqlserver

CUSTOMERS = 25
NAMES = ("case_number", *(field.name for field in fields(Customer)), "shift")


@pytest.fixture(scope="module")
def scores_sql(sample_on_sql_server: SqlServerRun) -> str:
    done = sample_on_sql_server.dbt("--quiet", "compile", "--no-introspect", "--inline", SCORES)
    assert done.returncode == 0, done.stdout
    return done.stdout[done.stdout.index("with active") :]


# Shrinking would ask the server some hundred times more.
@settings(
    max_examples=20,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=(HealthCheck.too_slow, HealthCheck.function_scoped_fixture),
)
@given(customers=st.lists(people(), min_size=CUSTOMERS, max_size=CUSTOMERS))
def test_scores_are_the_integrals(
    sample_on_sql_server: SqlServerRun, scores_sql: str, customers: list[Customer]
) -> None:
    rows = sample_on_sql_server.query(_with_customers(scores_sql, customers))
    assert len(rows) == len(customers)
    for number, p_alive, p_order, _, orders, _ in rows:
        one = customers[number]
        active = probability_active(one)
        none = ((one.alpha + one.age) / (one.alpha + one.age + one.t)) ** (one.r + one.x)
        assert p_alive == pytest.approx(active, abs=1e-9), one
        assert p_order == pytest.approx(active * (1.0 - none), abs=1e-9), one
        assert orders == pytest.approx(expected_orders(one), rel=1e-9, abs=1e-9), one


def _with_customers(sql: str, customers: list[Customer]) -> str:
    """The query of the scores with the customers as its first CTE."""
    rows = ",\n".join(
        f"({number}, {', '.join(f'{value:.17e}' for value in astuple(one))}, {SHIFT:.17e})"
        for number, one in enumerate(customers)
    )
    # a stand-in may take 1.5e0 for a decimal
    columns = ", ".join(f"cast({name} as float) as {name}" for name in NAMES[1:])
    given_rows = f"select {NAMES[0]}, {columns} from (values {rows}) as given ({', '.join(NAMES)})"
    return f"with customers as ({given_rows}), {sql.removeprefix('with ')}"
