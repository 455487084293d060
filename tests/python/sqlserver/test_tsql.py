"""Every statement for SQL Server is one that SQL Server would take: no server needed.

Microsoft's own parser reads what dbt compiles and what dbt-sqlserver sends, and its schema model binds
the names across all models, tests, seeds and the tables that Python writes.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from python_jobs.run.lock import TAKE
from python_jobs.run.staged.sql_server import Relation, switch_batch
from python_jobs.warehouses.schema import TABLES
from python_jobs.warehouses.sql_server_tables import create_table
from tests.python.conftest import PARTIAL_PARSE, ROOT
from tests.python.sqlserver.tsql_tools import ToolsMissing, TsqlTools, fetch_tools

TOOLS_VARIABLE = "CUSTOMER_INTELLIGENCE_TSQL_TOOLS"
DATABASE = "customer_intelligence"
RIGHTS = ROOT / "scripts" / "sql_server_rights.sql"
READERS = "readers of the marts"
DRY_DBT = Path(__file__).parent / "dry_dbt.py"
CREATED = re.compile("create table", re.IGNORECASE)
TEXT_COLUMN = re.compile(r"\w+\W? n?varchar\(\d+\)[^,\n]*", re.IGNORECASE)


@dataclass(frozen=True)
class Compiled:
    """CREATE statements of everything the project has, by name, and what dbt keeps of the project that it has read."""

    objects: dict[str, str]
    parsed: Path


@pytest.fixture(scope="session")
def tools(tmp_path_factory: pytest.TempPathFactory) -> TsqlTools:
    """Microsoft's parser; where it cannot be had the tests skip, except in CI."""
    given = os.environ.get(TOOLS_VARIABLE)
    folder = Path(given) if given else tmp_path_factory.mktemp("tsql") / "tools"
    try:
        return fetch_tools(folder)
    except ToolsMissing as missing:
        if os.environ.get("CI") and sys.platform == "linux":
            pytest.fail(str(missing))
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def compiled(tools: TsqlTools, tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    """Every model, seed, data test and analysis compiled for SQL Server."""
    target = tmp_path_factory.mktemp("compiled")
    program = Path(sys.executable).with_name("dbt")
    _dbt([str(program)], ["compile", "--no-populate-cache", "--no-introspect"], target)
    manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
    nodes = manifest["nodes"].values()
    schemas = {table.schema for table in TABLES} | {node["schema"] for node in nodes}
    objects = {f"schema {name}": f"create schema [{name}]" for name in schemas - {"dbo"}}
    objects |= {table.full_name: create_table(table) for table in TABLES}
    for node in nodes:
        name = f"[{node['schema']}].[{node['alias'][:120]}]"
        if node["resource_type"] == "seed":
            objects[node["name"]] = _create_seed(name, ROOT / node["original_file_path"])
        elif node.get("compiled_code"):
            text = node["compiled_code"].replace(f'"{DATABASE}".', "")
            objects[node["name"]] = f"create view {name} as\n{text}"
    return Compiled(objects, target / PARTIAL_PARSE)


@pytest.fixture(scope="session")
def emitted(
    tools: TsqlTools, compiled: Compiled, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[str]]:
    """Every statement that a build would send."""
    target = tmp_path_factory.mktemp("emitted")
    shutil.copyfile(compiled.parsed, target / PARTIAL_PARSE)
    record = target / "statements.jsonl"
    _dbt(
        [sys.executable, str(DRY_DBT), str(record)],
        ["build", "--exclude-resource-type", "unit_test", "--threads", "1"],
        target,
    )
    yield [json.loads(line) for line in record.read_text(encoding="utf-8").splitlines()]


@pytest.mark.slow
def test_everything_compiled_parses(tools: TsqlTools, compiled: Compiled) -> None:
    assert len(compiled.objects) > 150
    assert tools.syntax_errors(compiled.objects) == []


@pytest.mark.slow
def test_every_statement_sent_parses(tools: TsqlTools, emitted: list[str]) -> None:
    assert len(emitted) > 500
    statements = {f"statement {number}": text for number, text in enumerate(emitted)}
    assert tools.syntax_errors(statements) == []


def test_tables_are_indexed_as_the_business_asks(emitted: list[str]) -> None:
    created = [" ".join(text.split()).lower() for text in emitted if "index" in text.lower()]
    on_facts = [text for text in created if "fact_sales" in text]
    for column in ("customer_id", "invoice_date", "invoice_no", "line_id"):
        assert any(f"([{column}])" in text for text in on_facts), column
    assert any("unique nonclustered index" in text for text in on_facts)
    columnstores = [text for text in created if "clustered columnstore index" in text]
    assert columnstores
    assert all("fact_sales" in text for text in columnstores)


def test_no_collation_merges_keys(emitted: list[str]) -> None:
    """Every text column of a seed or a mart compares character by character, as on DuckDB."""
    tables = [
        re.split("create table", text, flags=re.I)[1] for text in emitted if CREATED.search(text)
    ]
    columns = [
        found
        for table in tables
        for found in TEXT_COLUMN.findall(re.split("insert into", table, flags=re.I)[0])
    ]
    assert len(columns) > 80
    assert {text for text in columns if "collate Latin1_General_100_BIN2" not in text} == set()


def test_readers_may_read_the_reporting_views_and_no_more(emitted: list[str]) -> None:
    texts = [" ".join(text.split()).lower() for text in emitted]
    grants = [text for text in texts if "grant " in text]
    views = [path.stem for path in (ROOT / "models" / "reporting").glob("vw_*.sql")]
    assert len(grants) == len(views)
    for view in views:
        grant = f'grant select on "{DATABASE}"."reporting"."{view}" to [{READERS}]'
        assert any(grant in text for text in grants), view


def test_what_python_sends_parses(tools: TsqlTools) -> None:
    mart, view = Relation("marts", "customer_360"), Relation("reporting", "vw_customer_360")
    text = "select customer_id, 'it''s' as words from marts.customer_360"
    assert tools.syntax_errors({"lock": TAKE, "switch": switch_batch([mart], {view: text})}) == []
    spoiled = switch_batch([mart], {view: f"{text} limit 1"})
    assert tools.syntax_errors({"switch": spoiled})


def test_the_rights_are_granted_on_every_schema(tools: TsqlTools, compiled: Compiled) -> None:
    script = RIGHTS.read_text(encoding="utf-8")
    found = tools.syntax_errors({"rights": script})
    assert [text for text in found if "'::'" not in text] == []
    schemas = {name.removeprefix("schema ") for name in compiled.objects if " " in name}
    assert {name for name in schemas if f"on schema::{name} to" not in script} == set()
    assert {name for name in schemas if f"create schema {name}" not in script} == set()


@pytest.mark.slow
def test_every_name_is_known(tools: TsqlTools, compiled: Compiled) -> None:
    assert tools.binding_errors(compiled.objects) == []


@pytest.mark.parametrize(
    ("planted", "complaint"),
    [
        ("select customer_id from marts.dim_customer limit 1", "limit"),
        ("select customer_id::int as customer_id from marts.dim_customer", "'::'"),
        ("select customer_id from marts.dim_customer order by customer_id", "ORDER BY"),
    ],
)
def test_what_sql_server_cannot_read_is_found(
    tools: TsqlTools, planted: str, complaint: str
) -> None:
    [found] = tools.syntax_errors({"planted": f"create view dbo.planted as {planted}"})
    assert complaint in found
    # as dbt-sqlserver sends it
    inside = f"EXEC('create or alter view dbo.planted as {planted}')"
    [found] = tools.syntax_errors({"planted": inside})
    assert complaint in found


@pytest.mark.slow
def test_an_unknown_column_is_found(tools: TsqlTools, compiled: Compiled) -> None:
    planted = "create view dbo.planted as select shoe_size from marts.dim_customer"
    found = tools.binding_errors({**compiled.objects, "planted": planted})
    assert found
    assert all("shoe_size" in text for text in found)


def _dbt(command: list[str], arguments: list[str], target: Path) -> None:
    outside = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("CUSTOMER_INTELLIGENCE_SQLSERVER_")
    }
    profiles = target / "profiles"
    profiles.mkdir()
    example = (ROOT / "profiles.example.yml").read_text(encoding="utf-8")
    (profiles / "profiles.yml").write_text(example, encoding="utf-8")
    done = subprocess.run(
        [
            *command,
            "--quiet",
            *arguments,
            "--target=sqlserver",
            f"--profiles-dir={profiles}",
            f"--target-path={target}",
            f"--log-path={target}",
        ],
        cwd=ROOT,
        env={
            **outside,
            "CUSTOMER_INTELLIGENCE_SQLSERVER_BACKEND": "pyodbc",
            "CUSTOMER_INTELLIGENCE_SQLSERVER_USER": "nobody",
            "CUSTOMER_INTELLIGENCE_SQLSERVER_READER_ROLE": READERS,
            "PYTHONUTF8": "1",
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _create_seed(name: str, file: Path) -> str:
    with file.open(encoding="utf-8", newline="") as rows:
        columns = next(csv.reader(rows))
    return f"create table {name} ({', '.join(f'{column} nvarchar(255)' for column in columns)})"
