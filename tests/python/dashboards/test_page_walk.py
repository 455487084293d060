"""Fifty random moves over cohorts, baskets, outlook, changes and products: numbers and orders right after each."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from tests.python.conftest import Run
from tests.python.dashboards.charts import axis, bars, marks
from tests.python.dashboards.conftest import Opened
from tests.python.dashboards.test_filter_walk import alike, number

# Each opens pages of its own, which takes a browser some seconds of a processor.
pytestmark = pytest.mark.slow

MOVES = 50
# What should be seen after a move, and what is seen.
Look = tuple[Any, Callable[[], Any]]

KIND_TEXTS = ("month_on_month", "month_year_on_year", "quarter_on_quarter", "year_on_year")
COHORT_CELLS = {
    # to one digit, half up as on the page
    "retention": "floor(1000.0 * active_customers / cohort_size + 0.5) / 10",
    "revenue": "gross_revenue",
    "value": "cumulative_revenue / cohort_size",
}
SHOWN_RULES = """
with rules as (select * from reporting.vw_mba_rules where is_significant = 1)
select antecedent_descriptions, consequent_descriptions, lift, basket_count
from rules
where {where} and ({everything} or (is_redundant = 0 and not exists (
    select 1 from rules as other
    where other.antecedents = rules.consequents and other.consequents = rules.antecedents
        and other.is_redundant = 0
        and (other.antecedent_count < rules.antecedent_count
            or (other.antecedent_count = rules.antecedent_count and other.rule_id < rules.rule_id))
)))
order by
    (basket_count::double * total_baskets) / (antecedent_count::double * consequent_count) desc,
    basket_count desc, antecedent_descriptions
