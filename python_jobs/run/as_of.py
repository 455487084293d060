"""The day of the var as_of_date beside what is landed: looked at before anything is built."""

from __future__ import annotations

import datetime as dt

from python_jobs.core.errors import InputError
from python_jobs.core.project import Project
from python_jobs.warehouses.schema import ORDER_LINES
from python_jobs.warehouses.warehouse import Warehouse

# What could not be read as a moment stands there as it is in the file.
FIRST_LINE = (
    f"select min(invoice_date) from {ORDER_LINES.full_name} where invoice_date like '____-__-__%'"
)


def refuse_day_before_all_lines(project: Project, warehouse: Warehouse) -> None:
    """Raise InputError where the day is before the first line, so that nobody has bought yet; a test of the marts holds
    it against the first sale, after minutes."""
    given = str(project.variables.get("as_of_date") or "").strip()
    if not given or not warehouse.has_table(ORDER_LINES):
        return
    [(first,)] = warehouse.query(FIRST_LINE)
    try:
        is_before = bool(first) and dt.date.fromisoformat(given) < dt.date.fromisoformat(
            str(first)[:10]
        )
    except ValueError:
        return
    if is_before:
        raise InputError(
            f"The var as_of_date is {given}, and the first line of an order that is landed is of {str(first)[:10]}: nobody has bought by "
            "then. Give a later day, or none, in dbt_project.yml, vars.yml of the shop or --vars."
        )
