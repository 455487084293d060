"""Each check of marts.doubts tells of what it is for, and is quiet on the sample and on the real data.

The model's own SQL, as the run compiled it, is asked again on a copy of the built warehouse in which one
thing was made odd.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from python_jobs.core.project import Project
from python_jobs.landing.feeds.load import load_feed
from python_jobs.landing.lines.form import FormOfFeed, form_text
from tests.python.conftest import ROOT, Run, Workplace
from tests.python.rebuilding import Shop

DOUBTS = sorted(path.stem for path in (ROOT / "models" / "marts" / "quality").glob("doubts*.sql"))
# The sample has one country that no seed knows, on purpose.
KNOWN_OF_THE_SAMPLE = {"country_without_region"}

A_YEAR_MISTYPED = """
update marts.sales_daily set invoice_date = date '2042-01-05'
where invoice_date = (select max(invoice_date) from marts.sales_daily where orders > 0)
"""
A_FIRST_YEAR_MISTYPED = """
update marts.sales_daily set invoice_date = date '1999-01-05'
where invoice_date = (select min(invoice_date) from marts.sales_daily where orders > 0)
"""
# A whole export has another decade, before all others or with some before it.
A_FILE_OF_ANOTHER_DECADE = """
update marts.sales_daily set invoice_date = invoice_date - 3652
where invoice_date < (select min(invoice_date) + 60 from marts.sales_daily where orders > 0)
"""
A_REST_OF_TWO_YEARS = """
update marts.sales_daily set invoice_date = invoice_date - 730
where invoice_date < (select min(invoice_date) + 60 from marts.sales_daily where orders > 0)
"""
# The sample has a handful of orders a day, which may be none by chance: let it have ten times as many.
TEN_TIMES = "update marts.sales_daily set orders = 10 * orders;"
# After months of silence everybody buys on one day.
A_BLACK_FRIDAY = """
update marts.sales_daily set orders = orders * 20, invoice_date = invoice_date + 200
where invoice_date = (select max(invoice_date) from marts.sales_daily where orders > 0)
"""
AN_EXPORT_CUT_OFF = f"""
{TEN_TIMES} update marts.sales_daily
set orders = 1, orders_begun = 1, orders_begun_in_country = 1, gross_revenue = 1, net_revenue = 1 + returned_revenue
where invoice_date = (select max(invoice_date) from marts.sales_daily)
"""
A_DAY_THAT_IS_MISSING = f"""
{TEN_TIMES} delete from marts.sales_daily
where invoice_date = (select max(invoice_date) - 2 from marts.sales_daily)
"""
RECEIPTS_THAT_START_ANEW = """
update marts.fact_sales set invoice_no = right(invoice_no, 2) where transaction_type = 'sale'
"""
ORDERS_SHARED_BY_CUSTOMERS = """
update marts.fact_sales set customer_id = stock_code
where transaction_type = 'sale' and customer_id is not null and invoice_no like '%1'
"""
GUESTS_WITH_A_NUMBER = """
update marts.fact_sales set customer_id = 'GUEST'
where invoice_no like '%1' or invoice_no like '%2' or invoice_no like '%3'
"""
PREFIXES_UNSAID = """
update intermediate.int_order_lines set line_class = 'accounting_adjustment'
where line_class = 'sale' and invoice_no like '%1' or invoice_no like '%2' or invoice_no like '%3'
"""
LINES_OF_NOTHING = """
update intermediate.int_order_lines set line_class = 'zero_price'
where line_class = 'sale' and invoice_no like '%1' or invoice_no like '%2' or invoice_no like '%3'
"""
CUSTOMERS_AS_COUNTRIES = """
update marts.fact_sales set country = customer_id, region = 'Unassigned' where customer_id is not null
"""
# Some cancellations are numbered as sales are, or come without their sign.
RETURNS_NUMBERED_AS_SALES = """
update intermediate.int_order_lines set line_class = 'stock_adjustment', invoice_no = right(invoice_no, 6)
where line_class = 'return' and invoice_no like '%1'
"""
RETURNS_WITHOUT_A_SIGN = """
update intermediate.int_order_lines
set line_class = 'accounting_adjustment', quantity = -quantity, revenue = -revenue
where line_class = 'return' and invoice_no like '%1'
"""
# A negative quantity with a positive amount contradicts no number.
RETURNS_WITH_A_POSITIVE_AMOUNT = """
update intermediate.int_order_lines set line_class = 'accounting_adjustment', revenue = -revenue
where line_class = 'return' and invoice_no like '%1'
"""
LINES_WITHOUT_A_NUMBER = """
insert into intermediate.int_order_lines by name
select * replace (occurrence + 1 as occurrence, 'duplicate' as line_class)
from intermediate.int_order_lines
where line_class = 'sale' and invoice_no like '%1' or invoice_no like '%2'
"""
FILES_THAT_OVERLAP = """
insert into intermediate.int_order_lines by name
select * replace (occurrence + 1 as occurrence, 'duplicate' as line_class, 'b.csv' as source_file)
from intermediate.int_order_lines
where occurrence = 1
"""
# A second file has the lines of the last order with other quantities.
A_LINE_CORRECTED_IN_A_SECOND_FILE = """
insert into intermediate.int_order_lines by name
select * replace ('b.csv' as source_file, 'new ' || line_id as line_id, quantity + 1 as quantity)
from intermediate.int_order_lines
where line_class = 'sale' and invoice_no = (
    select max(invoice_no) from intermediate.int_order_lines where line_class = 'sale'
)
"""
GOODS_TAKEN_FOR_POSTAGE = "update marts.dim_product set is_product = 0, item_type = 'fee'"


def doubts(run: Run, folder: Path, change: str = "") -> set[str]:
    """The names of the doubts after a change of the built warehouse."""
    copy = folder / run.workplace.warehouse.name
    shutil.copyfile(run.workplace.warehouse, copy)
    if change:
        with duckdb.connect(str(copy)) as connection:
            connection.execute(change)
    shop = Shop(Project(ROOT, "duckdb", {}, copy), run, copy)
    shop.build_tables("int_lines_in_several_files", *DOUBTS)
    rows = shop.query("select doubt, sentence, advice, is_urgent from marts.doubts")
    for row in rows:
        assert all(value is not None for value in row), row
    return {str(row[0]) for row in rows}


@pytest.mark.parametrize(
    ("change", "doubt"),
    [
        (A_YEAR_MISTYPED, "sales_far_apart"),
        (A_FIRST_YEAR_MISTYPED, "sales_far_apart"),
        (A_FILE_OF_ANOTHER_DECADE, "sales_far_apart"),
        (AN_EXPORT_CUT_OFF, "revenue_far_below_usual"),
        (A_DAY_THAT_IS_MISSING, "revenue_far_below_usual"),
        (RECEIPTS_THAT_START_ANEW, "invoices_over_several_days"),
        (ORDERS_SHARED_BY_CUSTOMERS, "invoices_of_several_customers"),
        (GUESTS_WITH_A_NUMBER, "one_customer_dominates"),
        (PREFIXES_UNSAID, "many_lines_excluded"),
        (LINES_OF_NOTHING, "many_lines_of_nothing"),
        (CUSTOMERS_AS_COUNTRIES, "countries_unknown"),
        (RETURNS_NUMBERED_AS_SALES, "signs_against_the_prefix"),
        (RETURNS_WITHOUT_A_SIGN, "signs_against_the_prefix"),
        (LINES_WITHOUT_A_NUMBER, "many_repeated_lines"),
        (GOODS_TAKEN_FOR_POSTAGE, "few_goods"),
        (A_LINE_CORRECTED_IN_A_SECOND_FILE, "orders_differ_between_files"),
    ],
)
def test_what_is_odd_is_told(sample_run: Run, tmp_path: Path, change: str, doubt: str) -> None:
    assert doubt in doubts(sample_run, tmp_path, change)


def test_a_rest_of_two_years_is_not_told(sample_run: Run, tmp_path: Path) -> None:
    assert "sales_far_apart" not in doubts(sample_run, tmp_path, A_REST_OF_TWO_YEARS)


def test_signs_that_contradict_no_number_are_left_to_landing(
    sample_run: Run, tmp_path: Path
) -> None:
    found = doubts(sample_run, tmp_path, RETURNS_WITH_A_POSITIVE_AMOUNT)
    assert "signs_against_the_prefix" not in found


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (GUESTS_WITH_A_NUMBER, "known_customers: [Guest]"),
        (GUESTS_WITH_A_NUMBER.replace("'GUEST'", "'000'"), 'known_customers: ["000"]'),
        (GUESTS_WITH_A_NUMBER, "known_doubts: [one_customer_dominates]"),
        (LINES_WITHOUT_A_NUMBER, "known_doubts: [few_goods, many_repeated_lines]"),
    ],
)
def test_what_a_feed_says_that_someone_has_looked_at_is_told_no_more(
    sample_run: Run, tmp_path: Path, change: str, said: str
) -> None:
    assert doubts(sample_run, tmp_path, change + form_of(tmp_path, said)) == KNOWN_OF_THE_SAMPLE


@pytest.mark.parametrize(
    "said", ["known_customers: [Gues]", "known_doubts: [few_goods]", "guests: [Guest]"]
)
def test_what_a_feed_says_of_others_ends_no_doubt(
    sample_run: Run, tmp_path: Path, said: str
) -> None:
    told = doubts(sample_run, tmp_path, GUESTS_WITH_A_NUMBER + form_of(tmp_path, said))
    assert "one_customer_dominates" in told


def form_of(folder: Path, said: str) -> str:
    """A statement that writes the form of a file whose feed says this too."""
    path = folder / "feed.yml"
    path.write_text(
        "columns: {invoice: Order, invoice_date: Day, stock_code: SKU, quantity: Qty, price: Price}\n"
        + said,
        encoding="utf-8",
    )
    return f"; update raw.landed_files set file_form = '{form_text([FormOfFeed(load_feed(path))])}'"


def test_a_seed_that_is_older_than_a_check_ends_no_run(sample_run: Run, tmp_path: Path) -> None:
    """A shop has its own copy of the seeds; `doubts` asks that each row says what to do."""
    told = doubts(sample_run, tmp_path, "delete from seeds.doubt_kinds")
    assert told == KNOWN_OF_THE_SAMPLE


def test_the_sample_raises_only_the_doubt_that_it_is_made_with(
    sample_run: Run, tmp_path: Path
) -> None:
    assert doubts(sample_run, tmp_path) == KNOWN_OF_THE_SAMPLE


def test_a_slow_day_of_a_small_shop_raises_none(sample_run: Run, tmp_path: Path) -> None:
    slow = AN_EXPORT_CUT_OFF.removeprefix(f"\n{TEN_TIMES}")
    assert doubts(sample_run, tmp_path, slow) == KNOWN_OF_THE_SAMPLE


def test_a_late_day_of_many_orders_raises_none(sample_run: Run, tmp_path: Path) -> None:
    assert doubts(sample_run, tmp_path, A_BLACK_FRIDAY) == KNOWN_OF_THE_SAMPLE


def test_files_that_overlap_raise_none(sample_run: Run, tmp_path: Path) -> None:
    assert doubts(sample_run, tmp_path, FILES_THAT_OVERLAP) == KNOWN_OF_THE_SAMPLE


def test_the_real_data_raise_none(real_run: Run, tmp_path: Path) -> None:
    assert doubts(real_run, tmp_path) == set()


def test_a_run_records_and_says_what_is_odd(sample_run: Run) -> None:
    assert sample_run.query(
        "select distinct status from ops.test_results where node_name = 'data_raise_no_doubts'"
    ) == [("warn",)]
    assert "One country has no region" in " ".join(sample_run.output.split())


def test_status_asks_for_attention_while_a_doubt_is_urgent(sample_run: Run, tmp_path: Path) -> None:
    workplace = Workplace(tmp_path)
    shutil.copyfile(sample_run.workplace.warehouse, workplace.warehouse)
    quiet = workplace.command("status")
    assert quiet.returncode == 0, quiet.stdout
    assert "One country has no region" in quiet.stdout
    with duckdb.connect(str(workplace.warehouse)) as connection:
        connection.execute(
            "insert into marts.doubts values "
            "('revenue_far_below_usual', 'marts', 'A day is odd.', '2024-12-09', 'Look at it.', 1)"
        )
    asked = workplace.command("status")
    assert asked.returncode == 1
    assert "A day is odd. For instance: 2024-12-09. Look at it." in asked.stdout
