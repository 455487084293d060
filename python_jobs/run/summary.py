"""The page of numbers at the end of a run, read from the warehouse."""

from __future__ import annotations

import logging
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from python_jobs.core.errors import describe
from python_jobs.core.wording import counted, doubt_in_words, shown
from python_jobs.landing.land import SAMPLE_NAME
from python_jobs.run.request import RunReport
from python_jobs.warehouses.warehouse import Warehouse
from python_jobs.words.language import LANGUAGES, read_language
from python_jobs.words.unpredicted import NO_CUSTOMERS, Unpredicted

log = logging.getLogger(__name__)

STRONGEST_RULES = 5
LONGEST_TEXT = 200

LINES = """
select 'accepted', count(*) from marts.fact_sales
union all
select exclusion_reason, count(*) from marts.excluded_order_lines group by exclusion_reason
"""
LANDED = (
    "select coalesce(sum(row_count), 0), coalesce(sum(rejected_count), 0) from raw.landed_files"
)
OUTLOOK = """
select max(horizon_days), sum(p_order), sum(expected_revenue),
    max(unpredicted_because), max(unpredicted_found), max(unpredicted_needed)
from reporting.vw_customer_outlook
"""
REVENUE = """
select
    sum(case when transaction_type = 'sale' then revenue else 0 end),
    sum(case when transaction_type = 'return' then revenue else 0 end),
    sum(revenue)
from marts.fact_sales
"""
CUSTOMERS = """
select count(*), coalesce(sum(is_whale), 0), max(as_of_date),
    coalesce(sum(case when churn_risk = 'high' then 1 else 0 end), 0),
    coalesce(sum(case when churn_risk <> 'unknown' then 1 else 0 end), 0)
from marts.customer_360
"""
BUYERS = """
select count(distinct customer_id) from marts.fact_sales where transaction_type = 'sale'
"""
DOUBTS = """
select found_in, sentence, example, advice
from marts.doubts
order by is_urgent desc, found_in, doubt, sentence
"""
SEGMENTS = """
select segment, customers, customer_share, gross_revenue, gross_revenue_share
from marts.rfm_segment_summary
order by gross_revenue desc, segment
"""
RULES = """
select antecedent_descriptions, consequent_descriptions, lift, confidence, basket_count
from marts.association_rules
where is_significant = 1 and is_redundant = 0
order by lift desc, confidence desc, antecedents, consequents
"""


def print_summary(console: Console, warehouse: Warehouse, report: RunReport) -> None:
    """Rows, customers, segments, rules, places and times.

    The run is done by now: a summary that cannot be shown is said, and changes nothing.
    """
    try:
        _print(console, warehouse, report)
    except Exception as error:
        log.debug("the summary failed", exc_info=True)
        log.warning("The run is done, but its summary cannot be shown: %s", describe(error))


def _print(console: Console, warehouse: Warehouse, report: RunReport) -> None:
    console.print(_lines(warehouse))
    _print_doubts(console, warehouse)
    if _print_customers(console, warehouse):
        console.print(_segments(warehouse))
    _print_rules(console, warehouse)
    if any(file.name == SAMPLE_NAME for file in report.files):
        console.print(
            "These are made-up order lines. For your own: customer-intelligence run FILES…"
        )
    console.print(f"[bold]Warehouse[/]  {_text(warehouse.location)}", soft_wrap=True)
    if report.dashboards_page:
        console.print(f"[bold]Dashboards[/] {_text(report.dashboards_page)}", soft_wrap=True)
    if report.lineage_page:
        console.print(f"[bold]Lineage[/]    {_text(report.lineage_page)}", soft_wrap=True)
    times = ", ".join(f"{step} {seconds:.1f} s" for step, seconds in report.seconds.items())
    console.print(f"[bold]Time[/]       {times}", soft_wrap=True)
    if report.is_unchanged:
        console.print(
            "[bold]Unchanged[/]  Files, settings and rules are those of the last build, so nothing was built. "
            "--rebuild builds anyway."
        )
        return
    warned = f", {counted(len(report.warnings), 'warning')}" if report.warnings else ""
    skipped = (
        " (unit tests and tests of seeds passed before and the project is the same, so they were not run again)"
        if report.unit_tests_skipped
        else ""
    )
    console.print(
        f"[bold]Tests[/]      {report.tests - len(report.warnings)} passed{warned}{skipped}"
    )


