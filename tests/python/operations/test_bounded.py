"""Whatever a setting or a file is, the command ends soon, with one sentence and a code that is documented."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from python_jobs.cli import cli
from python_jobs.core.errors import InputError, WarehouseError
from python_jobs.core.project import Project, find_project
from python_jobs.core.yaml_file import read_yaml
from python_jobs.landing.feeds.load import load_feed
from python_jobs.landing.tables.delimited import read_first_records
from python_jobs.landing.tables.dialect import Dialect
from python_jobs.run.dbt import Dbt

BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
)


def test_a_feed_is_a_small_regular_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yml"
    os.mkfifo(pipe)
    large = tmp_path / "large.yml"
    large.write_text("#" * 2_000_000, encoding="utf-8")
    bomb = tmp_path / "bomb.yml"
    bomb.write_text(f"{BOMB}columns: {{invoice: *a11}}\n", encoding="utf-8")
    deep = tmp_path / "deep.yml"
    deep.write_text("[" * 50_000, encoding="utf-8")
    started = time.monotonic()
    for path in (pipe, Path("/dev/zero"), large, bomb, deep, tmp_path, tmp_path / "none.yml"):
        with pytest.raises(InputError, match="The feed file") as refused:
            load_feed(path)
        assert len(str(refused.value)) < 700
        assert "\n" not in str(refused.value)
    assert time.monotonic() - started < 10


def test_an_alias_that_is_meant_well_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "settings.yml"
    file.write_text("a: &one {b: 1}\nc: *one\n", encoding="utf-8")
    assert read_yaml(file, "The file") == {"a": {"b": 1}, "c": {"b": 1}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb 2\nc: 3\n", "line 2, column 1: could not find expected ':'"),
        ('a: 1\nb: "two\nc: 3\nd: 4\n', "line 2, column 4: found unexpected end of stream"),
        ("a: 1\nb: c: d\n", "line 2, column 5: mapping values are not allowed here"),
        ("a: 1\n  b: 2\n", "line 2, column 4: mapping values are not allowed here"),
        ("a: 1\nb: 2\n- c\n", "line 3, column 1: expected <block end>"),
    ],
)
def test_the_line_to_change_is_named(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "settings.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=f"is not valid YAML: {re.escape(said)}"):
        read_yaml(file, "The file")


def test_a_header_comes_soon_or_never(tmp_path: Path) -> None:
    file = tmp_path / "blank.csv"
    file.write_bytes(b"\n" * 30_000_000 + b"invoice,price\n")
    started = time.monotonic()
    with file.open(encoding="utf-8") as text:
        [(error, *_)] = read_first_records(text, Dialect(","), 20)
    assert "are blank" in error
    assert time.monotonic() - started < 2
    file.write_bytes(b"\n" * 20 + b"invoice,price\n")
    with file.open(encoding="utf-8") as text:
        assert list(read_first_records(text, Dialect(","), 20)) == [(["invoice", "price"], 21, 21)]


@pytest.mark.parametrize(
    "arguments",
    [
        *(("land", "x.csv", "--wait", value) for value in ("nan", "inf", "-1", "1e300", "soon")),
        *(("status", "--max-age", value) for value in ("nan", "inf", "0", "1e300")),
        ("status", "--max-data-age", "99999999999"),
        ("history", "--last", "-3"),
        ("sample", "x.csv", "--seed", "-1"),
        ("sample", "x.csv", "--invoices", "99999999999999999999"),
    ],
)
def test_a_number_that_nobody_can_mean_is_refused(arguments: tuple[str, ...]) -> None:
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 2
    assert "Invalid value for" in result.output


def test_a_folder_that_cannot_be_written_to_is_named(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """dbt took it for a fault of the project: exit code 2, and advice that did not help."""
    a_file = tmp_path / "file"
    a_file.touch()
    for variable in ("DBT_TARGET_PATH", "DBT_LOG_PATH"):
        with monkeypatch.context() as patch:
            patch.setenv("DBT_TARGET_PATH", str(tmp_path / "target"))
            patch.setenv("DBT_LOG_PATH", str(tmp_path / "logs"))
            patch.setenv(variable, str(a_file / "folder"))
            with pytest.raises(WarehouseError, match=f"cannot be written to.*{variable}"):
                Dbt(project).read()


def test_a_home_that_nobody_knows_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    path = "~nobody-of-that-name/x.duckdb"
    monkeypatch.setenv("CUSTOMER_INTELLIGENCE_DUCKDB_PATH", path)
    with pytest.raises(InputError, match="Write the whole path"):
        find_project().duckdb_path.exists()
