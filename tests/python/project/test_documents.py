"""What README and docs tell people to type and to open is there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
import yaml

from python_jobs.cli import cli
from tests.python.conftest import ROOT

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMAND = re.compile(r"customer-intelligence (?!\.|found)([a-z]+)\b([^`\n#>]*)")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")
CODE = re.compile(r"```\w*\n(.*?)```|`([^`\n]+)`|^    ([^\n]+)$", re.DOTALL | re.MULTILINE)


def commands(document: Path) -> list[tuple[str, str]]:
    """Every use of the command in a document's code: its name, and what follows."""
    text = document.read_text(encoding="utf-8")
    found = (next(filter(None, parts)) for parts in CODE.findall(text) if any(parts))
    return [one for code in found for one in COMMAND.findall(code) if one[0] in cli.commands]


def options(command: click.Command) -> set[str]:
    return {name for parameter in command.params for name in parameter.opts}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_options_in_the_documents_exist(document: Path) -> None:
    for name, rest in commands(document):
        given = {word.split("=")[0] for word in shlex.split(rest) if word.startswith("--")}
        unknown = given - options(cli.commands[name])
        assert not unknown, f"{document.name}: {name} knows no {', '.join(unknown)}"


def test_every_command_is_told_of() -> None:
    told = {name for document in DOCUMENTS for name, _ in commands(document)}
    listed = set(re.findall(r"`([a-z]+)`", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert set(cli.commands) <= told | listed


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    for target in LINK.findall(document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_every_setting_is_in_the_readme() -> None:
    settings = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in settings if f"`{name}`" not in readme] == []


def test_every_exit_code_is_in_the_readme_and_in_the_operations() -> None:
    for document in (ROOT / "README.md", ROOT / "docs" / "operations.md"):
        text = document.read_text(encoding="utf-8")
        for code in range(6):
            assert re.search(rf"(\| |\b){code} ", text), f"{document.name}: {code}"
