"""Names of columns that tell states, kinds of documents and marks of lines: patterns, and the words of header_words.csv."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence, Set
from pathlib import Path

from python_jobs.core.words_file import read_rows
from python_jobs.landing.feeds.feed import Feed, folded
from python_jobs.landing.lines.kind_words import says_taken_back
from python_jobs.landing.lines.returns_beside import is_of_returns

_FILE = Path(__file__).with_name("header_words.csv")
# The likelier first: an order's state, a mark of what was cancelled, a kind of document.
_STATUS = (
    re.compile(
        "(?:.* )?\\w*(?:status|zustand|statut)(?: .*)?|(?:.* )?(?:état|estado|stato|stan|situação|tila|stav|stanje|állapot|"
        "stare|durum\\w*|tillstånd|staat|статус|состояние|κατάσταση|ステータス|状态|상태)(?: .*)?"
    ),
    re.compile(
        "(?:.* )?(?:\\w*(?:cancel|storn|annul|anulad|anulow)\\w*|void\\w*|refund\\w*|credited|gutgeschrieben|rembours\\w*|erstatt\\w*)(?: .*)?"
    ),
    re.compile(
        "(?:(?:order|transaction|trans|tran|trx|txn|document|doc|record|reference|ref|posting|journal|voucher|line|item|entry|event|movement|receipt|sale|"
        "sales) )?(?:type|kind|category code)|(?:transaction|trans|tran|trx|txn|document|doc|movement|posting|event|entry) code|"
        "(?:beleg|vorgangs|dokument|auftrags|bewegungs|buchungs|zeilen|positions)(?:art|typ)|vorgang|bewegung|art|typ|"
        "tipo(?: de documento| documento| di documento| de línea| riga| linha)?|type (?:de |du )?(?:document|pièce|ligne|mouvement)|"
        "(?:document|regel|boekings)?soort|rodzaj(?: dokumentu| pozycji)?|typ dokumentu|"
        "(?:order|document|transaction|line|movement|doc)type|"
        "soll haben|s h|debit credit|dr cr|d c|débit crédit|sens|dare avere|d a|debe haber|d h|debet credit|wn ma|debet kredit"
    ),
    # an order's, or a customer's: its values tell
    re.compile("\\w*state|.* state"),
)
# A mark on lines that were given back, or that only tried out the shop.
_FLAG = re.compile(
    "(?:is |was |ist |est |es )?(?:(?:item |line |order )?return(?:ed)?|return(?:ed)? (?:flag|item|line)|retoure|retourniert|retour|retourné|rückgabe|"
    "zurückgegeben|devuelto|devolución|devolucion|devolvido|devolução|reso|restituito|retourzending|geretourneerd|zwrot|zwrócono|retur|returnerad|"
    "(?:deleted|gelöscht|supprimé|eliminado|cancellato|verwijderd|usunięto|reversed|reversal|void|training(?: mode)?|demo)|"
    "test|test ?(?:order|mode)|order test|testbestellung|testauftrag|commande (?:de )?test|pedido de prueba|ordine di prova)(?: flag| j n| y n)?|"
    "(?:is |was |ist |est |es )?(?:credit(?: ?note| ?memo)?|gutschrift|avoir|nota de crédito|nota di credito|creditnota|kreditnota|korekta|"
    "gratis|kostenlos|gratuit|gratuito|free(?: item| of charge| product)?|foc|giveaway)(?: flag| j n| y n)?"
)
# How much of a line came back, or was called off: pieces or money.
_PART = re.compile(
    "(?=.*(?:refund|return|cancel|credited|gutgeschrieben|retour|rückgabe|storn|erstatt|rembours|annul|devuelt|devol|reembols|anulad|zwr|anulow|\\breso\\b|geretour))"
    "(?=.*(?:\\bqty|qty\\b|quantit|menge|anzahl|stück|\\bpieces|\\bunits|amount|betrag|\\bvalue|\\bwert|montant|qté|cantidad|importe|aantal|bedrag|ilość|kwota|\\btotal)).*"
)
_NO_PART = re.compile(
    ".*(?:ship|fee|tax|reason|grund|date|policy|rate|percent|after|before|without|\\bnet\\b|excl|less|ohne|nach|abzüglich).*"
)
# `Total (- Refund)` is what is left.
_LESS = re.compile(r"\(\s*[-\u2212]")
_GOOD_FLAG = re.compile(
    "(?:is |ist |order |line )?(?:paid|bezahlt|payé|payée|pagado|pagato|betaald|zapłacone|zapłacono|valid|gültig|valide|válido|valido|geldig|ważne|"
    "completed|abgeschlossen|fulfilled|confirmed|bestätigt|confirmé|confirmado|confermato|bevestigd|potwierdzone|booked|gebucht|active|aktiv)(?: j n| y n)?"
)
NO_STATUS = re.compile(
    ".*(?:\\w(?:able|bar|ible|abile)\\b|country|ship|bill|address|customer|region|addr|fulfil|province).*"
)


_NOTHING = re.compile("(?!)")
# What stands before and behind the name of a mark.
_MARK_FRAME = re.compile(
    "^(?:is|was|ist|est|es|order|line|item) | (?:flag|mark|j n|y n|yes no|ja nein|o n|s n)$"
)


@functools.cache
def _words(says: str) -> re.Pattern[str]:
    """The words of the file that say this of a header, or of one word of it, each of them a regular expression."""
    return re.compile("|".join(row["words"] for row in read_rows(_FILE) if row["says"] == says))


@functools.lru_cache(10_000)
def words_of(name: str) -> str:
    """A header in small letters, its words parted by one blank."""
    parted = re.sub("(?<=[a-zäöüéèç])(?=[A-Z])", " ", name)
    # The Turkish capital I with a dot leaves its dot behind.
    return re.sub("[^\\w]+|_", " ", folded(parted).replace("\u0307", "")).strip()


def find_named(
    pattern: re.Pattern[str],
    header: Sequence[str],
    read: Set[int | None],
    unlike: re.Pattern[str] = NO_STATUS,
) -> list[int]:
    """Where columns stand that the feed does not name and whose names are like the pattern."""
    return [
        at
        for at, name in enumerate(header)
        if at not in read and _is(pattern, name) and not _is(unlike, name)
    ]


def is_state(header: str) -> bool:
    """Whether a column is named for states or for kinds of documents or lines."""
    return bool(find_states([header], set()))


def is_kind(header: str) -> bool:
    """Whether a column is named for kinds of documents or lines, and not for states."""
    return has_codes(header) or is_side(header) or _is(_words("kind"), header)


def is_event(header: str) -> bool:
    """Whether a column is named for what users of a shop's site did."""
    return _is(_words("event"), header)


