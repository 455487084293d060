"""Whatever the vars, the feed and the environment are, a command ends in one of two ways: with 0, or with one
sentence and a documented code, soon, and what is landed is whole."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from python_jobs.cli import cli
from python_jobs.core.errors import CustomerIntelligenceError, describe, exit_code
from python_jobs.core.project import Project
from python_jobs.core.variables import check, parse_given, read_rules
from python_jobs.sample.generate import write_sample
from python_jobs.warehouses.duckdb_file import DuckDBWarehouse
from tests.python.conftest import ROOT

DOCUMENTED = {0, 1, 2, 3, 4, 130}
SECONDS = 60
# The same examples in every run.
reproducible = settings(
    deadline=None,
    derandomize=True,
    max_examples=40,
    suppress_health_check=list(HealthCheck),
)
WORDS = st.one_of(
    st.sampled_from(
        [
            "nan",
            "inf",
            "-1",
            "1e999",
            "0x7f",
            "~",
            "~nobody",
            ".",
            "..",
            "/dev/zero",
            "/dev/null",
            "[",
            "{{ 1 }}",
        ]
    ),
    st.text("';\"-{}[]()$#%&*!|<>\\/ \t\n.~0aZß€\u202e\x1b", max_size=40),
    st.text(max_size=30),
)
SCALARS = st.one_of(WORDS, st.none(), st.booleans(), st.integers(), st.floats(), st.dates())
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)
NAMES = st.one_of(st.sampled_from(sorted(read_rules(ROOT))), WORDS)
# Letters that no environment holds: a null ends a variable, half a character is none.
SETTABLE = WORDS.filter(lambda text: "\0" not in text and text.isprintable())
VARIABLES = [
    "CUSTOMER_INTELLIGENCE_TARGET",
    "CUSTOMER_INTELLIGENCE_LOG_FORMAT",
    "CUSTOMER_INTELLIGENCE_PATIENCE_SECONDS",
    "CUSTOMER_INTELLIGENCE_QUIET_SECONDS",
    "CUSTOMER_INTELLIGENCE_SHOP",
    "CUSTOMER_INTELLIGENCE_DUCKDB_MEMORY_LIMIT",
    "DBT_LOG_PATH",
    "DBT_TARGET_PATH",
]
FEED_KEYS = st.sampled_from(
    [
        "columns",
        "date_format",
        "delimiter",
        "encoding",
        "decimal",
        "sheet",
        "time_zone",
        "keep",
        "drop",
    ]
)


@pytest.fixture(scope="module")
def landed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file of order lines, and a warehouse that holds them."""
    folder = tmp_path_factory.mktemp("fuzz")
    write_sample(folder / "orders.csv", 20)
    with environment(folder):
        assert outcome("land", str(folder / "orders.csv")) == (0, "")
    return folder


@contextmanager
def environment(folder: Path, **given: str) -> Iterator[None]:
    """The environment of a command that works in a folder; a relative path of a setting leads there."""
    before, here = dict(os.environ), Path.cwd()
    for name in [name for name in before if name.startswith("CUSTOMER_INTELLIGENCE_")]:
        del os.environ[name]
    os.environ |= {
        "CUSTOMER_INTELLIGENCE_DUCKDB_PATH": str(folder / "warehouse.duckdb"),
        "CUSTOMER_INTELLIGENCE_PATIENCE_SECONDS": "0",
        "CUSTOMER_INTELLIGENCE_QUIET_SECONDS": "0",
        "DBT_LOG_PATH": str(folder / "logs"),
        "DBT_TARGET_PATH": str(folder / "target"),
        **given,
    }
    os.chdir(ROOT)
    try:
        yield
    finally:
        os.chdir(here)
        os.environ.clear()
        os.environ |= before


def outcome(*arguments: str) -> tuple[int, str]:
    """The exit code of a command and its error, as main would show it."""
    started = time.monotonic()
    result = CliRunner().invoke(cli, arguments)
    assert time.monotonic() - started < SECONDS
    error = result.exception
    if error is None:
        return 0, ""
    if isinstance(error, SystemExit):
        return int(error.code or 0), result.output
    assert isinstance(error, CustomerIntelligenceError), (arguments, repr(error))
    said = describe(error)
    assert said.strip()
    assert all(one.isprintable() or one in "\n\t" for one in said)
    assert len(said) < 3000
    return exit_code(error), said


