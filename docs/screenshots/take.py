"""Take the screenshots of the dashboards page, from a run on the made-up sample.

usage: uv run --group dev python docs/screenshots/take.py [PAGE.html]
       uv run --group dev python docs/screenshots/take.py --look FOLDER PAGE.html

Needs Chromium. The figures that the pictures show are written into figures.json beside them; a test compares
them with those of the page as it is now, and fails when the pictures are out of date. With --look every page is taken
as a computer and a phone show it, light and dark, in both languages, to be looked at before a change of the page.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-gpu"]
PANELS = ("overview", "customers", "cohorts", "baskets")
ALL_PANELS = ("overview", "customers", "outlook", "cohorts", "changes", "products", "baskets")
WIDTHS = (1280, 390)
# The lower part of a long page is a list that goes on.
TALLEST = 1250
FIGURES = """
panel => Object.fromEntries([...document.querySelectorAll(`#${panel}-kpis [data-kpi]`)]
    .map(card => [card.dataset.kpi, card.querySelector('.number').innerText]))
"""


def figures(page: Page, panel: str) -> dict[str, str]:
    """The big numbers of an open panel as they are shown, by name."""
    return dict(page.evaluate(FIGURES, panel))


def take(page_file: Path, folder: Path) -> None:
    """One picture of each of the four panels, 1280 wide, and the figures that they show."""
    shown: dict[str, dict[str, str]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
        page.goto(page_file.absolute().as_uri())
        page.wait_for_selector("html[data-drawn='all']")
        for panel in PANELS:
            page.click(f"#tab-{panel}")
            page.evaluate("document.activeElement.blur()")
            page.mouse.move(0, 0)
            shown[panel] = figures(page, panel)
            height = page.evaluate("document.documentElement.scrollHeight")
            page.screenshot(
                path=folder / f"{panel}.png",
                full_page=True,
                clip={"x": 0, "y": 0, "width": 1280, "height": min(height, TALLEST)},
            )
        browser.close()
    text = json.dumps(shown, indent=2, ensure_ascii=False) + "\n"
    (folder / "figures.json").write_text(text, encoding="utf-8")


def look(page_file: Path, folder: Path) -> None:
    """Every panel, whole, at each width, light and dark, in each language."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for width, scheme, language in product(WIDTHS, ("light", "dark"), ("en", "de")):
            page = browser.new_page(
                viewport={"width": width, "height": 800},
                color_scheme="dark" if scheme == "dark" else "light",
            )
            page.goto(f"{page_file.absolute().as_uri()}#overview?lang={language}")
            page.wait_for_selector("html[data-drawn='all']")
            for panel in ALL_PANELS:
                page.click(f"#tab-{panel}")
                name = f"{panel}-{width}-{scheme}-{language}.png"
                page.screenshot(path=folder / name, full_page=True)
            page.close()
        browser.close()


def main() -> None:
    """Run on the sample in a folder of its own, or take the page that is given, and take the pictures."""
    here = Path(__file__).parent
    if sys.argv[1:2] == ["--look"]:
        look(Path(sys.argv[3]), Path(sys.argv[2]))
        return
    if len(sys.argv) > 1:
        take(Path(sys.argv[1]), here)
        return
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "CUSTOMER_INTELLIGENCE_TARGET": "duckdb",
            "CUSTOMER_INTELLIGENCE_DUCKDB_PATH": f"{folder}/warehouse.duckdb",
            "DBT_TARGET_PATH": f"{folder}/target",
            "DBT_LOG_PATH": f"{folder}/logs",
        }
        run = [sys.executable, "-m", "python_jobs", "run"]
        subprocess.run(run, cwd=here.parents[1], env=environment, check=True)  # noqa: S603
        take(Path(folder) / "target" / "dashboards.html", here)


if __name__ == "__main__":
    main()
