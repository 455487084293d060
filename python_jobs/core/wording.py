"""Text from outside: as it may stand in a sentence, a table or a log line, and how much of it SQL Server holds.

Every value that people see passes `shown` (a name or a value within a sentence) or `safe` (a whole message).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
# The name and the password in an address such as https://name:password@host.
_USERINFO = re.compile(r"(\b[A-Za-z][A-Za-z0-9+.-]*://)[^\s/?#]*@")
# How many names a sentence lists.
MOST_NAMES = 30


def shown(text: str, most: int = 60) -> str:
    """A text on one line, without the characters that move a terminal's cursor, and cut where it is long."""
    start = text if len(text) <= most else f"{text[:most]}…"
    return "".join(_visible(one) for one in start).strip()


def safe(message: str) -> str:
    """A message that moves no cursor, turns no text round and shows no name and password of an address.

    Its line breaks stay; what follows one is set in, so that no value can look like a line of its own.
    """
    lines = _USERINFO.sub(r"\1", message).split("\n")
    plain = ("".join(one if one == "\t" else _visible(one) for one in line) for line in lines)
    return "\n".join(
        line if number == 0 or line.startswith("  ") or not line else f"  {line}"
        for number, line in enumerate(plain)
    )


def counted(count: int, noun: str) -> str:
    """A number with its noun: 1 file, 2 files."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def whole(sentence: str) -> str:
    """A sentence as it stands before another one: with a full stop, where it ends with none."""
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."


def doubt_in_words(sentence: str, example: str, advice: str) -> str:
    """A doubt for people: what is odd, an example where there is one, and what to do."""
    instance = f" For instance: {shown(example)}." if example else ""
    return f"{whole(shown(sentence, 400))}{instance} {shown(advice, 400)}"


def _visible(character: str) -> str:
    """Control characters, escapes, marks of direction and halves of a character are shown as one that is
    not known."""
    if character.isprintable():
        return character
    return " " if character.isspace() else UNKNOWN


def quoted(names: Sequence[str]) -> str:
    """Names in a sentence, each in quotes; of very many only the first ones."""
    first = [f"'{shown(name)}'" for name in names[:MOST_NAMES]]
    more = len(names) - len(first)
    return ", ".join(first) + (f" and {more:,} more" if more else "")


def utf16_length(text: str) -> int:
    """The length that SQL Server counts: two for an emoji."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int) -> str:
    """The start of a text that SQL Server holds in so many characters."""
    return (
        text[:most].encode("utf-16-le", "surrogatepass")[: 2 * most].decode("utf-16-le", "ignore")
    )
