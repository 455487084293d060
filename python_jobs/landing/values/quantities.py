"""Words behind the numbers of a column: `3 pcs`, `0.5 kg`, `2.50/pc`."""

from __future__ import annotations

import duckdb

from python_jobs.landing.values.text import ANY_DIGIT, literal, tidy_sql, western_sql

# What keyboards and fonts have for the apostrophe that parts thousands.
_APOSTROPHES = "\u2018\u2019\u02bc\u2032\u00b4`"
# The marks of a number in Arabic, the decimal one last, and of full width.
_OTHER_MARKS = {"\u066c": "'", "\u066b": ".", "\uff0e": ".", "\uff0c": ",", "\uff0b": "+"}
# What stands behind the number of pieces and says nothing more.
PIECES = frozenset(
    "x pc pcs pce pces piece pieces ea each no nos unit units st stk stck stück stueck szt sztuk ks db pièce pièces piece pz pezzi ud uds und unid "
    "unidad unidades stuk stuks buc kpl шт".split()
)
# A quantity may be measured, where all of the column is in one unit.
MEASURES = frozenset("kg kgs g gr m mtr mtrs cm mm l ltr ltrs ml lb lbs oz ft yd m² m2 qm".split())
_WITH_UNIT = "[-+(]?[ ]?[0-9][0-9., ']*?[ ]?([\\pL][\\pL²2]*)[.]?[)]?"
# `12,90 €/Stk` and `9.50 each` are prices of one piece.
_PER_PIECE = f" ?(?:/|per|pro|je) ?(?:{'|'.join(sorted(PIECES - {'x', 'no', 'nos'}))})[.]?$"
# In India a price ends so where it has no paise.
_NO_PAISE = "([0-9])/[-=]"
# A mark of a currency in two parts, as eBay writes `US $12.90` and shops in West Africa `1 500 F CFA`.
_TWO_PARTS = (
    (r"(^|[^A-Za-z])(US|AU|CA|NZ|HK|NT|SG|MX|A|C|S|R) [$]", r"\1\2$"),
    (r"\bF CFA\b", "FCFA"),
)


def find_units(connection: duckdb.DuckDBPyConnection, texts: str) -> list[str]:
    """The words behind quantities, where they all mean pieces, or are one measure that every quantity has."""
    pattern = literal(f"^{_WITH_UNIT}$")
    found = connection.execute(
        f"select distinct lower(regexp_extract({tidy_number('text')}, {pattern}, 1)) from {texts} "
        f"where regexp_matches(text, '{ANY_DIGIT}')"
    ).fetchall()
    words = {str(word) for (word,) in found}
    if words - {""} <= PIECES or (len(words) == 1 and words <= MEASURES):
        return sorted(words - {""})
    return []


def tidy_number(text: str) -> str:
    """A number's text with digits, blanks and marks as they are written in the West, and out of the formula (`="-2"`) that kept it as text."""
    marks = dict.fromkeys(_APOSTROPHES, "'") | _OTHER_MARKS
    western = western_sql(tidy_sql(text))
    plain = f"translate({western}, {literal(''.join(marks))}, {literal(''.join(marks.values()))})"
    bare = f"regexp_replace({plain}, '^=\"(.*)\"$', '\\1')"
    return f"regexp_replace({bare}, '^=([^=\"]+)$', '\\1')"


def tidy_price(text: str) -> str:
    """A price's text as that of a number, without the words that say that it is of one piece."""
    whole = f"regexp_replace({tidy_number(text)}, '{_NO_PAISE}', '\\1')"
    for parts, one in _TWO_PARTS:
        whole = f"regexp_replace({whole}, {literal(parts)}, {literal(one)})"
    return f"regexp_replace({whole}, {literal(_PER_PIECE)}, '', 'i')"
