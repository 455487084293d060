"""Characters that nobody sees, the SQL that takes them out of a value, and names as they are compared."""

from __future__ import annotations

import re
import unicodedata

# Marks of direction, joiners, byte order marks, soft hyphens: they stand in copied cells and mean nothing.
_INVISIBLE_RANGES = (
    (0x00AD, 0x00AD), (0x061C, 0x061C), (0x180E, 0x180E), (0x200B, 0x200F), (0x202A, 0x202E),
    (0x2060, 0x2064), (0x2066, 0x206F), (0xFEFF, 0xFEFF),
)  # fmt: skip
INVISIBLE = f"[{''.join(f'{chr(92)}x{{{first:04X}}}-{chr(92)}x{{{last:04X}}}' for first, last in _INVISIBLE_RANGES)}]"
_TO_NOTHING = {one: None for first, last in _INVISIBLE_RANGES for one in range(first, last + 1)}
BLANK = r"[\s\x{00A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}]"

# Marks of letters, and the parts of which a Mac makes a syllable of Korean: only a text with one of them may be decomposed.
_PARTS_OF_LETTERS = r"[\pM\x{1100}-\x{11FF}]"

# The digits of all other scripts in which numbers are written by tens: Arabic, Persian, Devanagari, Thai, Khmer, … and of full width.
OTHER_DIGITS = "".join(
    one for one in map(chr, range(0x80, 0x10000)) if unicodedata.decimal(one, None) is not None
)
ANY_DIGIT = r"\p{Nd}"


def visible(text: str) -> str:
    """A text without invisible characters."""
    return text.translate(_TO_NOTHING) if not text.isascii() else text


def western_sql(text: str) -> str:
    """A text with the digits of other scripts as 0 to 9."""
    digits = "".join(str(unicodedata.decimal(one)) for one in OTHER_DIGITS)
    # Most texts are nothing but ASCII, and a look at each of their letters takes long.
    return f"case when strlen({text}) = length({text}) then {text} else translate({text}, '{OTHER_DIGITS}', '{digits}') end"


def tidy_sql(text: str) -> str:
    """A text without invisible characters and outer blanks, its inner blanks as plain ones."""
    seen = f"regexp_replace({text}, '{INVISIBLE}', '', 'g')"
    return f"trim(regexp_replace({seen}, '{BLANK}', ' ', 'g'))"


def composed_sql(text: str) -> str:
    """A text with each letter and its mark in one character, as most programs write them; a Mac makes two of them."""
    # As many bytes as characters: nothing but ASCII. To compose all others would take seconds of a million lines.
    is_composed = (
        f"strlen({text}) = length({text}) or not regexp_matches({text}, '{_PARTS_OF_LETTERS}')"
    )
    return f"case when {is_composed} then {text} else nfc_normalize({text}) end"


def bare_sql(text: str) -> str:
    """A text without invisible characters and outer blanks."""
    seen = f"regexp_replace({text}, '{INVISIBLE}', '', 'g')"
    return f"regexp_replace({seen}, '^{BLANK}+|{BLANK}+$', '', 'g')"


def literal(text: str) -> str:
    """A text as SQL."""
    return "'" + text.replace("'", "''") + "'"


def plain(name: str) -> str:
    """A name in small letters, words parted by one blank, without marks above or below letters."""
    # A letter and the mark above it may be two characters, as a Mac writes them.
    composed = unicodedata.normalize("NFC", name)
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", composed)
    words = re.sub(r"[^\w°]+|_", " ", spaced.casefold()).split()
    text = unicodedata.normalize("NFKD", " ".join(words))
    return "".join(one for one in text if not unicodedata.combining(one))
