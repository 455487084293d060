"""Words behind the numbers of a column of quantities: `3 pcs`, `0.5 kg`."""

from __future__ import annotations

import duckdb

from python_jobs.landing.values.text import literal, tidy_sql

# What keyboards and fonts have for the apostrophe that parts thousands.
_APOSTROPHES = "\u2018\u2019\u02bc\u2032\u00b4`"
# What stands behind the number of pieces and says nothing more.
_PIECES = frozenset(
    "x pc pcs pce pces piece pieces ea each no nos unit units st stk stck stück stueck szt sztuk ks db pièce pièces piece pz pezzi ud uds und unid "
    "unidad unidades stuk stuks buc kpl шт".split()
)
# A quantity may be measured, where all of the column is in one unit.
_MEASURES = frozenset("kg kgs g gr m mtr mtrs cm mm l ltr ltrs ml lb lbs oz ft yd m² m2 qm".split())
_WITH_UNIT = "[-+(]?[ ]?[0-9][0-9., ']*?[ ]?([\\pL][\\pL²2]*)[.]?[)]?"


def find_units(connection: duckdb.DuckDBPyConnection, texts: str) -> list[str]:
    """The words behind quantities, where they all mean pieces, or are one measure that every quantity has."""
    pattern = literal(f"^{_WITH_UNIT}$")
    found = connection.execute(
        f"select distinct lower(regexp_extract({tidy_number('text')}, {pattern}, 1)) from {texts} "
        f"where regexp_matches(text, '[0-9]')"
    ).fetchall()
    words = {str(word) for (word,) in found}
    if words - {""} <= _PIECES or (len(words) == 1 and words <= _MEASURES):
        return sorted(words - {""})
    return []


def tidy_number(text: str) -> str:
    """A number's text with plain blanks and apostrophes, and out of the formula (`="-2"`) that kept it as text."""
    plain = f"translate({tidy_sql(text)}, {literal(_APOSTROPHES)}, {literal(chr(39) * len(_APOSTROPHES))})"
    bare = f"regexp_replace({plain}, '^=\"(.*)\"$', '\\1')"
    return f"regexp_replace({bare}, '^=([^=\"]+)$', '\\1')"
