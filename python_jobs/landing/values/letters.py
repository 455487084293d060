"""Words with letters that were not written: a text that was read in a wrong encoding, here or by a program before, shows
characters that hardly stand within a word.

Käse of an old DOS program (cp850) becomes K„se, München of an old Macintosh MŸnchen; Polish of cp1250 has ³ where ł was;
Cyrillic becomes a word of accented letters alone; and UTF-8 that was taken for cp1252 becomes MÃ¼nchen.
"""

from __future__ import annotations

import codecs
import functools
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import duckdb

from python_jobs.core.wording import counted, quoted, shown
from python_jobs.core.words_file import read_rows
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.east_asian import ENCODINGS as EAST_ASIAN
from python_jobs.landing.values.east_asian import east_asian_encoding

_LETTER = r"[^\W\d_]"
_CONTROL = "\x80-\x84\x86-\x9f"
_BOX = "\u2500-\u259f"
_GARBLED = re.compile(
    "|".join(
        (
            # Signs that nobody puts between two letters. Apostrophes, dashes, dots, °, ª and º may stand there.
            f"{_LETTER}[¡-©«¬¯±¶¸»-¿÷ƒˆ˜‚„†‡‰‹›™]+{_LETTER}",
            f"{_LETTER}[{_CONTROL}{_BOX}]|[{_CONTROL}{_BOX}]{_LETTER}|\ufffd",
            # ö and ô, é and ä of DOS are quotes
            f"{_LETTER}[“”][a-z]|{_LETTER}[‚„]",
            # ł and ą of cp1250; m³ is a unit
            "[a-ln-zß-öø-ÿ][²³¹][a-zß-öø-ÿ]|(?<!\\w)³[a-z]{2}",
            # a capital behind a small letter: ä, ü and é of the Macintosh, è of DOS
            f"[a-zß-öø-ÿ][ŠŸŽŒ]|{_LETTER}[ŠŸŽŒ][a-z]",
            # Turkish ş, Romanian ş, Hungarian ő, Czech Č and ř
            f"{_LETTER}[Þþ](?!{_LETTER})|[a-z]þ[bcdfghklmnpqstxz]|[a-z]{{2}}º[a-z]|[a-zõ]{{3}}õ(?!{_LETTER})",
            "È[aeiouáéí]|ø\\w*[ìèòšž]|[ìèòšž]\\w*ø",
            # writings of which a character takes two bytes
            "[À-ÖØ-öø-ÿ][¢¤-¦¨ª¬¯]|[¢¤-¦¨ª¬¯][À-ÖØ-öø-ÿ]",
        )
    )
)
# Cyrillic and Greek, of which all letters become accented ones; so does a word such as żółć, but by those of one language.
_ACCENTED = re.compile("[À-ÖØ-öø-ɏ]{4,}")
# Whatever one of these patterns, or UTF-8 read as cp1252, has.
_MAY_BE_GARBLED = (
    r"'[\x{80}-\x{ff}\x{152}-\x{192}\x{2c6}\x{2dc}\x{201a}-\x{2122}\x{2500}-\x{259f}\x{fffd}]'"
)
# How texts may have been written; of several that fit the first is named.
_ENCODINGS = (
    "cp850", "mac-roman", "cp1254", "cp1250", "iso-8859-2", "cp1251", "koi8-r", "cp866", "cp1253", "cp1252", "cp437",
)  # fmt: skip
_EXAMPLES = 3
# What may stand beside the letters of a word.
_MARKS = "’‘“”„–—…°ºª№€£\u00ad\u00a0"
# A day in Japanese, Chinese or Korean.
_DAY = re.compile(r"\s*\d{1,4}\s*[年년]\s*\d{1,2}\s*[月월]\s*\d{1,2}\s*[日일].*", re.DOTALL)


def garbled_doubts(
    connection: duckdb.DuckDBPyConnection,
    lines: str,
    columns: Sequence[str],
    encoding: str | None,
    declared: str | None = None,
) -> list[Doubt]:
    """The doubt about words of a table that look as if another encoding were the right one.

    columns: those of lines that hold text; encoding: the one that they were read in, None where the file is not text;
    declared: the one that the feed names.
    """
    words = _unusual_words(connection, lines, columns)
    found = garbled_words(words)
    if not found:
        return []
    look = "looks" if len(found) == 1 else "look"
    sentence = f"{counted(len(found), 'word')} {look} as if they were read in a wrong encoding"
    remedy = "Export the file as UTF-8, or say in its feed how it is written (the line  encoding:)."
    twice = [one for one in found if _from_utf8(one)]
    better = _better_encoding(found, encoding) or _east_asian(words, encoding)
    if 2 * len(twice) >= len(found) and declared:
        sentence += f" ('{shown(_from_utf8(twice[0]))}' became '{shown(twice[0])}')"
        remedy = (
            f"Its feed says  encoding: {declared}, and the file looks like UTF-8: take that line out of the feed, and each file is "
            "read as it is written."
        )
    elif 2 * len(twice) >= len(found):
        sentence += f" before the file was made ('{shown(_from_utf8(twice[0]))}' became '{shown(twice[0])}')"
        remedy = "Mend it where the file is made: what is UTF-8 was read there as something else."
    elif better:
        meant = quoted([_decoded(one, encoding, better) for one in found[:_EXAMPLES]])
        remedy = f"If {meant} is meant, say so in its feed with the line  encoding: {better}"
    return [Doubt("garbled_letters", sentence, shown(found[0]), remedy)]


