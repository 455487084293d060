"""Which columns of a table are read, and what they are called until they are lines in our fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from python_jobs.landing.feeds.feed import Feed, folded, position_of

# Headers of columns that a feed should say something about, where it says nothing.
_CURRENCY = re.compile(
    "(?:.* )?(?:\\w*currency\\w*|\\w*waehrung\\w*|\\w*währung\\w*|wkz|whg|währ|curr|cur|ccy|devise|deviza|pénznem|moneda|moneta|"
    "divisa|valuta|valutakod|valiuta|valūta|valuutta|waluta|měna|moeda|munt|para birimi|валюта|νόμισμα|通貨|币种|货币|통화)(?: .*)?"
)
# The likelier first: an order's state, a mark of what was cancelled, a kind of document.
_STATUS = (
    re.compile(
        "(?:.* )?\\w*(?:status|zustand|statut)(?: .*)?|(?:.* )?(?:état|estado|stato|stan|situação|tila|stav|stanje|állapot|"
        "stare|durum|tillstånd|staat|статус|состояние|κατάσταση|ステータス|状态|상태)(?: .*)?"
    ),
    re.compile(
        "(?:.* )?(?:\\w*(?:cancel|storn|annul|anulad|anulow)\\w*|void\\w*|refund\\w*|rembours\\w*|erstatt\\w*)(?: .*)?"
    ),
    re.compile(
        "(?:(?:order|transaction|document|record|line|event|movement|receipt|sale) )?type|"
        "(?:beleg|vorgangs|dokument|auftrags|bewegungs|buchungs)(?:art|typ)|art|typ|tipo(?: de documento| documento| di documento)?|"
        "type (?:de |du )?(?:document|pièce)|(?:document)?soort|rodzaj(?: dokumentu)?|typ dokumentu|"
        "(?:order|document|transaction)type|\\w*state|.* state"
    ),
)
# A mark on lines that were given back, or that only tried out the shop.
_FLAG = re.compile(
    "(?:is |was |ist |est |es )?(?:(?:item |line |order )?return(?:ed)?|return(?:ed)? (?:flag|item|line)|retoure|retourniert|retour|retourné|rückgabe|"
    "zurückgegeben|devuelto|devolución|devolucion|devolvido|devolução|reso|restituito|retourzending|geretourneerd|zwrot|zwrócono|retur|returnerad|"
    "test|test ?(?:order|mode)|order test|testbestellung|testauftrag|commande (?:de )?test|pedido de prueba|ordine di prova)(?: flag| j n| y n)?"
)
# How much of a line came back, or was called off: pieces or money.
_PART = re.compile(
    "(?=.*(?:refund|return|cancel|retour|rückgabe|storn|erstatt|rembours|annul|devuelt|devol|reembols|anulad|zwr|anulow|\\breso\\b|geretour))"
    "(?=.*(?:\\bqty|qty\\b|quantit|menge|anzahl|stück|\\bpieces|\\bunits|amount|betrag|\\bvalue|\\bwert|montant|qté|cantidad|importe|aantal|bedrag|ilość|kwota|\\btotal)).*"
)
_NO_PART = re.compile(
    ".*(?:ship|fee|tax|reason|grund|date|policy|rate|percent|after|before|without|\\bnet\\b|excl|less|ohne|nach|abzüglich).*"
)
# `Total (- Refund)` is what is left.
_LESS = re.compile(r"\(\s*[-\u2212]")
# What a price is for: one piece, or 100 or 1000 of them.
_PRICE_UNIT = re.compile(
    "preiseinheit|pe|preis ?(?:pro|je|per)(?: stück| menge)?|peh|price (?:per|unit(?: qty| quantity)?|unit of measure|quantity|basis|base)|pricing unit|per|"
    "unité de prix|unidad de precio|unità di prezzo|prijseenheid|prijs per|jednostka ceny|cena za"
)
_RATE = re.compile(
    "(?:.* )?(?:(?:exchange|fx|currency|conversion) ?rates?|fx|(?:wechsel|umrechnungs|währungs)?kurs|taux de (?:change|conversion)|tipo de cambio|"
    "tasso di cambio|wisselkoers|kurs waluty|taxa de câmbio)(?: .*)?"
)
FLAG_COLUMNS = ("seen_flag", "seen_flag_2")
PART_COLUMNS = ("seen_part", "seen_part_2", "seen_part_3")
UNIT_COLUMN = "seen_price_unit"
RATE_COLUMN = "seen_rate"
DISCOUNT_COLUMNS = ("seen_discount", "seen_discount_2")
PRICE_COLUMN = "seen_price"
STATUS_COLUMNS = ("seen_status", "seen_status_2", "seen_status_3")
# Amounts of a line or an order that no other line has: they are not filled within an order.
AMOUNT_COLUMNS = (*DISCOUNT_COLUMNS, *PART_COLUMNS, PRICE_COLUMN)
# What the lines keep for the doubts, beside the fields.
SEEN_COLUMNS = (*STATUS_COLUMNS, *FLAG_COLUMNS, UNIT_COLUMN, RATE_COLUMN, *AMOUNT_COLUMNS)
_TIME = re.compile(
    "(?:.* )?(?:\\w*time|\\w*zeit|heure|hora|ora|orario|tijd|tijdstip|godzina|czas|klockslag|tid)(?: .*)?"
)
_NO_TIME = re.compile(
    ".*(?:deliver|liefer|ship|versand|pickup|lead|process|update|change|zone|livraison|entrega|consegna|bezorg|dostaw).*"
)
_DISCOUNT = re.compile(
    "(?:.* )?(?:\\w*(?:discount|rabatt|nachlass|remise|descuento|sconto|korting|rabat|desconto|sleva)\\w*|réduction|reduction|"
    "(?:promotion|promo|coupon|voucher|gutschein) (?:amount|value|total|betrag|wert)|gutscheinbetrag|gutscheinwert|"
    "skonto)(?: .*)?|(?:disc|rab|dto)(?: (?:pct|percent|amount|amt|rate|value|in))?"
)
# its code or its name, what is left after it, and what is taken off the postage
_NO_AMOUNT = re.compile(
    ".*(?:code|coupon|name|reason|type|id|title|description|tax|shipping|versand|grund|art|motif|kod)s?|"
    ".*(?:discounted|rabattiert|after|before|price|preis|prix|net|gross|subtotal).*|"
    "(?:.* )?(?:ship|shipping|delivery|freight|postage|versand\\w*|livraison|envío|spedizione|verzend\\w*)(?: .*)?"
)
_UNIT_PRICE = re.compile(
    "(?:list |sales? |selling )?(?:unit|item|lineitem|product|catalog) (?:list )?price(?: .*)?|price(?: each| per unit| per piece)?|"
    "unitprice|(?:einzel|stück|listen)preis(?: .*)?|preis|prix unitaire(?: .*)?|pu(?: ht| ttc)?|precio(?: unitario)?|"
    "prezzo(?: unitario)?|(?:stuk|eenheids)?prijs|cena(?: jednostkowa)?|preço(?: unitário)?"
)
_NO_STATUS = re.compile(".*(?:country|ship|bill|address|customer|region|addr|fulfil|province).*")


@dataclass(frozen=True)
class Selection:
    """What is read of a table: column name → position, None for a column that this table lacks.

    The names are the feed's fields, `invoice_2`, … for more columns of an invoice, `filter_1`, … for what
    the feed keeps or drops by, and `seen_currency`, `seen_status` (to _3), `seen_time`, `seen_flag`, `seen_part`, `seen_price_unit`,
    `seen_rate`, `seen_discount` (to _2) and `seen_price` (beside a discount, where it reads amounts of lines alone) for what it
    says nothing of.
    """

    positions: dict[str, int | None]
    header: Sequence[str]

    def shown(self, name: str) -> str:
        """What the file calls a column, for a sentence."""
        at = self.positions.get(name)
        return name if at is None else str(self.header[at])


def column_names(feed: Feed) -> list[str]:
    """The columns that are read of every table under a feed."""
    names = []
    for field, columns in feed.columns.items():
        names += [field, *(f"{field}_{number}" for number in range(2, len(columns) + 1))]
    names += [f"filter_{number}" for number in range(1, len(filters(feed)) + 1)]
    return [*names, "seen_currency", "seen_time", *SEEN_COLUMNS]


def filters(feed: Feed) -> list[tuple[str, str, tuple[str, ...]]]:
    """(keep or drop, column, values), in the order of the columns filter_1, …"""
    return [
        *(("keep", column, values) for column, values in feed.keep.items()),
        *(("drop", column, values) for column, values in feed.drop.items()),
    ]


def select_columns(feed: Feed, header: Sequence[str]) -> Selection:
    """Where the columns of `column_names` stand in a header that matches the feed."""
    positions: dict[str, int | None] = {}
    for field, places in feed.positions(header).items():
        for number, place in enumerate(places, start=1):
            positions[field if number == 1 else f"{field}_{number}"] = place
    for number, (_, column, _) in enumerate(filters(feed), start=1):
        positions[f"filter_{number}"] = position_of(column, header)
    known = set(positions.values())
    says_currency = "currency" in feed.columns
    currencies = [] if says_currency else _find(_CURRENCY, header, set())
    positions["seen_currency"] = next(iter(currencies), None)
    states = [] if feed.keep or feed.drop else _find_states(header, known)
    positions |= _in_turn(STATUS_COLUMNS, states)
    times = [] if "invoice_time" in feed.columns else _find(_TIME, header, known, _NO_TIME)
    positions["seen_time"] = next(iter(times), None)
    positions |= _in_turn(FLAG_COLUMNS, _find(_FLAG, header, known))
    positions |= _in_turn(PART_COLUMNS, _find_parts(feed, header, known))
    positions |= _in_turn((UNIT_COLUMN,), _find(_PRICE_UNIT, header, known))
    positions |= _in_turn((RATE_COLUMN,), _find(_RATE, header, known))
    discounts = [] if feed.discounts else _find(_DISCOUNT, header, known, _NO_AMOUNT)
    positions |= _in_turn(DISCOUNT_COLUMNS, discounts)
    prices = _find(_UNIT_PRICE, header, known) if discounts and "price" not in feed.columns else []
    positions |= _in_turn((PRICE_COLUMN,), prices)
    return Selection({name: positions[name] for name in column_names(feed)}, header)


def _find_parts(feed: Feed, header: Sequence[str], known: set[int | None]) -> list[int]:
    """Columns of what came back, where the quantity or the amount that is read is not what is left without it."""
    places = feed.positions(header)
    read = [header[at] for one in ("quantity", "line_amount") for at in places.get(one, ())]
    if any(_LESS.search(name) for name in read):
        return []
    found = _find(_PART, header, known, _NO_PART)
    return [at for at in found if not _LESS.search(header[at])]


def _in_turn(names: Sequence[str], found: Sequence[int]) -> dict[str, int | None]:
    """The first places that were found, one for each name; None for the names beyond them."""
    return dict(zip_longest(names, found[: len(names)]))


def _find_states(header: Sequence[str], known: set[int | None]) -> list[int]:
    """Columns that may say that an order is no sale, the likelier first."""
    found: list[int] = []
    for pattern in _STATUS:
        found += [at for at in _find(pattern, header, known, _NO_STATUS) if at not in found]
    parts = {*_find(_PART, header, known, _NO_PART), *_find(_FLAG, header, known)}
    return [at for at in found if at not in parts]


def _find(
    pattern: re.Pattern[str],
    header: Sequence[str],
    known: set[int | None],
    unlike: re.Pattern[str] = _NO_STATUS,
) -> list[int]:
    """Where columns stand that the feed does not name and whose names are like the pattern."""
    found = []
    for at, name in enumerate(header):
        words = re.sub("[^\\w]+|_", " ", folded(name)).strip()
        if at not in known and pattern.fullmatch(words) and not unlike.fullmatch(words):
            found.append(at)
    return found
