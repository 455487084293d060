"""Guests: what stands in place of a customer, what the feed says of it, and a customer that may be many people."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.python.landing.situations.shop import FEED, LINES, read, table


def _orders(*customers: str) -> str:
    """An order of each."""
    return table(
        *(
            f"{at},2024-05-{10 + at % 20},A,Oil,1,10.00,{one},DE"
            for at, one in enumerate(customers, start=1)
        )
    )


def _customers(tmp_path: Path, text: str, more: str = "") -> tuple[set[str | None], list[str], str]:
    outcome = read(tmp_path, text, FEED + more)
    return set(outcome.column("customer_id")), outcome.doubts, outcome.sentences


WORDS = (
    "Passant", "Kassaklant", "Losse verkoop", "Balie", "Comptoir", "Cliente genérico", "Banco", "Cliente avulso", "Gastbesteller", "Tageskunde", "CPD", "Sammelkunde", "Sammeldebitor",
    "Unregistered", "Amazon Customer", "XXX", "TBD", "noreply@shop.com", "no-reply@shop.de", "guest@guest.com", "null@null.com", "no@email.com", "Гость", "Розничный покупатель", "Misafir",
    "Vieras", "(Guest)", "*** GAST ***", "walk_in", "Guest-Checkout", "PÚBLICO GENERAL", "0000000000",
    "brak", "Ingen", "ei ole", "yok", "neznámý", "δ/υ", "Нет", "gost", "Nessuno", "なし", "无",
)  # fmt: skip


def test_words_for_guests_are_guests_without_a_word(tmp_path: Path) -> None:
    found, doubts, _ = _customers(tmp_path, _orders(*WORDS, "K1", "K2"))
    assert found == {None, "K1", "K2"}
    assert doubts == []


def test_people_with_names_much_like_them_are_customers(tmp_path: Path) -> None:
    people = ("Guestier", "Gastmann", "Banco Santander", "Passantino", "A. Null", "smith@smith.com", "nora@email.com", "10000", "-10", "999")  # fmt: skip
    found, doubts, _ = _customers(tmp_path, _orders(*people))
    assert found == {*people}
    assert doubts == []


def test_an_address_that_may_be_somebodys_is_a_customer(tmp_path: Path) -> None:
    people = ("a@x.de", "x@x.com", "a@a.org", "xxx@mail.com", "test@mail.com", "a@test.de", "dummy@email.de")  # fmt: skip
    nobody = ("test@test.de", "a@example.com", "x@none.com", "xx@xxx.com", "na@na.na", "dummy@dummy.com")  # fmt: skip
    found, doubts, _ = _customers(tmp_path, _orders(*people, *nobody))
    assert found == {*people, None}
    assert doubts == []


def test_an_address_of_many_orders_is_told_and_the_feed_says_it(tmp_path: Path) -> None:
    others = [f"k{n}@mail.de" for n in range(6)]
    found, doubts, sentences = _customers(tmp_path, _orders(*["a@x.de"] * 12, *others))
    assert (found, doubts) == ({"a@x.de", *others}, ["one_large_customer"])
    assert "guests: [a@x.de]" in sentences


@pytest.mark.parametrize("zero", ["0", "0.0", "0000000000"])
def test_a_zero_is_guests_however_many_orders_it_has(tmp_path: Path, zero: str) -> None:
    for orders in (1, 6):
        text = _orders(*[zero] * orders, "10432", "10432", "10433", "20977", "11002")
        (tmp_path / f"{orders}").mkdir()
        found, doubts, _ = _customers(tmp_path / f"{orders}", text)
        assert found == {None, "10432", "10433", "20977", "11002"}
        assert doubts == []


def test_a_zero_before_customers_from_one_on_is_told_and_the_feed_says_it(tmp_path: Path) -> None:
    text = _orders("0", "1", "2", "3", "4", "0", "5", "1")
    found, doubts, sentences = _customers(tmp_path, text)
    assert (found, doubts) == ({"0", "1", "2", "3", "4", "5"}, ["customer_zero"])
    for folder, line, zero in (
        ("guests", 'guests: ["0"]', None),
        ("known", 'known_customers: ["0"]', "0"),
    ):
        assert line in sentences
        (tmp_path / folder).mkdir()
        found, doubts, _ = _customers(tmp_path / folder, text, f"{line}\n")
        assert (found, doubts) == ({zero, "1", "2", "3", "4", "5"}, [])


def test_nines_among_others_are_a_customer_and_told(tmp_path: Path) -> None:
    text = _orders("99999", "99999", "K1", "K2", "K2")
    found, doubts, sentences = _customers(tmp_path, text)
    assert (found, doubts) == ({"99999", "K1", "K2"}, ["customer_zero"])
    assert "guests: [" in sentences
    (tmp_path / "said").mkdir()
    found, doubts, _ = _customers(tmp_path / "said", text, "guests: 99999\n")
    assert (found, doubts) == ({None, "K1", "K2"}, [])


def test_the_feed_names_guests_in_any_case(tmp_path: Path) -> None:
    text = _orders("Theke 1", "THEKE 1", "K1", "Gast")
    found, doubts, _ = _customers(tmp_path, text, "guests: [theke 1]\nknown_customers: [GAST]\n")
    assert (found, doubts) == ({None, "K1", "Gast"}, [])


@pytest.mark.parametrize(
    ("guest", "said"),
    [
        *(("Guest ", ""), (" 0 ", ""), ("Walk\u2013in Customer", ""), ("'Guest'", ""), ('"=""Guest"""', ""), ('"=""0"""', ""), ("'0", "")),
        ("x" * 64, f"guests: [{'x' * 64}]\n"), ("0" * 64, ""), ("Theke\u200b", "guests: [theke]\n"),
    ],
)  # fmt: skip
def test_guests_whose_text_is_tidied_are_guests_and_count_once(
    tmp_path: Path, guest: str, said: str
) -> None:
    """A text of two meanings made two lines of each."""
    text = _orders(guest, guest, "K1", "K2 ", guest)
    outcome = read(tmp_path, text, FEED + said)
    assert set(outcome.doubts) <= {"long_ids"}
    assert outcome.column("customer_id") == [None, None, "K1", "K2", None]