def garbled_words(words: Sequence[str]) -> list[str]:
    """The words that hold what no word holds, or that are UTF-8 read as cp1252."""
    return [one for one in words if _is_garbled(one) or _from_utf8(one)]


def _is_garbled(word: str) -> bool:
    return bool(_GARBLED.search(word)) or any(
        not any(letters.issuperset(run) for letters in _accented_letters())
        for run in _ACCENTED.findall(word)
    )


@functools.cache
def _accented_letters() -> tuple[frozenset[str], ...]:
    """The letters beyond ASCII, small and great, of each language whose words have four of them side by side."""
    rows = read_rows(Path(__file__).with_name("accented_letters.csv"))
    return tuple(frozenset(row["letters"] + row["letters"].upper()) for row in rows)


def likely_encoding(start: bytes) -> str | None:
    """The encoding that the letters of a text show which is no UTF-8; None where cp1252 reads them well, or nothing does."""
    text = start.decode("cp1252", errors="replace")
    text = "".join(
        one if one != "\ufffd" else chr(byte) for one, byte in zip(text, start, strict=True)
    )
    words = {one for one in re.split(r"[\s,;|\"]+", text) if not one.isascii()}
    found = garbled_words(sorted(words))
    return _better_encoding(found, "cp1252") or east_asian_encoding(start) if found else None


def encoding_of_dates(texts: Sequence[str]) -> str | None:
    """The encoding in which texts, which were read as cp1252, are days such as 2024年3月1日; None where in none."""
    for encoding in EAST_ASIAN:
        days = [_decoded(one, "cp1252", encoding) for one in texts]
        if all(map(_DAY.fullmatch, days)):
            return encoding
    return None


def _unusual_words(
    connection: duckdb.DuckDBPyConnection, lines: str, columns: Sequence[str]
) -> list[str]:
    """The words with characters that may be others, each once, in the order of their characters."""
    texts = " union ".join(
        f"select {one} as text from {lines} where strlen({one}) <> length({one})" for one in columns
    )
    rows = connection.execute(
        f"select distinct word from (select unnest(string_split_regex(text, '[ \\t\\n]+')) as word from ({texts})) "
        f"where regexp_matches(word, {_MAY_BE_GARBLED}) order by word"
    ).fetchall()
    return [str(word) for (word,) in rows]


def _from_utf8(word: str) -> str:
    """What a word was before its UTF-8 was taken for cp1252; '' where it is no such word."""
    try:
        meant = _bytes(word, "cp1252").decode("utf-8")
    except UnicodeError:
        return ""
    return meant if meant != word and meant.isprintable() else ""


def _decoded(word: str, encoding: str | None, other: str) -> str:
    """A word as it is in another encoding; '' where it cannot be in that one."""
    try:
        return _bytes(word, _single_byte(encoding)).decode(other)
    except UnicodeError:
        return ""


def _bytes(word: str, encoding: str) -> bytes:
    """The bytes that a word was read from; those that have no meaning in the encoding stand for themselves.

    Raises UnicodeError where the word has other characters.
    """
    return b"".join(
        bytes([ord(one)]) if "\x80" <= one <= "\x9f" else one.encode(encoding) for one in word
    )


def _single_byte(encoding: str | None) -> str:
    """The encoding, or the usual one where a text of several bytes a character came out of it."""
    name = codecs.lookup(encoding or "utf-8").name
    return "cp1252" if name.startswith("utf") else name


def _better_encoding(words: Sequence[str], encoding: str | None) -> str | None:
    """The encoding in which all of the words are such as people write."""
    others = (one for one in _ENCODINGS if codecs.lookup(one).name != _single_byte(encoding))
    for other in others:
        if all(_is_a_word(_decoded(one, encoding, other)) for one in words):
            return other
    return None


def _east_asian(words: Sequence[str], encoding: str | None) -> str | None:
    """The encoding of East Asia in which all words make sense."""
    try:
        return east_asian_encoding(b"\n".join(_bytes(one, _single_byte(encoding)) for one in words))
    except UnicodeError:
        return None


def _is_a_word(word: str) -> bool:
    """Whether all letters are of one script, in small letters, in capitals or with a capital first."""
    if not word or not word.isprintable() or _is_garbled(word):
        return False
    if any(not one.isascii() and not one.isalpha() and one not in _MARKS for one in word):
        return False
    return all(
        part in (part.lower(), part.upper(), part[0].upper() + part[1:].lower())
        and len({unicodedata.name(one, "").split(" ")[0] for one in part}) == 1
        for part in re.findall(f"{_LETTER}+", word)
    )
