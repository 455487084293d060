"""What only orders as a whole show: `inspect` tells it as the marts will, and asks what nobody can tell."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from python_jobs.core.console import Progress
from python_jobs.core.seeds import read_seed
from python_jobs.core.shop import Shop
from python_jobs.landing.inspection.inspect import Inspection, inspect
from python_jobs.landing.inspection.orders import _ADVICE_UNKNOWN, _CLASSES
from python_jobs.landing.propose.columns import propose_columns
from python_jobs.words.language import read_language
from tests.python.landing.conftest import Landing
from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, Outcome, read, table

QUIET = Progress(Console(file=io.StringIO()))


def look(
    landing: Landing, lines: Sequence[str], more: str = "", header: str = COLUMNS
) -> Inspection:
    path = landing.write("orders.csv", table(*lines, header=header))
    feed = landing.write("shop.yml", FEED + more)
    return inspect(landing.project, path, feed, QUIET)


def kinds(found: Inspection) -> list[str]:
    return [one.kind for one in found.doubts]


def order(number: object, day: int, customer: str, article: str = "A", pieces: int = 1) -> str:
    return f"{number},2024-05-{day:02d},{article},Oil,{pieces},10.00,{customer},DE"


ORDERS = [order(at, 1 + at % 28, f"K{at % 20}", f"A{at % 3}") for at in range(60)]


@pytest.mark.parametrize(
    ("lines", "more", "kind"),
    [
        ([*ORDERS, *ORDERS[:10]], "", "many_repeated_lines"),
        ([*ORDERS, *(order(at, 28, f"K{at}", "B") for at in range(3))], "", "invoices_over_several_days"),
        ([*ORDERS, *(order(at, 1 + at, "K50", "B") for at in range(3))], "", "invoices_of_several_customers"),
        ([*ORDERS, *(order(f"G{at}", 7, "K50") for at in range(30))], "", "one_customer_dominates"),
        ([*ORDERS, *(order(f"C{at}", 7, f"K{at}") for at in range(5))], "cancellation_prefix: C\n", "signs_against_the_prefix"),
        ([*ORDERS, *(order(f"Z{at}", 7, f"K{at}", pieces=0) for at in range(30))], "", "many_lines_of_nothing"),
    ],
)  # fmt: skip
def test_what_orders_show_together_is_told(
    landing: Landing, lines: list[str], more: str, kind: str
) -> None:
    found = look(landing, lines, more)
    assert kind in kinds(found)
    assert next(one for one in found.doubts if one.kind == kind).remedy
    assert kind not in kinds(look(landing, lines, f"{more}known_doubts: [{kind}]\n"))


def test_a_customer_that_the_feed_knows_is_told_no_more(landing: Landing) -> None:
    lines = [*ORDERS, *(order(f"G{at}", 7, "K50") for at in range(30))]
    assert kinds(look(landing, lines, "known_customers: [K50]\n")) == []
    assert "one_customer_dominates" in kinds(look(landing, lines, "known_customers: [K5]\n"))


def test_nothing_is_told_of_good_orders(landing: Landing) -> None:
    assert kinds(look(landing, ORDERS)) == []


def test_kinds_of_lines_are_called_as_in_the_marts(landing: Landing) -> None:
    rule = (landing.project.root / "macros/rules/line_class.sql").read_text(encoding="utf-8")
    assert all(f"'{name}'" in rule for name in _CLASSES.values())


STORES = [f"{line},{'NSW'[at % 3]}" for at, line in enumerate(
    order(1 + at // 3, 1 + at // 3, f"K{at % 3}{at % 7}", f"A{at % 4}") for at in range(30)
)]  # fmt: skip


@pytest.mark.parametrize("name", ["Store", "Till", "Filiale", "Caisse", "Register ID"])
def test_numbers_of_several_stores_are_asked_for(landing: Landing, name: str) -> None:
    header = f"Order No,Order Date,SKU,Item,Qty,Unit Price,Customer,Country,{name}"
    path = landing.write("orders.csv", table(*STORES, header=header))
    found = inspect(landing.project, path, None, QUIET)
    [question] = found.questions
    assert question.answers[0].line == f"invoice: [Order No, {name}]"
    answered = inspect(landing.project, path, None, QUIET, lambda one: one.answers[0])
    assert answered.counts["orders with a sale"] == "30"


def test_a_store_beside_numbers_of_the_whole_shop_is_no_question(landing: Landing) -> None:
    header = "Order No,Order Date,SKU,Item,Qty,Unit Price,Customer,Country,Store"
    lines = [f"{line},{'NSW'[at % 3]}" for at, line in enumerate(ORDERS)]
    found = inspect(
        landing.project, landing.write("orders.csv", table(*lines, header=header)), None, QUIET
    )
    assert found.questions == []


NO_CUSTOMER = FEED.replace("customer_id: Wer, ", "")


def of_column(folder: Path, name: str, lines: Sequence[str] = ORDERS, more: str = "") -> Outcome:
    return read(folder, table(*lines, header=COLUMNS.replace("Wer", name)), NO_CUSTOMER + more)


@pytest.mark.parametrize(
    "name", ["Kundennr", "Debiteur", "Account Ref", "Contact email", "KUNNR", "N° tiers"]
)
def test_customers_that_no_feed_names_are_told(tmp_path: Path, name: str) -> None:
    outcome = of_column(tmp_path, name)
    assert outcome.doubts == ["customers_not_read"]
    assert f"customer_id: {name}" in outcome.sentences


def test_customers_that_someone_has_left_out_are_told_no_more(tmp_path: Path) -> None:
    assert of_column(tmp_path, "Kundennr", more="known_doubts: [customers_not_read]\n").doubts == []


@pytest.mark.parametrize(
    "lines",
    [
        [line.rsplit(",", 2)[0] + ",,DE" for line in ORDERS],
        # till users
        [line.rsplit(",", 2)[0] + f",U{at % 2},DE" for at, line in enumerate(ORDERS)],
        # what is of a line and not of an order
        [order(at // 3, 1, f"K{at % 5}", f"A{at % 3}") for at in range(60)],
    ],
)
def test_what_are_no_customers_is_no_doubt(tmp_path: Path, lines: list[str]) -> None:
    assert of_column(tmp_path, "Account", lines).doubts == []


def test_the_name_of_an_article_is_no_customer(tmp_path: Path) -> None:
    feed = NO_CUSTOMER.replace("description: Name, ", "")
    assert (
        read(tmp_path, table(*LINES, *ORDERS, header=COLUMNS.replace("Wer", "Kasse")), feed).doubts
        == []
    )


@pytest.mark.parametrize(
    ("header", "field", "column"),
    [
        ("Date,Num,Memo,Name,Item,Qty,Sales Price", "invoice", "Num"),
        ("id_order,reference,date_add,product_reference,product_quantity,unit_price_tax_excl", "stock_code", "product_reference"),
        ("ID,Date,Order ID,Item,System ID,Qty,Retail", "stock_code", "System ID"),
        ("Nº do pedido,Data,Código,Quantidade,Preço", "invoice", "Nº do pedido"),
        ("N° pièce,Date,N° tiers,Référence,Quantité,PU", "invoice", "N° pièce"),
        ("N° pièce,Date,N° tiers,Référence,Quantité,PU", "customer_id", "N° tiers"),
        ("Transaktions-ID,Datum,Artikelnr,Menge,Preis", "invoice", "Transaktions-ID"),
        ("Verk.Beleg,Belegdat.,Material,Auftragsmenge,Nettowert", "invoice", "Verk.Beleg"),
        ("VBELN,AUDAT,KUNNR,MATNR,KWMENG,NETWR", "line_amount", "NETWR"),
        ("VBELN,AUDAT,KUNNR,MATNR,KWMENG,NETWR", "quantity", "KWMENG"),
        ("Zamówienie,Data,Symbol,Liczba sztuk,Cena", "quantity", "Liczba sztuk"),
        ("Order ID,Order Date,Product SKU,Product Qty,Product Unit Price", "quantity", "Product Qty"),
    ],
)  # fmt: skip
def test_names_that_programs_give_columns(header: str, field: str, column: str) -> None:
    found = propose_columns({one: [] for one in header.split(",")})
    assert found.columns[field] == column


@pytest.mark.parametrize(
    ("seed", "advice"),
    [
        ('doubt,is_urgent,advice\nmany_repeated_lines,0,"Ask Anna, she knows."\n', "Ask Anna, she knows."),
        ("\ufeffdoubt,is_urgent,advice\nfew_goods,0,Nothing.\n", _ADVICE_UNKNOWN),
    ],
)  # fmt: skip
def test_what_to_do_is_told_as_the_seed_of_the_shop_says(
    landing: Landing, tmp_path: Path, seed: str, advice: str
) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "doubt_kinds.csv").write_text(seed, encoding="utf-8")
    path = landing.write("orders.csv", table(*ORDERS, *ORDERS[:10], header=COLUMNS))
    project = replace(landing.project, shop=Shop(tmp_path))
    found = inspect(project, path, landing.write("shop.yml", FEED), QUIET)
    assert [(one.kind, one.remedy) for one in found.doubts] == [("many_repeated_lines", advice)]


def test_who_has_named_the_number_of_the_line_is_told_what_else_helps(landing: Landing) -> None:
    """Of the file and of the marts, in both languages: the feed of such a line has it already."""
    numbered = [f"{line},1" for line in (*ORDERS, *ORDERS[:10])]
    path = landing.write("orders.csv", table(*numbered, header=f"{COLUMNS},Line"))
    feed = landing.write("shop.yml", FEED.replace("{", "{line_number: Line, ", 1))
    found = inspect(landing.project, path, feed, QUIET)
    [doubt] = [one for one in found.doubts if one.kind == "many_repeated_lines"]
    german = read_language("de").words
    advice = {
        row["doubt"]: row["advice"] or "" for row in read_seed(landing.project, "doubt_kinds")
    }
    numbering = {kind for kind, text in advice.items() if "line_number:" in text}
    assert numbering == {"many_repeated_lines", "orders_differ_between_files"}
    for kind in numbering:
        for text in (advice[kind], german[f"doubt.{kind}.advice"]):
            assert f"known_doubts: [{kind}]" in text
    assert doubt.remedy == advice[doubt.kind]
