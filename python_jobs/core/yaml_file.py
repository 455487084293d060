"""Small YAML files that someone wrote, read without trust: in bounded time and memory."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import yaml

from python_jobs.core.errors import InputError
from python_jobs.core.wording import shown

MOST_BYTES = 1_000_000
# Names and values, those behind an alias counted each time: a few lines of aliases of aliases stand for
# billions.
MOST_VALUES = 10_000


def read_yaml(path: Path, kind: str) -> Any:
    """The content of a file of YAML; kind: what it is, for people, as in "The feed file".

    Raises InputError when it is missing, no regular file, too large, or not valid YAML.
    """
    name = f"{kind} {shown(str(path), 200)}"
    try:
        content = yaml.safe_load(_read(path, name))
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
    return f"line {mark.line + 1}, column {mark.column + 1}: {problem}"


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
    """A text as YAML that is read as this text."""
    dumped = yaml.safe_dump(text, allow_unicode=True, default_style=None, width=10_000)
    return str(dumped).removesuffix("\n").removesuffix("\n...").strip()