OTHERS = ("K1", "K2", "K3", "K4", "K5", "K5", "K5")


def test_one_customer_with_several_times_the_orders_of_others_is_told(tmp_path: Path) -> None:
    text = _orders(*["Zaal verkoop"] * 12, *OTHERS)
    found, doubts, sentences = _customers(tmp_path, text)
    assert ("Zaal verkoop" in found, doubts) == (True, ["one_large_customer"])
    for folder, line, is_kept in (
        ("guests", "guests: [Zaal verkoop]", False),
        ("known", "known_customers: [Zaal verkoop]", True),
    ):
        assert line in sentences
        (tmp_path / folder).mkdir()
        found, doubts, _ = _customers(tmp_path / folder, text, f"{line}\n")
        assert ("Zaal verkoop" in found, doubts) == (is_kept, [])


@pytest.mark.parametrize(
    "customers",
    [(*["K0"] * 9, *OTHERS), (*["K0"] * 12, "K1", "K2", "K3"), (*["K0"] * 12, *["K6"] * 5, *OTHERS), (*["Gast"] * 12, *OTHERS)],
)  # fmt: skip
def test_other_large_customers_stay_quiet(tmp_path: Path, customers: tuple[str, ...]) -> None:
    assert _customers(tmp_path, _orders(*customers))[1] == []


@pytest.mark.parametrize("given", ["guests: [[a]]", 'guests: [""]', "known_customers: {a: b}"])
def test_what_is_no_list_of_customers_is_refused(tmp_path: Path, given: str) -> None:
    assert "a list of customers" in read(tmp_path, table(*LINES), f"{FEED}{given}\n").refused
