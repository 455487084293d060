"""Files that overlap: an order that stands in several of them with different lines is told, until that is mended."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.python.conftest import Run
from tests.python.rebuilding import Shop

DOUBT = "orders_differ_between_files"
COLUMNS = """columns: {invoice: Order, stock_code: SKU, description: Item, quantity: Qty, invoice_date: Day, price: Price,
  customer_id: Customer, country: Country%s}
"""
HEADER = "Order,SKU,Item,Qty,Day,Price,Customer,Country,Line"
OTHERS = [f"{700 + n},B{n},PLATE {n},1,2024-03-0{n},4.00,C{n},France,1" for n in range(1, 6)]


def line(order: int, article: str, quantity: int = 2, number: int = 1, *, price: str = "5.00", item: str = "CUP",
         customer: str = "C1") -> str:  # fmt: skip
    return f"{order},{article},{item} {article},{quantity},2024-03-04,{price},{customer},France,{number}"


class Files:
    """Files of one feed; each is landed when it is written."""

    def __init__(self, shop: Shop, folder: Path) -> None:
        self.shop = shop
        self.folder = folder
        self.feed = folder / "feed.yml"
        self.say()

    def say(self, *options: str, line_number: bool = False) -> None:
        columns = COLUMNS % (", line_number: Line" if line_number else "")
        self.feed.write_text(columns + "\n".join(options) + "\n", encoding="utf-8")

    def land(self, name: str, *lines: str) -> Path:
        path = self.folder / name
        path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
        self.shop.land(path, feed=self.feed)
        return path

    def doubts(self, kind: str = DOUBT) -> list[tuple[str, str]]:
        """Sentence and example of the doubts of a kind about files."""
        self.shop.build_tables(
            "int_countries",
            "int_overlapping_lines",
            "int_order_lines",
            "int_lines_in_several_files",
            "doubts_about_files",
        )
        return [
            (str(sentence), str(example))
            for sentence, example in self.shop.query(
                f"select sentence, example from marts.doubts_about_files where doubt = '{kind}' order by sentence"
            )
        ]

    def quantity(self, order: int) -> int:
        [(pieces,)] = self.shop.query(
            "select coalesce(sum(quantity), 0) from intermediate.int_order_lines "
            f"where line_class in ('sale', 'return') and invoice_no = '{order}'"
        )
        return int(pieces)


@pytest.fixture(scope="module")
def shop(sample_run: Run, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    return Shop.empty(sample_run, tmp_path_factory.mktemp("shop"))


@pytest.fixture
def files(shop: Shop, tmp_path: Path) -> Iterator[Files]:
    """A shop without a line, before and after."""
    yield Files(shop, tmp_path)
    shop.forget_all()


FULL = (line(1, "A"), line(1, "B"), line(1, "C"))


@pytest.mark.parametrize(
    "newer",
    [
        pytest.param((line(1, "A"), line(1, "B", 7), line(1, "C")), id="another quantity"),
        pytest.param((line(1, "A"), line(1, "B", price="4.00"), line(1, "C")), id="another price"),
        pytest.param((line(1, "A"), line(1, "B", item="MUG"), line(1, "C")), id="another name"),
        pytest.param([line(1, one, customer="C2") for one in "ABC"], id="another customer"),
        pytest.param((line(1, "A"), line(1, "C")), id="a line less"),
        pytest.param((line(1, "A"), line(1, "D"), line(1, "C")), id="another article"),
        pytest.param((line(1, "B", 7),), id="the corrected line alone"),
    ],
)
def test_an_order_that_differs_is_told(files: Files, newer: tuple[str, ...]) -> None:
    files.land("march.csv", *OTHERS, *FULL)
    files.land("rolling.csv", *OTHERS[2:], *newer)
    [(sentence, example)] = files.doubts()
    assert sentence == (
        "1 order number stands in several files with different lines, and the lines of all of these files "
        "count. The first is in march.csv and later in rolling.csv."
    )
    article = "A" if newer[0].endswith("C2,France,1") else "B"
    assert example == f"1, article {article}"


@pytest.mark.parametrize(
    "newer",
    [
        pytest.param(FULL, id="the same lines"),
        pytest.param((*FULL, line(1, "D")), id="a line more"),
        pytest.param((line(1, "D"), line(1, "E")), id="the rest of a split order"),
        pytest.param((line(1, "A", 1), *(line(1, one) for one in "DEFGHI")), id="a rest with one article again"),
        pytest.param((line(1, "B", -2),), id="a line given back"),
        pytest.param((*FULL, line(1, "B", -1)), id="all lines and one given back"),
        pytest.param((line(2, "A", 9), line(2, "B", 9)), id="another order"),
    ],
)  # fmt: skip
def test_files_that_go_together_raise_none(files: Files, newer: tuple[str, ...]) -> None:
    files.land("march.csv", *OTHERS, *FULL)
    files.land("rolling.csv", *OTHERS[2:], *newer)
    assert files.doubts() == []
    assert files.quantity(1) > 0


def test_lines_that_count_for_nothing_raise_none(files: Files) -> None:
    files.land("march.csv", *OTHERS, line(1, "A", 0), line(1, "B", price="soon"), line(1, "C"))
    files.land("rolling.csv", *OTHERS[2:], *FULL)
    assert files.doubts() == []


def test_within_one_file_an_article_may_stand_twice(files: Files) -> None:
    files.land("march.csv", *OTHERS, *FULL, line(1, "A", 9), line(1, "B", 3))
    assert files.doubts() == []


def test_the_newest_version_is_compared_with_the_one_before_it(files: Files) -> None:
    """A return alone in the newest file hides no correction in the one before."""
    files.land("a.csv", *OTHERS, *FULL)
    files.land("b.csv", line(1, "A"), line(1, "B", 7), line(1, "C"))
    files.land("c.csv", line(1, "B", -1))
    [(sentence, _)] = files.doubts()
    assert "in a.csv and later in b.csv" in sentence


def test_newest_file_wins_mends_it(files: Files) -> None:
    old = files.land("z.csv", *OTHERS, *FULL)
    new = files.land("rolling.csv", *OTHERS[2:], line(1, "A"), line(1, "B", 7))
    assert len(files.doubts()) == 1
    assert files.quantity(1) == 2 + 2 + 2 + 7
    files.say("newest_file_wins: order")
    files.shop.land(old, new, feed=files.feed)
    assert files.doubts() == []
    assert files.quantity(1) == 2 + 7


def test_an_article_corrected_under_its_number_is_told(files: Files) -> None:
    files.say(line_number=True)
    files.land(
        "monday.csv",
        *OTHERS,
        line(1, "A"),
        line(2, "A"),
        line(2, "B", number=2),
        line(2, "C", number=3),
    )
    files.land(
        "tuesday.csv", line(1, "Z"), line(2, "A"), line(2, "X", number=2), line(2, "Y", number=3)
    )
    [(sentence, _)] = files.doubts()
    assert sentence.startswith("2 order numbers stand in several files with different lines")


def test_more_lines_of_an_order_have_other_numbers(files: Files) -> None:
    files.say(line_number=True)
    files.land("monday.csv", *OTHERS, line(1, "A"), line(1, "B", number=2))
    files.land("tuesday.csv", line(1, "C", number=3), line(1, "D", number=4))
    assert files.doubts() == []


def test_an_order_called_off_since_counts_no_more(files: Files) -> None:
    """The newest file says of it only what the feed leaves out."""
    files.say("newest_file_wins: order", "drop: {Item: [CALLED OFF]}")
    files.land("monday.csv", *OTHERS, *FULL, line(2, "A"))
    files.land(
        "tuesday.csv",
        *OTHERS[2:],
        line(1, "A", item="CALLED OFF").replace("CALLED OFF A", "CALLED OFF"),
    )
    assert files.doubts() == []
    assert (files.quantity(1), files.quantity(2)) == (0, 2)
    assert files.shop.query(
        "select line_class, count(*) from intermediate.int_order_lines where invoice_no = '1' group by 1"
    ) == [("superseded", len(FULL) + 1)]
    files.land("wednesday.csv", line(1, "A", 9))
    files.doubts()
    assert files.quantity(1) == 9


def test_lines_given_back_alone_are_no_version(files: Files) -> None:
    files.say("newest_file_wins: order")
    files.land("monday.csv", *OTHERS, *FULL)
    sold = sum(int(one.split(",")[3]) for one in FULL)
    files.land("friday.csv", line(1, "A", -1, number=3))
    assert files.doubts() == []
    assert files.quantity(1) == sold - 1
    files.land("monday_again.csv", line(1, "A", 7))
    files.doubts()
    assert files.quantity(1) == 7 - 1


def test_versions_of_far_apart_days_are_told(files: Files) -> None:
    """Numbers that begin anew each year are other orders."""
    files.say("newest_file_wins: order")
    files.land("2024.csv", *OTHERS, *FULL)
    files.land("2025.csv", line(1, "Z").replace("2024-03-04", "2025-01-02"))
    [(sentence, example)] = files.doubts("versions_far_apart")
    assert sentence == (
        "1 order stands in several files with days more than 60 apart, and only the newest file of each counts."
    )
    assert example == "1"
    files.land("2024_corrected.csv", line(1, "A", 7), line(1, "B"))
    assert files.doubts("versions_far_apart") == []


def test_forgetting_the_older_file_mends_it(files: Files) -> None:
    files.land("march.csv", *OTHERS, *FULL)
    files.land("rolling.csv", *OTHERS[2:], line(1, "A"), line(1, "B", 7))
    assert len(files.doubts()) == 1
    files.shop.forget("march.csv")
    assert files.doubts() == []


def test_line_numbers_mend_it(files: Files) -> None:
    """What the second file has are more lines of the order."""
    old = files.land("march.csv", *OTHERS, *FULL)
    new = files.land("april.csv", line(1, "B", 7, number=2))
    assert len(files.doubts()) == 1
    files.say(line_number=True)
    files.shop.land(old, new, feed=files.feed)
    assert files.doubts() == []
    assert files.quantity(1) == 2 + 2 + 2 + 7


@pytest.mark.parametrize(
    ("older", "newer", "what", "example"),
    [
        ((line(1, "00123"),), (line(2, "123"),), "codes of articles", "00123, 123"),
        ((line(1, "77", customer="0815"),), (line(2, "77", customer="815"),), "numbers of customers", "0815, 815"),
        ((line(1, "77"),), (line(1, "77").replace("1,", "001,", 1),), "numbers of orders", "001, 1"),
        ((line(1, "77").replace("1,", "#1001,", 1),), (line(2, "77").replace("2,", "1001,", 1),), "numbers of orders", "#1001, 1001"),
    ],
)  # fmt: skip
def test_zeros_that_one_of_two_files_has_lost_are_told(
    files: Files, older: tuple[str, ...], newer: tuple[str, ...], what: str, example: str
) -> None:
    files.land("march.csv", *OTHERS, *older)
    files.land("april.csv", *newer)
    sentence = f"1 {what} of one file are in another one without their zeros or # in front, and count as different ones."
    assert files.doubts("zeros_differ_between_files") == [(sentence, example)]


@pytest.mark.slow
def test_where_one_file_has_both_forms_landing_tells_it(files: Files) -> None:
    files.land("march.csv", *OTHERS, line(1, "00123"), line(2, "123"), line(3, "00"), line(4, "0"))
    files.land("april.csv", line(5, "123"), line(6, "A123"))
    assert files.doubts("zeros_differ_between_files") == []
