"""What the command says when it is asked, and when something is wrong."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from python_jobs.cli import cli
from python_jobs.core.errors import (
    AnotherRunInProgress,
    InputError,
    WarehouseError,
    describe,
    exit_code,
)
from python_jobs.core.project import find_project
from tests.python.conftest import Workplace


@pytest.mark.parametrize("name", ["x.csv", "orders.JSON", "x.parquet", "x.csv.gz"])
def test_an_export_in_place_of_the_warehouse(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / name
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    monkeypatch.setenv("CUSTOMER_INTELLIGENCE_DUCKDB_PATH", str(path))
    for command in ("run", "brief", "status"):
        result = CliRunner().invoke(cli, [command])
        assert isinstance(result.exception, InputError)
        assert "takes a file with such a name for an export and not for a database" in str(
            result.exception
        )
    assert [one.name for one in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_help_teaches(command: str) -> None:
    shown = CliRunner().invoke(cli, [command, "--help"])
    assert shown.exit_code == 0
    assert len(shown.output.splitlines()) > 5
    assert command in CliRunner().invoke(cli, ["--help"]).output


def test_an_unknown_target_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUSTOMER_INTELLIGENCE_TARGET", "oracle")
    with pytest.raises(InputError, match="no target 'oracle'. Choose one of: duckdb, sqlserver"):
        find_project()


def test_vars_that_are_no_yaml_are_refused() -> None:
    result = CliRunner().invoke(cli, ["mine", "--vars", "net"])
    assert isinstance(result.exception, InputError)


@pytest.mark.parametrize("given", ["{as_of_date: 2024-13-45}", "{whale_shares: 0.1}"])
def test_vars_that_cannot_be_meant_are_refused(given: str) -> None:
    result = CliRunner().invoke(cli, ["mine", "--vars", given])
    assert isinstance(result.exception, InputError)


def test_the_sample_is_the_same_every_time(workplace: Workplace) -> None:
    first, second, other = (
        workplace.folder / f"{name}.csv" for name in ("first", "second", "other")
    )
    for path, seed in ((first, "7"), (second, "7"), (other, "8")):
        done = workplace.command("sample", path, "--invoices", "50", "--seed", seed)
        assert done.returncode == 0, done.stderr
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes() != other.read_bytes()


def test_doctor_is_content_with_a_fresh_machine(workplace: Workplace) -> None:
    done = workplace.command("doctor")
    assert done.returncode == 0, done.stderr
    assert "will be made by the first run" in done.stdout
    assert "MEND" not in done.stdout


def test_a_warehouse_that_another_program_holds_is_exit_code_4(workplace: Workplace) -> None:
    import subprocess
    import sys

    orders = workplace.folder / "orders.csv"
    assert workplace.command("sample", orders, "--invoices", "20").returncode == 0
    hold = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); input()"
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(workplace.warehouse)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert holder.stdout is not None
        holder.stdout.readline()
        done = workplace.with_settings(PATIENCE_SECONDS="1").command("land", orders)
    finally:
        holder.communicate(b"\n")
    assert done.returncode == AnotherRunInProgress.exit_code == 4
    assert "Another program holds the warehouse" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [("mine",), ("forget", "orders.csv"), ("dashboards",)])
def test_a_mistyped_warehouse_is_not_made(workplace: Workplace, arguments: tuple[str, ...]) -> None:
    done = workplace.command(*arguments)
    assert done.returncode == 2
    assert f"There is no warehouse {workplace.warehouse}" in done.stderr
    assert not list(workplace.folder.glob("warehouse*"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("{whale_share: 5}", "The var whale_share is '5'; it takes a number from 0 to 1."),
        ("{outlook_horizon_days: many}", "it takes a whole number from 7 to 182."),
        ("{duplicate_min_confidence: -1}", "The var duplicate_min_confidence is '-1'"),
        ("{rfm_monetary: both}", "it takes 'net' or 'gross'"),
        ("{as_of_date: 2011-02-31}", "day is out of range"),
    ],
)
def test_a_var_that_cannot_be_meant_lands_nothing(
    workplace: Workplace, given: str, said: str
) -> None:
    done = workplace.command("run", "--vars", given)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Compilation Error" not in done.stderr
    if workplace.warehouse.exists():
        assert workplace.query("select count(*) from raw.order_lines") == [(0,)]


@pytest.mark.slow
def test_a_day_before_the_first_sale_shows_no_empty_marts(workplace: Workplace) -> None:
    orders = workplace.folder / "orders.csv"
    assert workplace.command("sample", orders, "--invoices", "50").returncode == 0
    early = workplace.command("run", orders, "--vars", "{as_of_date: '1999-12-31'}")
    assert early.returncode == 2
    assert "The var as_of_date is 1999-12-31, and the first line of an order" in early.stderr
    # A line that sells nothing stands before the first sale: only the marts know that.
    date = early.stderr.partition("that is landed is of ")[2][:10]
    with orders.open("a", encoding="utf-8") as file:
        file.write("C489000,10001,BLUE MUG,-1,2000-01-01 08:26:00,2.55,13085,France\n")
    between = workplace.command("run", orders, "--vars", "{as_of_date: '2000-06-01'}")
    assert date > "2000-06-01"
    assert between.returncode == 1
    assert "as_of_date_is_not_before_the_first_sale" in between.stderr


@pytest.mark.slow
def test_a_run_without_files_takes_what_is_landed(workplace: Workplace) -> None:
    orders = workplace.folder / "sample_order_lines.csv"
    assert workplace.command("sample", orders, "--invoices", "50").returncode == 0
    assert workplace.command("land", orders).returncode == 0
    lines = workplace.query("select count(*) from raw.order_lines")
    done = workplace.command("run")
    assert done.returncode == 0, done.stderr
    assert "making the sample" not in done.stderr
    assert workplace.query("select count(*) from raw.order_lines") == lines


@pytest.mark.parametrize(
    "name",
    [
        *("raw.duckdb", "MARTS.duckdb", "main.db", "temp", "..system.duckdb", "ops.x.duckdb"),
        *("it's.duckdb", 'a"b.duckdb', "a;b.duckdb", "a?b/x.duckdb", "a#b.duckdb", "a\nb.duckdb"),
        "shop.duckdb ",
    ],
)
def test_a_warehouse_whose_name_cannot_work_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("CUSTOMER_INTELLIGENCE_DUCKDB_PATH", str(tmp_path / name))
    with pytest.raises(InputError, match="CUSTOMER_INTELLIGENCE_DUCKDB_PATH"):
        find_project("duckdb")


@pytest.mark.parametrize(
    "given",
    [":memory:", "md:shop", "https://example.com/shop.duckdb", " ", ".", "shop/", os.devnull],
)
def test_what_is_no_file_is_refused_as_a_warehouse(
    monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    """The jobs would make a file of that name, and dbt would build in another place."""
    monkeypatch.setenv("CUSTOMER_INTELLIGENCE_DUCKDB_PATH", given)
    with pytest.raises(InputError, match="CUSTOMER_INTELLIGENCE_DUCKDB_PATH"):
        find_project("duckdb")


@pytest.mark.parametrize("command", ["brief", "dashboards", "export"])
def test_a_damaged_warehouse_is_not_called_one_that_is_not_built(
    workplace: Workplace, command: str
) -> None:
    workplace.warehouse.write_bytes(b"no database" * 1000)
    more = ("segments", "--to", workplace.folder / "list.csv") if command == "export" else ()
    done = workplace.command(command, *more)
    assert done.returncode == 3
    assert "is damaged" in done.stderr
    assert "not built yet" not in done.stderr


@pytest.mark.parametrize("command", ["brief", "dashboards", "export", "mine", "fit"])
def test_what_is_not_built_yet_is_told_without_the_engines_words(
    workplace: Workplace, command: str
) -> None:
    duckdb.connect(str(workplace.warehouse)).close()
    more = ("segments", "--to", workplace.folder / "list.csv") if command == "export" else ()
    done = workplace.command(command, *more)
    assert done.returncode == 3
    assert " yet. Build them: customer-intelligence run" in done.stderr
    assert "Catalog Error" not in done.stderr


@pytest.mark.parametrize("name", ["a b.duckdb", "ä-1.db", "o'neil/x.duckdb", "raw/marts1.duckdb"])
def test_other_names_of_warehouses_are_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("CUSTOMER_INTELLIGENCE_DUCKDB_PATH", str(tmp_path / name))
    assert find_project("duckdb").duckdb_path.name == Path(name).name


def test_a_bad_file_of_several_is_named_with_a_way_to_go_on(workplace: Workplace) -> None:
    incoming = workplace.folder / "in"
    incoming.mkdir()
    good = incoming / "good.csv"
    assert workplace.command("sample", good, "--invoices", "20").returncode == 0
    (incoming / "bad.csv").write_text("foo\n", encoding="utf-8")
    done = workplace.command("land", incoming)
    assert done.returncode == InputError.exit_code
    assert "bad.csv" in done.stderr
    assert "--incoming" in done.stderr


def test_broken_yaml_is_told_by_line_and_column(workplace: Workplace) -> None:
    feed = workplace.folder / "feed.yml"
    feed.write_text("columns:\n  invoice: [\n", encoding="utf-8")
    done = workplace.command("land", workplace.folder / "orders.csv", "--feed", feed)
    assert done.returncode == InputError.exit_code
    assert "line 3, column 1" in done.stderr
    assert "<unicode string>" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="rights are those of folders there")
def test_a_place_that_this_account_may_not_use_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may use every place, so what the system says is said for it."""
    refused = PermissionError(errno.EACCES, os.strerror(errno.EACCES), "/srv/shop/x.duckdb")
    assert exit_code(refused) == InputError.exit_code
    assert describe(refused).startswith("This account may not use /srv/shop/x.duckdb: ")

    def refuse(path: Path, **_: bool) -> bool:
        raise refused

    monkeypatch.setenv("CUSTOMER_INTELLIGENCE_DUCKDB_PATH", str(tmp_path / "x.duckdb"))
    monkeypatch.setattr(Path, "exists", refuse)
    with pytest.raises(WarehouseError, match="may not look at the warehouse"):
        find_project("duckdb")


def test_export_shows_how_it_is_used() -> None:
    result = CliRunner().invoke(cli, ["export", "outlook"])
    assert isinstance(result.exception, InputError)
    assert "customer-intelligence export outlook --to outlook.csv" in str(result.exception)


def test_what_goes_to_a_file_has_no_blanks_at_the_ends_of_lines(workplace: Workplace) -> None:
    """Tables were filled up to 250 columns."""
    orders = workplace.folder / "orders.csv"
    assert workplace.command("sample", orders, "--invoices", "20").returncode == 0
    assert workplace.command("land", orders).returncode == 0
    for command in (("history",), ("files",), ("inspect", orders)):
        lines = workplace.command(*command).stdout.splitlines()
        assert len(lines) > 1
        assert [line for line in lines if line != line.rstrip()] == []