def is_side(header: str) -> bool:
    """Whether a column is named for the two sides of an account."""
    return _is(_words("side"), header)


def has_codes(header: str) -> bool:
    """Whether a few codes of a column, whatever they are, are kinds of documents or lines."""
    return _is(_STATUS[2], header) or _is(_words("kind_of_codes"), header)


def _is(pattern: re.Pattern[str], header: str) -> bool:
    return any(map(pattern.fullmatch, (words_of(header), words_of(folded(header)))))


def find_states(header: Sequence[str], read: Set[int | None]) -> list[int]:
    """Columns that may say that an order is no sale, the likelier first."""
    found: list[int] = []
    for pattern in (*_STATUS[:3], *map(_words, ("side", "kind_of_codes", "kind")), _STATUS[3]):
        # `Billing Type` is a kind of document.
        unlike = _NOTHING if pattern is _words("kind_of_codes") else NO_STATUS
        found += [at for at in find_named(pattern, header, read, unlike) if at not in found]
    parts = {*_find_parts(header, read), *find_named(_FLAG, header, read)}
    parts |= {at for at in found if _has(words_of(header[at]), "promise")}
    return [at for at in found if at not in parts]


def find_parts(feed: Feed, header: Sequence[str], places_read: Set[int | None]) -> list[int]:
    """Columns of what came back, where the quantity or the amount that is read is not what is left without it."""
    places = feed.positions(header)
    read = [header[at] for one in ("quantity", "line_amount") for at in places.get(one, ())]
    if any(_LESS.search(name) for name in read):
        return []
    return [at for at in _find_parts(header, places_read) if not _LESS.search(header[at])]


