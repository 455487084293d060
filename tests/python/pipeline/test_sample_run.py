"""The whole pipeline on made-up order lines, as a user runs it."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from tests.python.checksums import checksums
from tests.python.conftest import Run, Workplace, run_on


def test_the_summary_tells_what_a_person_wants_to_know(sample_run: Run) -> None:
    for text in (
        "landed",
        "accepted",
        "excluded: duplicate",
        "excluded: unparseable",
        "rejected by landing",
        "Revenue    gross",
        "Champions",
        "it also holds",
        "lift",
        str(sample_run.workplace.warehouse),
        "static_index.html",
        "mine rules",
        "fit the purchase model",
        "passed",
    ):
        assert text in sample_run.output, text
    assert "Traceback" not in sample_run.output
    assert "Warning" not in sample_run.output
    # what DuckDB's binding says when Python ends with objects that nobody has collected
    assert "nanobind" not in sample_run.output


def test_every_known_defect_is_in_the_sample(sample_run: Run) -> None:
    reasons = sample_run.query("select distinct exclusion_reason from marts.excluded_order_lines")
    assert {reason for (reason,) in reasons} == {
        "duplicate",
        "unparseable",
        "accounting_adjustment",
        "stock_adjustment",
        "zero_price",
    }
    assert sample_run.query("select count(*) from raw.rejected_lines") == [(2,)]
    types = {
        name for (name,) in sample_run.query("select distinct item_type from marts.dim_product")
    }
    assert {"product", "shipping", "discount", "manual", "gift_voucher", "test"} <= types
    assert sample_run.query("select max(country_count) from marts.dim_customer")[0][0] > 1
    assert (
        sample_run.query("select count(*) from marts.fact_sales where customer_id is null")[0][0]
        > 0
    )


def test_nothing_is_lost(sample_run: Run) -> None:
    [(raw, facts, excluded)] = sample_run.query(
        "select (select count(*) from raw.order_lines), (select count(*) from marts.fact_sales), "
        "(select count(*) from marts.excluded_order_lines)"
    )
    assert raw == facts + excluded
    with sample_run.file.open(encoding="utf-8", newline="") as file:
        records = sum(1 for _ in csv.reader(file)) - 1
    assert records == raw + 2


def test_who_cancelled_it_all_is_no_whale(sample_run: Run) -> None:
    [(gross, net, is_whale)] = sample_run.query(
        "select gross_revenue, net_revenue, is_whale from marts.customer_360 where customer_id = '11999'"
    )
    assert gross > 77000
    assert net == 0
    assert is_whale == 0


@pytest.mark.parametrize("fixture", ["sample_run", "real_run"])
def test_champions_spend_most_beyond_doubt(request: pytest.FixtureRequest, fixture: str) -> None:
    """The 95 % interval of their mean is clear of that of every other segment of 30 and more."""
    run: Run = request.getfixturevalue(fixture)
    rows = run.query(
        "select segment, mean_monetary, mean_monetary_low, mean_monetary_high "
        "from marts.rfm_segment_summary where customers >= 30 order by mean_monetary desc"
    )
    assert rows[0][0] == "Champions"
    assert len(rows) > 3
    assert all(rows[0][2] > high for _, _, _, high in rows[1:])


def test_every_schema_is_where_the_design_says(sample_run: Run) -> None:
    found = sample_run.query(
        "select distinct table_schema from information_schema.tables order by 1"
    )
    assert [name for (name,) in found] == [
        "intermediate",
        "marts",
        "mining",
        "ops",
        "raw",
        "reporting",
        "seeds",
        "staging",
    ]


@pytest.mark.slow
def test_a_second_run_gives_the_same_marts(sample_copy: Run) -> None:
    before = checksums(sample_copy.workplace.warehouse)
    done = sample_copy.workplace.command("run", sample_copy.file, "--rebuild")
    assert done.returncode == 0, done.stderr
    assert "nothing to do" in done.stderr
    assert checksums(sample_copy.workplace.warehouse) == before


@pytest.mark.slow
def test_the_order_of_the_rows_changes_nothing(sample_run: Run, tmp_path: Path) -> None:
    with sample_run.file.open(encoding="utf-8", newline="") as file:
        header, *records = csv.reader(file)
    random.Random(1).shuffle(records)
    half = len(records) // 2
    shuffled = tmp_path / "shuffled"
    shuffled.mkdir()
    for name, part in (("z.csv", records[:half]), ("a.csv", records[half:])):
        with (shuffled / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *part])
    workplace = run_on(tmp_path, shuffled)
    found, wanted = (checksums(one.warehouse) for one in (workplace, sample_run.workplace))
    # An order whose lines are dealt over two files may look like two versions of it, which a doubt tells.
    for relation in ("marts.doubts_about_files", "marts.doubts", "reporting.vw_doubts"):
        del found[relation], wanted[relation]
    assert found == wanted
    others = "select * from marts.doubts where doubt <> 'orders_differ_between_files' order by all"
    assert workplace.query(others) == sample_run.query(others)


@pytest.mark.slow
def test_dbt_alone_is_enough(sample_run: Run) -> None:
    """`dbt build`, freshness and docs work by themselves after a landing and before any mining."""
    workplace = Workplace(sample_run.workplace.folder / "dbt_alone")
    workplace.folder.mkdir()
    assert workplace.command("land", sample_run.file).returncode == 0
    built = workplace.dbt("build")
    assert built.returncode == 0, built.stdout
    assert workplace.query("select count(*) from marts.association_rules") == [(0,)]
    fresh = workplace.dbt("source", "freshness")
    assert fresh.returncode == 0, fresh.stdout
    documented = workplace.dbt("docs", "generate")
    assert documented.returncode == 0, documented.stdout
    for command in ("mine", "fit"):
        done = workplace.command(command)
        assert done.returncode == 0, done.stderr
    rebuilt = workplace.dbt("build", "--select", "source:mining+")
    assert rebuilt.returncode == 0, rebuilt.stdout
    assert checksums(workplace.warehouse) == checksums(sample_run.workplace.warehouse)


def test_a_failed_mining_leaves_the_old_rules(sample_copy: Run) -> None:
    rules = "select count(*), max(mined_at) from mining.mba_rules"
    before = sample_copy.query(rules)
    done = sample_copy.workplace.command("mine", "--vars", "{mba_min_support: 7}")
    assert done.returncode == 2
    assert "mba_min_support" in done.stderr
    assert sample_copy.query(rules) == before


def test_no_deprecated_dbt(workplace: Workplace) -> None:
    parsed = workplace.dbt("parse", "--show-all-deprecations", "--no-partial-parse")
    assert parsed.returncode == 0, parsed.stdout
    assert "Deprecat" not in parsed.stdout
