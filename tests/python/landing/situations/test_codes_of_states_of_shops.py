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
        ("LOEKZ", ",,X", "drop: {LOEKZ: [X]}"), ("LOEVM", ",,X", "drop: {LOEVM: [X]}"), ("ABSTK", "A,A,C", "{ABSTK: [A]}"),
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
def test_states_that_the_feed_names_are_not_told(tmp_path: Path, said: str) -> None:
    text = table(*lines_with("9,9,9,7"), header=f"{COLUMNS},Status")
    assert read(tmp_path, text, f"{FEED}{said}\n").doubts == []