"""


def test_fifty_moves_on_the_other_pages(sample: Opened, sample_run: Run) -> None:
    draw = random.Random(41)
    walk = Walk(sample, sample_run, draw)
    moves = (walk.cohorts, walk.baskets, walk.outlook, walk.changes, walk.movements, walk.products)
    for move in range(MOVES):
        act = moves[move % len(moves)] if move < len(moves) else draw.choice(moves)
        expected, shown = act()
        if not sample.eventually(lambda see=shown, wanted=expected: alike(see(), wanted)):  # type: ignore[misc]
            pytest.fail(f"move {move}, {act.__name__}\nshown    {shown()}\nexpected {expected}")


class Walk:
    """The moves: each sets a filter of a page and says what should be seen then."""

    def __init__(self, opened: Opened, run: Run, draw: random.Random) -> None:
        self.opened, self.run, self.draw = opened, run, draw
        self.page = opened.page

    def cohorts(self) -> Look:
        self.opened.go("cohorts")
        name = self.draw.choice(list(COHORT_CELLS))
        self.page.locator(f"input[name='cohorts'][value='{name}']").evaluate(
            "node => node.parentElement.click()"
        )
        rows = self.run.query(
            f"select strftime(cohort_month, '%b %Y'), {COHORT_CELLS[name]} "
            "from reporting.vw_cohort_retention where is_left_censored = 0 and is_partial_month = 0 "
            "order by cohort_month, cohort_index"
        )
        # what the hover says: "3 of 22 customers, 13.6%", "gross revenue 1,234", "1,234 per customer"
        word = 0 if name == "value" else -1

        def shown() -> Any:
            hovers = [
                mark.said["hover"].split("\n")
                for mark in marks(self.page, "cohorts-map", down=True)
            ]
            words = [(head.split(",")[0], text.split()[word]) for head, text, *_ in hovers]
            if name == "retention":
                return [(month, float(text.rstrip("%"))) for month, text in words if "%" in text]
            return [(month, number(text)) for month, text in words if "%" not in text]

        as_shown = round if name != "retention" else float
        return [(month, as_shown(value)) for month, value in rows], shown

    def baskets(self) -> Look:
        self.opened.go("baskets")
        everything = self.draw.random() < 0.3
        self.page.set_checked("#baskets-redundant", everything)
        lift = self.page.locator("#baskets-lift")
        lift.fill(str(self.draw.choice([0, 20, 50, 80])))
        is_open = lift.input_value() == "0"
        least = 0.0 if is_open else float(lift.get_attribute("aria-valuetext") or "nan")
        word = self.draw.choice(["", "", "LANTERN", "SMALL", "no such thing"])
        self.page.fill("#baskets-search", word.lower())
        sides = "antecedent_descriptions || ' ' || consequent_descriptions"
        where = f"lift >= {least} and {sides} like '%{word}%'"
        rows = self.run.query(SHOWN_RULES.format(where=where, everything=everything))
        expected = [
            len(rows),
            [row[0] for row in rows[:15]],
            [f"{row[2]:.1f}" for row in rows[:15]],
        ]

        def shown() -> Any:
            firsts = self.opened.column("baskets-list", 1)
            is_empty = firsts == ["No rule passes these filters."]
            return [
                self.opened.kpi("baskets", "rules"),
                [] if is_empty else firsts,
                self.opened.column("baskets-list", 3),
            ]

        return expected, shown

    def outlook(self) -> Look:
        self.opened.go("outlook")
        word = self.draw.choice(["", "champions", "ordered once", "silent for 1", "12"])
        self.page.fill("#outlook-search", word)
        rows = self.run.query(
            "select customer_id, revenue_at_risk from reporting.vw_customer_outlook "
            f"where lower(concat_ws(' ', customer_id, segment, why)) like '%{word}%' "
            "order by revenue_at_risk desc, customer_id limit 15"
        )
        expected = [[row[0] for row in rows], [f"{row[1]:,.2f}" for row in rows]]
        return expected, lambda: [
            self.opened.column("outlook-list", 1),
            self.opened.column("outlook-list", 5),
        ]

    def changes(self) -> Look:
        self.opened.go("changes")
        kind = self.draw.choice(KIND_TEXTS)
        self.page.select_option("#changes-kind", value=kind)
        starts = self.run.query(
            "select distinct period_start from reporting.vw_revenue_change "
            f"where comparison = '{kind}' order by 1 desc"
        )
        options = self.page.locator("#changes-start option").evaluate_all(
            "options => options.map((option) => option.value)"
        )
        assert options == [str(start) for (start,) in starts]
        start = self.draw.choice(options)
        self.page.select_option("#changes-start", value=start)
        chosen = f"comparison = '{kind}' and period_start = date '{start}'"
        expected = [
            [
                float(amount)
                for (amount,) in self.run.query(
                    f"select amount from reporting.vw_revenue_change where {chosen} and tree = '{tree}' "
                    "order by position"
                )
            ]
            for tree in ("customers", "drivers")
        ]
        [(now,)] = self.run.query(
            f"select distinct revenue_now from reporting.vw_revenue_change where {chosen}"
        )
        return [*expected, float(now)], lambda: [
            *(
                [value for *_, value in bars(self.page, f"changes-{tree}")]
                for tree in ("customers", "drivers")
            ),
            self.opened.kpi("changes", "now"),
        ]

    def movements(self) -> Look:
        self.opened.go("changes")
        months = self.page.locator("#changes-month option").evaluate_all(
            "options => options.map((option) => option.value)"
        )
        month = self.draw.choice(months)
        self.page.select_option("#changes-month", value=month)
        rows = self.run.query(
            "select from_segment, to_segment, customers from reporting.vw_segment_migration "
            f"where month_end = date '{month}'"
        )
        expected = sorted((came, went, customers(people)) for came, went, people in rows)
        return expected, lambda: sorted(
            (mark.said["y"], mark.said["x"], mark.said["hover"].split("\n")[1])
            for mark in marks(self.page, "changes-moves")
        )

    def products(self) -> Look:
        self.opened.go("products")
        by = self.draw.choice(["first_product", "country", "first_month"])
        self.page.locator(f"input[name='began'][value='{by}']").evaluate(
            "node => node.parentElement.click()"
        )
        word = self.draw.choice(["", "lantern", "small", "1"])
        self.page.fill("#products-search", word)
        order = (
            "member" if by == "first_month" else "came_back_share_low desc, customers desc, member"
        )
        began = self.run.query(
            "select came_back_share from reporting.vw_cohort_value "
            f"where dimension = '{by}' and customers >= 30 order by {order}"
        )
        shares = [share for (share,) in began]
        listed = self.run.query(
            "select stock_code from reporting.vw_product_360 where is_product = 1 "
            f"and lower(concat_ws(' ', stock_code, description)) like '%{word}%' "
            "order by net_revenue desc, stock_code limit 15"
        )
        expected = [shares if by == "first_month" else shares[:12], [code for (code,) in listed]]

        def shown() -> Any:
            found = bars(self.page, "products-began")
            stand = [label.rstrip("…") for label in axis(self.page, "products-began")]
            in_order = all(map(str.startswith, (name for name, *_ in found), stand))
            return [
                [value for *_, value in found] if in_order else stand,
                self.opened.column("products-list", 1),
            ]

        return expected, shown


def customers(number_of: int) -> str:
    return f"{number_of:,} customer{'' if number_of == 1 else 's'}"
