"""Microsoft's T-SQL parser (ScriptDom) and schema model (DacFx), fetched from the package index.

mssql-cli carries both as .NET libraries, dotnetcore2 the runtime they need, pythonnet the way in, and
psycopg2-binary 2.9.5 the OpenSSL 1.1 that this runtime asks for. They live in a virtual environment of
their own, so that nothing of them touches the project's.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LIBRARIES = ("pythonnet==3.2.1", "dotnetcore2==3.1.23")
ARCHIVES = ("mssql-cli==1.0.0", "psycopg2-binary==2.9.5")
CHECKER = Path(__file__).parent / "tsql_checker.py"
ICU_FOLDERS = ("/usr/lib", "/usr/lib64", "/usr/local/lib")


class ToolsMissing(Exception):
    """The tools cannot be fetched or do not run on this machine; the text says why."""


@dataclass(frozen=True)
class TsqlTools:
    """The folder that holds the tools."""

    folder: Path

    @property
    def python(self) -> Path:
        return self.folder / "venv" / "bin" / "python"

    def syntax_errors(self, statements: dict[str, str]) -> list[str]:
        """What SQL Server 2019's grammar rejects, each with the name of its statement."""
        return self._check({"statements": statements, "objects": {}}, {"INVARIANT": "1"})

    def binding_errors(self, objects: dict[str, str]) -> list[str]:
        """Names that do not resolve among these CREATE statements."""
        return self._check(
            {"statements": {}, "objects": objects},
            {"INVARIANT": "0", "CLR_ICU_VERSION_OVERRIDE": _icu_version()},
        )

    def _check(self, asked: dict[str, Any], settings: dict[str, str]) -> list[str]:
        environment = {
            **os.environ,
            "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": settings["INVARIANT"],
            "DOTNET_CLI_TELEMETRY_OPTOUT": "1",
            "LD_LIBRARY_PATH": str(self.folder / "openssl"),
            **{name: value for name, value in settings.items() if name != "INVARIANT"},
        }
        done = subprocess.run(
            [str(self.python), str(CHECKER), str(self.folder / "libraries")],
            input=json.dumps(asked),
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode != 0:
            raise ToolsMissing(f"Microsoft's parser does not run here: {done.stderr[-800:]}")
        findings: list[str] = json.loads(done.stdout)
        return findings


def fetch_tools(folder: Path) -> TsqlTools:
    """The tools in this folder, fetched at the first use; ToolsMissing says why they cannot be had."""
    if sys.platform != "linux":
        raise ToolsMissing("the T-SQL parser of these tests is set up for Linux only")
    tools = TsqlTools(folder)
    finished = folder / "finished"
    if not finished.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        venv.create(folder / "venv", with_pip=True)
        _pip(tools, "install", *LIBRARIES)
        wheels = folder / "wheels"
        _pip(tools, "download", "--no-deps", "--only-binary=:all:", "-d", str(wheels), *ARCHIVES)
        _unpack(folder, wheels)
        finished.touch()
    return tools


def _pip(tools: TsqlTools, *arguments: str) -> None:
    done = subprocess.run(
        [str(tools.python), "-m", "pip", "--disable-pip-version-check", "-q", *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or ["pip failed"]
        raise ToolsMissing(f"the packages of Microsoft's parser cannot be fetched: {last[0]}")


def _unpack(folder: Path, wheels: Path) -> None:
    [parser] = wheels.glob("mssql_cli-*.whl")
    [openssl] = wheels.glob("psycopg2_binary-*.whl")
    prefix = "mssqlcli/mssqltoolsservice/bin/"
    _extract(parser, prefix, folder / "libraries")
    _extract(openssl, "psycopg2_binary.libs/", folder / "openssl")
    for name in ("ssl", "crypto"):
        [library] = (folder / "openssl").glob(f"lib{name}-*.so.1.1")
        shutil.copyfile(library, folder / "openssl" / f"lib{name}.so.1.1")
    shutil.rmtree(wheels)


def _extract(wheel: Path, prefix: str, folder: Path) -> None:
    folder.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if name.startswith(prefix) and "/" not in name[len(prefix) :] and name != prefix:
                (folder / name[len(prefix) :]).write_bytes(archive.read(name))


def _icu_version() -> str:
    """Which ICU the machine has, such as 72.1; .NET Core 3.1 knows older ones only."""
    for folder in ICU_FOLDERS:
        for library in sorted(Path(folder).glob("**/libicuuc.so.*.*"), reverse=True):
            return library.name.removeprefix("libicuuc.so.")
    raise ToolsMissing("the schema model needs ICU (Debian and Ubuntu: the package libicu-dev)")
