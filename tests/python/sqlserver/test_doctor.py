"""doctor names the one thing that is wrong with a SQL Server, and never shows a password."""

from __future__ import annotations

import pytest

from python_jobs.doctor.sql_server import BROKEN_COLLATION, examine_sql_server
from python_jobs.warehouses.sql_server_settings import PREFIX, SqlServerSettings

SECRET = "-".join(("some", "password", "7"))


def test_a_missing_user_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("USER", "AUTHENTICATION"):
        monkeypatch.delenv(PREFIX + name, raising=False)
    [remark] = examine_sql_server()
    assert not remark.is_well
    assert f"{PREFIX}USER" in remark.text


def test_a_server_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{PREFIX}USER", "analyst")
    monkeypatch.setenv(f"{PREFIX}PASSWORD", SECRET)
    monkeypatch.setenv(f"{PREFIX}BACKEND", "mssql-python")
    monkeypatch.setenv(f"{PREFIX}HOST", "127.0.0.1")
    monkeypatch.setenv(f"{PREFIX}PORT", "1")
    assert "Nothing answers at 127.0.0.1, port 1" in _first_that_is_wrong()


@pytest.mark.parametrize(
    ("collation", "is_broken"),
    [
        ("SQL_Latin1_General_CP1_CI_AS", False),
        ("Latin1_General_100_CS_AS", False),
        ("Latin1_General_CI_AI", True),
        ("Latin1_General_100_CI_AS_SC_UTF8", True),
    ],
)
def test_collations(collation: str, is_broken: bool) -> None:
    assert bool(BROKEN_COLLATION.search(collation)) == is_broken


@pytest.mark.sqlserver
@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("PASSWORD", SECRET, "refused the login"),
        ("PORT", "1", "Nothing answers"),
        ("HOST", "no-such-machine.invalid", "No machine is called"),
        ("DATABASE", "no_such_database", "there is no database no_such_database"),
    ],
)
def test_one_wrong_setting(
    server: SqlServerSettings,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    value: str,
    said: str,
) -> None:
    monkeypatch.setenv(PREFIX + variable, value)
    text = _first_that_is_wrong()
    assert said in text
    assert SECRET not in text
    assert server.password not in text


@pytest.mark.sqlserver
def test_a_certificate_that_is_not_trusted(
    server: SqlServerSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not server.trust_certificate:
        pytest.skip("this server's certificate is trusted, so none can be refused")
    monkeypatch.setenv(f"{PREFIX}TRUST_CERT", "false")
    assert "certificate was refused" in _first_that_is_wrong()


def _first_that_is_wrong() -> str:
    return next(remark.text for remark in examine_sql_server() if not remark.is_well)
