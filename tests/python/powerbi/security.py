"""Row-level security: nobody in a role sees a figure of another region."""

from __future__ import annotations

import csv
from pathlib import Path

from .exposures import DYNAMIC_ROLE
from .model import Model

SEED = Path(__file__).resolve().parents[3] / "seeds" / "country_regions.csv"

# Figures of all regions, which no role may read: the rule of every role on these tables.
RATIOS_OF_THE_BACKTEST = (
    'Backtest[Measure] IN { "auc", "brier", "log_loss", "calibration_error", "orders_r2", '
    '"top_tenth_revenue_share" }'
)
OF_ALL_REGIONS = {
    "Backtest": RATIOS_OF_THE_BACKTEST,
    "Outcomes": "FALSE ()",
    "Revenue change": "FALSE ()",
    "Segment moves": "FALSE ()",
    "First purchases": "FALSE ()",
}
FILTERED = {"Customers", "Sales", "Region access", *OF_ALL_REGIONS}

# What a role does not filter may be read by everybody. So these tables carry names, codes and the
# calendar, and of the baskets ratios only: no count of customers, orders or baskets, no money.
READ_BY_ALL = {
    "Products": {"stock_code", "description", "item_type", "is_product"},
    "Dates": {
        "date_day",
        "year_number",
        "year_quarter",
        "year_month",
        "month_start",
        "month_name",
        "month_number",
        "week_start",
        "day_name",
        "day_of_week",
    },
    "Segments": {"segment"},
    "Cohorts": {
        "cohort_month",
        "cohort_index",
        "order_month",
        "is_left_censored",
        "is_partial_month",
    },
    "Calibration": {"cut_date", "horizon_days", "bin", "predicted", "actual"},
    "Rules": {
        "antecedents",
        "antecedent_descriptions",
        "consequents",
        "consequent_descriptions",
        "support",
        "confidence",
        "lift",
        "is_significant",
        "is_redundant",
    },
    "Cross-sell": {
        "stock_code",
        "recommended_description",
        "rank",
        "confidence",
        "lift",
    },
}


def read_regions() -> list[str]:
    with SEED.open(encoding="utf-8", newline="") as file:
        return sorted({row["region"] for row in csv.DictReader(file)})


def security_problems(model: Model, regions: list[str]) -> list[str]:
    """Each role filters customers, sales and the mapping; all the rest may be read by all."""
    problems = []
    expected = {DYNAMIC_ROLE, *(f"Region {region}" for region in regions)}
    problems += [f"no role {role}" for role in sorted(expected - model.roles.keys())]
    problems += [f"role {role}: no such region" for role in sorted(model.roles.keys() - expected)]
    for role in sorted(model.roles):
        unfiltered = FILTERED - model.permissions(role).keys()
        problems += [f"role {role}: does not filter {table}" for table in sorted(unfiltered)]
        if model.roles[role].get("members"):
            problems.append(f"role {role}: has members")
    for region in regions:
        if f"Region {region}" in model.roles:
            problems += _static_role_problems(model, region)
    return problems + _dynamic_role_problems(model) + _leaks(model)


def _static_role_problems(model: Model, region: str) -> list[str]:
    expected = {
        "Customers": f'Customers[Region] = "{region}" || ISBLANK ( Customers[Customer ID] )',
        "Sales": f'Sales[Region] = "{region}"',
        "Region access": "FALSE ()",
        **OF_ALL_REGIONS,
    }
    actual = model.permissions(f"Region {region}")
    return [
        f"role Region {region}: {table} has the rule {actual[table]}"
        for table, rule in expected.items()
        if table in actual and actual[table] != rule
    ]


def _dynamic_role_problems(model: Model) -> list[str]:
    if DYNAMIC_ROLE not in model.roles:
        return []
    return [
        f"role {DYNAMIC_ROLE}: the rule on {table} does not ask who reads"
        for table, rule in model.permissions(DYNAMIC_ROLE).items()
        if rule != OF_ALL_REGIONS.get(table)
        and ("USERPRINCIPALNAME" not in rule or "'Region access'[User]" not in rule)
    ]


def _leaks(model: Model) -> list[str]:
    # the rule on Customers reaches a table that holds customers and nobody else
    reached = {
        one["fromTable"]
        for one in model.relationships
        if one["toTable"] == "Customers" and one.get("isActive", True)
    }
    return [
        f"{table}: {column} can be read under every role"
        for table in sorted(set(model.fetched_tables) - FILTERED - reached)
        for column in sorted(model.source_columns(table).keys() - READ_BY_ALL.get(table, set()))
    ]
