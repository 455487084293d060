"""Every portable macro means the same on every engine: what it means stands here, case by case.

All cases go to the warehouse in one query. The SQL Server target runs the same table of cases when one
is given (see tests/python/sqlserver).
"""

from __future__ import annotations

import json

import pytest

from tests.python.conftest import ROOT, Workplace

# macro → (call in Jinja, what it gives as text; None is null)
CASES: dict[str, list[tuple[str, str | None]]] = {
    "add_days": [
        ("add_days(\"'2011-02-28'\", 1)", "2011-03-01"),
        ("add_days(\"'2012-02-28'\", 1)", "2012-02-29"),
        ("add_days(\"'2011-01-01'\", -1)", "2010-12-31"),
    ],
    "add_months": [
        ("add_months(\"'2024-01-31'\", 1)", "2024-02-29"),
        ("add_months(\"'2024-03-01'\", -12)", "2023-03-01"),
        ("add_months(\"'2024-02-29'\", -12)", "2023-02-28"),
    ],
    "as_text": [
        ("as_text(\"'ab'\", 5)", "ab"),
        ("'case when ' ~ as_text(\"'a'\", 5) ~ \" = 'A' then 1 else 0 end\"", "0"),
    ],
    "binary_text": [("'case when ' ~ binary_text(\"'a'\") ~ \" = 'A' then 1 else 0 end\"", "0")],
    "capitals": [
        ("capitals(\"'aB1'\")", "AB1"),
        ("capitals(\"concat('stra', \" ~ character(223) ~ \", 'e')\")", "STRASSE"),
        ("capitals(character(230))", "AE"),
        ("capitals(character(181))", "\N{GREEK CAPITAL LETTER MU}"),
        ("capitals(character(64257))", "FI"),
        ("capitals(character(233))", "É"),
    ],
    "character": [("character(65)", "A"), ("character(163)", "£")],
    "column_names": [("column_names('nowhere', 'nothing') | length", "0")],
    "count_of_tables": [("'(' ~ count_of_tables('nowhere', 'nothing') ~ ')'", "0")],
    "days_between": [
        ("days_between(\"'2011-02-28'\", \"'2011-03-01'\")", "1"),
        ("days_between(\"'2011-03-01'\", \"'2011-02-28'\")", "-1"),
        ("days_between(\"'2011-03-01'\", \"'2011-03-01'\")", "0"),
    ],
    "divide_money": [
        ("divide_money('cast(10 as decimal(18, 4))', '4')", "2.5000"),
        ("divide_money('cast(10 as decimal(18, 4))', '3')", "3.3333"),
        ("divide_money('cast(20 as decimal(18, 4))', '3')", "6.6667"),
        ("divide_money('cast(0.0001 as decimal(18, 4))', '2')", "0.0001"),
        ("divide_money('cast(-0.0001 as decimal(18, 4))', '2')", "-0.0001"),
        ("divide_money('cast(-10 as decimal(18, 4))', '3')", "-3.3333"),
        ("divide_money('cast(99999999999999.9999 as decimal(18, 4))', '1')", "99999999999999.9999"),
        (
            "divide_money('cast(300000000000000000000000.0001 as decimal(28, 4))', '3')",
            "100000000000000000000000.0000",
        ),
        ("divide_money('cast(10 as decimal(18, 4))', '0')", None),
    ],
    "double_type": [
        ("'case when cast(1 as ' ~ double_type() ~ ') / 4 = 0.25 then 1 else 0 end'", "1")
    ],
    "joined_text": [
        (
            "'(select ' ~ joined_text('word', ' + ', 'place') ~ ' from (select 2 as place, '"
            " ~ \"'A + B' as word union all select 1, 'C') as words)\"",
            "C + A + B",
        )
    ],
    "make_date": [("make_date('2012', '2', '29')", "2012-02-29")],
    "month_start": [("month_start(\"cast('2011-12-09' as date)\")", "2011-12-01")],
    "months_between": [
        ("months_between(\"cast('2011-01-31' as date)\", \"cast('2011-02-01' as date)\")", "1"),
        ("months_between(\"cast('2010-12-01' as date)\", \"cast('2012-01-01' as date)\")", "13"),
        ("months_between(\"cast('2011-03-01' as date)\", \"cast('2011-03-31' as date)\")", "0"),
    ],
    "natural_log": [
        (
            "'case when abs(' ~ natural_log('10e0') ~ ' - 2.302585) < 0.000001 then 1 else 0 end'",
            "1",
        )
    ],
    "replace_characters": [
        ("replace_characters(\"'axbx'\", [120, 97], [121, 32])", " yby"),
        ("replace_characters(\"'X'\", [120], [121])", "X"),
    ],
    "text_hash": [
        # printf 'é\x1f1\x1f' | sha256sum
        ("text_hash(['nchar_e', \"'1'\"])", "TEXT_HASH"),
        ("text_hash(['nchar_e', 'null', \"'1'\"])", "HASH_WITH_NULL"),
    ],
    "text_type": [("\"cast('abc' as \" ~ text_type(3) ~ ')'", "abc")],
    "timestamp_text": [
        (
            "timestamp_text(\"cast('2011-12-09T08:05:01' as \" ~ timestamp_type() ~ ')')",
            "2011-12-09 08:05:01",
        )
    ],
    "timestamp_type": [
        ("\"cast(cast('2011-12-09' as \" ~ timestamp_type() ~ ') as date)'", "2011-12-09")
    ],
    "trim_blanks": [("trim_blanks(\"'  a b '\")", "a b")],
    "try_decimal": [
        ("try_decimal(\"'2.55'\")", "2.5500"),
        ("try_decimal(\"'-.5'\")", "-0.5000"),
        ("try_decimal(\"'+5.'\")", "5.0000"),
        ("try_decimal(\"'2.12345'\")", "2.1235"),
        ("try_decimal(\"'1e3'\")", None),
        ("try_decimal(\"'1_000'\")", None),
        ("try_decimal(\"'1,5'\")", None),
        ("try_decimal(\"'1-2'\")", None),
        ("try_decimal(\"'1.2.3'\")", None),
        ("try_decimal(\"'5.+'\")", None),
        ("try_decimal(\"'+-5'\")", None),
        ("try_decimal(\"' 5'\")", None),
        ("try_decimal(\"'0x10'\")", None),
        ("try_decimal(\"'-'\")", None),
        ("try_decimal(\"'.'\")", None),
        ("try_decimal(\"''\")", None),
        ("try_decimal(\"'999999999999999999999'\")", None),
    ],
    "try_integer": [
        ("try_integer(\"'12'\")", "12"),
        ("try_integer(\"'-12.00'\")", "-12"),
        ("try_integer(\"'2147483647'\")", "2147483647"),
        ("try_integer(\"'2147483648'\")", None),
        ("try_integer(\"'1.5'\")", None),
        ("try_integer(\"'x'\")", None),
    ],
    "try_timestamp": [
        ("timestamp_text(try_timestamp(\"'2011-12-09'\"))", "2011-12-09 00:00:00"),
        ("timestamp_text(try_timestamp(\"'2011-12-09 08:05'\"))", "2011-12-09 08:05:00"),
        ("timestamp_text(try_timestamp(\"'2011-12-09T08:05:59.999'\"))", "2011-12-09 08:05:59"),
        ("try_timestamp(\"'2011-02-29'\")", None),
        ("try_timestamp(\"'2011-12-09 25:00'\")", None),
        ("try_timestamp(\"'2011-12-09 24:00'\")", None),
        ("try_timestamp(\"'2011-12-09 23:59:60'\")", None),
        ("try_timestamp(\"'2011-12-09 24:00:00'\")", None),
        ("try_timestamp(\"'2011-12-09 19:60:00'\")", None),
        ("timestamp_text(try_timestamp(\"'2011-12-09 23:05:59'\"))", "2011-12-09 23:05:59"),
        ("try_timestamp(\"'2011-12-09t08:05'\")", None),
        ("try_timestamp(\"'1752-12-31'\")", None),
        ("timestamp_text(try_timestamp(\"'1753-01-01'\"))", "1753-01-01 00:00:00"),
        ("try_timestamp(\"'12/09/2011'\")", None),
        ("try_timestamp(\"'2011-12-09 08:05:59 tomorrow'\")", None),
        ("try_timestamp(\"'20111209'\")", None),
    ],
    "text_of": [
        ("text_of([97])", "a"),
        ("text_of([97, 32, 39, 8217, 92, 65313])", "a '\u2019\\\uff21"),
    ],
    "upper_case": [
        ("upper_case(\"'aB1'\")", "AB1"),
        ("upper_case(character(233))", "É"),
        ("upper_case(character(329))", "ŉ"),
        ("upper_case(character(1415))", "և"),
        ("upper_case(character(8064))", "ᾈ"),
    ],
    "where_untidy": [
        (f"where_untidy({text}, 3, {tidied})", want)
        for text, tidied, want in (
            # what is tidy but for its ends need not be worked on: all engines come to the same
            ("\"'a b'\"", "\"'a b'\"", "a b"),
            ("\"' ab'\"", "\"'ab'\"", "ab"),
            ("\"'ab '\"", "\"'ab'\"", "ab"),
            ('"concat(\'a\', " ~ character(160) ~ ")"', "\"'inside'\"", "inside"),
            ("\"'abcd'\"", "\"'too long'\"", "too long"),
        )
    ],
}
# 'é', a unit separator, '1' and another one in UTF-8, hashed by Python's hashlib
HASHED_TEXT = "é\x1f1\x1f"
HASHED_WITH_NULL = "é\x1f\x1f1\x1f"


