"""Every doubt about the lines of a file that its values do not show by themselves."""

from __future__ import annotations

import duckdb

from python_jobs.landing.doubts.discounts import find_discounts
from python_jobs.landing.doubts.orders import find_orders
from python_jobs.landing.doubts.prices import find_negative_prices
from python_jobs.landing.doubts.states import find_states
from python_jobs.landing.lines.scratch import Gathered
from python_jobs.landing.values.doubt import Doubt


def find_doubts(connection: duckdb.DuckDBPyConnection, gathered: Gathered) -> list[Doubt]:
    """What is odd about a file's lines, each with what to do."""
    doubts = list(gathered.doubts)
    for form in gathered.forms:
        doubts += find_states(connection, gathered.lines_table, form)
        doubts += find_negative_prices(connection, gathered.lines_table, form)
        doubts += find_orders(connection, gathered.lines_table, form)
        doubts += find_discounts(connection, gathered.lines_table, form)
    return doubts
