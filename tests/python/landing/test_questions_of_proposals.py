"""What a proposal asks: the likeliest answers come first, and what no answer can mend is said plainly."""

from __future__ import annotations

import io

import openpyxl
import pytest
from rich.console import Console

from python_jobs.core.console import Progress
from python_jobs.core.errors import InputError
from python_jobs.landing.feeds.check import find_problems
from python_jobs.landing.inspection.inspect import Inspection, inspect
from python_jobs.landing.propose.columns import propose_columns
from python_jobs.landing.propose.orders import about_order
from python_jobs.landing.propose.questions import Answer, Ask, Question, about_column
from tests.python.landing.conftest import Landing

QUIET = Progress(Console(file=io.StringIO()))


def look(landing: Landing, name: str, text: str, ask: Ask = lambda question: None) -> Inspection:
    return inspect(landing.project, landing.write(name, text), None, QUIET, ask)


def lines_of(question: Question) -> list[str]:
    return [one.line for one in question.answers]


def test_the_likeliest_prices_come_first_and_others_are_counted() -> None:
    values = {
        "st_time_sk": ["54067"],
        "st_rank": ["3"],
        "st_cost": ["43.00"],
        "st_points": ["17"],
        "st_list_price": ["73.10"],
        "st_sales_price": ["58.48"],
        "st_tax": ["1.10"],
        "st_net_paid": ["116.96"],
        "st_charge": ["116.96"],
        "st_gain": ["1.96"],
    }
    question = about_column("price", list(values), values)
    assert lines_of(question)[::2] == [
        f"price: st_{one}"
        for one in ("sales_price", "net_paid", "charge", "gain", "points", "list_price")
    ]
    assert question.more == "4 more columns are left off here; any column may be named in this way."


def test_pieces_are_likelier_than_money() -> None:
    values = {"freight": ["16.92"], "boxes": ["2"], "st_quantity": ["3"], "order_id": ["7"]}
    question = about_column("quantity", list(values), values)
    assert lines_of(question) == [
        "quantity: 1",
        "quantity: st_quantity",
        "quantity: boxes",
        "quantity: freight",
        "quantity: order_id",
    ]


@pytest.mark.parametrize(
    ("header", "line", "said"),
    [
        ("Member_number,Date,itemDescription", "1007,2015-12-22,fruit", "without prices cannot be"),
        ("order_id,user_id,product_id,order_dow,Price", "7,1,235,3,2.50", "without the date of"),
        ("Basket,Day,Article,Order_Hour", "B7,2024-05-17,A,12", "one of 'Order_Hour' is it all"),
    ],
)
def test_a_file_without_prices_or_dates_cannot_be_used(
    landing: Landing, header: str, line: str, said: str
) -> None:
    asked: list[Question] = []

    def ask(question: Question) -> None:
        asked.append(question)

    found = look(landing, "export.csv", f"{header}\n{line}\n", ask)
    assert (found.is_unusable, asked) == (True, [])
    assert said in found.questions[0].text and len(found.questions) == 1
    assert f"# {found.questions[0].text}\n" in found.proposed


def test_the_name_of_an_article_may_tell_it_apart(landing: Landing) -> None:
    text = "Member_number,Date,itemDescription,Price\n1007,2015-12-22,fruit,2.50\n"
    found = look(landing, "export.csv", text)
    articles = next(one for one in found.questions if "articles" in one.text)
    assert lines_of(articles) == ["stock_code: itemDescription", "stock_code: Member_number"]
    orders = next(one for one in found.questions if "order's" in one.text)
    assert lines_of(orders)[0] == "invoice: [Member_number, Date]"


def orders_of(tickets: bool) -> Question:
    rows = [
        (f"K{at // 6}", f"2024-05-{10 + at // 3 % 2}", f"A{at % 5}", "2.50", f"{at // 3}", "Young")
        for at in range(48)
    ]
    names = ["CUSTOMER_ID", "TRANSACTION_DT", "PRODUCT_ID", "PRICE", "slip", "group"]
    texts = {name: [row[at] for row in rows] for at, name in enumerate(names)}
    if not tickets:
        del texts["slip"]
    return about_order(propose_columns(texts), {**texts})


