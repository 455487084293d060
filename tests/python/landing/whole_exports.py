"""Whole exports as the program of a shop writes them: what they hold is drawn first, and the form that it is written in beside it."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

import openpyxl
from babel.dates import format_date

from tests.python.landing.values.writing import NumberStyle

BERLIN = ZoneInfo("Europe/Berlin")

# What a program calls its columns and its lines, in a few languages.
WORDS = {
    "en": "Order No,Order Date,Time,SKU,Description,Quantity,Unit Price,Line Total,Customer ID,Country,Status,"
    "Weight,completed,cancelled,refunded,Guest,Total",
    "de": "Bestellnummer,Bestelldatum,Uhrzeit,Artikelnummer,Bezeichnung,Menge,Einzelpreis,Gesamtpreis,Kundennummer,Land,Status,"
    "Gewicht,abgeschlossen,storniert,erstattet,Gast,Gesamt",
    "fr": "Numéro de commande,Date de commande,Heure,Référence,Désignation,Quantité,Prix unitaire,Montant,Code client,Pays,Statut,"
    "Poids,terminée,annulée,remboursée,Invité,Total",
    "pl": "Numer zamówienia,Data zamówienia,Godzina,Kod produktu,Nazwa,Ilość,Cena jednostkowa,Wartość,Numer klienta,Kraj,Status,"
    "Waga,zrealizowane,anulowane,zwrócone,Gość,Razem",
}
NAMES = (
    "order day time article name pieces price amount customer country state weight "
    "completed cancelled refunded guest total"
).split()
FIELDS = {
    "order": "invoice",
    "day": "invoice_date",
    "time": "invoice_time",
    "article": "stock_code",
    "name": "description",
    "pieces": "quantity",
    "price": "price",
    "amount": "line_amount",
    "customer": "customer_id",
    "country": "country",
}
OF_AN_ORDER = ("day", "time", "customer", "country")


@dataclass(frozen=True)
class Line:
    """A line of an order. kind: 'completed', 'cancelled' (no sale) or 'refunded' (a return); customer: None for a guest."""

    order: str
    moment: dt.datetime
    customer: str | None
    country: str
    kind: str
    article: str
    name: str
    pieces: int
    price: Decimal

    @property
    def counted(self) -> tuple[object, ...]:
        """What is read of it, where it counts."""
        sign = -1 if self.kind == "refunded" else 1
        amount = sign * self.pieces * self.price
        return (
            *(self.order, self.moment, self.customer, self.country, self.article, self.name),
            *(sign * self.pieces, amount),
        )


@dataclass(frozen=True)
class Form:
    """How a program writes an export. moment: a form of DAYS; returns: how a return is told; table: 'text', 'workbook' or 'objects'."""

    language: str
    table: str
    encoding: str
    delimiter: str
    quoting: Literal[0, 1]
    escapes: bool
    is_packed: bool
    line_end: str
    numbers: NumberStyle
    moment: str
    ids: str
    guest: str
    returns: str
    drops: bool
    money: str
    titles: int
    has_total: bool
    first_lines_only: bool
    has_weight: bool
    order: Sequence[int]

    @property
    def words(self) -> dict[str, str]:
        return dict(zip(NAMES, WORDS[self.language].split(","), strict=True))

    @property
    def columns(self) -> list[str]:
        """The columns in the order in which they stand."""
        unwanted = {
            "time": self.moment != "two columns",
            "price": self.money == "amount",
            "amount": self.money == "price",
            "state": not self.drops and self.returns != "state",
            "weight": not self.has_weight,
        }
        wanted = [one for one in NAMES[:12] if not unwanted.get(one)]
        return sorted(wanted, key=lambda one: self.order[NAMES.index(one)])

    def feed(self, says_how: bool) -> str:
        """A feed that names the columns and what lines mean; says_how: and how all of it is written."""
        words, columns = self.words, self.columns
        said = ["columns:", *(f"  {FIELDS[one]}: {words[one]}" for one in columns if one in FIELDS)]
        if self.returns == "C":
            said.append("cancellation_prefix: C")
        if self.returns == "price":
            said.append("refunds: negative_price")
        if self.returns == "state":
            said.append(f"returns: {{{words['state']}: [{words['refunded']}]}}")
        if self.drops:
            said.append(f"drop: {{{words['state']}: [{words['cancelled']}]}}")
        if self.moment == "zone":
            said.append("time_zone: Europe/Berlin")
        if not says_how:
            return "\n".join(said) + "\n"
        said.append(f"decimal: {json.dumps(self.numbers.decimal)}")
        if DAYS[self.moment]:
            said.append(f"date_format: {json.dumps(DAYS[self.moment])}")
        if self.moment == "names":
            said.append(f"language: {self.language}")
        if self.table == "text":
            said += [f"encoding: {self.encoding}", f"delimiter: {json.dumps(self.delimiter)}"]
            said += ['escape: "\\\\"'] if self.escapes else []
        return "\n".join(said) + "\n"


# How a moment is written, and the line of the feed that says so.
DAYS = {
    "iso": "%Y-%m-%d %H:%M",
    "points": "%d.%m.%Y %H:%M",
    "slashes": "%m/%d/%Y %I:%M %p",
    "names": "",
    "zone": "",
    "two columns": "%d.%m.%Y",
}


def written_moment(moment: dt.datetime, form: Form) -> dict[str, str]:
    if form.moment == "names":
        day = format_date(moment.date(), "d MMM y", locale=form.language)
        return {"day": f"{day} {moment:%H:%M}"}
    if form.moment == "zone":
        utc = moment.replace(tzinfo=BERLIN).astimezone(dt.UTC)
        return {"day": f"{utc:%Y-%m-%dT%H:%M:%SZ}"}
    return {"day": moment.strftime(DAYS[form.moment]), "time": f"{moment:%H:%M}"}


def record(line: Line, is_first: bool, form: Form) -> dict[str, str]:
    """Column → the text that stands in it."""
    words, write = form.words, form.numbers.write
    plain = replace(form.numbers, currency="#", places=0)
    is_return = line.kind == "refunded"
    pieces, price = Decimal(line.pieces), line.price
    if is_return and form.returns in ("C", "pieces"):
        pieces = -pieces
    if is_return and form.returns == "price":
        price = -price
    # In a workbook a text that starts so would be a formula.
    ids = "#" if form.table == "workbook" and form.ids.startswith("=") else form.ids
    prefix = "C" if is_return and form.returns == "C" else ""
    texts = {
        "order": prefix + line.order,
        **written_moment(line.moment, form),
        "article": ids.replace("#", line.article),
        "name": line.name,
        "pieces": plain.write(pieces),
        "price": write(price),
        "amount": write(pieces * price),
        "customer": ids.replace("#", line.customer) if line.customer else form.guest,
        "country": line.country,
        "state": words["refunded" if is_return and form.returns == "state" else line.kind]
        if line.kind == "cancelled" or form.returns == "state"
        else words["completed"],
        "weight": replace(plain, places=3).write(Decimal(line.pieces) / 8),
    }
    if form.first_lines_only and not is_first:
        texts |= dict.fromkeys(OF_AN_ORDER, "")
    return texts


def rows(lines: Sequence[Line], form: Form) -> list[list[str]]:
    """Titles, the header, the lines and their total."""
    columns, words = form.columns, form.words
    firsts = {line.order: at for at, line in reversed(list(enumerate(lines)))}
    found = [["Export"], ["2024"], []][: form.titles]
    found.append([words[one] for one in columns])
    for at, line in enumerate(lines):
        texts = record(line, firsts[line.order] == at, form)
        found.append([texts[one] for one in columns])
    if form.has_total:
        pieces = replace(form.numbers, currency="#", places=0)
        total = {"pieces": pieces.write(Decimal(sum(line.pieces for line in lines)))}
        label = next(one for one in columns if one not in ("pieces", "price", "amount"))
        found.append([{**total, label: words["total"]}.get(one, "") for one in columns])
    return found


def write(lines: Sequence[Line], form: Form, name: str) -> tuple[str, bytes]:
    """The file's name and what it holds."""
    table = rows(lines, form)
    if form.table == "objects":
        header, *others = table
        objects = (dict(zip(header, one, strict=True)) for one in others)
        text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects)
        return f"{name}.jsonl", text.encode()
    out = io.BytesIO()
    if form.table == "workbook":
        book = openpyxl.Workbook()
        assert book.active is not None
        for one in table:
            book.active.append([text or None for text in one])
        book.save(out)
        return f"{name}.xlsx", out.getvalue()
    text_out = io.StringIO()
    writer = csv.writer(
        text_out,
        delimiter=form.delimiter,
        quoting=form.quoting,
        doublequote=not form.escapes,
        escapechar="\\" if form.escapes else None,
        lineterminator=form.line_end,
    )
    writer.writerows(table)
    content = text_out.getvalue().encode(form.encoding)
    return (
        (f"{name}.csv.gz", gzip.compress(content)) if form.is_packed else (f"{name}.csv", content)
    )
