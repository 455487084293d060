"""Returns that only the name of the article tells: `RETURN: Kettle` or `STORNO Kettle`, beside lines of `Kettle`, and `Storno` alone."""

from __future__ import annotations

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.doubts.whole_names import find_whole_names
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.header_words import says_deleted
from python_jobs.landing.lines.kind_words import is_code_of_taken_back, says_taken_back
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.text import literal

# What stands before a colon, a dash, a bracket or a star, and the name of the article behind it.
_MARKED = "^[\\s\\[(*]*(.+?)\\s*(?:[:\\])*]+|\\s[-\u2013]\\s)\\s*(.+)$"
# A word or two. How long they are is not said in the pattern: to count letters of all scripts makes it a thousand
# times as slow to prepare.
_HEAD, _LONGEST_HEAD = "\\pL[\\pL .]*", 25
# Words before the name, and nothing between them and it.
_MOST_WORDS = 3
_FEW_NAMES = 5


def find_names_of_returns(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubt about them. A book may be called so: the same article must stand in the file without the word.

    A name that is such a word and nothing else needs no other line. Where nothing parts the word from the name, the article must have the same code too: `Return ticket` is another than `Ticket`.
    """
    if "description" not in form.feed.columns:
        return []
    parted = [
        f"select name, code, lines, true as is_marked, parts.head as head, lower(parts.article) as article "
        f"from (select *, regexp_extract(name, {literal(_MARKED)}, ['head', 'article']) as parts from named) as marked "
        f"where length(parts.head) between 2 and {_LONGEST_HEAD} and regexp_full_match(parts.head, {literal(_HEAD)})"
    ]
    if "stock_code" in form.feed.columns:
        parted += [
            f"select name, code, lines, false, trim(array_to_string(words[:{count}], ' ')), lower(array_to_string(words[{count + 1}:], ' ')) "
            f"from worded where len(words) > {count}"
            for count in range(1, _MOST_WORDS + 1)
        ]
    rows = connection.execute(
        f"""
        with named as (
            select trim(description) as name, upper(trim(stock_code)) as code, count(*) as lines
            from {lines_table}
            where feed = $1 and description is not null and try_cast(quantity as double) > 0
                and coalesce(try_cast(line_amount as double), try_cast(price as double)) > 0
            group by name, code
        ),
        articles as (select lower(name) as article, list(code) as codes from named group by article),
        worded as (select name, code, lines, string_split(name, ' ') as words from named),
        parted as ({" union all ".join(parted)})
        select name, head, bool_or(is_marked), max(lines)
        from (
            select name, head, is_marked, sum(lines) as lines
            from parted
            inner join articles using (article)
            where head <> '' and (is_marked or list_contains(codes, code))
            group by name, head, is_marked
        )
        group by name, head
        order by 4 desc, name, head
        """,
        [form.feed.name],
    ).fetchall()
    odd: dict[str, int] = {}
    for name, head, is_marked, lines in rows:
        if says_taken_back(head) or says_deleted(head) or (not is_marked and _is_mark(head)):
            odd[name] = int(lines)
    for name, of_name in find_whole_names(connection, lines_table, form).items():
        odd.setdefault(name, of_name)
    if not odd:
        return []
    count = sum(odd.values())
    column = form.feed.shown_column("description")
    listed = ", ".join(scalar(shown(name)) for name in list(odd)[:_FEW_NAMES])
    return [
        Doubt(
            "orders_that_may_be_no_sales",
            f"names in the column '{shown(column)}' begin with a word for what was taken back, and {counted(count, 'line')} of them "
            f"{'counts as a sale' if count == 1 else 'count as sales'}",
            next(iter(odd)),
            f"If they are returns, whatever their signs, add the line  returns: {{{scalar(column)}: [{listed}]}}  to the feed, or leave "
            f"them out with the line  drop: {{{scalar(column)}: [{listed}]}}  in the feed.",
        )
    ]


def _is_mark(head: str) -> bool:
    """Whether a word before the name of the very same article says that its line is no sale."""
    return is_code_of_taken_back(head) or head.casefold() in ("test", "kredit", "credit")
