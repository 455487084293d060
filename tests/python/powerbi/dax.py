"""The names in DAX: which tables, columns and measures an expression uses.

PyDAXLexer gives the tokens; there is no grammar, so what is checked is names and brackets.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from antlr4 import InputStream, Token  # type: ignore[import-untyped]
from PyDAX.PyDAXLexer import PyDAXLexer  # type: ignore[import-untyped]

from .model import Dax, Model

# a function that is younger than the lexer
NEWER = {"nameof"}
TABLES = {"TABLE", "TABLE_OR_VARIABLE"}
# what is not white space or a comment
CODE = {Token.DEFAULT_CHANNEL, PyDAXLexer.channelNames.index("KEYWORD_CHANNEL")}


@dataclass
class Names:
    """What an expression names, and what is wrong with it."""

    tables: set[str] = field(default_factory=set)
    measures: set[str] = field(default_factory=set)
    columns: set[tuple[str, str]] = field(default_factory=set)
    bare_columns: set[str] = field(default_factory=set)
    qualified_measures: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Word:
    """A token: its kind in the lexer's words, its text and where it stands."""

    kind: str
    text: str
    start: int
    stop: int

    @property
    def name(self) -> str:
        """The name in lower case: DAX ignores case. The lexer has taken quotes and brackets off."""
        return self.text.replace("''", "'").replace("]]", "]").lower()


def words(expression: str) -> list[Word]:
    return [
        Word(PyDAXLexer.symbolicNames[token.type], token.text, token.start, token.stop)
        for token in PyDAXLexer(InputStream(expression)).getAllTokens()
        if token.channel in CODE
    ]


def names(model: Model, dax: Dax) -> Names:
    """Look every name of an expression up in the model."""
    found = Names()
    tables = {table.lower(): table for table in model.tables}
    tokens = words(dax.expression)
    variables = {after.name for word, after in pairwise(tokens) if word.kind == "VAR"}
    _check_brackets(tokens, found)
    for index, word in enumerate(tokens):
        if word.kind == "COLUMN_OR_MEASURE":
            before = tokens[index - 1] if index else None
            if before and before.kind in TABLES and before.stop + 1 == word.start:
                _look_up_column(model, tables.get(before.name), word, found)
            else:
                _look_up_measure(model, dax.table, word, found)
        elif word.kind in TABLES:
            after = tokens[index + 1] if index + 1 < len(tokens) else None
            if after and after.kind == "OPEN_PARENS" and word.name in NEWER:
                continue
            if after and after.kind == "OPEN_PARENS":
                found.problems.append(f"unknown function {word.text}")
            elif word.name in tables:
                found.tables.add(tables[word.name])
            elif word.name not in variables:
                found.problems.append(f"no table {word.text}")
    return found


def _check_brackets(tokens: list[Word], found: Names) -> None:
    depth = 0
    for word in tokens:
        depth += {"OPEN_PARENS": 1, "CLOSE_PARENS": -1}.get(word.kind, 0)
        if depth < 0:
            break
    if depth != 0:
        found.problems.append("brackets do not match")


def _look_up_column(model: Model, table: str | None, word: Word, found: Names) -> None:
    if table is None:
        return  # said when the table's own token was looked up
    columns = {column.lower(): column for column in model.columns(table)}
    if word.name in columns:
        found.columns.add((table, columns[word.name]))
    elif model.measure_homes.get(word.name) == table:
        found.measures.add(word.name)
        found.qualified_measures.add(word.name)
    else:
        found.problems.append(f"no column {table}[{word.text}]")


def _look_up_measure(model: Model, home: str, word: Word, found: Names) -> None:
    columns = {column.lower(): column for column in model.columns(home)}
    if word.name in model.measure_homes:
        found.measures.add(word.name)
    elif word.name in columns:
        found.columns.add((home, columns[word.name]))
        found.bare_columns.add(word.name)
    else:
        found.problems.append(f"no measure [{word.text}]")


def dax_problems(model: Model) -> list[str]:
    return [
        f"{dax.owner}: {problem}" for dax in model.dax() for problem in names(model, dax).problems
    ]


def tables_behind(model: Model, measure: str) -> set[str]:
    """The tables that a measure rests on, through other measures too."""
    expressions = {
        dax.owner.removeprefix("measure ").lower(): dax
        for dax in model.dax()
        if dax.owner.startswith("measure ")
    }
    seen: set[str] = set()
    waiting = {measure.lower()}
    tables: set[str] = set()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        found = names(model, expressions[name])
        tables |= found.tables
        waiting |= found.measures - seen
    return tables
