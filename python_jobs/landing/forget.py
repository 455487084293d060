"""Take the lines of landed files out again."""

from __future__ import annotations

from collections.abc import Sequence

from python_jobs.core.errors import InputError
from python_jobs.core.wording import quoted
from python_jobs.landing.other_files.names import last_landed, nearest, some_of
from python_jobs.landing.other_files.replacing import SAME_DAYS
from python_jobs.warehouses.schema import (
    LANDED_FILES,
    LANDING_DOUBTS,
    ORDER_LINES,
    REJECTED_LINES,
    Statement,
)
from python_jobs.warehouses.warehouse import Warehouse


def forget(warehouse: Warehouse, names: Sequence[str]) -> int:
    """Take the lines of landed files out again, all in one transaction; returns how many lines.

    Raises InputError, with the warehouse untouched, when one of the files is not landed.
    """
    landed = last_landed(warehouse)
    present = {name.casefold(): name for name in landed}
    unknown = [name for name in names if name.casefold() not in present]
    if unknown:
        like = list(dict.fromkeys(one for name in unknown for one in nearest(name, landed)))
        meant = f" Is {quoted(like)} meant?" if like else ""
        there = f"The last ones are {some_of(landed)}" if landed else "None is there"
        raise InputError(f"No file {quoted(unknown)} is landed.{meant} {there}.")
    names = [present[name.casefold()] for name in names]
    counted = warehouse.query(f"select source_file, row_count from {LANDED_FILES.full_name}")
    warehouse.change(
        [
            (f"delete from {table.full_name} where source_file = ?", [name])
            for table in (ORDER_LINES, REJECTED_LINES, LANDED_FILES, LANDING_DOUBTS)
            for name in names
        ]
        + [
            (
                f"delete from {LANDING_DOUBTS.full_name} where doubt = ? and example = ?",
                [SAME_DAYS, name],
            )
            for name in names
        ]
    )
    return sum(int(lines) for name, lines in counted if name in names)


def forget_customers(warehouse: Warehouse, customers: Sequence[str]) -> int:
    """Make guests of people in every landed line, and take the text of lines that were set aside and may name them,
    all in one transaction; returns how many landed lines that were.

    Raises InputError, with the warehouse untouched, when one of the customers has no line.
    """
    codes = [one.strip().upper().removesuffix(".0") for one in customers]
    same = "upper(ltrim(rtrim(customer_id))) in (?, ?)"
    counts = []
    for code in codes:
        if not code:
            raise InputError(
                "A customer's ID is empty. Write the one that marts.customer_360 shows."
            )
        literals = ", ".join(f"'{one}'" for one in (_quoted(code), _quoted(f"{code}.0")))
        [(count,)] = warehouse.query(
            f"select count(*) from {ORDER_LINES.full_name} where upper(ltrim(rtrim(customer_id))) in ({literals})"
        )
        if not count:
            raise InputError(
                "No landed line has one of these customers. Write the ID that marts.customer_360 shows."
            )
        counts.append(int(count))
    statements: list[Statement] = []
    for code in codes:
        statements += [
            (
                f"update {ORDER_LINES.full_name} set customer_id = null where {same}",
                [code, f"{code}.0"],
            ),
            (
                f"update {REJECTED_LINES.full_name} set raw_text = null where upper(raw_text) like ?",
                [f"%{code}%"],
            ),
            # A doubt about one customer names it.
            (
                f"delete from {LANDING_DOUBTS.full_name} where doubt in ('customer_zero', 'one_large_customer') and upper(ltrim(rtrim(example))) in (?, ?)",
                [code, f"{code}.0"],
            ),
        ]
    warehouse.change(statements)
    return sum(counts)


def _quoted(text: str) -> str:
    return text.replace("'", "''")
