"""Columns that no field of a feed reads and whose names say that they change what a line means or what it is worth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

import pyarrow as pa

from python_jobs.landing.feeds.bare_names import bare
from python_jobs.landing.feeds.feed import RETURNED_FIELDS, Feed, position_of
from python_jobs.landing.feeds.names import known_names
from python_jobs.landing.lines.amount_names import (
    ARTICLE_KIND,
    DISCOUNT,
    LIST_PRICE,
    MEASURE,
    MONEY_OFF,
    NET_PRICE,
    NO_DISCOUNT,
    PART_OF_A_SET,
    PRICE_UNIT,
)
from python_jobs.landing.lines.header_words import (
    find_amounts_of_lines,
    find_good_marks,
    find_marks,
    find_named,
    find_not_delivered,
    find_parts,
    find_rejected,
    find_states,
    words_of,
)
from python_jobs.landing.lines.kinds_by_values import find_kinds
from python_jobs.landing.lines.line_number_names import find_line_numbers_by_name
from python_jobs.landing.lines.returns_beside import find_filled, find_incoming, find_signs
from python_jobs.landing.lines.seen_columns import (
    AMOUNT_COLUMN,
    ARTICLE_KIND_COLUMN,
    COUNTRY_COLUMN,
    CURRENCY_COLUMN,
    CUSTOMER_COLUMN,
    DISCOUNT_COLUMNS,
    FILLED_COLUMNS,
    FLAG_COLUMNS,
    FULL_COLUMNS,
    GOOD_FLAG_COLUMN,
    INCOMING_COLUMN,
    MEASURE_COLUMN,
    NOT_DELIVERED_COLUMN,
    NUMBER_COLUMN,
    OTHER_PRICE_COLUMN,
    OTHER_QUANTITY_COLUMN,
    PART_COLUMNS,
    PRICE_COLUMN,
    RATE_COLUMN,
    SECOND_ARTICLE_COLUMN,
    SET_COLUMN,
    SIGN_COLUMN,
    STATUS_COLUMNS,
    TAX_COLUMN,
    TIME_COLUMN,
    UNIT_COLUMN,
)
from python_jobs.landing.values.currencies import are_currencies
from python_jobs.landing.values.text import plain

# So many lines tell what a column holds, and no export of orders has more columns.
_LINES_WITH_CODES, _COLUMNS_WITH_CODES = 1_000, 300

# Headers of columns that a feed should say something about, where it says nothing.
_CURRENCY = re.compile(
    "(?:.* )?(?:\\w*currency\\w*|\\w*waehrung\\w*|\\w*währung\\w*|wkz|whg|währ|curr|cur|ccy|devise|deviza|pénznem|moneda|moneta|"
    "döviz(?! kur)|doviz(?! kur)|divisa|valuta|valutakod|valiuta|valūta|valuutta|waluta|měna|moeda|munt|para birimi|валюта|νόμισμα|通貨|币种|货币|통화)(?: .*)?"
)
_RATE = re.compile(
    "(?:.* )?(?:(?:exchange|fx|currency|conversion) ?rates?|fx|(?:wechsel|umrechnungs|währungs)?kurs|taux de (?:change|conversion)|tipo de cambio|"
    "tasso di cambio|wisselkoers|kurs waluty|taxa de câmbio)(?: .*)?"
)
_TIME = re.compile(
    "(?:.* )?(?:\\w*time|\\w*zeit|heure|hora|ora|orario|tijd|tijdstip|godzina|czas|klockslag|tid)(?: .*)?"
)
_NO_TIME = re.compile(
    ".*(?:deliver|liefer|ship|versand|pickup|lead|process|update|change|zone|livraison|entrega|consegna|bezorg|dostaw).*"
)
_UNIT_PRICE = re.compile(
    "(?:list |sales? |selling )?(?:unit|item|lineitem|product|catalog) (?:list )?price(?: .*)?|price(?: each| per unit| per piece)?|"
    "unitprice|(?:einzel|stück|listen)preis(?: .*)?|preis|prix unitaire(?: .*)?|pu(?: ht| ttc)?|precio(?: unitario)?|"
    "prezzo(?: unitario)?|(?:stuk|eenheids)?prijs|cena(?: jednostkowa)?|preço(?: unitário)?"
)
_TAX_MARK = re.compile(
    "(?:prices? |amounts? )?(?:includes?|including|incl|with|inkl|inkl\\w*|inclus\\w*|ttc|inc) (?:of )?(?:tax|vat|mwst|ust|steuer|tva|iva|btw)|"
    "(?:tax|vat|mwst|ust|steuer|tva|iva|btw|taxes) (?:included|includes|inclusive|incl|inkl\\w*|enthalten|inclus\\w*|compris\\w*|incluid\\w*)"
)
_OTHER_PRICE = re.compile(
    "(?:sale|sales|discounted|special|offer|promo|promotional|promotion|final|reduced|deal|actual|paid|sold|charged|member|discount) (?:unit )?price|(?:unit )?price (?:paid|sold|charged)|sold for|"
    "(?:aktions|angebots|sonder|end|verkaufs|rabatt)preis|prix (?:promo|promotionnel|remisé|réduit|soldé|final)|"
    "precio (?:oferta|rebajado|promocional|final|con descuento)|prezzo (?:scontato|promozionale|finale|offerta)|"
    "(?:actie|aanbiedings|verkoop)prijs|cena (?:promocyjna|po rabacie|końcowa)|preço (?:promocional|com desconto|final)"
)
_OTHER_QUANTITY = re.compile(
    "net (?:qty|quantity|units)|(?:qty|quantity) net|netto ?menge|menge netto|(?:quantité|qté) nette|cantidad neta|quantità netta|netto aantal|"
    "(?:qty|quantity|units) (?:shipped|delivered|fulfilled|invoiced|dispatched|sent|billed)|(?:shipped|delivered|fulfilled|invoiced|billed) (?:qty|quantity|units)|"
    "(?:liefer|versand|rechnungs)menge|gelieferte menge|menge geliefert|(?:quantité|qté) (?:livrée|expédiée|facturée)|"
    "cantidad (?:enviada|entregada|facturada)|quantità (?:spedita|consegnata|fatturata)|aantal (?:geleverd|verzonden)|ilość (?:wysłana|dostarczona)"
)
# A customer's, where the values say so: no article's.
_NAME = re.compile("name")
_TILL_USER = re.compile("user ?id")
_NOTHING = re.compile("(?!)")


def find_unread(
    feed: Feed, header: Sequence[str], read: set[int | None], first_lines: pa.Table | None
) -> dict[str, int | None]:
    """UNREAD_COLUMNS → where they stand in the header, None where it has no such column.

    read: the places that the feed reads; first_lines: columns '0', '1', … of text, where they are known already.
    A column may be found under several names. FULL_COLUMNS are told by the lines with a discount alone (see full_amounts).
    """
    has_price, has_amount = "price" in feed.columns, "line_amount" in feed.columns
    discounts = find_named(DISCOUNT, header, read, NO_DISCOUNT) + find_named(
        MONEY_OFF, header, read
    )
    currencies = find_named(_CURRENCY, header, set()) or _find_currencies(first_lines, header, read)
    found = {
        (CURRENCY_COLUMN,): [] if "currency" in feed.columns else currencies,
        (TIME_COLUMN,): [] if "invoice_time" in feed.columns else find_named(_TIME, header, read, _NO_TIME),
        STATUS_COLUMNS: _find_dropped(feed, header) + find_states(header, read),
        PART_COLUMNS: find_parts(feed, header, read),
        (GOOD_FLAG_COLUMN,): find_good_marks(header, read),
        (TAX_COLUMN,): find_named(_TAX_MARK, header, read),
        (OTHER_PRICE_COLUMN,): _find_other_prices(feed, header, read) if has_price else [],
        (OTHER_QUANTITY_COLUMN,): _find_other_quantities(feed, header, read),
        (SECOND_ARTICLE_COLUMN,): _find_second(feed, header, read),
        (SET_COLUMN,): find_named(PART_OF_A_SET, header, read, _NOTHING),
        (ARTICLE_KIND_COLUMN,): find_named(ARTICLE_KIND, header, read, _NOTHING),
        (UNIT_COLUMN,): find_named(PRICE_UNIT, header, read),
        (MEASURE_COLUMN,): find_named(MEASURE, header, read),
        (RATE_COLUMN,): find_named(_RATE, header, read),
        DISCOUNT_COLUMNS: discounts,
        FULL_COLUMNS: [],
        (PRICE_COLUMN,): find_named(_UNIT_PRICE, header, read) if discounts and not has_price else [],
        (AMOUNT_COLUMN,): _find_amounts(header, read) if has_price and not has_amount else [],
        (CUSTOMER_COLUMN,): [] if "customer_id" in feed.columns else _find_customers(header, read),
        (COUNTRY_COLUMN,): _find_known("country", header, read) if "country" in feed.constants else [],
        (NUMBER_COLUMN,): _find_line_numbers(feed, header, read),
    }  # fmt: skip
    names = [words_of(name) for name in header]
    known = {at for places in found.values() for at in places if at is not None} | read
    quantity = [names[at] for at in feed.positions(header).get("quantity", ())]
    takes_back = any(one in feed.columns for one in RETURNED_FIELDS)
    found |= {
        FILLED_COLUMNS: [] if takes_back else find_rejected(header, known) + find_filled(names, known),
        (SIGN_COLUMN,): find_signs(first_lines, names, known),
        (INCOMING_COLUMN,): find_incoming(quantity, names, known),
        (NOT_DELIVERED_COLUMN,): [] if takes_back else find_not_delivered(header, known),
    }  # fmt: skip
    known |= {at for places in found.values() for at in places if at is not None}
    marks, more_marks = find_marks(header, read, known)
    found[FLAG_COLUMNS] = marks + more_marks
    known |= set(marks)
    found[STATUS_COLUMNS] += find_kinds(first_lines, names, known)
    return {
        name: at
        for names, places in found.items()
        for name, at in zip_longest(names, places[: len(names)])
    }


def find_by_values(
    lines: pa.Table, header: Sequence[str], known: set[int | None]
) -> dict[str, int]:
    """Some of TOLD_BY_VALUES → where they stand, by the values of these lines. known: places that are read or looked at already."""
    names = [words_of(name) for name in header]
    signs = find_signs(lines, names, known)[:1]
    kinds = find_kinds(lines, names, known | set(signs))
    return {
        **dict(zip((SIGN_COLUMN,), signs, strict=False)),
        **dict(zip(reversed(STATUS_COLUMNS), kinds, strict=False)),
    }


def _find_other_prices(feed: Feed, header: Sequence[str], read: set[int | None]) -> list[int]:
    """Columns of another price; beside a list price every price is one."""
    found = find_named(_OTHER_PRICE, header, read)
    price = [header[at] for at in feed.positions(header).get("price", ())]
    listed = known_names()["list_price"]
    if any(plain(name) in listed or LIST_PRICE.fullmatch(words_of(name)) for name in price):
        found += find_named(NET_PRICE, header, read)
    return found


def _find_other_quantities(feed: Feed, header: Sequence[str], read: set[int | None]) -> list[int]:
    """Columns of other pieces; beside the same number on every line any quantity is one."""
    found = find_named(_OTHER_QUANTITY, header, read, _NOTHING)
    return found if "quantity" in feed.columns else _find_known("quantity", header, read) + found


def _find_second(feed: Feed, header: Sequence[str], read: set[int | None]) -> list[int]:
    """Columns named like that of the article with another number, or with a 2 behind: a line holds several of them then. Without a
    header the names are numbers of places."""
    if feed.has_no_header:
        return []
    names = {words_of(header[at]) for at in feed.positions(header).get("stock_code", ())}
    seconds = [re.escape(name) + " ?2" for name in names]
    for name in names:
        # `Item 1 SKU` is the first of `Item 2 SKU`, `Item 3 SKU`, …
        seconds += [
            f"{re.escape(before)}0*[1-9][0-9]*{re.escape(behind)}"
            for before, behind in re.findall("^(.*?)(?<![0-9])0*[01](?![0-9])(.*)$", name)
        ]
    found = find_named(re.compile("|".join(seconds)), header, read, _NOTHING) if seconds else []
    return [at for at in found if words_of(header[at]) not in names]


def _find_dropped(feed: Feed, header: Sequence[str]) -> list[int]:
    """Columns by which the feed leaves lines out or takes them for returns, and that no field reads: what else they say may be no
    sale as well."""
    fields = {at for places in feed.positions(header).values() for at in places}
    named = (position_of(one, header) for one in (*feed.drop, *feed.returns))
    return [at for at in dict.fromkeys(named) if at not in fields]


def _find_known(field: str, header: Sequence[str], read: set[int | None]) -> list[int]:
    """Where columns stand that the feed does not name and that have a name of this field, the likeliest first."""
    names = {plain(name): at for at, name in reversed(list(enumerate(header))) if at not in read}
    return [names[name] for name in known_names()[field] if name in names]


def _find_line_numbers(feed: Feed, header: Sequence[str], read: set[int | None]) -> list[int]:
    """Where columns stand that may number lines; of a file without a header nobody knows names."""
    if "line_number" in feed.columns:
        return []
    found = _find_known("line_number", header, read)
    if feed.has_no_header:
        return found
    places = feed.positions(header)
    of_lines = [header[at] for one in ("stock_code", "quantity") for at in places.get(one, ())]
    return found + find_line_numbers_by_name(header, read | {None}, of_lines)


def _find_amounts(header: Sequence[str], read: set[int | None]) -> list[int]:
    """Where columns stand that may be amounts of lines, in the order in which a proposal takes them: `Total HT` after `Total`."""
    names = {bare(name): at for at, name in reversed(list(enumerate(header))) if at not in read}
    found = [names[name] for name in known_names()["line_amount"] if name in names]
    known = _find_known("line_amount", header, read) + find_amounts_of_lines(header, read)
    return list(dict.fromkeys([*known, *found]))


def _find_customers(header: Sequence[str], read: set[int | None]) -> list[int]:
    """Where columns stand that may tell customers apart; the users of a till are none, and a bare name may be."""
    found = _find_known("customer_id", header, read) + find_named(_NAME, header, read)
    return [at for at in found if not _TILL_USER.fullmatch(words_of(header[at]))]


def _find_currencies(
    lines: pa.Table | None, header: Sequence[str], read: set[int | None]
) -> list[int]:
    """Where columns stand that have codes and marks of currencies and nothing else, whatever they are called."""
    if lines is None:
        return []
    first = lines.slice(0, _LINES_WITH_CODES)
    places = [at for at in range(len(header))[:_COLUMNS_WITH_CODES] if at not in read]
    texts = {at: set(first[str(at)].to_pylist()) for at in places}
    codes = {at: {(text or "").strip() for text in found} - {""} for at, found in texts.items()}
    return [at for at, found in codes.items() if found and are_currencies(found)]
