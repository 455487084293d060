"""What `customer-intelligence inspect` prints."""

from __future__ import annotations

import sys

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from python_jobs.core.wording import shown
from python_jobs.landing.inspection.inspect import Inspection
from python_jobs.landing.propose.questions import Answer, Question


def print_inspection(console: Console, found: Inspection) -> None:
    """The columns with examples, what is left out, totals, doubts, and the proposed feed; by each feed where several fit."""
    for reading in found.readings:
        print_inspection(console, reading)
        if reading.refusal:
            console.print(
                f"[bold]{escape(reading.name)}[/] by the feed {escape(reading.feed)}",
                soft_wrap=True,
            )
            console.print(escape(reading.refusal), soft_wrap=True)
    if found.columns:
        by = f"the feed {found.feed}" if not found.proposed else "a proposed feed"
        console.print(f"[bold]{escape(found.name)}[/] as read by {escape(by)}", soft_wrap=True)
        console.print(_columns(found))
    for form in found.forms:
        console.print(f"[bold]Form[/]  {escape(shown(form, 300))}", soft_wrap=True)
    for name, value in found.counts.items():
        console.print(f"{name}: {escape(value)}", soft_wrap=True)
    for reason, count in found.left_out:
        console.print(
            f"[yellow]{count:,} set aside:[/] {escape(shown(reason, 200))}", soft_wrap=True
        )
    for table in found.other_tables:
        console.print(escape(table), soft_wrap=True)
    for doubt in found.doubts:
        console.print(f"[yellow]Doubt:[/] {escape(shown(str(doubt), 900))}", soft_wrap=True)
    # Where the file cannot be used, the error says so.
    for question in () if found.is_unusable else found.questions:
        console.print(f"[bold]Question[/]  {escape(question.text)}", soft_wrap=True)
        for answer in question.answers:
            console.print(f"  {escape(_shown_answer(answer))}", soft_wrap=True, highlight=False)
        if question.more:
            console.print(f"  {question.more}", soft_wrap=True, highlight=False)
    if found.proposed:
        console.print("[bold]Proposed feed[/]")
        console.print(escape(found.proposed), soft_wrap=True, highlight=False)


def ask_person(question: Question) -> Answer | None:
    """The answer that a person chooses on a terminal; None where there is no terminal, or no answer."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()) or not question.answers:
        return None
    click.echo(question.text, err=True)
    for number, answer in enumerate(question.answers, start=1):
        click.echo(f"  {number}  {_shown_answer(answer)}", err=True)
    if question.more:
        click.echo(f"  {question.more}", err=True)
    number = click.prompt(
        "Number (0 where you do not know)",
        type=click.IntRange(0, len(question.answers)),
        default=0,
        err=True,
    )
    return question.answers[number - 1] if number else None


def _shown_answer(answer: Answer) -> str:
    return shown(f"{answer.line}   {answer.meaning}".rstrip(), 200)


def _columns(found: Inspection) -> Table:
    table = Table("field", "column", "as it stands", "as it is read", box=None)
    for column in found.columns:
        first, *others = column.examples or [("", "")]
        table.add_row(
            column.field,
            escape(shown(column.column, 30)),
            escape(shown(first[0], 30)),
            escape(shown(first[1], 30)),
        )
        for raw, read in others:
            table.add_row("", "", escape(shown(raw, 30)), escape(shown(read, 30)))
    return table
