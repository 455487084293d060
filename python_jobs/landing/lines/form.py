"""How a file was read, for the record: the next file of its feed is read the same way where it could be read
in two, and a feed that was corrected reads the same bytes again."""

from __future__ import annotations

import codecs
import hashlib
import json
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from python_jobs.core.wording import utf16_length
from python_jobs.landing.contents.encoding import is_by_mark
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.lines.selection import Selection
from python_jobs.landing.values.reader import KnownForm

# What the column file_form holds.
LONGEST_FORM = 4000
# What a form says besides what its feed does.
FOUND_IN_THE_FILE = {"date_format", "decimal", "filled", "tables"}


@dataclass
class FormOfFeed:
    """How the tables of a file that follow one feed were read."""

    feed: Feed
    tables: list[dict[str, str]] = field(default_factory=list)
    selection: Selection | None = None
    currency: str | None = None
    filled: list[str] = field(default_factory=list)
    values: KnownForm = field(default_factory=KnownForm)

    def add(self, table_form: dict[str, str], selection: Selection) -> None:
        """Note how one more table was read."""
        self.tables.append(table_form)
        if not self.selection:
            self.selection = selection
        elif list(self.selection.header) == list(selection.header):
            # A column that its values tell may be told by those of a later table alone.
            known = self.selection.positions
            both = {
                one: at if known.get(one) is None else known[one]
                for one, at in selection.positions.items()
            }
            self.selection = Selection(both, selection.header)

    def say_filled(self, columns: Iterable[str]) -> None:
        """Note which columns stood on the first lines of orders alone."""
        self.filled = [one for one in columns if not one.startswith(("seen_", "filter_"))]

    def describe(self) -> dict[str, object]:
        """All of it, ready for JSON."""
        said = self.feed.describe()
        said |= {"date_format": self.values.date_format, "decimal": self.values.decimal}
        said |= {"filled": self.filled} if self.filled else {}
        return said | {"tables": self.tables}


class KnownForms:
    """How files that are landed, or read for this landing, write the values of each feed.

    Feeds of one name are the same where they name the same columns: two shops may both call theirs feed.yml.
    """

    def __init__(self, texts: Iterable[str | None]) -> None:
        self._by_feed: dict[str, list[KnownForm]] = {}
        for text in texts:
            try:
                forms = json.loads(text or "[]")
            except ValueError:
                continue
            for form in forms if isinstance(forms, list) else [forms]:
                if isinstance(form, dict) and form.get("feed"):
                    self._add(_key(form), form.get("date_format"), form.get("decimal"))

    def learn(self, forms: Iterable[FormOfFeed]) -> None:
        """Take in how one more file was read."""
        for form in forms:
            self._add(_key(form.feed.describe()), form.values.date_format, form.values.decimal)

    def of(self, feed: Feed) -> list[KnownForm]:
        """How other files of a feed write their values."""
        return self._by_feed.get(_key(feed.describe()), [])

    def _add(self, feed: str, date_format: str | None, decimal: str | None) -> None:
        one = KnownForm(date_format, decimal)
        known = self._by_feed.setdefault(feed, [])
        if one not in known:
            known.append(one)


class Consulted:
    """What one file asked of the known forms, since its own values did not tell."""

    def __init__(self, known: KnownForms) -> None:
        self._known = known
        self._answers: dict[str, tuple[Feed, int]] = {}

    @property
    def has_asked(self) -> bool:
        return bool(self._answers)

    @property
    def is_outdated(self) -> bool:
        """Whether there is more to tell by now than it was told."""
        return any(len(self._known.of(feed)) > told for feed, told in self._answers.values())

    def of(self, feed: Feed) -> Iterable[KnownForm]:
        """How other files of a feed write their values: it counts as asked once someone goes through them."""
        return _Answer(lambda: self._answer(feed))

    def _answer(self, feed: Feed) -> Iterator[KnownForm]:
        forms = list(self._known.of(feed))
        self._answers[feed.name] = (feed, len(forms))
        yield from forms


