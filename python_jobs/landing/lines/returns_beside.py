"""Columns beside those that are read by which a line is a return: filled on a few lines, signs, pieces that came in."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

import pyarrow as pa
import pyarrow.compute as pc

from python_jobs.landing.lines.kind_words import says_taken_back

# What is said of a return, and the document that a credit note takes back.
_OF_A_RETURN = re.compile(
    ".*\\b(?:reason|date|time|no|nr|number|id|ref|reference|code|of|for|to|on|at|by|grund|datum|am|zu|zum|von|für|nummer|beleg|motif|numéro|motivo|causa|fecha|"
    "número|data|numero|reden|nummer|powód|numer|orsak|årsak|dato)\\b.*|\\w*(?:grund|datum|nummer|beleg|reden|orsak|årsak|dato)"
)
_ORIGINAL = re.compile(
    "(?:original|originating|corrected|credited|reversed) (?:order|invoice|sale|transaction|receipt|document)(?: (?:no|nr|number|id|ref|reference))?|"
    "(?:urspr\\w+|original) ?(?:beleg|rechnung|auftrag|bestell)\\w*(?: nr)?|(?:ursprungs|original|bezugs)(?:beleg|rechnung|auftrag|bestellung)(?:s?nummer|s?nr| nr)?|"
    "(?:commande|facture) d ?origine|(?:pedido|factura) original|(?:ordine|fattura) originale|(?:oorspronkelijke|originele) (?:order|factuur|bestelling)(?: ?(?:nr|nummer))?"
)
# What is promised of returns, and what they cost.
_PROMISE = re.compile(
    ".*(?:policy|window|days|tage|deadline|until|\\bbis\\b|due|latest|eligib|possible|möglich|period|frist|address|adresse|allow|label|accept|cost|kosten|fee|method|service|"
    "rate|quote|ship|amount|betrag|qty|quant|menge|customer|kunde).*"
)
_SIGN_NAMES = re.compile(
    "sign|vorzeichen|vz|(?:sign |vz )?fa[ck]tor|multiplier|signe|signo|segno|teken|znak"
)
# No export of orders has more columns.
_MOST_COLUMNS = 300
SIGNS = frozenset({"+", "-", "\u2212", "1", "-1", "+1", "1.0", "-1.0", "1,0", "-1,0"})
MINUS = ("-", "\u2212", "-1", "-1.0", "-1,0")
# What signs are called in words, in a column that is named for them.
WORDS_OF_MINUS = (
    "n",
    "neg",
    "negative",
    "negativ",
    "négatif",
    "negativo",
    "negatief",
    "minus",
    "moins",
    "menos",
    "meno",
    "min",
)
WORDS_OF_PLUS = (
    "p",
    "pos",
    "positive",
    "positiv",
    "positif",
    "positivo",
    "positief",
    "plus",
    "più",
    "más",
    "mais",
)
_OUT_AND_IN = (
    ("out", "in"), ("outgoing", "incoming"), ("outbound", "inbound"), ("ausgang", "eingang"), ("abgang", "zugang"), ("sortie", "entrée"), ("sorties", "entrées"),
    ("salida", "entrada"), ("salidas", "entradas"), ("saída", "entrada"), ("uscita", "entrata"), ("uit", "in"),
)  # fmt: skip


def find_filled(names: Sequence[str], known: Set[int | None]) -> list[int]:
    """Columns that are named for what is said of returns alone. names: the header in small letters; known: places that are looked at."""
    return [at for at, name in enumerate(names) if at not in known and is_of_returns(name)]


def is_of_returns(name: str) -> bool:
    """Whether a header, in small letters, is that of a column for returns alone: `return reason`, `original order no`."""
    if _ORIGINAL.fullmatch(name):
        return True
    return bool(says_taken_back(name) and _OF_A_RETURN.fullmatch(name)) and not _PROMISE.fullmatch(
        name
    )


def find_signs(lines: pa.Table | None, names: Sequence[str], known: Set[int | None]) -> list[int]:
    """Columns of signs: by their name, or of + and -, or of 1 and -1, and of nothing else."""
    # A table looks through all names of its columns for one of them: slow where there are thousands.
    columns = dict(zip(lines.column_names, lines.columns, strict=True)) if lines is not None else {}
    return [
        at
        for at, name in enumerate(names)
        if at not in known
        and (_SIGN_NAMES.fullmatch(name) or (str(at) in columns and _has_signs(columns[str(at)])))
    ]


def _has_signs(column: pa.ChunkedArray) -> bool:
    if pc.count_distinct(column.slice(0, 1_000)).as_py() > len(SIGNS):
        return False
    texts = {(text or "").strip() for text in pc.unique(column).to_pylist()} - {""}
    return texts <= SIGNS and bool(texts & set(MINUS)) and bool(texts - set(MINUS))


def find_incoming(read: Sequence[str], names: Sequence[str], known: Set[int | None]) -> list[int]:
    """The column of pieces that came in beside the one of pieces that went out. read: the name of the column that is read as the quantity."""
    wanted = {
        re.sub(f"\\b{out}", into, name)
        for name in read
        for out, into in _OUT_AND_IN
        if re.search(f"\\b{out}", name)
    }
    return [at for at, name in enumerate(names) if at not in known and name in wanted]
