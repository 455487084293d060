"""What would stop a run on SQL Server: driver, network, certificate, login, database, rights, settings.

Each step is tried only when the one before it went well, so the first finding that is not well is the
cause. A password never appears: what a driver says passes through SqlServerSettings.without_secrets.
"""

from __future__ import annotations

import datetime as dt
import importlib
import importlib.metadata
import re
import socket
from collections.abc import Callable
from typing import Any

from python_jobs.core.errors import InputError
from python_jobs.doctor.finding import Finding
from python_jobs.warehouses.sql_server_driver import Driver, open_driver
from python_jobs.warehouses.sql_server_settings import (
    PREFIX,
    PYODBC,
    SqlServerSettings,
    read_connection_settings,
)

LEAST_MSSQL_PYTHON = (1, 16)
LEAST_COMPATIBILITY = 150
SECONDS_TO_ANSWER = 5
SECONDS_OF_CLOCK = 120
AZURE_SQL = 5
RIGHTS = ("CREATE TABLE", "CREATE VIEW")
# In each schema; bulk copy takes INSERT and ALTER.
RIGHTS_IN_A_SCHEMA = ("SELECT", "INSERT", "DELETE", "ALTER")
SCHEMAS = (
    *("raw", "mining", "ops"),
    *("seeds", "staging", "intermediate", "marts", "reporting", "test_failures"),
)
BROKEN_COLLATION = re.compile(r"_AI(_|$)|_UTF8", re.IGNORECASE)


def examine_sql_server() -> list[Finding]:
    """Everything that a run needs of the server that the environment names."""
    try:
        settings = read_connection_settings()
    except InputError as error:
        return [Finding(False, str(error))]
    findings = [_driver(settings)]
    if findings[-1].is_well:
        findings.append(_reach(settings))
    if findings[-1].is_well:
        findings += _connect(settings)
    return findings


def _driver(settings: SqlServerSettings) -> Finding:
    name = settings.backend
    try:
        importlib.import_module(name.replace("-", "_"))
    except ImportError as error:
        return Finding(
            False,
            f"The driver {name} cannot be loaded ({error}). Run `uv sync`; on Debian and Ubuntu it also "
            "needs `apt-get install libltdl7 libkrb5-3 libgssapi-krb5-2`.",
        )
    version = importlib.metadata.version(name)
    if name == PYODBC:
        installed = importlib.import_module("pyodbc").drivers()
        if settings.driver not in installed:
            return Finding(
                False,
                f"The ODBC driver '{settings.driver}' is not installed (there are: "
                f"{', '.join(installed) or 'none'}). Install Microsoft's ODBC Driver 18, name yours in "
                f"{PREFIX}DRIVER, or do not set {PREFIX}BACKEND: mssql-python needs no ODBC driver.",
            )
        return Finding(True, f"Driver pyodbc {version} with {settings.driver}")
    if tuple(int(part) for part in version.split(".")[:2]) < LEAST_MSSQL_PYTHON:
        return Finding(
            False, f"mssql-python {version} is too old for bulk copy from Arrow. Run `uv sync`."
        )
    return Finding(True, f"Driver mssql-python {version}")


def _reach(settings: SqlServerSettings) -> Finding:
    where = f"{settings.host}, port {settings.port}"
    try:
        socket.create_connection((settings.host, settings.port), SECONDS_TO_ANSWER).close()
    except socket.gaierror:
        return Finding(
            False,
            f"No machine is called {settings.host}. Correct {PREFIX}HOST, or fix the name server.",
        )
    except OSError as error:
        return Finding(
            False,
            f"Nothing answers at {where} ({error.strerror or error}). Is SQL Server running, is TCP/IP "
            f"switched on for it, does a firewall stand between? Else correct {PREFIX}HOST and {PREFIX}PORT.",
        )
    return Finding(True, f"Something answers at {where}")


def _connect(settings: SqlServerSettings) -> list[Finding]:
    try:
        driver = open_driver(settings)
    # both drivers have their own hierarchies of errors
    except Exception as error:
        return [_refusal(settings, settings.without_secrets(" ".join(str(error).split())))]
    try:
        return [Finding(True, f"Signed in to the database {settings.database}"), *_inside(driver)]
    finally:
        driver.close()


def _refusal(settings: SqlServerSettings, text: str) -> Finding:
    lowered = text.lower()
    if "certificate" in lowered or "ssl provider" in lowered or "ssl routines" in lowered:
        advice = (
            f"The server's TLS certificate was refused. Give the server one that this machine trusts for "
            f"the name {settings.host}; for a test server of your own set {PREFIX}TRUST_CERT=true."
        )
    elif "cannot open database" in lowered or ("database" in lowered and "not exist" in lowered):
        advice = (
            f"The login works, but there is no database {settings.database}, or it may not open it. "
            f"Create it (`create database {settings.database}`), add the login as a user there, or "
            f"correct {PREFIX}DATABASE."
        )
    elif "login failed" in lowered or "authorization" in lowered or "aadsts" in lowered:
        who = settings.user or "the account that runs this command"
        advice = (
            f"The server refused the login of {who}. Check {PREFIX}USER, {PREFIX}PASSWORD and "
            f"{PREFIX}AUTHENTICATION (now {settings.authentication})."
        )
    else:
        advice = "The server answers but no connection could be made."
    return Finding(False, f"{advice} The driver says: {text}")


