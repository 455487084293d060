"""A copy of the dbt project to run on a SQL Server, made fit for a stand-in server where that is asked.

A real SQL Server gets the project as it is. For a server that only speaks like one (Babelfish), the
variable CUSTOMER_INTELLIGENCE_SQLSERVER_STAND_IN_MACROS names a folder of macros that stand in for what
it lacks; they and those in the folder babelfish here replace the project's and the adapter's own.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import yaml

from tests.python.conftest import ROOT

STAND_IN_VARIABLE = "CUSTOMER_INTELLIGENCE_SQLSERVER_STAND_IN_MACROS"
OWN_STAND_INS = Path(__file__).parent / "babelfish"
STAND_IN_FOLDER = "macros_of_the_stand_in"
COPIED = ("analyses", "feeds", "macros", "models", "seeds", "tests", "dbt_project.yml")

MACRO = re.compile(r"\{%-?\s*macro\s+(\w+)\(.*?endmacro\s*-?%\}\n?", re.DOTALL)
UNIT_TEST = re.compile(r"(?m)^  - name: (\w+)$")


def copy_project(folder: Path) -> Path:
    """Copy the dbt project into the folder, with stand-in macros where the variable names some."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("python"))
        else:
            shutil.copyfile(source, folder / name)
    shutil.copyfile(ROOT / "profiles.example.yml", folder / "profiles.yml")
    given = os.environ.get(STAND_IN_VARIABLE)
    if given:
        _put_in_stand_ins(folder, [Path(given), OWN_STAND_INS])
        _shorten_names_of_unit_tests(folder)
    return folder


def is_stand_in() -> bool:
    return bool(os.environ.get(STAND_IN_VARIABLE))


def _put_in_stand_ins(project: Path, folders: list[Path]) -> None:
    stand_ins = project / STAND_IN_FOLDER
    stand_ins.mkdir()
    replaced: set[str] = set()
    for number, folder in enumerate(folders):
        for file in sorted(folder.glob("*.sql")):
            text = file.read_text(encoding="utf-8")
            names = set(MACRO.findall(text))
            if names:
                (stand_ins / f"{number}_{file.name}").write_text(text, encoding="utf-8")
                replaced |= names
    for file in (project / "macros").rglob("*.sql"):
        text = file.read_text(encoding="utf-8")
        kept = MACRO.sub(lambda found: "" if found[1] in replaced else found[0], text)
        file.write_text(kept, encoding="utf-8")
    settings = project / "dbt_project.yml"
    text = settings.read_text(encoding="utf-8")
    changed = text.replace(
        'macro-paths: ["macros"]', f'macro-paths: ["macros", "{STAND_IN_FOLDER}"]'
    )
    assert changed != text, "dbt_project.yml names its macro paths in another way"
    settings.write_text(changed, encoding="utf-8")


def _shorten_names_of_unit_tests(project: Path) -> None:
    """Babelfish takes table names of up to 51 characters; dbt adds some to a unit test's name."""
    number = 0
    for file in sorted((project / "models").rglob("*.yml")):
        text = file.read_text(encoding="utf-8")
        head, mark, unit_tests = text.partition("\nunit_tests:\n")
        for name in UNIT_TEST.findall(unit_tests):
            number += 1
            unit_tests = unit_tests.replace(f"  - name: {name}\n", f"  - name: unit_{number}\n", 1)
        file.write_text(head + mark + unit_tests, encoding="utf-8")
        yaml.safe_load(head + mark + unit_tests)