def _table(title: str, *columns: tuple[str, str]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold")
    for name, justify in columns:
        table.add_column(name, justify="right" if justify == "right" else "left")
    return table


def _lines(warehouse: Warehouse) -> Table:
    landed, rejected = warehouse.query(LANDED)[0]
    counts = {name: int(count) for name, count in warehouse.query(LINES)}
    accepted = counts.pop("accepted")
    table = _table("Order lines", ("", "left"), ("lines", "right"))
    table.add_row("landed", _number(landed))
    table.add_row("accepted", _number(accepted))
    for reason, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        table.add_row(f"excluded: {_text(reason.replace('_', ' '))}", _number(count))
    if rejected:
        table.add_row("rejected by landing (raw.rejected_lines)", _number(rejected))
    return table


def _print_doubts(console: Console, warehouse: Warehouse) -> None:
    """What a careful reader would ask about at once."""
    for found_in, sentence, example, advice in warehouse.query(DOUBTS):
        of_file = "" if found_in == "marts" else f"{shown(found_in)}: "
        text = f"{of_file}{doubt_in_words(sentence, example, advice)}"
        console.print("[yellow]Doubt[/]      " + escape(text), soft_wrap=True)


def _print_customers(console: Console, warehouse: Warehouse) -> bool:
    """What came in, from whom and what is expected of them; returns whether there are customers."""
    gross, returned, net = warehouse.query(REVENUE)[0]
    customers, whales, as_of, at_risk, predicted = warehouse.query(CUSTOMERS)[0]
    console.print(
        f"[bold]Revenue[/]    gross {_money(gross)}, returned {_money(returned)}, net {_money(net)}"
    )
    if not customers:
        console.print(f"[bold]Customers[/]  none: {_why_nobody(warehouse, bool(gross))}\n")
        return False
    console.print(
        f"[bold]Customers[/]  {_number(customers)} as of {as_of}, {_number(whales)} whale{'' if whales == 1 else 's'}"
        + (f", {_number(at_risk)} at high risk of leaving" if predicted else "")
    )
    [(horizon, buyers, expected, *because)] = warehouse.query(OUTLOOK)
    if buyers is not None:
        console.print(
            f"[bold]Outlook[/]    within {horizon} days {_number(round(buyers))} of them are expected to order, "
            f"for {_money(expected)}"
        )
    else:
        console.print(
            "[bold]Outlook[/]    nothing is predicted, so the risk of leaving is unknown: "
            + _unpredicted(*because).sentence(read_language(LANGUAGES[0])),
            soft_wrap=True,
        )
    console.print()
    return True


def _why_nobody(warehouse: Warehouse, is_sold: bool) -> str:
    if not is_sold:
        return "nothing was sold"
    [(buyers,)] = warehouse.query(BUYERS)
    if buyers:
        return "on the day of the var as_of_date nobody had bought yet"
    return "no sale names one, so all who bought are guests"


def _unpredicted(kind: str | None, found: int | None, needed: int | None) -> Unpredicted:
    return Unpredicted(kind, found or 0, needed or 0) if kind else NO_CUSTOMERS


def _segments(warehouse: Warehouse) -> Table:
    table = _table(
        "Segments (of known customers; guests have none)",
        ("segment", "left"),
        ("customers", "right"),
        ("share", "right"),
        ("gross revenue", "right"),
        ("share", "right"),
    )
    for segment, customers, share, revenue, revenue_share in warehouse.query(SEGMENTS):
        table.add_row(
            _text(segment),
            _number(customers),
            f"{share:.1%}",
            _money(revenue),
            f"{revenue_share:.1%}",
        )
    return table


def _print_rules(console: Console, warehouse: Warehouse) -> None:
    rules = warehouse.query(RULES)
    [(mined,)] = warehouse.query("select count(*) from marts.association_rules")
    if not rules:
        none_of_them = ", none of them beyond chance" if mined else ""
        console.print(
            f"{'No' if not mined else _number(mined)} market-basket {'rule' if mined == 1 else 'rules'} reached "
            f"the thresholds (vars mba_…){none_of_them}.\n"
        )
        return
    table = _table(
        f"The strongest of {_number(mined)} rules "
        f"({_number(len(rules))} of them beyond chance and not redundant)",
        ("if a basket holds", "left"),
        ("it also holds", "left"),
        ("lift", "right"),
        ("confidence", "right"),
        ("baskets", "right"),
    )
    for antecedents, consequents, lift, confidence, baskets in _one_a_set(rules)[:STRONGEST_RULES]:
        table.add_row(
            _text(antecedents),
            _text(consequents),
            f"{lift:.1f}",
            f"{confidence:.0%}",
            _number(baskets),
        )
    console.print(table)


def _one_a_set(rules: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The first rule of each set of goods: its mirror images say the same."""
    found: dict[frozenset[str], tuple[Any, ...]] = {}
    for rule in rules:
        found.setdefault(frozenset(f"{rule[0]} + {rule[1]}".split(" + ")), rule)
    return list(found.values())


def _text(value: Any) -> str:
    """A value out of the warehouse as text and nothing else: [red] in a name is a name."""
    return escape(shown(str(value), LONGEST_TEXT))


def _number(value: Any) -> str:
    return f"{int(value):,}"


def _money(value: Any) -> str:
    return f"{Decimal(value or 0):,.2f}"
