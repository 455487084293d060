"""How many pieces a price is for, by a text: `per 100`, `100 St`, `C`, `% St`, `Price per dozen`, `Tausenderpreis`."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import duckdb

from python_jobs.core.words_file import read_rows
from python_jobs.landing.values.quantities import MEASURES, PIECES
from python_jobs.landing.values.text import plain

_NUMBER = r"(?:[1-9][0-9]{0,2}(?:[., '\u2019\u00a0\u202f][0-9]{3})+(?![0-9])|[1-9][0-9]*(?![0-9]))"
# `Prix pour 2 personnes` is the price of one article.
_FEWEST = 10
_PER = (
    r"per|pro|je|par|pour|les|le|au|aux|por|al|alla|a|à|às|ao|za|op|of|för|pr|para|cada|every|на|за"
)
# In English trade C and M are the Roman numbers, and a small m is a metre.
ROMAN = {"C": 100, "M": 1000}
_SIGNS = {"%": 100, "‰": 1000, "%o": 1000, "0/0": 100, "0/00": 1000}
_COMPOUNDS = (
    (re.compile(r"(?:\w* )?(?:tausende?r?|tsd)(?:stück)?\s?-?preis(?: .*)?"), 1000),
    (re.compile(r"(?:\w* )?(?:hunderte?r?)(?:stück)?\s?-?preis(?: .*)?"), 100),
    (re.compile(r"(?:\w* )?(?:dutzend)\s?-?preis(?: .*)?"), 12),
    (re.compile(r"(?:dozen|doz) price"), 12),
    (re.compile(r"(?:hundred) price"), 100),
    (re.compile(r"(?:thousand) price"), 1000),
)
_UNIT_WORDS = "|".join(sorted(map(re.escape, PIECES - {"x"}), key=len, reverse=True))
_IN_NAME = re.compile(
    rf"(?:(?:(?<![^\W_])(?:{_PER})(?![^\W_])|/)[ _]*(?P<number>{_NUMBER})(?![0-9.,]*[^\W\d_]{{0,2}}[²³])[ _]*(?P<behind>[^\W\d_]*))"
    rf"|(?<![\w.,])(?P<pieces>10{{1,4}})[ _]?(?:{_UNIT_WORDS})(?!\w)"
)
_WORD_IN_NAME = re.compile(
    r"(?:(?<![^\W_])(?:per|pro|je|par|pour|les|le|au|por|al|a|à|za|o|ao|för|pr|el|för|в|за|на|für|voor|para|of)[ _]+|/ ?)(?:(?:the|el|une?|een|jede[sn]?|le) )?(?P<word>[^\W\d_]+)"
)
_SIGN_IN_NAME = re.compile(rf"(?P<sign>%o|‰|%)[ _]*(?:{_UNIT_WORDS})(?!\w)|[ _(](?P<alone>‰)(?!\w)")


@functools.cache
def _words() -> dict[str, int]:
    """Words for ten, a dozen, a hundred …, in small letters without marks."""
    return {
        plain(row["word"]): int(row["pieces"])
        for row in read_rows(Path(__file__).with_name("price_pieces.csv"))
    }


def pieces_of(text: str) -> int | None:
    """How many pieces a text beside a price says; 1 for a unit such as `St`; None for a bare number and for anything else."""
    text = " ".join(text.split())
    bare = re.sub(rf"^(?:(?:price|preis|prix|eur|€|\$|£)? ?(?:{_PER}) |(?:(?:[^\W\d_]+|[€$£]) ?)?/ ?)", "", text, flags=re.IGNORECASE)  # fmt: skip
    is_per = bare != text
    if bare in ROMAN:
        return ROMAN[bare]
    small = bare.casefold().rstrip(".")
    if small == "e" or small in PIECES | MEASURES:
        return 1
    if plain(small) in _words():
        return _words()[plain(small)]
    found = re.fullmatch(
        rf"(?P<number>{_NUMBER}|%o|‰|%|0/00?)? ?(?P<unit>[^\W\d_]+)?", small.replace("stück", "st")
    )
    if not found or not found["number"]:
        return None
    unit = found["unit"] or ""
    if found["number"] == "1" and unit in MEASURES:
        return 1
    if (unit and unit not in PIECES) or not (unit or is_per or found["number"] in _SIGNS):
        return None
    return _SIGNS.get(found["number"]) or _whole(found["number"])


def add_pieces(connection: duckdb.DuckDBPyConnection, texts: str) -> None:
    """Add to the table meanings what the texts of a column say of how many pieces a price is for: as numbers of pieces are read, and
    else `per 100` and `% St` as 100. texts: a table (text)."""
    connection.execute(
        f"insert into meanings select 'price_per', text, meaning from meanings where kind = 'quantity' and text in (select text from {texts})"
    )
    found = connection.execute(
        f"select text from {texts} where text not in (select text from quantity_cores) order by text"
    ).fetchall()
    said = [(str(text), pieces_of(str(text))) for (text,) in found]
    for text, pieces in said:
        # M may be a metre: a feed says what such letters stand for.
        if pieces and text.strip() not in ROMAN:
            connection.execute(
                "delete from meanings where kind = 'price_per' and text = $1", [text]
            )
            connection.execute(
                "insert into meanings values ('price_per', $1, $2)", [text, str(pieces)]
            )


def pieces_in_name(header: str) -> int | None:
    """How many pieces a price is for by the name of its column; None where it says nothing of more than one."""
    roman = re.search(r"(?:(?<!\w)per[ _]+|/ ?)([CM])(?!\w)", header)
    if roman:
        return ROMAN[roman[1]]
    small = " ".join(re.sub("(?<=[a-zà-ÿ])(?=[A-Z0-9])", " ", header).casefold().split())
    for pattern, pieces in _COMPOUNDS:
        if pattern.fullmatch(small):
            return pieces
    found = _IN_NAME.search(small)
    if found:
        behind = found["behind"]
        if found["pieces"]:
            return int(found["pieces"])
        # `per 100 g` and `per 500 ml` are the price of a measure.
        if not behind or behind not in MEASURES:
            number = _whole(found["number"])
            return number if number >= _FEWEST else None
    sign = _SIGN_IN_NAME.search(small)
    if sign:
        return _SIGNS[sign["sign"] or sign["alone"]]
    for word in _WORD_IN_NAME.finditer(small):
        pieces_of_word = _words().get(plain(word["word"]))
        if pieces_of_word:
            return pieces_of_word
    return None


def _whole(number: str) -> int:
    return int(re.sub("[^0-9]", "", number))
