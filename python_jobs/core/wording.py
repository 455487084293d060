"""Text out of a file: as it may stand in a sentence for people, and how much of it SQL Server holds."""

from __future__ import annotations

from collections.abc import Sequence

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
# How many names a sentence lists.
MOST_NAMES = 30


def shown(text: str, most: int = 60) -> str:
    """A text on one line, without the characters that move a terminal's cursor, and cut where it is long."""
    start = text if len(text) <= most else f"{text[:most]}…"
    return "".join(
        one if one.isprintable() else " " if one.isspace() else UNKNOWN for one in start
    ).strip()


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
