"""Take the screenshots of the dashboards page: `python docs/screenshots/take.py dashboards.html`.

Needs Chromium and the development dependencies. The pictures in this folder show the made-up sample.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-gpu"]
# The lower part of a long page is a list that goes on.
TALLEST = 1250


def take(page_file: Path, folder: Path) -> None:
    """One picture of each of the four pages, 1280 wide."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
        page.goto(page_file.absolute().as_uri())
        page.wait_for_selector("html[data-drawn='all']")
        for panel in ("overview", "customers", "cohorts", "baskets"):
            page.click(f"#tab-{panel}")
            page.evaluate("document.activeElement.blur()")
            page.mouse.move(0, 0)
            height = page.evaluate("document.documentElement.scrollHeight")
            page.screenshot(
                path=folder / f"{panel}.png",
                full_page=True,
                clip={"x": 0, "y": 0, "width": 1280, "height": min(height, TALLEST)},
            )
        browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]), Path(__file__).parent)