# No SQL expressions but a model's configuration or a word of a query; tests/python/sqlserver/test_tsql.py sees what it leads to.
NO_EXPRESSIONS = {"costly_view", "not_materialized", "secondary_indexes"}


def cases() -> list[tuple[str, str | None]]:
    """Every call with the text it must give."""
    import hashlib

    digests = {
        name: hashlib.sha256(text.encode()).hexdigest()[:32]
        for name, text in (("TEXT_HASH", HASHED_TEXT), ("HASH_WITH_NULL", HASHED_WITH_NULL))
    }
    listed = [case for several in CASES.values() for case in several]
    return [
        (call.replace("'nchar_e'", "character(233)"), digests.get(want or "", want))
        for call, want in listed
    ]


def query_of_all_cases() -> str:
    """One query with a row for each case: its number and the result as text."""
    return "\nunion all\n".join(
        f"select {number} as case_number, cast({{{{ {call} }}}} as varchar(60)) as result"
        for number, (call, _) in enumerate(cases())
    )


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[int, str | None]:
    workplace = Workplace(tmp_path_factory.mktemp("macros"))
    shown = workplace.dbt(
        "--quiet", "show", "--inline", query_of_all_cases(), "--limit", "-1", "--output", "json"
    )
    assert shown.returncode == 0, shown.stdout
    rows = json.loads(shown.stdout[shown.stdout.index("{") :])["show"]
    return {int(row["case_number"]): row["result"] for row in rows}


@pytest.mark.parametrize("number", range(len(cases())), ids=[call for call, _ in cases()])
def test_a_macro_means_what_it_says(results: dict[int, str | None], number: int) -> None:
    assert results[number] == cases()[number][1]


def test_every_portable_macro_has_a_case_and_a_file_of_its_own() -> None:
    files = {path.stem for path in (ROOT / "macros" / "portable").glob("*.sql")} - NO_EXPRESSIONS
    assert files == set(CASES)
    for path in (ROOT / "macros" / "portable").glob("*.sql"):
        text = path.read_text(encoding="utf-8")
        assert f"macro {path.stem}(" in text
        assert text.startswith("{#-"), f"{path.name} does not say what it means"
