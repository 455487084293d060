"""Vars are data: what each may be is said once, and Python and dbt refuse the same."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from python_jobs.core.errors import InputError
from python_jobs.core.project import Project
from python_jobs.core.variables import check, parse_given, read_rules
from python_jobs.run.dbt import Dbt
from tests.python.conftest import ROOT, Run, Workplace
from tests.python.project.macro_calls import MacroRefused, load_macros

RULES = read_rules(ROOT)
VARS: dict[str, Any] = {}
MACROS = load_macros(
    ROOT / "macros" / "vars" / "var_rules.sql",
    ROOT / "macros" / "vars" / "checked_var.sql",
    var=lambda name: VARS[name],
)
TEXTS = st.one_of(
    st.from_regex(r"[-+]?[0-9]{0,14}[.]?[0-9]{0,14}", fullmatch=True),
    st.from_regex(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]", fullmatch=True),
    st.sampled_from([choice for rule in RULES.values() for choice in rule.get("choices", [])]),
    st.text("'\";_-{}%$#/ \n\tAaß09", max_size=50),
    st.text(max_size=50),
)
VALUES = st.one_of(
    TEXTS,
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.floats(0, 1),
    st.dates(),
    st.lists(TEXTS, max_size=2),
    st.dictionaries(TEXTS, TEXTS, max_size=2),
)


def test_every_var_has_a_rule_and_its_default_keeps_to_it() -> None:
    """An undeclared var, in either place, is named here."""
    in_file = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]
    assert sorted(in_file) == sorted(RULES)
    check(in_file, RULES)


def test_no_macro_or_model_reads_a_var_unchecked() -> None:
    texts = {
        path: path.read_text(encoding="utf-8")
        for folder in ("macros", "models", "tests", "analyses")
        for path in (ROOT / folder).rglob("*.sql")
    }
    readers = {path.name for path, text in texts.items() if "var(" in text.replace("_var(", "")}
    # the check itself, and a look whether there is anything to check
    assert readers == {"checked_var.sql", "generate_alias_name.sql"}


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(sorted(RULES)), VALUES)
def test_python_and_dbt_refuse_the_same(name: str, value: Any) -> None:
    VARS.clear()
    VARS[name] = value
    try:
        check({name: value}, RULES)
    except InputError as error:
        with pytest.raises(MacroRefused) as refused:
            MACROS["checked_var"](name)
        assert str(refused.value).startswith(f"The var {name} is ")
        # the same advice after the value, which each shows in its own way
        assert str(refused.value).rpartition("; ")[2] == str(error).rpartition("; ")[2]
    else:
        text = MACROS["checked_var"](name)
        assert not set("'\";{}\n") & set(text)


@pytest.mark.parametrize(
    ("given_vars", "said"),
    [
        (
            '{build_suffix: "; drop schema raw cascade; --"}',
            "The var build_suffix is '; drop schema",
        ),
        ('{build_suffix: "{{ 1 }}"}', "The var build_suffix is '{{ 1 }}'"),
        ('{build_suffix: "_C\' or 1=1 --"}', "The var build_suffix is"),
        ("{mba_max_len: 90}", "it takes a whole number from 1 to 9."),
        ("{mba_min_support: 1e-999999999}", "it takes a number from 0.000001 to 1."),
        ("{whale_share: [0.1]}", "The var whale_share is a list"),
        ("{whale_share: true}", "a yes or no"),
        ("{as_of_date: 2011-02-31}", "cannot be read as YAML"),
        ("{as_of_date: '2011-02-31'}", "as YYYY-MM-DD"),
        ("{whale_shares: 0.1}", "There is no var whale_shares"),
        ("{1: 2}", "--vars takes YAML"),
        ("net", "--vars takes YAML"),
        ("[" * 5000, "nested too deeply"),
        ("{whale_share: " + "9" * 9000 + "}", "cannot be read as YAML"),
        ("{whale_share: " + "9" * 30 + "}", "more than 18 digits"),
        ("#" * 20_000, "--vars has 20,000 characters"),
        (
            "{churn_low_risk_from: 0.1, churn_high_risk_below: 0.2}",
            "churn_high_risk_below is 0.2, which is more than 0.1, the var churn_low_risk_from",
        ),
        ("{a: &a [x], b: &b [*a, *a], c: &c [*b, *b], whale_share: *c}", "There is no var a, b, c"),
    ],
)
def test_an_invalid_var_is_one_sentence(given_vars: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        check(parse_given(given_vars), RULES)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 600


def test_a_date_and_nothing_are_taken_as_yaml_reads_them() -> None:
    given_vars = parse_given("{as_of_date: 2011-12-31, build_suffix: }")
    assert given_vars == {"as_of_date": "2011-12-31", "build_suffix": None}
    check(given_vars, RULES)
    check({"as_of_date": dt.date(2011, 12, 31)}, RULES)
    check({"mba_min_support": 0.00001}, RULES)


def test_a_number_at_its_bound_reaches_dbt_as_it_was_given() -> None:
    """JSON has an exponent for 0.000001, which YAML takes for a text."""
    bounds = {
        name: rule[end]
        for name, rule in RULES.items()
        for end in ("from", "to")
        if rule["kind"] == "number" and end in rule
    }
    assert bounds["mba_max_len"] == 9
    for wanted in (bounds, {**bounds, "mba_min_support": 0.000001}):
        options = Dbt(Project(ROOT, "duckdb", wanted))._options()
        reached = yaml.safe_load(options[options.index("--vars") + 1])
        check(reached, RULES)
        assert {name: float(value) for name, value in reached.items()} == wanted


@pytest.mark.slow
def test_a_var_is_never_sql(workplace: Workplace) -> None:
    """Neither for the command nor for plain dbt; what is landed stays."""
    orders = workplace.folder / "orders.csv"
    assert workplace.command("sample", orders, "--invoices", "20").returncode == 0
    assert workplace.command("land", orders).returncode == 0
    before = workplace.query("select count(*) from raw.order_lines")
    attack = '{build_suffix: "; drop schema raw cascade; --"}'
    done = workplace.command("mine", "--vars", attack)
    assert (done.returncode, done.stdout) == (2, "")
    assert "The var build_suffix is" in done.stderr
    built = workplace.dbt("build", "--vars", json.dumps({"as_of_date": "'); drop schema raw; --"}))
    assert built.returncode != 0
    assert "it takes a day from" in built.stdout
    mistyped = workplace.dbt("build", "--vars", json.dumps({"whale_shares": 0.2}))
    assert mistyped.returncode != 0
    assert "There is no var whale_shares. There are: as_of_date, " in mistyped.stdout
    both = workplace.dbt("build", "--vars", json.dumps({"churn_low_risk_from": 0.1}))
    assert both.returncode != 0
    assert "which is more than 0.1, the var churn_low_risk_from" in both.stdout
    assert workplace.query("select count(*) from raw.order_lines") == before


@pytest.mark.slow
def test_unit_tests_hold_whatever_a_shop_sets(sample_run: Run, tmp_path: Path) -> None:
    """They run with the shop's settings, so each says the settings that it rests on."""
    shutil.copyfile(sample_run.workplace.warehouse, tmp_path / "warehouse.duckdb")
    others = {
        "shop_name": "Möwe & Söhne",
        "currency": "EUR",
        "rfm_monetary": "gross",
        "whale_share": 0.3,
        "as_of_date": "2011-06-01",
        "churn_low_risk_from": 0.9,
        "churn_high_risk_below": 0.8,
        "outlook_horizon_days": 60,
        "outlook_backtest_cuts": 3,
        "clv_horizon_days": 180,
        "clv_yearly_discount_rate": 0.5,
        "duplicate_min_confidence": 0.9,
    }
    done = Workplace(tmp_path).dbt(
        "test", "--select", "test_type:unit", "--vars", json.dumps(others)
    )
    assert done.returncode == 0, done.stdout
    assert "Completed successfully" in done.stdout


