"""Mine the market-basket rules of marts.basket_items into mining.mba_rules and mining.mba_rule_items."""

from __future__ import annotations

import datetime as dt
import logging
import os
import time
from collections.abc import Mapping
from typing import Any

import pandas as pd

from python_jobs.core.errors import InputError, WarehouseError
from python_jobs.mining.baskets import encode_baskets
from python_jobs.mining.rules import MiningResult, mine_rules, rules_of
from python_jobs.mining.settings import Engine, RuleSettings, read_rule_settings
from python_jobs.warehouses.spark import SparkWarehouse
from python_jobs.warehouses.warehouse import Warehouse, perhaps_not_built

log = logging.getLogger(__name__)

MOST_PAIRS = "CUSTOMER_INTELLIGENCE_SPARK_MOST_PAIRS_ON_DRIVER"
# About 3 GB: each pair takes some 60 bytes while the text of its codes is numbered.
DEFAULT_MOST_PAIRS = 50_000_000

BASKET_ITEMS = "select invoice_no, stock_code from marts.basket_items"


def _count_and_judge(warehouse: Warehouse, settings: RuleSettings, engine: Engine) -> MiningResult:
    """Mine on this machine, or, where Spark has more pairs than fit it, on Spark's; the rules are the same."""
    if isinstance(warehouse, SparkWarehouse):
        [(pairs,)] = warehouse.query("select count(*) from marts.basket_items")
        if int(pairs) > most_pairs_here():
            from python_jobs.mining.distributed import distributed_itemsets

            log.info("%s pairs of basket and article: mining on Spark", f"{int(pairs):,}")
            baskets, itemsets = distributed_itemsets(
                warehouse.frame(BASKET_ITEMS), settings.least, settings.max_len
            )
            return rules_of(itemsets, baskets, settings)
    items = warehouse.query_arrow(BASKET_ITEMS)
    baskets = encode_baskets(items["invoice_no"], items["stock_code"])
    # the text of all pairs is needed no more
    del items
    return mine_rules(baskets, settings, engine)


def most_pairs_here() -> int:
    """How many pairs of basket and article one machine mines; beyond, Spark does.

    Raises InputError when the environment says something that is not a number.
    """
    given = os.environ.get(MOST_PAIRS) or str(DEFAULT_MOST_PAIRS)
    if not given.isdecimal():
        raise InputError(f"{MOST_PAIRS} is '{given}'; it takes a whole number.")
    return int(given)


def mine(
    warehouse: Warehouse, variables: Mapping[str, Any], engine: Engine = "projection"
) -> MiningResult:
    """Mine, and replace all rules in one transaction; a mining that fails leaves the old ones."""
    settings = read_rule_settings(variables)
    started = time.monotonic()
    try:
        result = _count_and_judge(warehouse, settings, engine)
    except WarehouseError as error:
        raise perhaps_not_built(error, "marts", "customer-intelligence run, or dbt build") from None
    mined_at = dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)
    run = {
        "mined_at": mined_at,
        "engine": engine,
        "min_support": str(settings.min_support),
        "max_len": settings.max_len,
        "min_confidence": str(settings.min_confidence),
        "min_lift": str(settings.min_lift),
        "correction": settings.correction,
        "significance_level": settings.significance_level,
        "baskets": result.total_baskets,
        "goods": result.goods,
        "min_count": result.min_count,
        "itemsets": result.itemsets,
        "rules_tested": result.rules_tested,
        "rules": result.rule_count,
        "seconds": round(time.monotonic() - started, 3),
    }
    rules = result.rules.assign(mined_at=mined_at)
    warehouse.replace_rules(rules, result.rule_items, pd.DataFrame([run]))
    if result.rule_count == 0:
        log.info(
            "No rule reached the thresholds in %s baskets; lower mba_min_support or "
            "mba_min_confidence in dbt_project.yml to see weaker ones.",
            f"{result.total_baskets:,}",
        )
    return result
