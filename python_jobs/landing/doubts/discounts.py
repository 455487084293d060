"""Discounts in a column of their own, of which the revenue may know nothing."""

from __future__ import annotations

import re

import duckdb

from python_jobs.core.wording import counted
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.doubts.amounts_of_discounts import compare
from python_jobs.landing.doubts.unread import header_of, lines_where, number_in
from python_jobs.landing.lines.amount_names import MONEY_OFF
from python_jobs.landing.lines.beside import is_share_sql
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.header_words import says_money, words_of
from python_jobs.landing.lines.seen_columns import DISCOUNT_COLUMNS, FULL_COLUMNS
from python_jobs.landing.values.doubt import Doubt

# Digits between signs, currencies and a percent sign, and not all of them 0: a code or a name is no discount.
_AMOUNT = "[^[:alnum:]]*(?:[[:alpha:]]{1,4}[^[:alnum:]]*)?[0-9][0-9.,'\u2019\u00a0\u202f ]*(?:[^[:alnum:]]*|[^[:alnum:]]*[[:alpha:]]{1,4}[.]?)"
_MONEY = "[-\u2212][^[:alnum:]]*[0-9]+([.,][0-9]+)?|.*[0-9][.,][0-9]{2}[^0-9]*|[€$£¥]\\s*[0-9]+|[0-9]+\\s*([€$£¥]|EUR|USD|GBP|CHF)"
_SHORT = re.compile("disc|rab|rem|sc", re.IGNORECASE)
# SAP's rate of a condition: a price, or a discount below zero.
_CONDITION = re.compile("kbetr", re.IGNORECASE)
_SAY_TAKEN_OFF = "if the revenue is after it, say so with the line  discounts: taken_off."


def find_discounts(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubt about the first column of discounts that the revenue is not after, or may not be.

    The amount of a line is after its discount where a full amount, less the discount, makes that amount.
    """
    if form.feed.discounts:
        return []
    has_amount = "line_amount" in form.feed.columns
    for column, full in zip(DISCOUNT_COLUMNS, FULL_COLUMNS, strict=True):
        has_one = f"regexp_full_match(trim({column}), $2) and regexp_matches({column}, '[1-9]')"
        # Disc 1 is a record; with a percent sign, at the values or at the name, or a point it is short for a discount.
        if form.selection and _SHORT.fullmatch(form.selection.shown(column).strip()):
            has_one += f" and contains({column}, '%')"
        if form.selection and _CONDITION.fullmatch(form.selection.shown(column).strip()):
            has_one += f" and contains({column}, '-')"
        count, example = lines_where(connection, lines_table, form, column, has_one, [_AMOUNT])
        if not count:
            continue
        is_money_off = _is_money_off(form, column)
        if is_money_off and not _are_amounts(connection, lines_table, form, column):
            continue
        told = compare(connection, lines_table, form, column, full, f"({has_one})", _AMOUNT)
        if told.after > told.before:
            continue
        before = told.before if has_amount else count
        if told.is_lower or (is_money_off and not has_amount):
            before = 0
        header = header_of(form, column)
        said = f"the column '{header}' has {'money' if is_money_off else 'a discount'} on {counted(count, 'line')}"
        is_share = _are_shares(connection, lines_table, form, column)
        return [_doubt(said, example, before, form, "" if is_share else header)]
    return []


def _is_money_off(form: FormOfFeed, column: str) -> bool:
    """Whether a column is named for coupons or savings: these are codes in one export and amounts in another."""
    words = words_of(form.selection.shown(column)) if form.selection else ""
    return bool(MONEY_OFF.fullmatch(words))


def _are_amounts(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed, column: str
) -> bool:
    """Whether all that the column says is an amount of money, with a fraction, a sign or a currency, or none."""
    bare = f"coalesce(trim({column}), '')"
    is_none = f"regexp_full_match({bare}, '|-|0|0[.,]0+')"
    others, _ = lines_where(
        connection,
        lines_table,
        form,
        column,
        f"not {is_none} and not regexp_full_match({bare}, $2)",
        [_MONEY],
    )
    return not others


def _are_shares(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed, column: str
) -> bool:
    """Whether the values say that 0.15 is 15 % of the amount, and no money."""
    if says_money(form.selection.shown(column) if form.selection else column):
        return False
    amount = "abs(coalesce(try_cast(line_amount as double), try_cast(price as double) * try_cast(quantity as double)))"
    [(is_share,)] = connection.execute(
        f"select {is_share_sql('number', 'amount')} "
        f"from (select {number_in(column, form)} as number, {amount} as amount from {lines_table} where feed = $1)",
        [form.feed.name],
    ).fetchall()
    return bool(is_share)


def _doubt(sentence: str, example: str, before: int, form: FormOfFeed, header: str) -> Doubt:
    """header: the column's, '' where it has shares of the amounts: these are not taken off as money."""
    several = [*map(str, form.feed.columns.get("discount", ())), header]
    named = scalar(several[0]) if len(several) == 1 else f"[{', '.join(map(scalar, several))}]"
    said_of_money = f" Where the column has money of the whole line, it is taken off with  discount: {named}  among the columns."
    if not header:
        said_of_money = (
            " Its values are shares of the amount, and the line  discount:  takes off money: do not name it there. Where the export has no "
            "such amount, add it to the export."
        )
    if not before:
        what = "nothing tells whether the revenue is before or after it"
        look = (
            "Look at one of these lines"
            if "price" in form.feed.columns
            else "Where a column has the price of a piece, name it in the feed as  price:  too, and the two tell. Else look at one "
            "of these lines"
        )
        remedy = f"{look}: {_SAY_TAKEN_OFF} Else read another column as  line_amount:."
    elif "line_amount" in form.feed.columns:
        what = "the revenue is before it"
        remedy = (
            "Read the column with the amount of a line after its discount as  line_amount:, where the export has one; "
            + _SAY_TAKEN_OFF
            + said_of_money
        )
    else:
        what = "the revenue is before it"
        remedy = (
            "Where the export has the amount of a line after its discount, read that one: add the line  line_amount:  with its "
            f"column to the feed; {_SAY_TAKEN_OFF}{said_of_money}"
        )
    return Doubt("discounts_not_taken_off", f"{sentence}, and {what}", example, remedy)