@pytest.mark.slow
def test_data_tests_hold_whatever_a_shop_sets(sample_run: Run, tmp_path: Path) -> None:
    """Each var at another value than its own, and near its ends: a test that rests on one says so."""
    settings_of_shops: list[dict[str, Any]] = [
        {
            "rfm_monetary": "gross",
            "whale_share": 0.3,
            "as_of_date": "2024-06-10",
            "churn_low_risk_from": 0.9,
            "churn_high_risk_below": 0.8,
            "outlook_horizon_days": 60,
            "outlook_backtest_cuts": 3,
            "clv_horizon_days": 180,
            "clv_yearly_discount_rate": 0.5,
            "duplicate_min_confidence": 0.3,
            "mba_correction": "bonferroni",
        },
        {
            "whale_share": 0,
            "as_of_date": "2023-01-05",
            "outlook_horizon_days": 7,
            "outlook_backtest_cuts": 0,
            "outlook_min_customers": 10,
            "clv_horizon_days": 28,
            "mba_max_len": 1,
        },
        {
            "whale_share": 1,
            "as_of_date": "2030-01-01",
            "churn_low_risk_from": 1,
            "churn_high_risk_below": 1,
            "outlook_horizon_days": 182,
            "outlook_backtest_cuts": 40,
            "clv_yearly_discount_rate": 1,
            "mba_min_support": 0.05,
            "mba_min_confidence": 0,
            "mba_min_lift": 0,
        },
    ]
    workplace = Workplace(tmp_path)
    shutil.copyfile(sample_run.workplace.warehouse, workplace.warehouse)
    for given_vars in settings_of_shops:
        done = workplace.command("run", "--vars", json.dumps(given_vars))
        assert done.returncode == 0, done.stderr
