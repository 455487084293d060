"""The values of a file's tables, read as what they mean.

What a file writes is decided over all of its tables: `look` is called for each table of text columns, then
`understand` once, then `expressions` and `joins` give the SQL that puts each table in one form.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import duckdb

from python_jobs.core.errors import InputError
from python_jobs.core.wording import shown
from python_jobs.landing.values.currencies import different
from python_jobs.landing.values.currency_doubts import amounts_without_a_mark
from python_jobs.landing.values.dates import DateOptions, read_dates
from python_jobs.landing.values.declared_mark import doubts_of_mark
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.far_days import far_day_doubts
from python_jobs.landing.values.guests import SaidOfGuests, read_guests
from python_jobs.landing.values.ids import read_ids
from python_jobs.landing.values.moments import clock_width, moment_text_sql
from python_jobs.landing.values.numbers import (
    add_meanings,
    decide_mark,
    has_no_fraction,
    look_at_numbers,
)
from python_jobs.landing.values.price_pieces import add_pieces
from python_jobs.landing.values.scientific import read_scientific
from python_jobs.landing.values.text import literal
from python_jobs.landing.values.thousands import thousands_doubts
from python_jobs.landing.values.unreadable import unreadable_doubts

MONEY = ("price", "line_amount")
NUMBERS = ("quantity", *MONEY)
IDS = ("invoice", "stock_code", "customer_id")


@dataclass(frozen=True)
class KnownForm:
    """How another file of the same feed writes its values."""

    date_format: str | None = None
    decimal: str | None = None


@dataclass(frozen=True)
class Understood:
    """How a file writes its values: the format of its dates and its decimal mark (None where it needs
    none), the currencies beside its amounts (each with an example), and what is odd."""

    date_format: str | None
    decimal: str | None
    currencies: dict[str, str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def form(self) -> KnownForm:
        return KnownForm(self.date_format, self.decimal)


class ValueReader:
    """Reads the values of one file; its tables lie in the connection's temporary schema."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        columns: Mapping[str, str],
        *,
        has_cells: bool = False,
        guests: SaidOfGuests | None = None,
    ) -> None:
        """columns: field of this project → what the file calls it; guests: what the feed says of them; has_cells: some numbers are such by their type, in
        a workbook, in JSON or in Parquet."""
        self._connection = connection
        self._has_cells = has_cells
        self._columns = columns
        self._said_of_guests = guests or SaidOfGuests()
        self._lines: list[str] = []
        self._meanings = "meanings"
        self._clock_width: int | None = None
        connection.execute(
            "create or replace temp table seen (kind varchar, text varchar, line_count bigint)"
        )
        connection.execute(
            "create or replace temp table meanings (kind varchar, text varchar, meaning varchar)"
        )

    def look(self, lines: str, fields: Collection[str] | None = None) -> None:
        """Take in the distinct texts, and how many lines have each, of a table that has the fields as text columns.

        fields: those to take in of lines that do not count; None for all of lines that do.
        """
        if fields is None:
            self._lines.append(lines)
            if "invoice_time" in self._columns:
                self._clock_width = clock_width(self._connection, lines)
        for one in self._columns:
            if self._kind(one) and (fields is None or one in fields):
                self._connection.execute(
                    f"insert into seen select '{self._kind(one)}', {self._key(one)} as text, count(*) from {lines} "
                    f"where {one} is not null group by text"
                )

    def understand(
        self,
        name: str,
        decimal: str | None,
        dates: DateOptions,
        known: Iterable[KnownForm] = (),
        quantity_decimal: str | None = None,
        mark_beside: Callable[[str], str | None] = lambda example: None,
    ) -> Understood:
        """Decide how the file's values are read.

        decimal, quantity_decimal, dates: what the feed says; known: how other files of the feed are read, which is gone through only where
        the values of this one do not tell; mark_beside: see decide_mark. Raises InputError, with the line of the feed that decides, when values can be read in two
        ways.
        """
        quantities = look_at_numbers(
            self._connection,
            self._texts("quantity", "price_per"),
            "quantity_cores",
            is_money=False,
            has_cells=self._has_cells,
        )
        amounts = look_at_numbers(
            self._connection,
            self._texts("money"),
            "money_cores",
            is_money=True,
            has_cells=self._has_cells,
        )
        _refuse_several(amounts.currencies, name)
        # `1.0` in every quantity is a number that a program wrote with its point, and says nothing of the amounts beside it.
        is_plain = amounts.shown_mark is not None and has_no_fraction(self._connection, quantities)
        numbers = amounts if quantity_decimal or is_plain else amounts.with_those_of(quantities)
        mark, doubts = decide_mark(
            numbers, name, decimal, (one.decimal for one in known), mark_beside
        )
        doubts += doubts_of_mark(numbers, decimal)
        for cores, kind, said in (
            ("quantity_cores", "quantity", quantity_decimal or decimal),
            ("money_cores", "money", decimal),
        ):
            add_meanings(self._connection, cores, kind, said or mark, is_declared=said is not None)
        if "price_per" in self._columns:
            add_pieces(self._connection, self._texts("price_per"))
        if "quantity" in self._columns and not quantity_decimal:
            column = self._columns["quantity"]
            doubts += thousands_doubts(self._connection, "quantity_cores", mark, column)
        for kind in ("quantity", "money"):
            shown_as = next(
                (self._columns[one] for one in self._columns if self._kind(one) == kind), ""
            )
            doubts += read_scientific(self._connection, self._texts(kind), kind, shown_as)
        date_format, date_doubts = read_dates(
            self._connection,
            self._texts("date"),
            name,
            dates,
            (one.date_format for one in known),
        )
        doubts += date_doubts
        if "invoice_date" in self._columns:
            doubts += far_day_doubts(self._connection, self._columns["invoice_date"])
        ids = {one: self._columns[one] for one in IDS if one in self._columns}
        doubts += read_ids(self._connection, ids)
        if {"invoice", "customer_id"} <= set(self._columns):
            doubts += read_guests(
                self._connection,
                self._lines,
                self._texts("customer_id"),
                self._columns["customer_id"],
                self._said_of_guests,
            )
        self._refuse_two_meanings()
        return Understood(date_format, mark, amounts.currencies, doubts)

    def _refuse_two_meanings(self) -> None:
        """A text of two meanings would make two lines of each that has it."""
        found = self._connection.execute(
            "select kind, text from meanings group by kind, text having count(*) > 1 limit 1"
        ).fetchall()
        if found:
            raise AssertionError(f"two meanings of a text: {found[0]}")

    def keep_meanings(self, table: str) -> None:
        """Keep what the values mean in a table that stays, for the SQL below."""
        self._connection.execute(
            f"create table {table} as select kind, text, meaning from meanings"
        )
        self._meanings = table

    def find_unmarked(self) -> list[Doubt]:
        """Amounts without the currency that stands beside others of their column."""
        money = [one for one in MONEY if one in self._columns]
        return amounts_without_a_mark(self._connection, self._lines, money, self._columns)

    def find_unreadable(
        self, lines: str, needed: Sequence[str], may_be_empty: Sequence[str]
    ) -> list[Doubt]:
        """What is missing of fields that every line needs, and what cannot be read of them and of others."""
        columns = {
            one: (self._kind(one), self._key(one, lines))
            for one in (*needed, *may_be_empty)
            if one in self._columns
        }
        shown_as = dict(self._columns)
        if "invoice_time" in shown_as and "invoice_date" in shown_as:
            # The two are one moment: either may be what cannot be read.
            shown_as["invoice_date"] += f"' or '{shown_as['invoice_time']}"
        return unreadable_doubts(self._connection, lines, columns, shown_as, may_be_empty)

    def expressions(self, lines: str) -> dict[str, str]:
        """Field → SQL over `lines` and the joins below."""
        found = {one: self._key(one, lines) for one in self._columns if one != "invoice_time"}
        return found | {
            one: f"case when {one}_meanings.text is not null then {one}_meanings.meaning else {found[one]} end"
            for one in self._with_meanings()
        }

    def joins(self, lines: str) -> str:
        """The joins that `expressions` needs, to stand behind `from lines`."""
        return " ".join(
            f"left join (select text, meaning from {self._meanings} where kind = '{self._kind(one)}') "
            f"as {one}_meanings on {one}_meanings.text = {self._key(one, lines)}"
            for one in self._with_meanings()
        )

    def _with_meanings(self) -> list[str]:
        """The fields of which some text does not stand as it is read."""
        found = self._connection.execute(
            f"select distinct kind from {self._meanings} where kind <> ''"
        ).fetchall()
        kinds = {kind for (kind,) in found}
        return [one for one in self._columns if one != "invoice_time" and self._kind(one) in kinds]

    def _texts(self, *kinds: str) -> str:
        named = ", ".join(map(literal, kinds))
        return f"(select distinct text from seen where kind in ({named}))"

    def _kind(self, one: str) -> str:
        if one in MONEY or one.startswith(("returned_amount", "discount")):
            return "money"
        if one == "price_per":
            return one
        if one.startswith("returned_quantity"):
            return "quantity"
        if one == "invoice_date":
            return "date"
        return one if one in (*NUMBERS, *IDS) else ""

    def _key(self, one: str, lines: str = "") -> str:
        """The text that is looked up: the column, or the date and the time of two columns."""
        prefix = f"{lines}." if lines else ""
        if one == "invoice_date" and "invoice_time" in self._columns:
            times = f"{prefix}invoice_time"
            return moment_text_sql(f"{prefix}invoice_date", times, self._clock_width)
        return f"{prefix}{one}"


def _refuse_several(currencies: Mapping[str, str], name: str) -> None:
    found = different(currencies)
    if len(found) > 1:
        examples = " and ".join(f"'{shown(currencies[one])}'" for one in found[:3])
        raise InputError(
            f"{name} has amounts in several currencies, such as {examples}, and they cannot be added up. "
            "Export each currency into a file of its own, and land them into a warehouse each."
        )
