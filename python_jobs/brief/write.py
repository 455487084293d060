"""The brief as text and as HTML that a mail can hold."""

from __future__ import annotations

import html
from collections.abc import Sequence
from urllib.parse import quote, urlencode

from python_jobs.brief.sentences import Sentence
from python_jobs.core.wording import shown
from python_jobs.words.language import Language

MOST_CHARACTERS = 500


def address(sentence: Sentence) -> str:
    """The part of the page's address after #: the page, and the filters that show the sentence's rows."""
    filters = f"?{urlencode(sentence.filters, quote_via=quote)}" if sentence.filters else ""
    return f"{sentence.page}{filters}"


def as_text(sentences: Sequence[Sentence], spoken: Language) -> str:
    """One sentence a line, with the page of the dashboards where its rows are."""
    if not sentences:
        return spoken.say("brief.nothing")
    return "\n".join(
        f"{place}. {shown(one.text, MOST_CHARACTERS)} [{one.page}]"
        for place, one in enumerate(sentences, 1)
    )


def as_html(sentences: Sequence[Sentence], dashboards_url: str, spoken: Language) -> str:
    """A list without scripts or styles from elsewhere. dashboards_url: where the page is; empty for no links."""
    items = "".join(
        f"<li>{html.escape(one.text)}{_link(one, dashboards_url, spoken)}</li>\n"
        for one in sentences
    )
    body = f"<ol>\n{items}</ol>" if sentences else f"<p>{spoken.say('brief.nothing')}</p>"
    return (
        f'<!doctype html>\n<html lang="{spoken.code}"><meta charset="utf-8">'
        f"<title>{spoken.say('brief.heading')}</title>\n{body}\n</html>\n"
    )


def _link(one: Sentence, dashboards_url: str, spoken: Language) -> str:
    if not dashboards_url:
        return ""
    where = html.escape(f"{dashboards_url.rstrip('#')}#{address(one)}")
    return f' <a href="{where}">{html.escape(spoken.say(f"tab.{one.page}"))}</a>'
