"""Which of several feeds a table follows whose columns they all name."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from python_jobs.core.errors import InputError
from python_jobs.core.wording import shown
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.lines.form import same_columns

# What finds the table in its file, which is found by now, or concerns no line.
_NOT_OF_LINES: dict[str, Any] = {
    "name": "",
    "columns": {},
    "delimiter": None,
    "encoding": None,
    "header_row": None,
    "sheets": (),
    "names": None,
    "known_doubts": (),
}
# How values are written: what one feed leaves out is found in the file, as what the other says.
_HOW = ("date_format", "usual_date_format", "language", "decimal", "quantity_decimal", "quote", "escape")  # fmt: skip

log = logging.getLogger(__name__)


class SeveralFeeds(InputError):
    """Several feeds name the columns of a file, and read its lines otherwise. feeds: the likelier first."""

    def __init__(self, message: str, feeds: Sequence[Feed]) -> None:
        super().__init__(message)
        self.feeds = tuple(feeds)


def choose_feed(
    name: str,
    table_name: str,
    header: Sequence[str],
    feeds: Sequence[Feed],
    landed: Mapping[str, tuple[str, str]],
) -> Feed | None:
    """The first feed that names the table's columns, or the one by which the file, or others, were landed before.

    feeds: the likelier first; landed: name → (sha256, form) of what is landed. Raises SeveralFeeds where another feed of the
    same folder names as many columns, reads them otherwise, and nothing was landed by one of them alone.
    """
    fitting = [one for one in feeds if one.matches(header)]
    if not fitting:
        return None
    first = fitting[0]
    alike = [one for one in fitting[1:] if _is_as_likely(one, first)]
    others = [one for one in alike if not _reads_alike(first, one, header)]
    if not others:
        return first
    known = _landed_by([first, *others], name, landed)
    if known is None:
        raise SeveralFeeds(_question(table_name, first, others[0]), [first, *others])
    log.info("%s is read by the feed %s, as before; others fit as well", table_name, known.name)
    return known


def _is_as_likely(one: Feed, first: Feed) -> bool:
    """Whether a feed lies beside the first one and names as many columns: of those it could be either."""
    return (
        Path(one.path).parent == Path(first.path).parent and one.column_count >= first.column_count
    )


def _reads_alike(first: Feed, other: Feed, header: Sequence[str]) -> bool:
    """Whether two feeds read the lines of a table alike."""
    if first.positions(header) != other.positions(header):
        return False
    unsaid = _NOT_OF_LINES | {
        how: None for how in _HOW if None in (getattr(first, how), getattr(other, how))
    }
    return replace(first, **unsaid) == replace(other, **unsaid)


def _landed_by(
    feeds: Sequence[Feed], name: str, landed: Mapping[str, tuple[str, str]]
) -> Feed | None:
    """The feed that the file was landed by before, whatever it said then; else the only one by which anything was landed."""
    before = set(_names_of_feeds(landed[name][1])) if name in landed else set()
    found = [one for one in feeds if one.name in before]
    if len(found) != 1:
        found = [
            one for one in feeds if any(same_columns(form, one) for _, form in landed.values())
        ]
    return found[0] if len(found) == 1 else None


def _names_of_feeds(form: str) -> Iterator[str]:
    try:
        forms = json.loads(form or "[]")
    except ValueError:
        return
    for one in forms if isinstance(forms, list) else []:
        if isinstance(one, dict) and one.get("feed"):
            yield str(one["feed"])


def _question(table_name: str, first: Feed, other: Feed) -> str:
    paths = [shown(one.path or one.name, 1000) for one in (first, other)]
    return (
        f"{table_name} has the columns of two feeds, {paths[0]} and {paths[1]}, which {_difference(first, other)}. Name the one "
        "that is meant with  --feed FILE  (later files are read by it too), or take the other one out of its folder."
    )


def _difference(first: Feed, other: Feed) -> str:
    """What two feeds say otherwise: a column, or else something about the lines."""
    for one in dict.fromkeys((*first.columns, *other.columns)):
        said = [feed.shown_column(one) if one in feed.columns else "" for feed in (first, other)]
        if said[0].casefold() != said[1].casefold():
            columns = [f"from the column '{shown(text)}'" if text else "from none" for text in said]
            return f"read them otherwise: the first one reads {one} {columns[0]}, the second one {columns[1]}"
    for one in first.__dataclass_fields__:
        if one not in (*_NOT_OF_LINES, "path") and getattr(first, one) != getattr(other, one):
            return f"read its lines otherwise: the line  {one}:  is not the same"
    return "read its lines otherwise"
