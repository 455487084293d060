"""The task for Windows against the format's schema, in every encoding that a shell saves it in."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path

import pytest
import xmlschema

from python_jobs.schedules import task_scheduler
from python_jobs.schedules.job import Job
from tests.python.operations.schedules import NASTY_NAMES, job_in

SCHEMA = xmlschema.XMLSchema(Path(__file__).with_name("task_scheduler.xsd"))
NAMESPACE = {"task": "http://schemas.microsoft.com/windows/2004/02/mit/task"}
SECRET = "CUSTOMER_INTELLIGENCE_SQLSERVER_PASSWORD"  # noqa: S105  # the variable's name


def job_on_windows(name: str = "shop") -> Job:
    folder = f"D:\\{name}"
    return job_in(
        folder,
        program=f"{folder}\\.venv\\Scripts\\customer-intelligence.exe",
        incoming=f"E:\\{name}",
        log_folder=f"{folder}\\logs",
        written_folders=(f"E:\\{name}",),
        user="SHOP\\jürgen & co",
        settings={"CUSTOMER_INTELLIGENCE_DUCKDB_PATH": f"{folder}\\x.duckdb"},
        secrets=(SECRET,),
    )


def value(text: str | bytes, path: str) -> str | None:
    # the text is our own
    element = ElementTree.fromstring(text).find(path, NAMESPACE)  # noqa: S314
    assert element is not None
    return element.text


@pytest.mark.parametrize("name", NASTY_NAMES)
def test_the_task_holds_any_path_and_is_valid(name: str) -> None:
    job = job_on_windows(name)
    text = task_scheduler.text(job)
    SCHEMA.validate(text)
    assert value(text, ".//task:Command") == job.program
    assert value(text, ".//task:WorkingDirectory") == job.folder
    assert value(text, ".//task:UserId") == job.user


def test_the_arguments_are_quoted_as_windows_wants_it() -> None:
    job = replace(job_on_windows(), incoming='E:\\R&D 100% "it\'s"\\')
    assert value(task_scheduler.text(job), ".//task:Arguments") == (
        'run --incoming "E:\\R&D 100% \\"it\'s\\"\\\\" --target sqlserver'
    )


@pytest.mark.parametrize("encoding", ["ascii", "utf-8", "utf-16", "cp1252"])
def test_the_task_may_be_saved_as_anything(encoding: str) -> None:
    text = task_scheduler.text(job_on_windows("Zürich 😀"))
    assert "<?xml" not in text
    content = text.encode(encoding)
    assert content.decode(encoding) == text
    assert value(content, ".//task:WorkingDirectory") == "D:\\Zürich 😀"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        # the order in a trigger counts
        (
            "(<StartBoundary>.*?</StartBoundary>)(.*?)(<ScheduleByDay>.*?</ScheduleByDay>)",
            r"\3\2\1",
        ),
        ("PT10M", "PT30S"),
        ("IgnoreNew", "Ignore"),
        ("<Count>3</Count>", ""),
        ('Context="Author"', 'Context="Nobody"'),
        ("<Command>.*?</Command>", "<Command></Command>"),
        ("StartWhenAvailable", "StartWhenPossible"),
        ('version="1.2"', 'version="2"'),
        ("S4U(?=<)", "None"),
        ("2026-01-31T06:05:00", "06:05"),
        ("2004/02/mit", "2005/02/mit"),
    ],
)
def test_the_schema_finds_what_is_wrong(right: str, wrong: str) -> None:
    text = task_scheduler.text(job_on_windows())
    planted = re.sub(right, wrong, text, flags=re.DOTALL)
    assert planted != text
    assert not SCHEMA.is_valid(planted)


def test_the_task_runs_once_a_day_and_makes_up_for_a_missed_run() -> None:
    text = task_scheduler.text(job_on_windows())
    assert value(text, ".//task:StartBoundary") == "2026-01-31T06:05:00"
    assert value(text, ".//task:DaysInterval") == "1"
    assert value(text, ".//task:StartWhenAvailable") == "true"
    assert value(text, ".//task:MultipleInstancesPolicy") == "IgnoreNew"
    assert value(text, ".//task:ExecutionTimeLimit") == "PT6H"


@pytest.mark.parametrize(
    "job",
    [
        replace(job_on_windows(), incoming="\\\\server\\share\\in"),
        replace(
            job_on_windows(), settings={"CUSTOMER_INTELLIGENCE_SQLSERVER_AUTHENTICATION": "windows"}
        ),
    ],
    ids=["a share", "a Windows account"],
)
def test_rights_on_another_machine_need_a_password(job: Job) -> None:
    text = task_scheduler.text(job)
    SCHEMA.validate(text)
    assert value(text, ".//task:LogonType") == "Password"
    assert "/XML customer-intelligence.xml /RP *\n" in text


def test_a_task_on_its_own_machine_needs_no_password() -> None:
    text = task_scheduler.text(job_on_windows())
    assert value(text, ".//task:LogonType") == "S4U"
    assert "/XML customer-intelligence.xml\n" in text


def powershell(expression: str) -> str:
    """The value of texts and characters with + between them."""
    pieces = re.findall(r"'((?:[^']|'')*)'|\[char\]::ConvertFromUtf32\((\d+)\)", expression)
    return "".join(
        chr(int(number)) if number else quoted.replace("''", "'") for quoted, number in pieces
    )


@pytest.mark.parametrize("name", [*NASTY_NAMES, "---", "--", "-", "'--'"])
def test_the_variables_are_set_to_any_value(name: str) -> None:
    job = replace(job_on_windows(), settings={"CUSTOMER_INTELLIGENCE_X": name})
    text = task_scheduler.text(job)
    SCHEMA.validate(text)
    [(variable, expression)] = re.findall(
        r"SetEnvironmentVariable\('(\w+)', ((?!\(Read-Host).*), 'User'\)", text
    )
    assert variable == "CUSTOMER_INTELLIGENCE_X"
    assert powershell(expression) == name
    assert f"SetEnvironmentVariable('{SECRET}', (Read-Host '{SECRET}'), 'User')" in text


def test_without_variables_there_is_nothing_to_set() -> None:
    text = task_scheduler.text(replace(job_on_windows(), settings={}, secrets=()))
    SCHEMA.validate(text)
    assert "SetEnvironmentVariable" not in text
