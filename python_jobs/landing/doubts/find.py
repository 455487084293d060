"""Every doubt about the lines of a file that its values do not show by themselves."""

from __future__ import annotations

import duckdb

from python_jobs.landing.doubts.amounts import find_amounts
from python_jobs.landing.doubts.beside import find_beside
from python_jobs.landing.doubts.customers import find_customers
from python_jobs.landing.doubts.discounts import find_discounts
from python_jobs.landing.doubts.files_of_returns import find_file_of_returns
from python_jobs.landing.doubts.flags import find_flags
from python_jobs.landing.doubts.line_numbers import find_line_numbers, find_running_numbers
from python_jobs.landing.doubts.names_of_returns import find_names_of_returns
from python_jobs.landing.doubts.no_sales import find_no_sales
from python_jobs.landing.doubts.numbers_of_returns import find_numbers_of_returns
from python_jobs.landing.doubts.orders import find_orders
from python_jobs.landing.doubts.parts import find_parts
from python_jobs.landing.doubts.payments import find_payments
from python_jobs.landing.doubts.places import find_places
from python_jobs.landing.doubts.prices import find_negative_prices
from python_jobs.landing.doubts.proportions import find_proportions
from python_jobs.landing.doubts.returns_beside import find_returns_beside
from python_jobs.landing.doubts.sets import find_sets
from python_jobs.landing.doubts.sizes import find_sizes
from python_jobs.landing.doubts.states import find_states
from python_jobs.landing.doubts.swapped import find_swapped
from python_jobs.landing.doubts.taxes import find_taxes
from python_jobs.landing.doubts.totals import find_totals
from python_jobs.landing.doubts.units import find_units
from python_jobs.landing.doubts.whole_orders import are_those_without_a_code, find_whole_orders
from python_jobs.landing.lines.gather import Gathered
from python_jobs.landing.values.doubt import Doubt

_FINDERS = (
    find_swapped,
    find_states,
    find_flags,
    find_returns_beside,
    find_numbers_of_returns,
    find_names_of_returns,
    find_parts,
    find_negative_prices,
    find_orders,
    find_units,
    find_sizes,
    find_discounts,
    find_amounts,
    find_line_numbers,
    find_running_numbers,
    find_payments,
    find_taxes,
    find_totals,
    find_sets,
    find_whole_orders,
    find_beside,
    find_proportions,
    find_no_sales,
    find_places,
    find_customers,
)


def find_doubts(
    connection: duckdb.DuckDBPyConnection, gathered: Gathered, name: str
) -> list[Doubt]:
    """What is odd about a file's lines, each with what to do; but for what its feeds say that someone has looked at.

    name: the file's.
    """
    doubts = list(gathered.doubts)
    for form in gathered.forms:
        doubts += find_file_of_returns(connection, gathered.lines_table, form, name)
        for find in _FINDERS:
            doubts += find(connection, gathered.lines_table, form)
    if any(are_those_without_a_code(one, form) for one in doubts for form in gathered.forms):
        doubts = [one for one in doubts if one.kind != "lines_without_a_code"]
    # Totals without a code or a name are told once.
    if any(one.kind == "lines_of_whole_orders" for one in doubts):
        doubts = [one for one in doubts if one.kind != "totals_as_sales"]
    known = {kind for form in gathered.forms for kind in form.feed.known_doubts}
    return [one for one in doubts if one.kind not in known]