def test_where_no_column_is_an_order_a_customers_day_may_be_one() -> None:
    day = "invoice: [CUSTOMER_ID, TRANSACTION_DT]"
    assert lines_of(orders_of(tickets=False))[0] == day
    assert lines_of(orders_of(tickets=True))[:2] == ["invoice: slip", day]


def test_a_number_among_names_is_no_price() -> None:
    columns = {"invoice": "Nr", "invoice_date": "Day", "stock_code": "Art", "quantity": 1}
    assert list(find_problems({"columns": {**columns, "price": 1}})) == [
        "price: 1 among the columns is the place of a column, and the others have names; write its name in the header"
    ]
    [problem] = find_problems({"columns": {**columns, "price": "Preis", "price_per": 100}})
    assert "stands beside the columns:  price_per: 100" in problem
    places = {"invoice": 1, "invoice_date": 2, "stock_code": 3, "quantity": 4, "price": "column 5"}
    assert list(find_problems({"columns": places})) == []
    assert list(find_problems({"columns": {**columns, "price": 5}, "header_row": 1})) == []


WITHOUT_HEADER = "".join(
    f"{at // 3}|1552{at % 7}|{at % 3}|47|93574.65|1992-01-{9 + at // 3}|\n" for at in range(24)
)


def test_a_file_without_a_header_is_read_by_places(landing: Landing) -> None:
    wanted = {"number?": "invoice: 1", "name)?": "stock_code: 2", "pieces?": "quantity: 4"}

    def ask(question: Question) -> Answer | None:
        line = next((to for end, to in wanted.items() if question.text.endswith(end)), "price: 5")
        return next((one for one in question.answers if one.line == line), None)

    unanswered = look(landing, "lines.tbl", WITHOUT_HEADER)
    assert "#invoice: 1    # for instance 0, 1, 2" in unanswered.proposed
    found = look(landing, "lines.tbl", WITHOUT_HEADER, ask)
    assert "  invoice_date: 6\n" in found.proposed
    assert (found.counts["lines"], found.counts["orders with a sale"]) == ("24", "8")
    feed = landing.write("lines.yml", found.proposed)
    again = inspect(landing.project, landing.folder / "lines.tbl", feed, QUIET)
    assert again.counts == found.counts


def test_a_header_of_years_is_one(landing: Landing) -> None:
    found = look(landing, "years.csv", "Thing,2022,2023,2024\nA,1.50,2.50,3.50\n")
    assert "line_amount: '2022'" in found.proposed


def test_titles_and_other_sheets_of_a_workbook(landing: Landing) -> None:
    book = openpyxl.Workbook()
    orders = book.active
    assert orders is not None
    orders.title = "Orders"
    header = ["Order No", "Order Date", "SKU", "Qty", "Price"]
    for row in ([], [None, "Our sales"], [], [None, *header]):
        orders.append(row)
    orders.append([None, 7, "2024-05-17", "A", 2, 40.5])
    book.create_sheet("Returns").append(["Returned", "Order"])
    path = landing.folder / "orders.xlsx"
    book.save(path)
    found = inspect(landing.project, path, None, QUIET)
    assert found.counts["sold"] == "81.00"
    assert found.other_tables == [
        "sheet 'Returns' is left out: it has no order lines by its header"
    ]


def test_quantities_with_a_currency_may_be_none(landing: Landing) -> None:
    path = landing.write("orders.csv", 'Nr,Day,Art,Units,Price\n7,2024-05-17,A," $1,618.50 ",2.5\n')
    columns = "invoice: Nr, invoice_date: Day, stock_code: Art, quantity: Units, price: Price"
    feed = landing.write("feed.yml", f"columns: {{{columns}}}\n")
    with pytest.raises(InputError, match="amounts with a currency and may be no quantities"):
        inspect(landing.project, path, feed, QUIET)
