"""The page in two languages: the same keys, and no word of one where the other is spoken."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from python_jobs.words.language import LANGUAGES, languages, read_language
from tests.python.conftest import ROOT, Run
from tests.python.dashboards.conftest import Opened, Opener

WORDS = re.compile(r'(<script type="application/json" id="words">)(.*?)(</script>)', re.DOTALL)
PLACE = re.compile(r"\{\w+\}|_[A-Z]+_")
# Every text that somebody sees or hears; the drawings themselves are heard by their descriptions alone.
TEXTS = """
() => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        if (!parent.closest("script, style, noscript, datalist, #other-language")) found.push(walker.currentNode.nodeValue);
    }
    for (const one of document.querySelectorAll("[aria-label], [placeholder], [title]")) {
        if (one.closest(".view")) continue;
        found.push(...["aria-label", "placeholder", "title"].map((name) => one.getAttribute(name) ?? ""));
    }
    return [document.title, ...found];
}
"""
# Terms that both languages have, and what is the same in both by chance.
SAME = {
    *("title", "decimal", "thousands", "changes.quarter", "customers.rfm", "customers.score"),
    *("customers.stake_summary", "segment", "support", "lift", "term.rfm", "term.rough"),
    *("segment.Champions", "table.rows"),
}


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_has_the_same_keys_and_places(code: str) -> None:
    english = read_language("en").words
    # what is odd about the data is said in English by the warehouse
    words = {
        key: text for key, text in read_language(code).words.items() if not key.startswith("doubt.")
    }
    assert list(words) == list(english)
    for key, text in words.items():
        assert sorted(PLACE.findall(text)) == sorted(PLACE.findall(english[key])), key
        assert text.strip() == text != "", key


def test_german_says_each_thing_in_german() -> None:
    english, german = (read_language(code).words for code in ("en", "de"))
    untranslated = {key for key, text in german.items() if text == english.get(key)}
    assert untranslated - SAME == set()


def kinds_of_doubts() -> set[str]:
    """Every name that a model or the landing gives to a doubt."""
    models = "".join(
        path.read_text("utf-8") for path in (ROOT / "models").rglob("doubts_about_*.sql")
    )
    kinds = set(re.findall(r"'(\w+)' as doubt\b", models))
    for path in (ROOT / "python_jobs" / "landing").rglob("*.py"):
        # these are the models' own
        if path.parts[-2:] == ("inspection", "orders.py"):
            continue
        tree = ast.parse(path.read_text("utf-8"))
        named = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Doubt":
                [kind, *_] = node.args
                value = kind.value if isinstance(kind, ast.Constant) else named[kind.id]  # type: ignore[attr-defined]
                kinds.add(str(value))
    return kinds


def test_every_kind_of_doubt_has_german_words() -> None:
    german = read_language("de").words
    kinds = kinds_of_doubts()
    assert {"country_without_region", "zone", "same_days_and_other_orders"} <= kinds
    words = {f"doubt.{kind}" for kind in kinds} | {f"doubt.{kind}.advice" for kind in kinds}
    assert {key for key in german if key.startswith("doubt.")} == words | {"doubt.original"}


@pytest.mark.slow
def test_german_says_what_is_odd_and_keeps_the_numbers(
    open_page: Opener, sample_page: Path
) -> None:
    opened = open_page(sample_page, "#overview?lang=de")
    assert opened.page.locator("#doubts li").all_inner_texts() == [
        "Länder haben keine Region. Zum Beispiel: ATLANTIS. Ergänzen Sie das Land in "
        "seeds/country_regions.csv. Im Wortlaut: One country has no region. Add the country to "
        "seeds/country_regions.csv."
    ]
    assert opened.page.locator("#doubts li [lang='en']").count() == 1


def test_the_segments_of_the_seed_have_a_name_and_a_meaning(sample_run: Run) -> None:
    for (segment,) in sample_run.query("select distinct segment from seeds.rfm_segments"):
        for language in languages():
            assert f"segment.{segment}" in language.words
            assert f"segment.{segment}.meaning" in language.words


def in_no_language(text: str) -> str:
    """The same words with other letters: what stays in Latin ones on the page is in no file of words."""
    pieces = re.split(r"(\{\w+\}|_[A-Z]+_)", text)
    return "".join(
        piece if place % 2 else re.sub(r"[^\W\d_]", "ж", piece)
        for place, piece in enumerate(pieces)
    )


@pytest.mark.slow
def test_no_text_of_the_page_stands_outside_the_words(
    open_page: Opener, sample_run: Run, sample_page: Path, tmp_path: Path
) -> None:
    kept = {"locale", "months.long"}
    strange = {
        key: text if key in kept else in_no_language(text)
        for key, text in read_language("de").words.items()
    }
    text = sample_page.read_text(encoding="utf-8")
    data = json.loads(re.search(r'id="data">(.*?)</script>', text, re.DOTALL)[1])  # type: ignore[index]
    brief = {one["text"]["en"] for one in data["brief"]}
    # the warehouse writes the doubts, in English alone
    doubts = {str(value) for values in data["doubts"].values() for value in values}
    page = tmp_path / "strange.html"
    page.write_text(
        WORDS.sub(lambda found: found[1] + json.dumps({"en": strange}) + found[3], text),
        encoding="utf-8",
    )
    opened = open_page(page)
    names = {
        str(name)
        for sql in (
            "select description from reporting.vw_dim_product",
            "select stock_code from reporting.vw_dim_product",
            "select distinct country from reporting.vw_customer_360",
            "select distinct country from reporting.vw_sales_daily",
            "select segment from seeds.rfm_segments",
        )
        for (name,) in sample_run.query(sql)
    }
    # what the shop's data name, the scores R and F, and thousands as the locale shortens them
    known = set(re.findall(r"[A-Za-z]+", " ".join([*names, *brief, *doubts]))) | {
        "k",
        "M",
        "Mio",
        "UTC",
    }
    for panel in ("overview", "customers", "outlook", "cohorts", "changes", "products", "baskets"):
        opened.go(panel)
        for numbers in opened.page.locator(f"#{panel} details:visible summary").all():
            numbers.click()
    opened.page.click("#open-glossary")
    opened.page.wait_for_timeout(100)
    # a long name is cut at the end of its axis
    shown = re.sub(r"\S*\s*…", "", "\n".join(opened.page.evaluate(TEXTS)))
    found = re.findall(r"[A-Za-z]+", shown)
    assert set(found) - known == set()


@pytest.mark.slow
def test_german_by_the_link_and_by_the_button(
    open_page: Opener, sample_page: Path, sample_run: Run
) -> None:
    opened = open_page(sample_page, "#customers?lang=de")
    page = opened.page
    assert page.get_attribute("html", "lang") == "de"
    assert page.locator("#tab-customers").inner_text() == "Kunden und Abwanderung"
    [(net,)] = sample_run.query("select sum(net_revenue) from reporting.vw_customer_360")
    assert opened.shown("customers", "net") == f"{net:,.0f}".replace(",", ".")
    assert page.locator("#customers-kpis [data-kpi='leaving'] .note").inner_text().count(" %") == 1
    page.select_option("#customers-segment", label="Stammkunden")
    assert opened.eventually(lambda: set(opened.column("customers-list", 3)) == {"Stammkunden"})
    assert opened.eventually(
        lambda: "customers-segment=Loyalists" in page.evaluate("location.hash")
    )
    assert page.locator("#other-language").inner_text() == "English"
    page.click("#other-language")
    page.wait_for_selector("html[lang='en'][data-drawn='all']")
    assert page.locator("#customers-segment option:checked").inner_text() == "Loyalists"


@pytest.mark.slow
def test_a_list_is_saved_as_a_german_spreadsheet_reads_it(
    open_page: Opener, sample_page: Path, sample_run: Run
) -> None:
    opened = open_page(sample_page, "#customers?lang=de")
    with opened.page.expect_download() as download:
        opened.page.locator("#customers").get_by_role("button", name="Als CSV speichern").click()
    lines = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith('"Kunde";"Land";"Segment"')
    first = lines[1].replace('"', "").split(";")
    [(net,)] = sample_run.query(
        f"select net_revenue from reporting.vw_customer_360 where customer_id = '{first[0]}'"
    )
    assert float(first[9].replace(",", ".")) == float(net)


@pytest.mark.slow
def test_the_words_of_why_are_those_of_the_warehouse(sample: Opened, sample_run: Run) -> None:
    """The page makes the sentence of numbers, in its own language; in English it is the warehouse's."""
    sample.go("outlook")
    with sample.page.expect_download() as download:
        sample.page.locator("#outlook").get_by_role("button", name="Save as CSV").click()
    saved = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()[1:]
    shown = {line.split('"')[1]: line.rsplit('","', 1)[1].rstrip('"') for line in saved}
    expected = dict(sample_run.query("select customer_id, why from reporting.vw_customer_outlook"))
    assert shown == expected
