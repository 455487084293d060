"""What the page Market basket shows, read from the reporting views and nothing else."""

from __future__ import annotations

from typing import Any

from python_jobs.dashboards.columns import Positions, columns
from python_jobs.warehouses.warehouse import Warehouse

# More rules than anyone reads; they would only slow the page down. The strongest stay.
MOST_RULES = 20_000
# Recommendations of an article that are shown, and of all articles: those in most baskets stay.
MOST_PARTNERS = 10
MOST_RECOMMENDATIONS = 20_000
ITEM_SEPARATOR = " + "

RULES = """
select
    rule_id, antecedents, antecedent_descriptions, antecedent_size, consequents,
    consequent_descriptions, consequent_size, basket_count, antecedent_count, consequent_count,
    total_baskets, is_redundant, lift
from reporting.vw_mba_rules
where is_significant = 1
"""
MINED = "select count(*), max(total_baskets) from reporting.vw_mba_rules"
CROSS_SELL = f"""
select stock_code, description, recommended_stock_code, recommended_description, rank, confidence,
    lift, basket_count
from reporting.vw_cross_sell
where rank <= {MOST_PARTNERS}
"""
PRODUCTS = "select stock_code, description from reporting.vw_dim_product"


def read_baskets(warehouse: Warehouse) -> dict[str, Any]:
    """The significant rules, strongest first, and what to recommend."""
    rules = sorted(warehouse.query(RULES), key=lambda row: (-row[12], -row[7], row[0]))
    in_most_baskets = sorted(warehouse.query(CROSS_SELL), key=lambda row: (-row[7], row[0], row[4]))
    cross_sell = sorted(
        in_most_baskets[:MOST_RECOMMENDATIONS], key=lambda row: (row[0], row[4], row[2])
    )
    products = _Products(dict(warehouse.query(PRODUCTS)))
    shown = [_rule(row, products) for row in rules[:MOST_RULES]]
    recommended = [
        (products.find(row[0], row[1]), products.find(row[2], row[3]), *row[4:])
        for row in cross_sell
    ]
    [(mined, total)] = warehouse.query(MINED)
    return {
        "mined": int(mined),
        "significant": len(rules),
        "total": int(total or 0),
        "products": columns(("code", "name"), products.seen.items()),
        "rules": columns(("if", "then", "both", "ifs", "thens", "redundant"), shown),
        "cross_sell": columns(
            ("product", "recommended", "rank", "confidence", "lift", "baskets"), recommended
        ),
    }


class _Products:
    """The products that a rule or a recommendation names, numbered as they come."""

    def __init__(self, names: dict[str, str | None]) -> None:
        self._names = names
        self._numbers: Positions = {}
        self.seen: dict[str, str] = {}

    def find(self, code: str, description: str | None) -> int:
        if code not in self._numbers:
            self._numbers[code] = len(self._numbers)
            self.seen[code] = self._names.get(code) or description or code
        return self._numbers[code]

    def find_all(self, codes: str, descriptions: str, size: int) -> list[int]:
        """One number per item; a code that itself holds the separator leaves the side in one piece."""
        parts = codes.split(ITEM_SEPARATOR)
        if len(parts) == size and all(part in self._names for part in parts):
            return [self.find(part, None) for part in parts]
        return [self.find(codes, descriptions)]


def _rule(row: tuple[Any, ...], products: _Products) -> tuple[Any, ...]:
    antecedents = products.find_all(row[1], row[2], row[3])
    consequents = products.find_all(row[4], row[5], row[6])
    return (antecedents, consequents, row[7], row[8], row[9], row[11])
