"""Small YAML files that someone wrote, read without trust: in bounded time and memory."""

from __future__ import annotations

import json
import os
import stat
import unicodedata
from pathlib import Path
from typing import Any

import yaml

from python_jobs.core.errors import InputError
from python_jobs.core.wording import shown

MOST_BYTES = 1_000_000
# What has a meaning of its own in YAML and stands in names of columns as well.
_MARKS = "?:[]{},&*!|>%@`#\"'"
# Names and values, those behind an alias counted each time: a few lines of aliases of aliases stand for
# billions.
MOST_VALUES = 10_000


class _Written:
    """A number that keeps its text."""

    text = ""

    def __str__(self) -> str:
        return self.text


class _Whole(_Written, int):
    """A whole number that is written in another way than Python writes it."""


class _Fraction(_Written, float):
    """A number with a point, as it is written."""


class _AsWritten(yaml.SafeLoader):
    """YAML reads 010 as eight, 12:30 as 750 and 1.50 as 1.5; in the values of an export these are texts."""

    def construct_yaml_int(self, node: yaml.ScalarNode) -> int:
        number = super().construct_yaml_int(node)
        if str(number) == node.value:
            return int(number)
        written = _Whole(number)
        written.text = str(node.value)
        return written

    def construct_yaml_float(self, node: yaml.ScalarNode) -> float:
        written = _Fraction(super().construct_yaml_float(node))
        written.text = str(node.value)
        return written

    def construct_yaml_day(self, node: yaml.ScalarNode) -> str:
        return str(node.value)


_AsWritten.add_constructor("tag:yaml.org,2002:int", _AsWritten.construct_yaml_int)
_AsWritten.add_constructor("tag:yaml.org,2002:float", _AsWritten.construct_yaml_float)
_AsWritten.add_constructor("tag:yaml.org,2002:timestamp", _AsWritten.construct_yaml_day)


def read_yaml(path: Path, kind: str, as_written: bool = False) -> Any:
    """The content of a file of YAML; kind: what it is, for people, as in "The feed file".

    as_written: numbers and dates keep their text, for values that stand in an export, and a letter and its mark are one character.

    Raises InputError when it is missing, no regular file, too large, or not valid YAML.
    """
    name = f"{kind} {shown(str(path), 200)}"
    try:
        text = _read(path, name)
        text = unicodedata.normalize("NFC", text) if as_written else text
        # The loader is a safe one.
        content = yaml.load(text, Loader=_AsWritten) if as_written else yaml.safe_load(text)  # noqa: S506
    except FileNotFoundError:
        raise InputError(f"{name} is not there. Check the path.") from None
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror or error}.") from None
    except RecursionError:
        raise InputError(f"{name} is not valid YAML: it is nested too deeply.") from None
    except (ValueError, yaml.YAMLError) as error:
        reason = shown(" ".join(_in_words(error).split()), 300)
        raise InputError(f"{name} is not valid YAML: {reason}") from None
    if not _is_small(content):
        raise InputError(
            f"{name} stands for more than {MOST_VALUES:,} values. Write it without aliases."
        )
    return content


def _in_words(error: Exception) -> str:
    """Where the text stops being YAML, and why."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return str(error)
    # A word or a quotation that is not ended is missed only where the next one begins: the line to change is
    # the one in which it began.
    if str(getattr(error, "context", "") or "").startswith("while scanning"):
        mark = getattr(error, "context_mark", None) or mark
    problem = getattr(error, "problem", None) or "it cannot be read here"
    said = f"line {mark.line + 1}, column {mark.column + 1}: {problem}"
    # A name with such a mark is none of YAML's words: in quotes it is.
    where = getattr(error, "problem_mark", mark)
    at = where.buffer[max(where.pointer - 1, 0) : where.pointer + 1] if where.buffer else ""
    has_mark = "stream end" not in problem and any(one in _MARKS for one in at)
    if has_mark or "mapping values" in problem or "alias" in problem:
        said += (
            '. Put a name or a value with such a mark in quotes, for instance  "Void?": ["true"]'
        )
    return said


def _read(path: Path, name: str) -> str:
    # Opening a pipe would wait for someone to write into it, and a device may never end.
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(number, "rb") as file:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise InputError(f"{name} is no regular file. Give a text file.")
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise InputError(f"{name} has more than {MOST_BYTES:,} bytes. Give a short text file.")
    return data.decode("utf-8-sig")


def _is_small(content: Any) -> bool:
    """Whether a walk through everything, aliases followed, ends soon."""
    waiting, seen = [content], 0
    while waiting:
        seen += 1
        if seen + len(waiting) > MOST_VALUES:
            return False
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += [*value.keys(), *value.values()]
        elif isinstance(value, list | tuple | set):
            waiting += value
    return True


def scalar(text: str) -> str:
    """A text as YAML that is read as this text, on one line, also within braces and brackets."""
    is_one_line = len(text.splitlines()) < 2 and text.isprintable()
    dumped = yaml.safe_dump(
        [text],
        allow_unicode=True,
        default_style=None if is_one_line else '"',
        default_flow_style=True,
        width=100_000,
    )
    found = str(dumped).strip().removeprefix("[").removesuffix("]")
    # As a key within braces a text is read by its own rules: `Void?` and `a:` are none, `[1` neither.
    try:
        is_read = yaml.safe_load(f"{{{found}: [{found}]}}") == {text: [text]}
    except (yaml.YAMLError, TypeError):
        is_read = False
    return found if is_read else json.dumps(text, ensure_ascii=False)
