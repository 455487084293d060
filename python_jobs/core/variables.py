"""What each dbt var may be: read from where dbt reads it, checked before anything is done.

The rules stand in macros/vars/var_rules.sql. macros/vars/checked_var.sql does the same inside dbt; a test
holds the two together.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from python_jobs.core.errors import InputError
from python_jobs.core.wording import shown

RULES_FILE = Path("macros") / "vars" / "var_rules.sql"
# Longer texts are not settings; YAML takes seconds for them.
LONGEST_VARS = 10_000
LARGEST_NUMBER = 10**18

Rule = Mapping[str, Any]


def read_rules(root: Path) -> dict[str, Rule]:
    """Var name → rule, of the project in a folder; raises InputError when it has no rules."""
    path = root / RULES_FILE
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"The rules of the vars cannot be read from {path}: {error.strerror}. Restore the file."
        ) from None
    _, _, rules = text.partition("{%- set rules -%}")
    rules, _, _ = rules.partition("{%- endset -%}")
    return dict(yaml.safe_load(rules))


def parse_given(text: str) -> dict[str, Any]:
    """The option --vars, YAML such as '{rfm_monetary: gross}', as name → value.

    Raises InputError when it is not a table of names and values.
    """
    if len(text) > LONGEST_VARS:
        raise InputError(
            f"--vars has {len(text):,} characters; it takes up to {LONGEST_VARS:,}. "
            "Write long settings into dbt_project.yml."
        )
    try:
        given = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise InputError(
            f"--vars '{shown(text)}' cannot be read as YAML: {shown(reason, 200)}. "
            "Write for instance --vars '{rfm_monetary: gross}'."
        ) from None
    if given is None:
        return {}
    if not isinstance(given, dict) or not all(isinstance(name, str) for name in given):
        raise InputError(
            f"--vars takes YAML such as '{{rfm_monetary: gross}}', not '{shown(text)}'."
        )
    # YAML reads 2011-12-31 as a date; dbt vars are text and numbers.
    return {
        name: str(value) if isinstance(value, dt.date) else value for name, value in given.items()
    }


def check(values: Mapping[str, Any], rules: Mapping[str, Rule]) -> None:
    """Raise InputError, with the var's name, for the first value that its rule does not take.

    A value that another var limits is compared with it where both are given.
    """
    unknown = sorted(set(values) - set(rules))
    if unknown:
        raise InputError(
            f"There is no var {', '.join(map(shown, unknown))}. There are: {', '.join(rules)}."
        )
    for name, value in values.items():
        rule = rules[name]
        text = as_text(value)
        if text is None:
            raise InputError(
                f"The var {name} is a list, a table, a yes or no, or a number of more than 18 digits; "
                f"it takes {in_words(rule)}."
            )
        if rule.get("capitals"):
            text = text.upper()
        if not fits(text, rule):
            raise InputError(f"The var {name} is '{shown(text)}'; it takes {in_words(rule)}.")
    for name, value in values.items():
        limit = rules[name].get("up_to_var")
        if limit and limit in values and float(str(value)) > float(str(values[limit])):
            raise InputError(
                f"The var {name} is {as_text(value)}, which is more than {as_text(values[limit])}, "
                f"the var {limit}; it takes that number or less."
            )


def as_text(value: object) -> str | None:
    """A value as the SQL gets it: nothing for null, a fraction without an exponent; None for a value that
    is not text, a number or a date."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return str(value) if abs(value) <= LARGEST_NUMBER else None
    if isinstance(value, float):
        return re.sub("[.]?0+$", "", f"{value:.12f}")
    return str(value).strip() if isinstance(value, str | dt.date) else None


def fits(text: str, rule: Rule) -> bool:
    """Whether a text is what a rule takes."""
    if rule["kind"] == "choice":
        return text in rule["choices"]
    if rule["kind"] == "pattern":
        return re.fullmatch(rule["pattern"], text) is not None
    if rule["kind"] == "date":
        return not text or _is_day(text)
    return _is_number_within(text, rule)


def in_words(rule: Rule) -> str:
    """What a rule takes, for people."""
    if rule["kind"] == "choice":
        return "'" + "' or '".join(rule["choices"]) + "'"
    if rule["kind"] == "pattern":
        return str(rule["takes"])
    if rule["kind"] == "date":
        return "a day from 1900-01-01 to 2199-12-31 as YYYY-MM-DD, or nothing"
    if "above" in rule:
        return f"a number above {rule['above']} and below {rule['below']}"
    whole = "whole " if rule.get("whole") else ""
    return f"a {whole}number from {as_text(rule['from'])} to {rule['to']}"


def _is_day(text: str) -> bool:
    if not re.fullmatch("(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_number_within(text: str, rule: Rule) -> bool:
    pattern = "[0-9]{1,12}" if rule.get("whole") else "[0-9]{1,12}([.][0-9]{0,12})?|[.][0-9]{1,12}"
    if not re.fullmatch(pattern, text):
        return False
    number = float(text)
    return (
        rule.get("from", number) <= number <= rule.get("to", number)
        and ("above" not in rule or number > rule["above"])
        and ("below" not in rule or number < rule["below"])
    )
