"""How to reach SQL Server, from the environment: the same values that profiles.example.yml reads."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from python_jobs.core.errors import InputError

PREFIX = "CUSTOMER_INTELLIGENCE_SQLSERVER_"
MSSQL_PYTHON = "mssql-python"
PYODBC = "pyodbc"
WINDOWS = "windows"
SQL = "sql"
BOOLEANS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


@dataclass(frozen=True)
class SqlServerSettings:
    """Where the server is and who signs in. The password never appears in a representation."""

    host: str
    port: int
    database: str
    user: str
    password: str = field(repr=False)
    authentication: str
    encrypt: bool
    trust_certificate: bool
    backend: str
    driver: str

    def connection_string(self, database: str | None = None) -> str:
        """The connection string for either driver; it holds the password, so it is never logged."""
        parts = {
            "SERVER": f"{self.host},{self.port}",
            "DATABASE": database or self.database,
            "Encrypt": "yes" if self.encrypt else "no",
            "TrustServerCertificate": "yes" if self.trust_certificate else "no",
        }
        if self.backend == PYODBC:
            parts = {"DRIVER": self.driver, **parts, "APP": "customer-intelligence"}
        else:
            # More than the default, which bulk copy overruns, and less than fits one encrypted record.
            parts["PacketSize"] = "8192"
        if self.authentication == WINDOWS:
            parts["Trusted_Connection"] = "yes"
        else:
            if self.authentication != SQL:
                parts["Authentication"] = self.authentication
            if self.user:
                parts["UID"] = self.user
            if self.password:
                parts["PWD"] = self.password
        return ";".join(f"{name}={_quoted(value)}" for name, value in parts.items()) + ";"

    def without_secrets(self, text: str) -> str:
        """A message of the driver, safe to show."""
        return text.replace(self.password, "***") if self.password else text


def read_connection_settings(environment: Mapping[str, str] | None = None) -> SqlServerSettings:
    """The settings in the environment; InputError names the variable that cannot be used."""
    values = os.environ if environment is None else environment

    def get(name: str, default: str) -> str:
        return values.get(PREFIX + name) or default

    settings = SqlServerSettings(
        host=get("HOST", "localhost"),
        port=_port(get("PORT", "1433")),
        database=get("DATABASE", "customer_intelligence"),
        user=get("USER", ""),
        password=get("PASSWORD", ""),
        authentication=get("AUTHENTICATION", SQL),
        encrypt=_boolean("ENCRYPT", get("ENCRYPT", "true")),
        trust_certificate=_boolean("TRUST_CERT", get("TRUST_CERT", "false")),
        backend=get("BACKEND", MSSQL_PYTHON),
        driver=get("DRIVER", "ODBC Driver 18 for SQL Server"),
    )
    if settings.backend not in (MSSQL_PYTHON, PYODBC):
        raise InputError(
            f"{PREFIX}BACKEND is '{settings.backend}'; it takes {MSSQL_PYTHON} or {PYODBC}."
        )
    if settings.authentication == SQL and not settings.user:
        raise InputError(
            f"No user for SQL Server: set {PREFIX}USER and {PREFIX}PASSWORD, or {PREFIX}AUTHENTICATION "
            "to windows or one of Entra's ways to sign in."
        )
    return settings


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise InputError(f"{PREFIX}PORT is '{text}'; it takes a number such as 1433.")
    return int(text)


def _boolean(name: str, text: str) -> bool:
    try:
        return BOOLEANS[text.lower()]
    except KeyError:
        raise InputError(f"{PREFIX}{name} is '{text}'; it takes true or false.") from None


def _quoted(value: str) -> str:
    """A value of a connection string: in braces where it has characters that mean something there."""
    if value and not any(mark in value for mark in ";{}= "):
        return value
    return "{" + value.replace("}", "}}") + "}"
