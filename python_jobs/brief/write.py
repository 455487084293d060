"""The brief as text and as HTML that a mail can hold."""

from __future__ import annotations

import html
from collections.abc import Sequence

from python_jobs.brief.sentences import Sentence
from python_jobs.core.wording import shown

MOST_CHARACTERS = 500
NOTHING = "There is nothing to tell: the warehouse holds no sales to compare yet."


def as_text(sentences: Sequence[Sentence]) -> str:
    """One sentence a line, with the page of the dashboards where its rows are."""
    if not sentences:
        return NOTHING
    return "\n".join(
        f"{place}. {shown(one.text, MOST_CHARACTERS)} [{one.page}]"
        for place, one in enumerate(sentences, 1)
    )


def as_html(sentences: Sequence[Sentence], dashboards_url: str) -> str:
    """A list without scripts or styles from elsewhere. dashboards_url: where the page is; empty for no links."""
    items = "".join(
        f"<li>{html.escape(one.text)}{_link(one, dashboards_url)}</li>\n" for one in sentences
    )
    body = f"<ol>\n{items}</ol>" if sentences else f"<p>{NOTHING}</p>"
    return f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Brief</title>\n{body}\n</html>\n'


def _link(one: Sentence, dashboards_url: str) -> str:
    if not dashboards_url:
        return ""
    return f' <a href="{html.escape(dashboards_url.rstrip("#"))}#{one.page}">{one.page}</a>'
