"""Exports of shops that no feed knows, from many lands: `inspect` writes a feed, and what is landed by it has in the marts the
figures that stand in the file."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from rich.console import Console

from python_jobs.core.console import Progress
from python_jobs.landing.inspection.inspect import inspect
from tests.python.rebuilding import Shop

pytestmark = pytest.mark.slow

QUIET = Progress(Console(file=io.StringIO()))


@dataclass(frozen=True)
class Export:
    """A file, and what is in it: amounts, orders and customers with a sale, countries, what is odd."""

    name: str
    content: bytes
    sold: str
    returned: str
    orders: int
    customers: int
    countries: frozenset[str | None] = frozenset({None})
    odd: frozenset[str] = frozenset()


GERMAN = Export(
    "bestellungen.csv",
    "Bestellnr.;Bestelldatum;Artikelnr.;Bezeichnung;Menge;Einzelpreis;Kundennr.;Lieferland\n"
    "B1;31.01.2024 10:00;T-1;Größe;2;1.249,50;K1;Österreich\n"
    "B1;31.01.2024 10:00;T-2;Öl;1;0,50;K1;Österreich\n"
    "B2;01.02.2024 09:00;T-1;Größe;-1;1.249,50;K1;Österreich\n"
    "B3;15.02.2024 12:00;T-2;Öl;10;0,50;;Deutschland\n".encode("cp1252"),
    "2504.50", "-1249.50", 2, 1, frozenset({"Austria", "Germany"}),
)  # fmt: skip
FRENCH = Export(
    "commandes.csv",
    "N° commande;Date commande;Référence;Désignation;Qté;Prix unitaire TTC;Code client;Pays\n"
    "C1;31/01/2024;T-1;Crème;2;1\u202f249,50 €;K1;France\n"
    "C2;01/02/2024;T-2;Thé;3;4,00 €;K2;Belgique\n"
    "C3;02/02/2024;T-2;Thé;-1;4,00 €;K2;Belgique\n".encode("utf-8-sig"),
    "2511", "-4", 2, 2, frozenset({"France", "Belgium"}),
)  # fmt: skip
SPANISH = Export(
    "pedidos.tsv",
    "Nº pedido\tFecha\tCódigo artículo\tDescripción\tUnidades\tImporte\tCliente\n"
    "P1\t31-01-2024\tT-1\tSeñora\t2\t1.249,50\tK1\n"
    "P2\t14-02-2024\tT-2\tNiño\t3\t30,00\tCliente mostrador\n"
    "P3\t15-02-2024\tT-1\tSeñora\t-2\t-1.249,50\tK1\n".encode(),
    "1279.50", "-1249.50", 2, 1,
)  # fmt: skip
POLISH = Export(
    "zamowienia.csv",
    "Nr zamówienia;Data zamówienia;Symbol;Nazwa towaru;Ilość;Cena brutto;Klient\n"
    "Z1;2024-01-31 10:00;T-1;Łóżko;2;1 249,50 zł;K1\n"
    "Z2;2024-02-01 10:00;T-2;Krzesło;1;10,00 zł;K2\n"
    "Z3;2024-02-02 10:00;T-2;Krzesło;4;10,00 zł;K1\n".encode("cp1250"),
    "2549", "0", 3, 2,
)  # fmt: skip
ENGLISH = Export(
    "receipts.csv",
    b"Sales report\nFrom 05/01/2024,to 05/31/2024\n\n"
    b"Receipt No,Date,Time,SKU,Item,Qty,Unit Price,Customer\n"
    b'900,05/13/2024,1:05 PM,A1,"Lamp, tall",2,"$1,029.00",ann@example.com\n'
    b"901,05/14/2024,11:59 PM,A2,Shade,1,$15.00,bob@example.com\n"
    b"902,05/15/2024,9:00 AM,A2,Shade,(1),$15.00,bob@example.com\n"
    b'Total,,,,,2,"$2,058.00",\n',
    "2073", "-15", 2, 2,
)  # fmt: skip
DUTCH = Export(
    "bestellingen.xls",
    (
        "<html><meta charset='utf-8'><body><table><tr><th>Ordernummer<th>Besteldatum<th>Artikelnummer<th>Omschrijving<th>Aantal"
        "<th>Prijs<th>Klantnummer<th>Land</tr>"
        "<tr><td>1<td>13-05-2024<td>R1<td>Mok<td>2<td>1.040,50<td>C1<td>Nederland</tr>"
        "<tr><td>2<td>14-05-2024<td>R2<td>Bord &amp; kom<td>1<td>10,00<td>C2<td>België</tr></table></body></html>"
    ).encode(),
    "2091", "0", 2, 2, frozenset({"Netherlands", "Belgium"}),
)  # fmt: skip
PORTUGUESE = Export(
    "pedidos.json",
    json.dumps(
        [
            {"Pedido": "1", "Data": "13/05/2024", "Código": "R1", "Produto": "Caneca", "Quantidade": 2, "Preço unitário": 40.5, "Cliente": "C1"},
            {"Pedido": "2", "Data": "14/05/2024", "Código": "R2", "Produto": "Prato", "Quantidade": 1, "Preço unitário": 10, "Cliente": "C2"},
            {"Pedido": "3", "Data": "15/05/2024", "Código": "R2", "Produto": "Prato", "Quantidade": -1, "Preço unitário": 10, "Cliente": "C2"},
        ],
        ensure_ascii=False,
    ).encode(),
    "91", "-10", 2, 2,
)  # fmt: skip
EXPORTS = {
    "German shop": GERMAN, "French shop": FRENCH, "Spanish ERP": SPANISH, "Polish shop": POLISH, "till of the United States": ENGLISH,
    "Dutch web page": DUTCH, "Portuguese JSON": PORTUGUESE,
}  # fmt: skip


@pytest.mark.parametrize("land", list(EXPORTS))
def test_the_marts_have_the_figures_of_the_file(
    empty_shop: Shop, tmp_path: Path, land: str
) -> None:
    export = EXPORTS[land]
    file, feed = tmp_path / export.name, tmp_path / "my_shop.yml"
    file.write_bytes(export.content)
    feed.write_text(inspect(empty_shop.project, file, None, QUIET).proposed, encoding="utf-8")
    empty_shop.land(file, feed=feed)
    empty_shop.build()
    assert empty_shop.query(
        "select coalesce(sum(case when transaction_type = 'sale' then revenue end), 0), "
        "coalesce(sum(case when transaction_type = 'return' then revenue end), 0), "
        "count(distinct case when transaction_type = 'sale' then invoice_no end) from marts.fact_sales"
    ) == [(Decimal(export.sold), Decimal(export.returned), export.orders)]
    assert empty_shop.query("select count(*) from marts.customer_360") == [(export.customers,)]
    countries = {
        one for (one,) in empty_shop.query("select distinct country from marts.fact_sales")
    }
    assert countries == export.countries
    assert {one for (one,) in empty_shop.query("select doubt from marts.doubts")} == export.odd
    assert empty_shop.failed_tests() == {}
