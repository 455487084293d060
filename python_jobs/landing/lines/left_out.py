"""Lines that a table has and that are not order lines, or not to be counted: each is kept with its reason.

`lines` is a table of text columns (see selection.py) with source_row; `rejects` takes line_number, raw_text, error.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from python_jobs.core.errors import AmbiguousValues, InputError, NoneCounts
from python_jobs.core.wording import counted, quoted
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.lines.kind_words import says_no_sale
from python_jobs.landing.lines.orders_left_out import keep_lines
from python_jobs.landing.lines.selection import filters
from python_jobs.landing.values.currencies import as_currency, different, is_currency
from python_jobs.landing.values.text import literal

# What stands in the place of a number or a name where a line sums up others.
_TOTAL = (
    "(?:grand |order |invoice |page |report |net |gross |sub|sub-|sub )?totals?|sum|"
    "(?:daily|day|weekly|monthly|customer) totals?|(?:gesamt|zwischen|end|teil|total|rechnungs|bestell|auftrags|tages|wochen|monats|jahres|kunden|seiten|filial|artikel)?(?:summe|betrag|ergebnis)|gesamt|gesamtumsatz|"
    "sous-total|total général|total general|somme|(?:sub)?total geral|importe total|suma(?: total| końcowa| częściowa)?|"
    "razem|ogółem|łącznie|totale(?: complessivo| generale| parziale)?|subtotale|subtotali|(?:sub|eind|dag|week|maand|klant)?totaal|subtotaux|"
    "soma|mezisoučet|celkem|spolu|spolu celkom|összesen|végösszeg|részösszeg|(?:del)?sum(?:ma)?|totalt|totalsum(?:ma)?|dags?(?:sum(?:ma)?|total)|(?:overall )?results?|résultat(?: global)?|resultado(?: global)?|risultato|resultaat|wynik|yhteensä|"
    "(?:genel |ara )?toplam|i alt|ukupno|skupaj|kokku|kopā|iš viso|итого|всего|общо|разом|σύνολο|μερικό σύνολο|"
    '合計|小計|総計|合计|小计|总计|합계|소계|총계|סה["״]כ|סך הכל|المجموع|الإجمالي|مجموع|جمع|جمع کل'
)
# Behind such a word stands what is summed up, and a spreadsheet's outline writes it before (`501 Total`).
_TOTAL_LINE = f"(?:[#0-9][^ ]* )?(?:{_TOTAL})[:.]?(?: .*)?"

TOTAL_LABEL = re.compile(_TOTAL_LINE)
# Such a word and nothing behind it.
TOTAL_WORD = re.compile(f"(?:{_TOTAL})[:.]?")

_WHOLE_NUMBER = re.compile("^(-?[0-9]+)(?:[.,]0{1,2})?$")

# Reasons of lines that hold nothing of an order.
HEADER_AGAIN, ALL_EMPTY = "it is the header once more", "all its fields are empty"


@dataclass(frozen=True)
class Lines:
    """Where lines stand and where those that are taken out go."""

    connection: duckdb.DuckDBPyConnection
    table: str
    rejects: str
    columns: Sequence[str]

    def set_aside(self, condition: str, reason: str) -> int:
        """Move the lines for which the condition holds to the rejected ones; how many they were.

        reason: an SQL expression.
        """
        raw_text = f"left(concat_ws(',', {', '.join(self.columns)}), 4000)"
        count = self.connection.execute(
            f"insert into {self.rejects} "
            f"select source_row, {raw_text}, {reason} from {self.table} where {condition}"
        ).fetchall()[0][0]
        if count:
            self.connection.execute(f"delete from {self.table} where {condition}")
        return int(count)


def set_aside_repeated_headers(lines: Lines, header: dict[str, str]) -> None:
    """A header once more: files that were joined have one. header: column → what stands in it."""
    same = (
        f"lower({bare_value(column)}) = lower({literal(text.strip())})"
        for column, text in header.items()
    )
    lines.set_aside(" and ".join(same), literal(HEADER_AGAIN))


def set_aside_blank_lines(lines: Lines) -> None:
    """Lines of which no field says anything."""
    empty = (f"coalesce(trim({column}), '') = ''" for column in lines.columns)
    lines.set_aside(" and ".join(empty), literal(ALL_EMPTY))


def set_aside_totals(lines: Lines, feed: Feed, labelled: Sequence[int] = ()) -> int:
    """Lines that sum up others: they have no code (or such a word for one), and a word for a total where another line
    has its number, its name, its date or its customer. Returns how many they were.

    labelled: lines without a number, a code and a name whose label stands in any other column.
    """
    is_word = f"coalesce(regexp_full_match({{}}, {literal(TOTAL_WORD.pattern)}), false)"
    is_line = f"coalesce(regexp_full_match({{}}, {literal(_TOTAL_LINE)}), false)"
    # A number of several columns has the label in any of them.
    numbers = [one for one in lines.columns if re.fullmatch("invoice(_[0-9]+)?", one)]
    named = [*numbers, *(["description"] if "description" in feed.columns else [])]
    # `Total 2024-05-17` stands in the column of the dates.
    dated = [one for one in ("invoice_date",) if one in feed.columns]
    others = [one for one in ("customer_id", "country") if one in feed.columns]
    words = [is_line.format(f"lower(trim({one}))") for one in (*named, *dated)]
    words += [is_word.format(f"lower(trim({one}))") for one in others]
    # `C009 Result` sums up a customer's lines.
    if "customer_id" in feed.columns and named:
        is_behind = f"coalesce(regexp_full_match(lower(trim(customer_id)), {literal(f'.+ (?:{_TOTAL})')}), false)"
        words.append(
            " and ".join([is_behind, *(f"coalesce(trim({one}), '') = ''" for one in named)])
        )
    if labelled:
        words.append(f"source_row in (select unnest([{', '.join(map(str, labelled))}]))")
    code = "lower(trim(stock_code))" if "stock_code" in feed.columns else "''"
    return lines.set_aside(
        f"{is_word.format(code)} or (coalesce({code}, '') = '' and ({' or '.join(words)}))",
        literal("it is a total of other lines and no line of an order"),
    )


def leave_out_by_feed(lines: Lines, feed: Feed, name: str) -> int:
    """Lines that the feed does not keep, or drops. Returns how many they were.

    Raises InputError when no line is left of some.
    """
    if not lines.connection.execute(f"select 1 from {lines.table} limit 1").fetchall():
        return 0
    count = 0
    for number, (verb, column, values) in enumerate(filters(feed), start=1):
        if verb == "returns":
            continue
        found = has_value(f"filter_{number}", values)
        condition = f"not {found}" if verb == "keep" else found
        reason = (
            f"concat('the feed leaves it out: ', {literal(column)}, ' is ', "
            f"coalesce(nullif(trim(filter_{number}), ''), 'empty'))"
        )
        [(left,)] = lines.connection.execute(
            f"select count(*) from {lines.table} where not ({condition})"
        ).fetchall()
        if not left:
            has = lines.connection.execute(
                f"select distinct coalesce(trim(filter_{number}), '') from {lines.table} order by 1 limit 20"
            ).fetchall()
            # What is dropped stands in the file; what is kept may be written otherwise, unless all that it has are words for no sales.
            is_meant = verb == "drop" or all(says_no_sale(text) for (text,) in has if text)
            raise (NoneCounts if is_meant else InputError)(
                f"{name}: the line  {verb}: {{{scalar(column)}: …}}  of the feed leaves out every line; the "
                f"column has {quoted([text for (text,) in has])}. Correct that line."
            )
        if feed.newest_file_wins:
            keep_lines(lines.connection, lines.table, lines.columns, condition)
        count += lines.set_aside(condition, reason)
    return count


def read_price_units(lines: Lines, feed: Feed) -> None:
    """Put the number of pieces in the place of the texts that the feed knows."""
    for unit, pieces in feed.price_units.items():
        lines.connection.execute(
            f"update {lines.table} set price_per = {literal(pieces)} where upper({bare_value('price_per')}) = {literal(unit)}"
        )


def has_value(column: str, values: Sequence[str]) -> str:
    """SQL of whether a column has one of these values; '' stands for nothing."""
    # Small letters by one program: others make two letters of the Turkish capital I with a dot.
    texts = [value.strip() for value in values]
    text = bare_value(column)
    # Programs that know numbers and gaps write a 9 as 9.0.
    if any(map(_WHOLE_NUMBER.fullmatch, texts)):
        text = f"regexp_replace({text}, '{_WHOLE_NUMBER.pattern}', '\\1')"
        texts = [_WHOLE_NUMBER.sub(r"\1", one) for one in texts]
    listed = ", ".join(f"lower({literal(one)})" for one in texts)
    return f"coalesce(lower({text}), '') in ({listed})"


def leave_out_other_currencies(
    lines: Lines, feed: Feed, name: str, header: str
) -> tuple[int, str | None]:
    """Keep the lines in the one currency that the feed names. Returns how many others there were, and the
    currency of the lines that stay (None where nothing names it). header: what the file calls the column.

    Raises InputError when there are several and the feed does not say which one counts.
    """
    column = "currency" if "currency" in feed.columns else "seen_currency"
    named = feed.constants.get("currency", "").upper()
    if column not in lines.columns:
        return 0, named or None
    texts = lines.connection.execute(
        f"select {bare_value(column)} as text, count(*) from {lines.table} "
        f"where coalesce({bare_value(column)}, '') <> '' group by text order by count(*) desc, text"
    ).fetchall()
    if column == "seen_currency" and not all(is_currency(text) for text, _ in texts):
        texts = []
    currencies = {text: as_currency(text) for text, _ in texts}
    counts: Counter[str] = Counter()
    for text, count in texts:
        counts[currencies[text]] += int(count)
    found = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    if not found:
        return 0, named or None
    if not named and len(different(counts)) > 1:
        told = ", ".join(
            f"{currency} on {counted(count, 'line')}" for currency, count in found[:10]
        )
        raw = next(text for text, _ in texts if currencies[text] == found[0][0])
        line = f"  or  currency: {found[0][0]}," if len(found[0][0]) == 3 else ","
        message = (
            f"{name} has several currencies ({told}), and their amounts cannot be added up. Keep one "
            f"with a line in the feed, for instance  keep: {{{scalar(header)}: {scalar(raw)}}}{line}  and land the others into a warehouse of their own."
        )
        answers = [
            (f"currency: {currency}", counted(count, "line"))
            for currency, count in found[:10]
            if re.fullmatch("[A-Z]{3}", currency)
        ]
        if not answers:
            raise InputError(message)
        asked = f"The amounts are in several currencies ({told}), which cannot be added up. Which one counts?"
        raise AmbiguousValues(message, asked, answers)
    if not named:
        return 0, different(counts)[0]
    kept = [text for text, _ in texts if len(different([currencies[text], named])) == 1]
    if not kept:
        raise InputError(
            f"{name} has no line in {named} (it has {quoted([currency for currency, _ in found])}). Correct the "
            "line  currency:  of the feed."
        )
    reason = f"concat('the feed counts {named} alone, and its currency is ', {column})"
    listed = ", ".join(map(literal, kept))
    other = f"coalesce({bare_value(column)}, '') <> '' and {bare_value(column)} not in ({listed})"
    return lines.set_aside(other, reason), named


def bare_value(column: str) -> str:
    """A column's text without outer blanks, byte order marks and the mark of a new page."""
    return f"trim(replace(replace({column}, chr(65279), ''), chr(12), ''))"
