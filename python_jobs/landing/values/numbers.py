"""The numbers of a file as digits with a point: one decimal mark for all of them.

A value in which only one mark can be the decimal one (`2,50`, `1.234,5`, `1,250,000`) is read by itself.
`1,250` can be read in two ways: the other numbers of the file decide, else other files of the feed, else
the line  decimal:  of the feed; with none of them the file is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import duckdb

from python_jobs.core.errors import AmbiguousValues
from python_jobs.core.wording import shown
from python_jobs.landing.values.currencies import currency_of, mark_pattern
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.quantities import find_units, tidy_number, tidy_price
from python_jobs.landing.values.text import ANY_DIGIT, literal

MINUS = "-\u2010\u2011\u2212\u2013\u2014\u207b\ufe63\uff0d"
PLAIN = literal("[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)")
# What the file has to decide.
EITHER = literal("[1-9][0-9]{0,2}[.,][0-9]{3}")


def _groups(mark: str) -> str:
    return f"[1-9][0-9]{{0,2}}(?:{mark}[0-9]{{3}})+"


# Apostrophes and blanks part thousands and are never decimal marks; India parts lakhs with commas.
_PLAIN_OR_NEUTRAL = "|".join(("[0-9]+", _groups("'"), _groups(" ")))
_LAKHS = "[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}"
BY_POINT = literal(f"(?:{_PLAIN_OR_NEUTRAL}|{_groups(',')}|{_LAKHS})(?:[.][0-9]*)?|[.][0-9]+")
# A number of a cell, of JSON or Parquet as it is written out (see cell_text): no zero at its end but one behind three digits.
NUMBER_OF_A_CELL = literal("-?[0-9]+[.]([0-9]*[1-9]|[0-9]{3}0)")
BY_COMMA = literal(f"(?:{_PLAIN_OR_NEUTRAL}|{_groups('[.]')})(?:,[0-9]*)?|,[0-9]+")
_POINT_VALUE = "regexp_replace(core, '[^0-9.]', '', 'g')"
_COMMA_VALUE = "replace(regexp_replace(core, '[^0-9,]', '', 'g'), ',', '.')"


@dataclass(frozen=True)
class Numbers:
    """What number columns show.

    points, commas: an example of a value in which only that mark can be the decimal one; either: one that
    reads both ways; currencies: currency → an example.
    """

    points: str | None = None
    commas: str | None = None
    either: str | None = None
    currencies: dict[str, str] = field(default_factory=dict)

    def with_those_of(self, other: Numbers) -> Numbers:
        """What the columns of both show."""
        return Numbers(
            self.points or other.points,
            self.commas or other.commas,
            self.either or other.either,
            other.currencies | self.currencies,
        )

    @property
    def shown_mark(self) -> str | None:
        """The decimal mark that the values themselves show; None where none or both are shown."""
        if bool(self.points) == bool(self.commas):
            return None
        return "." if self.points else ","


def look_at_numbers(
    connection: duckdb.DuckDBPyConnection,
    texts: str,
    cores: str,
    *,
    is_money: bool,
    has_cells: bool = False,
) -> Numbers:
    """What a table of distinct texts shows. has_cells: some are numbers by their type, whose point says nothing of how the texts
    among them are written.

    texts: a table (text). Makes the temporary table `cores` (text, core, is_negative, is_plain, has_currency) of the
    ones that are numbers; a core is what is left without sign and currency, which only money has.
    """
    marks = _currency_marks(connection, texts) if is_money else {}
    units = [] if is_money else find_units(connection, texts)
    _find_cores(connection, texts, cores, list(marks), units, is_money=is_money)
    is_cell = f"regexp_full_match(text, {NUMBER_OF_A_CELL})" if has_cells else "false"
    points, commas, either = connection.execute(
        f"""
        select
            min(text) filter (by_point and not by_comma and not {is_cell}),
            min(text) filter (by_comma and not by_point),
            min(text) filter (regexp_full_match(core, {EITHER}))
        from (
            select
                text,
                core,
                regexp_full_match(core, {BY_POINT}) as by_point,
                regexp_full_match(core, {BY_COMMA}) as by_comma
            from {cores}
            where regexp_matches(core, '[.,]')
        )
        """
    ).fetchall()[0]
    currencies: dict[str, str] = {}
    for mark, example in marks.items():
        currencies.setdefault(currency_of(mark) or mark, example)
    return Numbers(points, commas, either, currencies)


def has_no_fraction(connection: duckdb.DuckDBPyConnection, quantities: Numbers) -> bool:
    """Whether quantities show a decimal mark in whole numbers alone, as `1.0`, and none of them reads both ways. The table quantity_cores
    holds them."""
    if quantities.either or not quantities.shown_mark:
        return False
    return not connection.execute(
        "select 1 from quantity_cores where regexp_matches(core, '[.,]') and not regexp_full_match(core, '[0-9]+[.,]0{1,2}') limit 1"
    ).fetchall()


def _currency_marks(connection: duckdb.DuckDBPyConnection, texts: str) -> dict[str, str]:
    """The marks before and behind the digits that are currencies, each with an example."""
    outside = literal(f"^[{MINUS}+.,()' ]+|[{MINUS}+,()' ]+$")
    found = connection.execute(
        f"""
        with unusual as (
            select text, {tidy_price("text")} as tidy from {texts}
            where regexp_matches(text, '{ANY_DIGIT}') and not regexp_full_match(text, {PLAIN})
        ),
        ends as (
            select text, unnest(
                string_split(regexp_extract(tidy, '^[^0-9]*'), ' ')
                || string_split(regexp_extract(tidy, '[^0-9]*$'), ' ')
            ) as part
            from unusual
        ),
        marks as (select text, regexp_replace(part, {outside}, '', 'g') as mark from ends)
        select mark, min(text) from marks group by mark
        """
    ).fetchall()
    # The point of `$.50` is that of the number, the one of `Rs.50` is not.
    bare = {mark if mark[-2:-1].isalpha() else mark.rstrip("."): text for mark, text in found}
    return {mark: text for mark, text in sorted(bare.items()) if currency_of(mark)}


def _find_cores(
    connection: duckdb.DuckDBPyConnection,
    texts: str,
    cores: str,
    marks: list[str],
    units: list[str],
    *,
    is_money: bool,
) -> None:
    """A number has at most one sign: before it or its currency, behind it, or as brackets. units: words behind it that fall away."""
    sign = f"[{MINUS}]"
    one_mark = f"(?:{mark_pattern(marks)})"
    before = f"(?:{one_mark} ?){{0,2}}" if marks else ""
    behind = f"(?: ?{one_mark})?" if marks else ""
    core = "([0-9.,][0-9.,' ]*?)"
    positive = f"'?[+]? ?{before}[+]?{core}{behind}"
    negative = (
        f"'?{sign} ?{before}{core}{behind}",
        f"'?{before}{sign} ?{core}{behind}",
        f"'?{before}{core}{behind} ?{sign}{behind}",
        f"[(] ?{before}{core}{behind} ?[)]",
        f"{before}[(]{core}[)]{behind}",
    )
    patterns = [literal(f"^(?:{one})$") for one in (positive, *negative)]
    extracted = ", ".join(f"regexp_extract(tidy, {one}, 1)" for one in patterns)
    has_currency = f"regexp_matches(tidy, {literal(one_mark)})" if marks else "false"
    # Where a mark is written with its point and without, `Rs.50` may be 50 or 0.50.
    doubtful = any(f"{mark}." in marks for mark in marks)
    # In Sweden a price is `129:50`, and `129:-` in whole crowns.
    colon = literal(f"([0-9]):([0-9]{{2}}|[{MINUS}]{{1,2}})({behind})$")
    number = tidy_price("text") if is_money else tidy_number("text")
    number = f"regexp_replace({number}, {colon}, '\\1,\\2\\3')" if is_money else number
    unit = literal(f"([0-9.,]) ?(?:{'|'.join(units)})[.]?([)]?)$")
    number = f"regexp_replace({number}, {unit}, '\\1\\2', 'i')" if units else number
    # `5,-` and `5.--` are prices in whole numbers, their dash is not a minus sign.
    dash = literal(f"([0-9][.,])[{MINUS}]{{1,2}}({behind})$")
    connection.execute(
        f"""
        create or replace temp table {cores} as
        with tidied as (
            select
                text,
                regexp_full_match(text, {PLAIN}) as is_plain,
                regexp_replace({number}, {dash}, '\\1\\2') as tidy
            from {texts}
            where regexp_matches(text, '{ANY_DIGIT}')
        ),
        found as (
            select text, is_plain, case
                when is_plain then [ltrim(text, '+-'), '']
                {"when regexp_matches(tidy, '[[:alpha:]][.,][0-9]') then ['']" if doubtful else ""}
                else [{extracted}]
            end as extracted, {has_currency} as has_currency
            from tidied
        ),
        {cores} as (
            select
                text,
                is_plain,
                has_currency,
                list_filter(extracted, lambda one: one <> '')[1] as core,
                extracted[1] = '' or (is_plain and text like '-%') as is_negative
            from found
        )
        select text, core, is_negative, is_plain, has_currency from {cores}
        where regexp_full_match(core, {BY_POINT}) or regexp_full_match(core, {BY_COMMA})
        """
    )


def decide_mark(
    numbers: Numbers,
    name: str,
    feed_mark: str | None,
    known_marks: Iterable[str | None] = (),
    mark_beside: Callable[[str], str | None] = lambda example: None,
) -> tuple[str | None, list[Doubt]]:
    """The decimal mark where a value could be read in two ways, and what is odd.

    known_marks: those of other files of the same feed; mark_beside: the one that columns show which nothing reads. Raises AmbiguousValues when nothing decides.
    """
    doubts = []
    if numbers.points and numbers.commas and not feed_mark:
        doubts.append(
            Doubt(
                "two_decimal_marks",
                "there are numbers with a decimal point and numbers with a decimal comma",
                f"{numbers.points}' and '{numbers.commas}",
                "Check that both are read as they are meant.",
            )
        )
    if feed_mark or not numbers.either:
        return feed_mark or numbers.shown_mark, doubts
    if numbers.shown_mark:
        return numbers.shown_mark, doubts
    known = {mark for mark in known_marks if mark}
    if len(known) == 1 and not doubts:
        return known.pop(), doubts
    beside = None if doubts else mark_beside(numbers.either)
    if beside:
        return beside, doubts
    why = (
        "the others of the file are written in both"
        if doubts
        else "no other number of the file tells which is right"
    )
    # One line of a feed cannot say both, and files beside one another are read each in its own form.
    unpack = " Where its files are written in two forms, unpack it: each is read by itself then."
    raise AmbiguousValues(
        f"{name}: a number like '{shown(numbers.either)}' can be read in two ways, and {why}. Say in "
        'its feed which mark is the decimal one (the line  decimal: ","  or the line  decimal: ".").'
        f"{unpack if doubts and name.lower().endswith('.zip') else ''}",
        f"Which mark is the decimal one in numbers like '{shown(numbers.either)}'?",
        [
            ('decimal: ","', f"it is {_meaning_of(numbers.either, ',')}"),
            ('decimal: "."', f"it is {_meaning_of(numbers.either, '.')}"),
        ],
    )


def _meaning_of(text: str, decimal: str) -> str:
    """A number that reads both ways, as it is under a decimal mark."""
    digits = "".join(one for one in text if one.isdigit() or one in ",.")
    bare = digits.replace("." if decimal == "," else ",", "")
    return bare.replace(",", ".")


def add_meanings(
    connection: duckdb.DuckDBPyConnection,
    cores: str,
    kind: str,
    mark: str | None,
    *,
    is_declared: bool,
) -> None:
    """Add to the table meanings (kind, text, meaning) the numbers that do not stand as they are read.

    mark: decides the ones that could be read in two ways; is_declared: a feed says so, and numbers that only
    the other mark can mean stay as they stand.
    """
    by_mark = _COMMA_VALUE if mark == "," else _POINT_VALUE
    by_feed = {",": BY_COMMA, ".": BY_POINT}.get(mark or "") if is_declared else None
    fits = f"regexp_full_match(core, {by_feed})" if by_feed else "true"
    connection.execute(
        f"""
        insert into meanings
        select '{kind}', text, case when is_negative then '-' else '' end || case
            when regexp_full_match(core, {EITHER}) then {by_mark}
            when regexp_full_match(core, {BY_POINT}) then {_POINT_VALUE}
            else {_COMMA_VALUE}
        end
        from {cores}
        where {fits} and (not is_plain or ({mark == ","} and regexp_full_match(core, {EITHER})))
        """
    )
