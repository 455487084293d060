"""Countries that are none, and customers that stand only above the lines that are theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.python.landing.situations.shop import COLUMNS, FEED, LINES, read, table


def _with_countries(*countries: str, header: str = COLUMNS) -> str:
    lines = (
        f"{number},2024-05-17,A,Lamp,1,40.00,K{number},{country}"
        for number, country in enumerate(countries)
    )
    return table(*lines, header=header)


@pytest.mark.parametrize("header", ["State", "Billing Province", "Bundesland", "Provincia", "Shipping_State"])  # fmt: skip
def test_states_that_are_read_as_countries_are_told(tmp_path: Path, header: str) -> None:
    text = _with_countries("CA", "DE", "IN", header=COLUMNS.replace("Land", header))
    feed = FEED.replace("country: Land", f'country: "{header}"')
    assert read(tmp_path, text, feed).doubts == ["states_as_countries"]


@pytest.mark.parametrize("header", ["Country", "Staat", "Stato", "Statement country"])
def test_the_name_of_a_country_is_not_one_of_states(tmp_path: Path, header: str) -> None:
    text = _with_countries("CA", "DE", "IN", header=COLUMNS.replace("Land", header))
    feed = FEED.replace("country: Land", f'country: "{header}"')
    assert read(tmp_path, text, feed).doubts == []


@pytest.mark.parametrize(
    ("countries", "doubts"),
    [
        (("Germany", "NA", "France"), ["country_not_available"]),
        (("na", "NA", "Spain"), ["country_not_available"]),
        (("DE", "NA", "ZA"), []), (("Germany", "Namibia", "France"), []),
    ],
)  # fmt: skip
def test_what_r_writes_for_no_country_is_told(
    tmp_path: Path, countries: tuple[str, ...], doubts: list[str]
) -> None:
    assert read(tmp_path, _with_countries(*countries)).doubts == doubts


def _with_customers(*labels: str) -> str:
    lines = (f"{number},2024-05-17,A,Lamp,1,40.00,{label}" for number, label in enumerate(labels))
    return table(*lines)


@pytest.mark.parametrize(
    "labels",
    [
        ("K1,DE", ",", "K2,FR", ",", ",", "K3,AT"),
        ("K9,Germany", "K9,Germany", ",", "K2,Spain", ",", "K3,Italy", ","),
        ("ben@x.org,DE", "ann@x.org,DE", ",", ",", "cem@x.org,DE"),
    ],
)
def test_customers_that_stand_only_above_their_lines_are_told(
    tmp_path: Path, labels: tuple[str, ...]
) -> None:
    assert read(tmp_path, _with_customers(*labels)).doubts == ["labels_on_first_lines"]


@pytest.mark.parametrize(
    "labels",
    [
        # guests with a country, customers that come again, and a guest at the beginning
        ("K1,DE", ",DE", "K2,FR", ",FR", ",FR", "K3,AT"),
        ("K1,DE", ",", "K2,FR", ",", "K1,DE", "K3,AT"),
        (",", "K1,DE", ",", "K2,FR", ",", "K3,AT"),
    ],
)
def test_guests_among_customers_stay_quiet(tmp_path: Path, labels: tuple[str, ...]) -> None:
    assert read(tmp_path, _with_customers(*labels)).doubts == []


@pytest.mark.parametrize(
    ("places", "is_told"), [(("DE", "FR", "DE"), True), (("DE", "de ", ""), False)]
)
def test_countries_in_a_column_beside_one_of_the_feed_are_told(
    tmp_path: Path, places: tuple[str, ...], is_told: bool
) -> None:
    feed = FEED.replace(", country: Land", "") + "country: Germany\n"
    lines = (line.removesuffix("DE") + place for line, place in zip(LINES, places, strict=True))
    outcome = read(tmp_path, table(*lines), feed)
    assert outcome.doubts == ["one_country_of_many"] * is_told
    assert ("country: Land" in outcome.sentences) == is_told
