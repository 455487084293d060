"""Power BI and the dashboards page call the same things by the same words."""

from __future__ import annotations

import json
import re
from pathlib import Path

from .conftest import Files, Load
from .model import Model, text

WORDS = Path(__file__).resolve().parents[3] / "python_jobs" / "words" / "en.json"
# a code of the views and its words, as SWITCH lists them
PAIR = re.compile(r'"(\w+)", "([^"]+)"')
# how the page's keys begin: effect.lost_customers
KINDS = ("effect", "method", "changes", "products")
SAME_TITLES = (
    "Chance of an order, by recency and frequency",
    "Whom to call this week",
    "Whales of the coming year",
    "How well did it rank?",
    "What segments were worth afterwards",
    "Why: who bought",
    "Why: how much they did",
    "Who moved between segments",
    "Who comes back, by where they began",
    "What comes back",
    "Articles, most revenue first",
)


def page_words() -> dict[str, str]:
    found: dict[str, str] = json.loads(WORDS.read_text("utf-8"))
    return found


def words_of(model: Model) -> dict[str, str]:
    """The words that columns give to codes."""
    return {
        code: words
        for table in model.tables
        for column in model.columns(table).values()
        if column.get("type") == "calculated"
        for code, words in PAIR.findall(text(column["expression"]))
    }


def other_words(model: Model) -> list[str]:
    """Codes that the page calls otherwise; it has no words for all customers together."""
    page = page_words()

    def is_same(code: str, words: str) -> bool:
        own = {page[key] for key in (f"{kind}.{code}" for kind in KINDS) if key in page}
        return words in (own or {*page.values(), "All"})

    return sorted(
        f"{code}: {words}" for code, words in words_of(model).items() if not is_same(code, words)
    )


def test_same_words(model: Model) -> None:
    assert {"model", "lost_customers", "month_year_on_year"} <= words_of(model).keys()
    assert other_words(model) == []


def test_every_code_has_words(model: Model) -> None:
    """What the page has words for has words in Power BI too."""
    codes = {
        key.partition(".")[2] for key in page_words() if key.startswith(("effect.", "method."))
    }
    assert codes <= words_of(model).keys()


def test_other_words_are_found(copy: Files, load: Load) -> None:
    changes = "*.SemanticModel/definition/tables/Revenue change.tmdl"
    copy.plant(changes, '"Did not buy again"', '"Churned"')
    assert other_words(load(copy)) == ["lost_customers: Churned"]


def test_same_titles(committed: Files) -> None:
    page = page_words().values()
    titles = {
        visual.container_text("title", "text")
        for one in committed.report.pages
        for visual in one.visuals
    }
    for title in SAME_TITLES:
        assert title in titles
        assert title in page
