"""Columns of states whose values are letters or numbers that only the shop knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, read, table


def lines_with(states: str) -> list[str]:
    """A line for each of the states, which commas part."""
    return [
        f"{at // 3},2024-05-17,{'ABC'[at % 3]},Lamp,{1 + at % 2},9.50,K{at},DE,{state}"
        for at, state in enumerate(states.split(","))
    ]


@pytest.mark.parametrize(
    ("header", "states", "line"),
    [
        ("Status", "9,9,9,7", "drop: {Status: ['7']}"), ("Status", "A,A,X", "drop: {Status: [X]}"), ("State", "A,A,X", "drop: {State: [X]}"),
        ("Order Status", "OK,OK,ST", "drop: {Order Status: [ST]}"), ("Zeilenstatus", "1,1,5,3,1,1,5,5", "drop: {Zeilenstatus: ['3']}"),
        ("Statut", "4,4,", "drop: {Statut: ['']}"), ("stato", "E,E,A", "drop: {stato: [A]}"), ("estado", "S,S,N", "drop: {estado: [N]}"),
        ("Storno", "L,L,S", "drop: {Storno: [S]}"), ("Storno", "N,N,J", "drop: {Storno: [J]}"), ("Cancelled", "N,N,S", "drop: {Cancelled: [S]}"),
        ("Storno", "1,2,3,4,5,6", "drop: {Storno: ['6']}"), ("LOEKZ", ",,X", "drop: {LOEKZ: [X]}"), ("LOEVM", ",,X", "drop: {LOEVM: [X]}"), ("ABSTK", "A,A,C", "{ABSTK: [A]}"),
    ],
)  # fmt: skip
def test_codes_of_states_are_told_with_their_lines(
    tmp_path: Path, header: str, states: str, line: str
) -> None:
    found = read(tmp_path, table(*lines_with(states), header=f"{COLUMNS},{header}"))
    assert len(found.doubts) == 1
    assert line in found.sentences
    rarest = line.split("[")[1].split("]")[0].strip("'")
    assert f"{states.split(',').count(rarest)} line" in found.sentences


@pytest.mark.parametrize(
    ("header", "states"),
    [
        ("Status", "9,9,9"), ("State", "NY,NY,CA"), ("Estado", "SP,SP,RJ"), ("Customer Status", "A,A,B"), ("Kundenstatus", "1,1,2"),
        ("Produktstatus", "1,1,2"), ("Delivery Status", "1,1,2"), ("Lieferstatus", "A,B,B"), ("Status", "1,2,3,4,5,6,7"),
        ("Marital Status", "S,M,M"), ("Status", "shipped,delivered,shipped"), ("Storno", "N,N,N"), ("Bestandsstatus", "1,2,2"),
    ],
)  # fmt: skip
def test_one_state_and_states_of_something_else_are_not_told(
    tmp_path: Path, header: str, states: str
) -> None:
    assert read(tmp_path, table(*lines_with(states), header=f"{COLUMNS},{header}")).doubts == []


@pytest.mark.parametrize("said", ["keep: {Status: ['9']}", "drop: {Status: ['7']}", "returns: {Status: ['7']}"])  # fmt: skip
@pytest.mark.parametrize("states", ["9,9,9,7", "9,9,8,7"])
def test_states_that_the_feed_names_are_not_told(tmp_path: Path, said: str, states: str) -> None:
    text = table(*lines_with(states), header=f"{COLUMNS},Status")
    assert read(tmp_path, text, f"{FEED}{said}\n").doubts == []


def test_codes_of_what_is_no_state_are_not_told_where_the_feed_keeps_some(tmp_path: Path) -> None:
    text = table(*lines_with("A,A,B,C"), header=f"{COLUMNS},Quelle")
    found = read(tmp_path, text, f"{FEED}keep: {{Quelle: [A, B]}}\n")
    assert (found.doubts, found.left_out) == ([], 1)


def test_kinds_that_the_feed_names_are_not_told(tmp_path: Path) -> None:
    text = table(*lines_with("RE,RE,D,SI"), header=f"{COLUMNS},Document Type")
    assert read(tmp_path, text, f"{FEED}drop: {{Document Type: [SI]}}\n").doubts == []


@pytest.mark.parametrize(
    ("header", "states", "line"),
    [
        ("Status", "1,2,3,4,5,6", "drop: {Status: ['6']}"), ("Belegart", "RE,GS,TA,LI,AU,AN", "keep: {Belegart: [AN]}"),
        # Words of sales beside short ones of what came back, in columns of states, of kinds and of anything.
        ("Status", "SALE,SALE,RET", "drop: {Status: [RET]}"), ("Document Type", "Invoice,Invoice,RET", "returns: {Document Type: [RET]}"),
        ("Document Type", "Invoice,Invoice,CANC", "drop: {Document Type: [CANC]}"), ("Document Type", "INV,CN,Refund", "[CN, Refund]"),
        ("Document Type", "Invoice,Invoice,Exchange", "drop: {Document Type: [Exchange]}"), ("Document Type", "Invoice,Invoice,troca", "drop: {Document Type: [troca]}"),
        ("Transaction Type", "INV,CN,CRN", "keep: {Transaction Type: [INV]}"), ("Transaction Type", "SALE,SALE,RTRN", "keep: {Transaction Type: [SALE]}"),
        # Where all are payments, only what came back is none; a cancelled invoice makes no order one that was not sold.
        ("Event Type", "Payment,Refund,Payment", "drop: {Event Type: [Refund]}"), ("Document Type", "Order,Order,Cancelled invoice", "drop: {Document Type: [Cancelled invoice]}"),
        ("Quelle", "Laden,Retoure,Pending", "drop: {Quelle: [Retoure]}"), ("Refunded", "5.50,yes,", "keep: {Refunded: ['']}"),
        # What was moved is a sale where no other line is called one.
        ("Soll/Haben", "Transfer,Transfer,Annullato", "drop: {Soll/Haben: [Annullato]}"), ("Event Type", "RET,RET,Order", "drop: {Event Type: [RET]}"),
        ("Soll/Haben", "S,S,H", "keep: {Soll/Haben: [S]}"), ("Soll/Haben", "S,S,", "keep: {Soll/Haben: [S]}"), ("Type", "A,A,B", "keep: {Type: [A]}"),
    ],
)  # fmt: skip
def test_what_came_back_by_a_code_or_a_word_is_told_alone(
    tmp_path: Path, header: str, states: str, line: str
) -> None:
    found = read(tmp_path, table(*lines_with(states), header=f"{COLUMNS},{header}"))
    assert found.doubts == ["orders_that_may_be_no_sales"]
    assert line in found.sentences


@pytest.mark.parametrize(
    ("header", "states"),
    [
        ("Event Type", "Payment,Payment,"), ("Order Status", "ok,ok,Payment"), ("Quelle", "Transfer,Lager,Lager"), ("Fulfilment", "RET,Web,Web"),
        ("Soll/Haben", "S,S,foo"), ("Soll/Haben", "S,S,S"), ("Soll/Haben", "S,H,X"), ("Type", "A,A,BB"), ("Type", "A,A,*"), ("Type", "A,B,C"), ("Belegart", "A1,A2,A3,A4,A5,A6,A7"),
        ("Order Type", "ON,ON,Counter"), ("Belegart", "clic,clic,Ansicht"), ("Item Deleted", "A,A,A5"),
    ],
)  # fmt: skip
def test_codes_beside_words_of_something_else_are_not_told(
    tmp_path: Path, header: str, states: str
) -> None:
    assert read(tmp_path, table(*lines_with(states), header=f"{COLUMNS},{header}")).doubts == []


@pytest.mark.parametrize(
    ("header", "states", "said"),
    [
        ("Refunded", "GS,GS,GS", "says 'GS' on 3 lines"), ("Is Cancelled", "*,*,A2", "says '*' on 2 lines, 'A2' on 1 line"),
    ],
)  # fmt: skip
def test_a_mark_that_says_yes_of_all_lines_is_told_without_the_line_for_returns(
    tmp_path: Path, header: str, states: str, said: str
) -> None:
    found = read(tmp_path, table(*lines_with(states), header=f"{COLUMNS},{header}"))
    assert said in found.sentences
    assert f"keep: {{{header}: [completed]}}" in found.sentences
    assert "returns:" not in found.sentences


def test_money_that_went_back_is_told_by_what_most_lines_have(tmp_path: Path) -> None:
    found = read(tmp_path, table(*lines_with("7,5.50,5.50,"), header=f"{COLUMNS},Refunded"))
    assert found.doubts == ["parts_taken_back"]
    assert "of 3 lines" in found.sentences
    assert "(for instance '5.50')" in found.sentences


@pytest.mark.parametrize(("invoice", "is_told"), [("[Nr, Rechnung]", False), ("Nr", True)])
def test_what_is_owed_on_invoices_is_sold(tmp_path: Path, invoice: str, is_told: bool) -> None:
    lines = [f"{line},{at}" for at, line in enumerate(lines_with("unpaid,unpaid,paid"))]
    feed = FEED.replace("invoice: Nr", f"invoice: {invoice}")
    found = read(tmp_path, table(*lines, header=f"{COLUMNS},Status,Rechnung"), feed)
    assert ("orders_that_may_be_no_sales" in found.doubts) == is_told


DECIDED = "keep: {Auftragsstatus: [Web]}"


@pytest.mark.parametrize(
    ("header", "states"),
    [
        ("Status", "9,9,7"), ("Document Type", "Invoice,Invoice,Exchange"),
        ("Status", "SALE,SALE,RET"), ("Status", "ok,ok,On Hold"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(("said", "is_told"), [(DECIDED, False), ("drop: {Art: [Z]}", True)])
def test_a_feed_that_decides_by_another_column_hears_of_what_is_certain_alone(
    tmp_path: Path, header: str, states: str, said: str, is_told: bool
) -> None:
    lines = [f"{line},Web" for line in lines_with(states)]
    found = read(
        tmp_path, table(*lines, header=f"{COLUMNS},{header},Auftragsstatus"), f"{FEED}{said}\n"
    )
    assert bool(found.doubts) == is_told


@pytest.mark.parametrize(
    ("column", "kept", "is_told"),
    [
        ("Paid", "J", False), ("Gelöscht", "nein", False), ("Kanal", "Sale", False), ("Kanal", "Sale, Web", False),
        ("Kanal", "Web", True), ("Return Reason", "Sale", True),
    ],
)  # fmt: skip
def test_what_is_kept_decides_by_its_column_or_by_its_words(
    tmp_path: Path, column: str, kept: str, is_told: bool
) -> None:
    lines = [f"{line},{kept.split(',')[0]}" for line in lines_with("ok,ok,On Hold")]
    said = f"keep: {{{column}: [{kept}]}}"
    found = read(tmp_path, table(*lines, header=f"{COLUMNS},Status,{column}"), f"{FEED}{said}\n")
    assert ("orders_that_may_be_no_sales" in found.doubts) == is_told


def test_the_names_of_articles_decide_nothing(tmp_path: Path) -> None:
    text = table(*lines_with("ok,ok,On Hold"), header=f"{COLUMNS},Status")
    found = read(tmp_path, text, f"{FEED}keep: {{Name: [Lamp, Sale]}}\n")
    assert found.doubts == ["orders_that_may_be_no_sales"]


def test_codes_of_what_came_back_are_told_where_another_column_decides(tmp_path: Path) -> None:
    lines = [f"{line},Web" for line in lines_with("Verkauft,Verkauft,CN")]
    text = table(*lines, header=f"{COLUMNS},Quelle,Auftragsstatus")
    assert "drop: {Quelle: [CN]}" in read(tmp_path, text, f"{FEED}{DECIDED}\n").sentences


@pytest.mark.parametrize(
    ("said", "states", "line"),
    [
        ("drop: {Status: [Test]}", "Refunded,Storno", "drop: {Status: [Test, Refunded, Storno]}"),
        ("returns: {Status: [Test]}", "Refunded,Storno", "drop: {Status: [Refunded, Storno]}"),
        ("drop: {Status: [Test]}", "Failed,Refunded,Returned,Reversed,Storno,Voided", "drop: {Status: [Test, Failed, Refunded, Returned, Reversed, Storno]}"),
    ],
)  # fmt: skip
def test_where_the_feed_names_states_the_line_leaves_more_out(
    tmp_path: Path, said: str, states: str, line: str
) -> None:
    text = table(*lines_with(f"Test,{states}"), header=f"{COLUMNS},Status")
    assert line in read(tmp_path, text, f"{FEED}{said}\n").sentences


def test_the_line_names_what_the_feed_drops_of_this_column_alone(tmp_path: Path) -> None:
    lines = [f"{line},Web" for line in lines_with("ok,Refunded,Storno,ok,ok")]
    said = "drop: {Kanal: [Test], Status: [Storno]}"
    found = read(tmp_path, table(*lines, header=f"{COLUMNS},Status,Kanal"), f"{FEED}{said}\n")
    assert "drop: {Status: [Storno, Refunded]}" in found.sentences


@pytest.mark.parametrize(
    ("states", "more", "line"),
    [
        ("Cancelled,Refunded,Failed,Returned,Storno", "", "keep: {Status: [ok]}"),
        ("Cancelled,Cancelled,Refunded,Failed,Returned,Storno,Voided", " and 1 more", "keep: {Status: [ok]}"),
        ("Cancelled,Cancelled,A1,B1,C1,D1,E1,F1", "", "drop: {Status: [Cancelled]}"),
    ],
)  # fmt: skip
def test_of_many_states_five_are_listed(tmp_path: Path, states: str, more: str, line: str) -> None:
    found = read(tmp_path, table(*lines_with(f"ok,ok,ok,{states}"), header=f"{COLUMNS},Status"))
    assert line in found.sentences
    assert ("more, and these" in found.sentences) == bool(more)
    assert more in found.sentences


@pytest.mark.parametrize(
    ("header", "kinds", "tells"),
    [
        ("Belegart", "RE,RE,GU", "'GU' on 1 line"), ("Bewegungsart", "601,601,653", "'653' on 1 line"), ("Soll/Haben", "S,S,H", "'H' on 1 line"),
        ("Document Type", "INV,INV,CN", "'CN' on 1 line"), ("Belegart", "S,S,R", "'R' on 1 line"),
    ],
)  # fmt: skip
def test_kinds_of_documents_are_told_also_where_states_are_kept(
    tmp_path: Path, header: str, kinds: str, tells: str
) -> None:
    lines = [f"{line},fertig" for line in lines_with(kinds)]
    text = table(*lines, header=f"{COLUMNS},{header},Status")
    outcome = read(tmp_path, text, f"{FEED}keep: {{Status: [fertig]}}\n")
    assert (outcome.doubts, tells in outcome.sentences) == (["orders_that_may_be_no_sales"], True)
    (tmp_path / "kept").mkdir()
    says = f"keep: {{{header}: [{kinds.split(',')[0]}]}}\n"
    assert read(tmp_path / "kept", text, f"{FEED}{says}").doubts == []


def test_of_many_states_of_returns_and_of_sales_five_stand_in_the_lines(tmp_path: Path) -> None:
    good = "complete,delivered,ok,paid,ready,shipped"
    odd = "Cancelled,Refunded,Retoure,Returned,Reversed,Storno,Voided"
    found = read(tmp_path, table(*lines_with(f"{good},{odd}"), header=f"{COLUMNS},Status"))
    assert "keep: {Status: [complete, delivered, ok, paid, ready]}" in found.sentences
    assert (
        "returns: {Status: [Cancelled, Refunded, Retoure, Returned, Reversed]}" in found.sentences
    )