@dataclass(frozen=True)
class _Answer:
    """Can be gone through more than once, and does nothing before."""

    ask: Callable[[], Iterator[KnownForm]]

    def __iter__(self) -> Iterator[KnownForm]:
        return self.ask()


def same_columns(text: str, feed: Feed) -> bool:
    """Whether a landed file was read by this feed alone, and by the columns that it names today; text: the file's form."""
    try:
        forms = json.loads(text or "[]")
    except ValueError:
        return False
    if not isinstance(forms, list) or len(forms) != 1 or not isinstance(forms[0], dict):
        return False
    return _key(forms[0]) == _key(json.loads(json.dumps(feed.describe())))


def landed_alike(
    feed: Feed, present: Mapping[str, tuple[str, str]], read_now: Container[str]
) -> list[str]:
    """The landed files that were read by the same columns, but for the ones that are about to be replaced.

    present: name → (sha256, form) of what is landed; read_now: the names of files of this landing.
    """
    return [
        name
        for name, (_, form) in present.items()
        if name not in read_now and same_columns(form, feed)
    ]


def says_otherwise(text: str, feeds: Iterable[Feed]) -> bool:
    """Whether the feeds that a landed file was read by have been changed since; text: the file's form."""
    try:
        forms = json.loads(text or "[]")
    except ValueError:
        return False
    by_name: dict[object, list[Feed]] = {}
    for feed in feeds:
        by_name.setdefault(feed.name, []).append(feed)
    return any(
        not any(_agree(form, feed) for feed in by_name[form.get("feed")])
        for form in (forms if isinstance(forms, list) else [forms])
        if isinstance(form, dict) and form.get("feed") in by_name
    )


def _agree(form: Mapping[str, Any], feed: Feed) -> bool:
    """Whether a file was read as its feed says today, where both say it."""
    said = json.loads(json.dumps(feed.describe()))
    if "sha256" in form:
        return _key(form) == _key(said)
    if any(form.get(key) != said.get(key) for key in {*form, *said} - FOUND_IN_THE_FILE):
        return False
    tables = form.get("tables", [])
    return all(
        wanted is None or all(_plain(one.get(key)) == _plain(wanted) for one in places)
        for key, wanted, places in (
            ("date_format", feed.date_format, [form]),
            ("decimal", feed.decimal, [form]),
            ("delimiter", feed.delimiter, [one for one in tables if "delimiter" in one]),
            ("encoding", feed.encoding, [one for one in tables if _has_no_mark(one)]),
        )
    )


def _has_no_mark(table: Mapping[str, Any]) -> bool:
    """Whether a table is of a text whose encoding a feed may say: a byte order mark is certain."""
    return "encoding" in table and not is_by_mark(table["encoding"])


def _plain(text: str | None) -> str | None:
    """A name of an encoding as Python has it, without its byte order mark; any other text as it is."""
    try:
        return codecs.lookup(text or "").name.removesuffix("-sig")
    except (LookupError, ValueError):
        return text


def _key(described: Mapping[str, object]) -> str:
    """What tells a feed from others, of its description."""
    return json.dumps([described.get("feed"), described.get("columns")], sort_keys=True)


def form_text(forms: Iterable[FormOfFeed]) -> str:
    """The forms of a file, for the record; the tables of an archive with very many as a hash."""
    described = [form.describe() for form in forms]
    text = json.dumps(described, ensure_ascii=False)
    if utf16_length(text) <= LONGEST_FORM:
        return text
    digest = hashlib.sha256(text.encode()).hexdigest()
    short = [
        {key: one[key] for key in ("feed", "columns", "date_format", "decimal")}
        | {"sha256": digest}
        for one in described
    ]
    text = json.dumps(short, ensure_ascii=False)
    return text if utf16_length(text) <= LONGEST_FORM else json.dumps([{"sha256": digest}])
