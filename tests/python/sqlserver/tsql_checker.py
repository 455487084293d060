"""Check T-SQL with Microsoft's own libraries; run by the Python of tsql_tools.py, never imported.

usage: tsql_checker.py LIBRARIES < asked.json > findings.json

asked.json: {"statements": {name: text}, "objects": {name: text of a CREATE}}. The statements are parsed,
the texts inside EXEC('…') as well; the objects are bound to each other by name.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

# dbt-sqlserver emits it and SQL Server takes it; the 2019 grammar of ScriptDom does not.
LABEL = re.compile(r"OPTION\s*\(\s*LABEL\s*=\s*N?'(?:[^']|'')*'\s*\)", re.IGNORECASE)
# ScriptDom takes `x::int` for a call of a static method, which no model means.
TWO_COLONS = "DoubleColon"
# DacFx takes a column that is named like a CTE of its query for a second object of that name.
TWICE = 71508


def main(libraries: str) -> None:
    """Read what is asked, answer with findings."""
    asked = json.load(sys.stdin)
    _start_runtime(libraries)
    findings: list[str] = []
    if asked["statements"]:
        script = _namespace("Microsoft.SqlServer.TransactSql.ScriptDom")
        for name, text in asked["statements"].items():
            _parse(script, name, text, findings)
    if asked["objects"]:
        _bind(asked["objects"], findings)
    json.dump(findings, sys.stdout)


def _start_runtime(libraries: str) -> None:
    specification = importlib.util.find_spec("dotnetcore2")
    assert specification is not None and specification.submodule_search_locations
    root = Path(next(iter(specification.submodule_search_locations))) / "bin"
    settings = {
        "tfm": "netcoreapp3.1",
        "framework": {"name": "Microsoft.NETCore.App", "version": "3.1.0"},
        "configProperties": {
            "System.Globalization.Invariant": os.environ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"]
            == "1"
        },
    }
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "runtimeconfig.json"
        config.write_text(json.dumps({"runtimeOptions": settings}), encoding="utf-8")
        runtime = importlib.import_module("clr_loader").get_coreclr(
            runtime_config=str(config), dotnet_root=str(root)
        )
        importlib.import_module("pythonnet").set_runtime(runtime)
        importlib.import_module("clr")
    sys.path.append(libraries)


def _namespace(name: str, library: str | None = None) -> Any:
    importlib.import_module("clr").AddReference(library or name)
    return importlib.import_module(name)


def _parse(script: Any, name: str, text: str, findings: list[str]) -> None:
    reader = importlib.import_module("System.IO").StringReader(LABEL.sub("", text))
    fragment, errors = script.TSql150Parser(True).Parse(reader, None)
    findings += [f"{name}:{error.Line}: {error.Message}" for error in errors]
    if errors.Count or fragment is None:
        return
    kinds = script.TSqlTokenType
    skipped = (kinds.WhiteSpace, kinds.SingleLineComment, kinds.MultilineComment)
    tokens = [one for one in fragment.ScriptTokenStream if one.TokenType not in skipped]
    literals = (kinds.AsciiStringLiteral, kinds.UnicodeStringLiteral)
    for place, token in enumerate(tokens):
        if token.TokenType == getattr(kinds, TWO_COLONS):
            findings.append(f"{name}:{token.Line}: '::' is no cast in T-SQL")
        if (
            token.TokenType in (kinds.Exec, kinds.Execute)
            and tokens[place + 1].TokenType == kinds.LeftParenthesis
            and tokens[place + 2].TokenType in literals
        ):
            literal = tokens[place + 2].Text
            inner = literal[literal.index("'") + 1 : -1].replace("''", "'")
            _parse(script, f"{name} in EXEC", inner, findings)


def _bind(objects: dict[str, str], findings: list[str]) -> None:
    dac = _namespace("Microsoft.SqlServer.Dac.Model", "Microsoft.SqlServer.Dac.Extensions")
    model = dac.TSqlModel(dac.SqlServerVersion.Sql150, dac.TSqlModelOptions())
    system = importlib.import_module("System")
    for name, text in objects.items():
        try:
            model.AddObjects(LABEL.sub("", text))
        except system.Exception as error:
            findings.append(f"{name}: not added: {str(error).splitlines()[0]}")
    for message in model.Validate():
        text = f"{message.Prefix}{message.Number} {message.MessageType}: {message.Message}"
        if message.Number != TWICE and text not in findings:
            findings.append(text)


if __name__ == "__main__":
    main(sys.argv[1])