def _find_parts(header: Sequence[str], read: Set[int | None]) -> list[int]:
    named = find_named(_PART, header, read, _NO_PART)
    return named + [
        at
        for at, name in enumerate(header)
        if at not in read and at not in named and _is_part(words_of(name))
    ]


def _is_part(name: str) -> bool:
    """Whether a header counts pieces or money that came back: by a plural, or by a word for a number beside one for a return."""
    if _has(name, "no_mark"):
        return False
    return _has(name, "came_back") or (
        (says_taken_back(name) or _has(name, "came_back_beside"))
        and (_has(name, "piece") or _has(name, "money"))
    )


def find_marks(
    header: Sequence[str], read: Set[int | None], known: Set[int | None]
) -> tuple[list[int], list[int]]:
    """Columns that mark lines as no sales: those with a name of marks alone, and others that a word of their name may make one.

    read: places that are none; known: places that are looked at for something else already.
    """
    named = find_named(_FLAG, header, read)
    taken = {*read, *known, *named}
    return named, [
        at
        for at, name in enumerate(header)
        if at not in taken and not _LESS.search(name) and _is_mark(words_of(name))
    ]


def is_named_mark(header: str) -> bool:
    """Whether the name of a column says by itself that it marks lines, however many these are."""
    return _is(_FLAG, header)


def _is_mark(name: str) -> bool:
    if _words("mark").fullmatch(_MARK_FRAME.sub("", name)):
        return True
    if _has(name, "no_mark") or is_of_returns(name):
        return False
    return says_taken_back(name) or says_deleted(name)


def says_deleted(text: str) -> bool:
    """Whether a text says that something was deleted."""
    return bool(_words("deleted").search(text.casefold()))


def find_good_marks(header: Sequence[str], read: Set[int | None]) -> list[int]:
    """Columns that say yes of what is a sale."""
    named = find_named(_GOOD_FLAG, header, read)
    return named + [
        at
        for at, name in enumerate(header)
        if at not in read
        and at not in named
        and _words("good_mark").fullmatch(_MARK_FRAME.sub("", words_of(name)))
    ]


def find_not_delivered(header: Sequence[str], read: Set[int | None]) -> list[int]:
    """Columns of pieces that were ordered and not delivered."""
    return [
        at
        for at, name in enumerate(header)
        if at not in read and _words("not_delivered").fullmatch(words_of(name))
    ]


def find_amounts_of_lines(header: Sequence[str], read: Set[int | None]) -> list[int]:
    """Columns that are named for the amounts of lines, by words of more kinds than a feed is proposed by."""
    return [
        at
        for at, name in enumerate(header)
        if at not in read and _is(_words("amount_of_lines"), name)
    ]


def find_rejected(header: Sequence[str], read: Set[int | None]) -> list[int]:
    """Columns that are filled on lines that were rejected alone."""
    return [
        at
        for at, name in enumerate(header)
        if at not in read and _words("rejected").fullmatch(words_of(name))
    ]


def says_number_of_a_line(header: str) -> bool:
    """Whether a column may number the lines of a file or of an order by its name, as `Lineitem ID` and a bare `id` may."""
    return _is(_words("number_of_a_line"), header)


def says_number_in_a_list(key: str) -> bool:
    """Whether a key of the objects in a list of lines may number these."""
    return bool(
        _words("number_in_a_list").fullmatch(re.sub("(?<=[a-z])(?=[A-Z])", "_", key).lower())
    )


def says_list_of_returns(key: str, has_lines: bool) -> bool:
    """Whether a list of an order in JSON is named for what came back.

    has_lines: whether its objects have pieces or an article; `credits` may be money of a customer's account without.
    """
    name = words_of(key)
    if _words("list_of_credits").fullmatch(name):
        return has_lines
    return _is_part(name) or (
        says_taken_back(name) and not is_of_returns(name) and not _has(name, "no_mark")
    )


def says_copies(key: str) -> bool:
    """Whether a list of an order in JSON is named for parcels, invoices and the like, which have the lines of the order once more."""
    return any(map(_words("list_of_copies").match, words_of(key).split()))


def says_money(header: str) -> bool:
    """Whether a word of a header is one for an amount of money."""
    return _has(words_of(header), "money")


def _has(name: str, says: str) -> bool:
    """Whether one word of a header says this. name: the header in small letters."""
    return any(map(_words(says).fullmatch, name.split()))
