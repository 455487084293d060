"""Pages made from warehouses, and a browser without a network to open them in."""

from __future__ import annotations

import functools
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import duckdb
import pytest

from python_jobs.dashboards.job import write_dashboards
from python_jobs.warehouses.duckdb_file import DuckDBWarehouse
from tests.python.conftest import Run

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
REDRAWN_WITHIN_SECONDS = 10
EMPTY = "about:blank"
READ_VIEWS = (
    "vw_sales_daily",
    "vw_customer_sales_daily",
    "vw_customer_360",
    "vw_rfm_segments",
    "vw_cohort_retention",
    "vw_mba_rules",
    "vw_cross_sell",
    "vw_dim_product",
    "vw_revenue_change",
    "vw_segment_migration",
    "vw_product_360",
    "vw_cohort_value",
    "vw_customer_outlook",
    "vw_outlook_backtest",
    "vw_outlook_calibration",
    "vw_segment_outcomes",
    "vw_shop",
    "vw_doubts",
)


@dataclass
class Opened:
    """An open page and what went wrong on it: console messages, exceptions, requests to anywhere."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    listeners: dict[str, Callable[[Any], None]] = field(default_factory=dict)

    def listen(self, path: Path) -> None:
        """Write down what goes wrong from now on."""
        self.listeners = {
            "console": lambda message: self.complaints.append(message.text),
            "pageerror": lambda error: self.complaints.append(str(error)),
            "request": lambda request: self.complaints.extend(_outside(request.url, path)),
        }
        for event, listener in self.listeners.items():
            self.page.on(cast(Any, event), listener)

    def leave(self) -> None:
        """Make its window free for another page."""
        for event, listener in self.listeners.items():
            self.page.remove_listener(cast(Any, event), listener)
        self.page.mouse.move(0, 0)
        self.page.goto(EMPTY)

    def kpi(self, panel: str, name: str) -> float:
        card = self.page.locator(f"#{panel}-kpis [data-kpi='{name}']")
        return float(card.get_attribute("data-value") or "nan")

    def shown(self, panel: str, name: str) -> str:
        return self.page.locator(f"#{panel}-kpis [data-kpi='{name}'] .number").inner_text()

    def go(self, panel: str) -> None:
        self.page.click(f"#tab-{panel}")

    def column(self, table: str, place: int) -> list[str]:
        return self.page.locator(f"#{table} tbody tr td:nth-child({place})").all_inner_texts()

    def eventually(self, holds: Callable[[], bool]) -> bool:
        """Whether something comes true: tables and charts are redrawn a little after the click."""
        deadline = time.monotonic() + REDRAWN_WITHIN_SECONDS
        while not holds():
            if time.monotonic() > deadline:
                return False
            self.page.wait_for_timeout(20)
        return True


def write_page(warehouse: Path, page: Path) -> Path:
    opened = DuckDBWarehouse(warehouse)
    try:
        return write_dashboards(opened, page)
    finally:
        opened.close()


def copied_views(run: Run, folder: Path) -> Path:
    """The warehouse of a run, with tables in the place of the reporting views: they can be changed."""
    path = folder / "copied.duckdb"
    shutil.copyfile(run.workplace.warehouse, path)
    with duckdb.connect(str(path)) as connection:
        # The views name the warehouse they were made in.
        connection.execute(f"attach '{run.workplace.warehouse}' as original (read_only)")
        for view in READ_VIEWS:
            connection.execute("use original")
            rows = connection.sql(f"select * from original.reporting.{view}").to_arrow_table()
            connection.execute("use copied")
            connection.execute(f"drop view reporting.{view}")
            connection.execute(f"create table reporting.{view} as select * from rows")
            del rows
    return path


@pytest.fixture(scope="session")
def sample_page(sample_run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dashboards")
    return write_page(sample_run.workplace.warehouse, folder / "dashboards.html")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no {CHROMIUM}: apt-get install chromium")
    driver = pytest.importorskip("playwright.sync_api")
    with driver.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


Opener = Callable[..., Opened]


@contextmanager
def opener(browser: Browser, width: int = 1280) -> Iterator[Opener]:
    """Opens files offline; fails at the end when a page complained or asked for anything.

    The windows are used again: a new one takes a browser as long as the page itself, and the page keeps nothing in it.
    """
    opened: list[Opened] = []
    context = _windows(browser, width)

    def open_file(path: Path, fragment: str = "", dark: bool = False) -> Opened:
        free = (page for page in context.pages if page.url == EMPTY)
        one = Opened(next(free, None) or context.new_page())
        opened.append(one)
        one.page.emulate_media(color_scheme="dark" if dark else "light")
        one.listen(path)
        one.page.goto(path.as_uri() + fragment)
        one.page.wait_for_selector("html[data-drawn='all']")
        return one

    yield open_file
    for one in opened:
        one.leave()
    assert [complaint for one in opened for complaint in one.complaints] == []


@functools.cache
def _windows(browser: Browser, width: int) -> BrowserContext:
    return browser.new_context(viewport={"width": width, "height": 800}, offline=True)


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Opener]:
    with opener(browser) as open_file:
        yield open_file


@pytest.fixture
def sample(open_page: Opener, sample_page: Path) -> Opened:
    """The page of the sample, as it is when it opens."""
    return open_page(sample_page)


@pytest.fixture(scope="module")
def used_sample(browser: Browser, sample_page: Path) -> Iterator[Opened]:
    """The page of the sample, with the filters that the test before has left."""
    with opener(browser) as open_file:
        yield open_file(sample_page)


def _outside(url: str, page: Path) -> list[str]:
    inside = url.startswith(("data:", "blob:", page.as_uri()))
    return [] if inside else [f"asked for {url}"]
