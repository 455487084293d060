"""Microsoft's adapter looks for no macro of spark: each has a twin by its own name that calls it."""

from __future__ import annotations

import re

from tests.python.conftest import ROOT

DEFINED = re.compile(r"macro (spark|fabricspark)__(\w+)\(([^)]*)\)")


def test_every_macro_of_spark_has_its_twin() -> None:
    of_spark: dict[str, str] = {}
    twins: dict[str, str] = {}
    for path in (ROOT / "macros").rglob("*.sql"):
        for kind, name, arguments in DEFINED.findall(path.read_text(encoding="utf-8")):
            (of_spark if kind == "spark" else twins)[name] = arguments
    assert of_spark
    assert twins == of_spark


def test_every_twin_calls_its_own() -> None:
    text = (ROOT / "macros" / "dbt" / "fabricspark.sql").read_text(encoding="utf-8")
    calls = re.findall(r"macro fabricspark__(\w+)\(.*?\n.*?return\(spark__(\w+)\(", text)
    assert len(calls) == len(DEFINED.findall(text))
    assert all(name == called for name, called in calls)
