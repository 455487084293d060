"""Names of columns that shops' programs use, each taken for its field without a question."""

from __future__ import annotations

import pytest

from tests.python.landing.conftest import Landing
from tests.python.landing.test_questions_of_proposals import look

LINES = [f"{1000 + at // 2};{1 + at % 28:02d}.03.2024;A{at % 7};Lamp {at % 7};2;9,50;K{at % 5};DE" for at in range(40)]  # fmt: skip


@pytest.mark.parametrize(
    "header",
    [
        "Nº recibo;Data da venda;Cód. produto;Descrição;Qtd;Preço unit.;Código do cliente;País",
        "Nº ticket;Fecha factura;Código;Concepto;Cantidad;Precio ud.;Cliente ID;País",
        "Numero scontrino;Data;Codice;Descrizione;Q.tà;Prezzo unit.;Codice cliente;Paese",
        "Beleg-Nr.;Belegdatum;Material;Kurztext;Menge;Preis;Debitor;Land",
        "N° de pièce;Date facture;Réf.;Désignation;Qté;Prix unit.;Compte client;Pays",
        "Nr dokumentu;Data sprzedaży;Indeks;Nazwa towaru;Ilość;Cena netto;Kontrahent;Kraj",
        "SO Number;Created;Prod Code;Item;Item Qty;Unit Amt;E-Mail;Ctry",
    ],
)
def test_every_column_is_taken(landing: Landing, header: str) -> None:
    found = look(landing, "orders.csv", "\n".join((header, *LINES)) + "\n")
    names = header.split(";")
    assert found.questions == []
    assert {one.field: one.column for one in found.columns} == dict(
        zip(
            "invoice invoice_date stock_code description quantity price customer_id country".split(),
            names,
            strict=True,
        )
    )
    assert found.counts["sold"] == "760.00"