def _inside(driver: Driver) -> list[Finding]:
    checks: tuple[Callable[[Driver], Finding], ...] = (
        _rights,
        _compatibility,
        _collation,
        _readers,
        _clock,
    )
    findings = []
    for check in checks:
        try:
            findings.append(check(driver))
        # a server that cannot answer one question may answer the others
        except Exception as error:
            findings.append(
                Finding(False, f"The server did not answer a question of the doctor: {error}")
            )
    return findings


def _rights(driver: Driver) -> Finding:
    asked = [f"has_perms_by_name(db_name(), 'DATABASE', '{right}')" for right in RIGHTS]
    asked.append("has_perms_by_name(db_name(), 'DATABASE', 'CREATE SCHEMA')")
    asked += [f"schema_id('{schema}')" for schema in SCHEMAS]
    [answers] = driver.query(f"select {', '.join(asked)}")
    held, (may_create_schema, *there) = answers[: len(RIGHTS)], answers[len(RIGHTS) :]
    missing = [right for right, one in zip(RIGHTS, held, strict=True) if not one]
    present = [schema for schema, one in zip(SCHEMAS, there, strict=True) if one is not None]
    if len(present) < len(SCHEMAS) and not may_create_schema:
        missing.append("CREATE SCHEMA")
    missing += [
        f"{right} on schema {schema}"
        for schema in present
        for right, one in zip(RIGHTS_IN_A_SCHEMA, _held_in(driver, schema), strict=True)
        if not one
    ]
    if missing:
        return Finding(
            False,
            f"The login lacks rights: {', '.join(missing)}. An administrator runs "
            "scripts/sql_server_rights.sql in this database and makes the user a loader and a builder, or "
            "a member of db_owner.",
        )
    return Finding(True, "The login may create, fill and replace tables and views (in bulk, too)")


def _held_in(driver: Driver, schema: str) -> tuple[Any, ...]:
    asked = (f"has_perms_by_name('{schema}', 'SCHEMA', '{right}')" for right in RIGHTS_IN_A_SCHEMA)
    [held] = driver.query(f"select {', '.join(asked)}")
    return held


def _compatibility(driver: Driver) -> Finding:
    [(version, edition, level)] = driver.query(
        "select cast(serverproperty('ProductVersion') as nvarchar(60)), "
        "cast(serverproperty('EngineEdition') as int), "
        "(select compatibility_level from sys.databases where name = db_name())"
    )
    product = "Azure SQL" if edition == AZURE_SQL else f"SQL Server {version}"
    if level < LEAST_COMPATIBILITY:
        return Finding(
            False,
            f"{product}: compatibility level {level} is too low; the project is written for 2019. Run "
            f"`alter database current set compatibility_level = {LEAST_COMPATIBILITY}`.",
        )
    return Finding(True, f"{product}, compatibility level {level}")


def _collation(driver: Driver) -> Finding:
    [(collation,)] = driver.query(
        "select cast(databasepropertyex(db_name(), 'Collation') as nvarchar(128))"
    )
    if BROKEN_COLLATION.search(collation):
        return Finding(
            False,
            f"Collation {collation}: one that ignores accents or stores UTF-8 groups other texts together "
            "than the marts mean. Use a database with an accent-sensitive collation, such as "
            "SQL_Latin1_General_CP1_CI_AS.",
        )
    return Finding(True, f"Collation {collation}")


def _readers(driver: Driver) -> Finding:
    [(is_on,)] = driver.query(
        "select cast(is_read_committed_snapshot_on as int) from sys.databases where name = db_name()"
    )
    if is_on:
        return Finding(True, "Readers are not blocked while a run replaces rows")
    return Finding(
        True,
        "A run would work, but readers wait while it replaces rows. Nobody waits after "
        "`alter database current set read_committed_snapshot on` (once, with no one else connected).",
    )


def _clock(driver: Driver) -> Finding:
    [(theirs,)] = driver.query("select cast(sysutcdatetime() as datetime2(3))")
    ours = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    apart = abs((ours - _moment(theirs)).total_seconds())
    if apart > SECONDS_OF_CLOCK:
        return Finding(
            False,
            f"The clocks of this machine and of the server are {apart:,.0f} seconds apart, so landing "
            "times and the freshness of sources would be wrong. Set both by a time server.",
        )
    return Finding(True, f"The server's clock is {apart:.0f} seconds from this one's")


def _moment(value: Any) -> dt.datetime:
    return value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(str(value))
