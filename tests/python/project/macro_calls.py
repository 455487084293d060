"""The macros of a file, called from Python, with values in the place of dbt's context."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import yaml

_MACRO = re.compile(r"\{% macro (\w+)\(.*?\{%- endmacro %\}", re.DOTALL)


class MacroRefused(Exception):
    """What exceptions.raise_compiler_error says."""


class _Returned(Exception):
    def __init__(self, value: Any) -> None:
        self.value = value


def load_macros(*paths: Path, **context: Any) -> dict[str, Callable[..., Any]]:
    """Macro name → a function; context: what dbt's context is to hold besides its own names."""
    environment = jinja2.Environment(extensions=["jinja2.ext.do"], autoescape=False)  # noqa: S701

    def give_back(value: Any) -> None:
        raise _Returned(value)

    def refuse(message: str) -> None:
        raise MacroRefused(message)

    names: dict[str, Any] = {
        "return": give_back,
        "exceptions": SimpleNamespace(raise_compiler_error=refuse),
        "modules": SimpleNamespace(re=re, datetime=dt),
        "fromyaml": yaml.safe_load,
        **context,
    }
    macros: dict[str, Callable[..., Any]] = {}
    for path in paths:
        for found in _MACRO.finditer(path.read_text(encoding="utf-8")):
            macros[found[1]] = _callable(environment, found[1], found[0], names)
    names |= macros
    return macros


def _callable(
    environment: jinja2.Environment, name: str, text: str, names: dict[str, Any]
) -> Callable[..., Any]:
    template = environment.from_string(text)

    def call(*arguments: Any, **named: Any) -> Any:
        module = template.make_module(names)
        try:
            return str(getattr(module, name)(*arguments, **named))
        except _Returned as returned:
            return returned.value

    return call