def raw(folder: Path) -> list[tuple[Any, ...]]:
    warehouse = DuckDBWarehouse(folder / "warehouse.duckdb")
    try:
        return warehouse.query(
            "select count(*), sum(hash(l)::hugeint), (select count(*) from raw.landed_files) "
            "from raw.order_lines as l"
        )
    finally:
        warehouse.close()


@reproducible
@given(given_vars=st.one_of(st.dictionaries(NAMES, VALUES, max_size=3).map(yaml.safe_dump), WORDS))
@example(given_vars='{build_suffix: "; drop schema raw cascade; --"}')
@example(given_vars="[" * 9000)
@example(given_vars="{mba_min_support: 1e-999999999}")
@example(given_vars="{mba_max_len: 9, mba_min_support: 0.000001}")
@pytest.mark.slow
def test_vars(given_vars: str, landed: Path) -> None:
    before = raw(landed)
    with environment(landed):
        code, _ = outcome("mine", "--vars", given_vars)
    assert code in DOCUMENTED
    assert raw(landed) == before


@reproducible
@given(
    feed=st.one_of(
        st.dictionaries(FEED_KEYS, VALUES, max_size=4).map(yaml.safe_dump).map(str.encode),
        st.fixed_dictionaries(
            {
                "columns": st.dictionaries(
                    st.sampled_from(["invoice", "invoice_date", "stock_code", "quantity", "price"]),
                    st.sampled_from(["Invoice", "InvoiceDate", "StockCode", "Quantity", "Price"])
                    | VALUES,
                )
            },
            optional={
                "date_format": WORDS,
                "delimiter": WORDS,
                "decimal": WORDS,
                "encoding": WORDS,
            },
        )
        .map(yaml.safe_dump)
        .map(str.encode),
        st.binary(max_size=60),
    )
)
@pytest.mark.slow
def test_feeds(feed: bytes, landed: Path) -> None:
    """A feed that reads the same bytes in another way may land them anew; none loses a line unsaid."""
    path = landed / "feed.yml"
    path.write_bytes(feed)
    before = raw(landed)
    with environment(landed):
        code, _ = outcome("land", str(landed / "orders.csv"), "--feed", str(path))
    assert code in DOCUMENTED
    if code:
        assert raw(landed) == before


@settings(reproducible, max_examples=25)
@given(name=st.sampled_from(VARIABLES), value=SETTABLE)
@pytest.mark.slow
def test_environment(name: str, value: str, landed: Path) -> None:
    before = raw(landed)
    if name.startswith("DBT_"):
        value = str(landed / value.lstrip("/"))
    with environment(landed, **{name: value}):
        codes = [
            outcome("status")[0],
            outcome("land", str(landed / "orders.csv"))[0],
        ]
    assert set(codes) <= DOCUMENTED
    assert raw(landed) == before


@settings(reproducible, max_examples=15)
@given(
    given_vars=st.dictionaries(NAMES, VALUES, min_size=1, max_size=3).filter(
        lambda one: not _fit(one)
    ),
    name=st.sampled_from(VARIABLES),
    value=SETTABLE,
)
def test_runs_that_cannot_be(
    given_vars: dict[str, Any], name: str, value: str, landed: Path
) -> None:
    """A run with a var that its rule does not take ends before it has done anything."""
    before = raw(landed)
    if name.startswith("DBT_"):
        value = str(landed / value.lstrip("/"))
    with environment(landed, **{name: value}):
        code, _ = outcome("run", str(landed / "orders.csv"), "--vars", yaml.safe_dump(given_vars))
    assert code in DOCUMENTED - {0}
    assert raw(landed) == before


def _fit(given_vars: dict[str, Any]) -> bool:
    """Whether the rules of the vars take all of them."""
    try:
        check(parse_given(yaml.safe_dump(given_vars)), read_rules(ROOT))
    except CustomerIntelligenceError:
        return False
    return True


def test_the_project_of_the_fuzz_is_the_real_one() -> None:
    assert Project(ROOT, "duckdb", {}).variables
