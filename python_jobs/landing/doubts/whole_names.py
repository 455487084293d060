"""Articles whose whole name is a word for what was taken back, such as `Storno` or `Gutschrift zu Rechnung 4711`."""

from __future__ import annotations

import functools
from pathlib import Path

import duckdb

from python_jobs.core.words_file import read_rows
from python_jobs.landing.doubts.distinct_names import distinct_names_sql
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.values.text import literal

_FILE = Path(__file__).with_name("names_of_whole_returns.csv")
_OF = (
    "zu|zur|zum|für|aus|von|vom|der|des|ihre[rn]?|for|of|to|on|the|your|sur|de|du|la|le|pour|a|al|alla|della|di|su|per|sobre|do|da|od|na|"
    "op|van|voor|till|på|til|av|af|k|ke|ad"
)
_DOCUMENT = (
    "rechnung|rechn|re|rg|beleg|auftrag|bestellung|lieferung|ware|bon|kauf|invoice|inv|order|sale|receipt|purchase|goods|facture|commande|"
    "achat|ticket|factura|pedido|venta|compra|fattura|ordine|scontrino|vendita|factuur|bestelling|faktura|faktury|zamówieni[ea]|paragonu|"
    "fatura|encomenda|venda|fakturan|ordre|lasku|tilaus|faktuře|faktury|számla|заказ[ау]?|сч[её]ту?"
)
# What may stand behind such a word: the document that was credited, and its number.
_MORE = f"(?:[ .:]+(?:(?:{_OF}) )*(?:{_DOCUMENT})?[ .:-]*(?:nr|no|n[°º]|num|number|nummer)?[ .:#]*(?:[a-z]{{0,4}}[-/ .]?[0-9][0-9a-z/.-]*)?)?"


@functools.cache
def _pattern(names_goods_too: str) -> str:
    rows = [row for row in read_rows(_FILE) if row["names_goods_too"] == names_goods_too]
    alone = "|".join(row["words"] for row in rows if row["has_more"] == "0")
    more = "|".join(row["words"] for row in rows if row["has_more"] == "1")
    return f"(?:{alone})|(?:{more}){_MORE}"


def find_whole_names(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> dict[str, int]:
    """Such a name → how many lines of it count as sales. Some of the words name goods as well: then another line must have the code of
    the article with another name."""
    known = [one for one in (form.feed.cancellation_prefix, form.feed.adjustment_prefix) if one]
    is_known = "".join(
        f" and not coalesce(starts_with(upper(trim(invoice)), ${at}), false)"
        for at in range(3, len(known) + 3)
    )
    has_code = "stock_code" in form.feed.columns
    code = "upper(trim(stock_code))" if has_code else "null"
    word = f"regexp_full_match(lower(trim(name)), {literal(_pattern('0'))})"
    perhaps = f"regexp_full_match(lower(trim(name)), {literal(_pattern('1'))})"
    named = connection.execute(
        f"select name, {word} from ({distinct_names_sql(lines_table, 'description')}) where {word} or {perhaps}",
        [form.feed.name],
    ).fetchall()
    if not named:
        return {}
    words = {str(name) for name, is_word in named if is_word}
    rows = connection.execute(
        f"""
        select description, count(*), list(distinct {code})
        from {lines_table}
        where feed = $1 and description in (select unnest($2)) and try_cast(quantity as double) > 0
            and coalesce(try_cast(line_amount as double), try_cast(price as double)) > 0{is_known}
        group by all
        order by 2 desc, 1
        """,
        [form.feed.name, [name for name, _ in named], *known],
    ).fetchall()
    found: dict[str, int] = {}
    for described, count, codes in rows:
        name = str(described).strip()
        if described in words or (
            has_code and _has_other_name(connection, lines_table, form, name, codes)
        ):
            found[name] = found.get(name, 0) + int(count)
    return found


def _has_other_name(
    connection: duckdb.DuckDBPyConnection,
    lines_table: str,
    form: FormOfFeed,
    name: str,
    codes: list[str],
) -> bool:
    return bool(
        connection.execute(
            f"select 1 from {lines_table} where feed = $1 and upper(trim(stock_code)) in (select unnest($2)) "
            "and lower(trim(description)) <> lower($3) limit 1",
            [form.feed.name, [one for one in codes if one], name],
        ).fetchall()
    )
