"""Which columns are likelier to be meant than others, by their names and figures: the answers to a question stand in this order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from python_jobs.landing.feeds.bare_names import bare
from python_jobs.landing.feeds.feed import PRICE_FIELDS
from python_jobs.landing.feeds.names import known_names
from python_jobs.landing.propose.kinds_of_values import MONEY, share
from python_jobs.landing.values.text import plain

# Words in names of prices and amounts.
_MONEY_WORDS = frozenset(
    "price amount amt sales sale revenue value paid purchase spend spent money turnover gross net total preis betrag umsatz wert prix montant "
    "importe precio prezzo importo prijs bedrag cena kwota wartosc preco valor usd eur gbp".split()
)  # fmt: skip
# Words in names of money that is no revenue.
_OTHER_MONEY = frozenset(
    "cost costs cogs profit margin tax vat gst discount disc coupon wholesale list freight shipping fee fees commission kosten gewinn rabatt "
    "versand steuer remise descuento sconto korting rabat refund wholesaler manufacturing".split()
)  # fmt: skip
# Words in names of numbers that are no money and no pieces.
_NO_AMOUNTS = frozenset(
    "no nr num member dow hour day days week weekday month year years age zip postal postcode phone time date status "
    "category class rank rating row index lat lon latitude longitude order jahr monat tag plz numero année mois año mes".split()
)  # fmt: skip
# A number with one of these is that of something, whatever else its name says.
_NUMBERS_OF_THINGS = frozenset("id ids key sk number nummer code".split())
_PIECES_WORDS = frozenset(
    "quantity qty units unit pieces pcs count menge anzahl stuck quantite qte cantidad unidades quantita aantal ilosc quantidade".split()
)  # fmt: skip
_FLAGS = frozenset("0 1 0.0 1.0".split())
# On fewer lines every number may be 0 or 1.
_MANY = 20


def likeliest_amounts(columns: Sequence[str], values: Mapping[str, Sequence[str]]) -> list[str]:
    """The columns of numbers that may be prices or amounts, the likeliest first; numbers of things, days and flags are none."""
    ranks = {one: _rank_of_amount(one, values[one]) for one in columns}
    found = [one for one in columns if ranks[one] is not None]
    return sorted(found, key=lambda one: ranks[one] or 0)


def _rank_of_amount(column: str, texts: Sequence[str]) -> int | None:
    words = set(plain(column).split())
    if words & _NUMBERS_OF_THINGS:
        return None
    is_other = bool(words & _OTHER_MONEY)
    if words & _MONEY_WORDS or _is_named(column, PRICE_FIELDS):
        return 4 if is_other else 0
    if _is_no_amount(words, texts):
        return None
    if is_other:
        return 5
    if words & _PIECES_WORDS:
        return 6
    return 1 if share(MONEY, texts) > 0 else 2


def likeliest_pieces(columns: Sequence[str], values: Mapping[str, Sequence[str]]) -> list[str]:
    """The columns of numbers that may be pieces, the likeliest first."""
    ranks = {one: _rank_of_pieces(one, values[one]) for one in columns}
    return sorted(columns, key=lambda one: ranks[one])


def _rank_of_pieces(column: str, texts: Sequence[str]) -> int:
    words = set(plain(column).split())
    if words & _PIECES_WORDS or _is_named(column, ("quantity",)):
        return 0
    if words & (_MONEY_WORDS | _OTHER_MONEY) or share(MONEY, texts) > 0:
        return 2
    return 3 if _is_no_amount(words, texts) else 1


def _is_no_amount(words: set[str], texts: Sequence[str]) -> bool:
    is_flag = len(texts) >= _MANY and set(map(str.strip, texts)) <= _FLAGS
    return bool(words & (_NO_AMOUNTS | _NUMBERS_OF_THINGS)) or is_flag


def _is_named(column: str, fields: Sequence[str]) -> bool:
    return any(bare(column) in known_names()[one] for one in fields)


def is_number_of_something(column: str) -> bool:
    """Whether a column is named for a number that tells things apart."""
    return not _NUMBERS_OF_THINGS.isdisjoint(plain(column).split())
