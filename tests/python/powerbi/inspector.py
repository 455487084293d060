"""The base rules of PBI-Inspector for reports, as rules of this project.

The names and what they ask for are those of Rules/Base-rules.json in the repository
NatVanG/PBI-InspectorV2. What breaks a rule on purpose stands in ACCEPTED with its reason.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .best_practice.accepted import Accepted, unexplained
from .report import Page, Report, Visual, objects, read

MOST_VISUALS, MOST_FIELDS, MOST_FILTERED, MOST_PAGES, MOST_HEIGHT = 20, 6, 4, 10, 720
DECORATION = {"shape", "slicer", "actionButton", "textbox"}
COLOUR = re.compile(r"#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})\b")


@dataclass(frozen=True)
class ReportRule:
    """A rule by its name in PBI-Inspector's list; find names the pages and visuals that break it."""

    name: str
    meaning: str
    find: Callable[[Report], Iterable[str]]


def _each(report: Report) -> Iterable[tuple[Page, Visual, str]]:
    for page in report.pages:
        for visual in page.visuals:
            title = visual.container_text("title", "text") or visual.part["name"]
            yield page, visual, f"{page.name}, {visual.kind} {title}"


def unused_custom_visuals(report: Report) -> list[str]:
    known = read(report.definition / "report.json").get("publicCustomVisuals", [])
    return sorted(set(known) - {visual.kind for _, visual, _ in _each(report)})


def crowded_pages(report: Report) -> list[str]:
    def seen(page: Page) -> int:
        shown = [one for one in page.visuals if not one.part.get("isHidden")]
        return sum(one.kind not in DECORATION for one in shown)

    return [page.name for page in report.pages if seen(page) > MOST_VISUALS]


def crowded_visuals(report: Report) -> list[str]:
    def shown(visual: Visual) -> int:
        return sum(
            len(part["projections"]) for part in objects(visual.part) if "projections" in part
        )

    return [name for _, visual, name in _each(report) if shown(visual) > MOST_FIELDS]


def _filtered(report: Report, kind: str) -> list[str]:
    def uses(visual: Visual) -> bool:
        filters = visual.part.get("filterConfig", {}).get("filters", [])
        return any(one.get("type") == kind for one in filters)

    return [page.name for page in report.pages if sum(map(uses, page.visuals)) > MOST_FILTERED]


def top_n_filters(report: Report) -> list[str]:
    return _filtered(report, "TopN")


def advanced_filters(report: Report) -> list[str]:
    return _filtered(report, "Advanced")


def many_pages(report: Report) -> list[str]:
    return ["the report"] if len(report.pages) > MOST_PAGES else []


def items_without_data(report: Report) -> list[str]:
    return [
        name
        for _, visual, name in _each(report)
        if any(part.get("showAll") for part in objects(visual.part.get("visual", {}).get("query")))
    ]


def visible_detail_pages(report: Report) -> list[str]:
    return [
        page.name
        for page in report.pages
        if page.part.get("pageBinding", {}).get("type") in {"Tooltip", "Drillthrough"}
        and not page.is_hidden
    ]


def own_colours(report: Report) -> list[str]:
    return [
        name
        for _, visual, name in _each(report)
        if visual.kind != "textbox" and COLOUR.search(json.dumps(visual.part))
    ]


def scrolling_pages(report: Report) -> list[str]:
    return [
        page.name
        for page in report.pages
        if page.part["height"] > MOST_HEIGHT and not page.is_hidden
    ]


def without_alt_text(report: Report) -> list[str]:
    return [
        name
        for _, visual, name in _each(report)
        if visual.kind != "shape" and not visual.container_text("general", "altText")
    ]


RULES = [
    ReportRule(
        "REMOVE_UNUSED_CUSTOM_VISUALS", "A visual of others is used.", unused_custom_visuals
    ),
    ReportRule(
        "REDUCE_VISUALS_ON_PAGE", f"At most {MOST_VISUALS} visuals on a page.", crowded_pages
    ),
    ReportRule(
        "REDUCE_OBJECTS_WITHIN_VISUALS", f"At most {MOST_FIELDS} fields a visual.", crowded_visuals
    ),
    ReportRule(
        "REDUCE_TOPN_FILTERS", f"At most {MOST_FILTERED} such filters a page.", top_n_filters
    ),
    ReportRule(
        "REDUCE_ADVANCED_FILTERS", f"At most {MOST_FILTERED} such filters a page.", advanced_filters
    ),
    ReportRule("REDUCE_PAGES", f"At most {MOST_PAGES} pages.", many_pages),
    ReportRule(
        "AVOID_SHOW_ITEMS_WITH_NO_DATA", "No category without data is drawn.", items_without_data
    ),
    ReportRule(
        "HIDE_TOOLTIP_DRILLTROUGH_PAGES",
        "Pages that open from others are hidden.",
        visible_detail_pages,
    ),
    ReportRule("ENSURE_THEME_COLOURS", "Colours are those of the theme.", own_colours),
    ReportRule(
        "ENSURE_PAGES_DO_NOT_SCROLL_VERTICALLY",
        f"A page is at most {MOST_HEIGHT} high.",
        scrolling_pages,
    ),
    ReportRule("ENSURE_ALTTEXT", "Every visual says what it shows.", without_alt_text),
]

LIST = "a list to work from: who or what, and all that the reader needs to act"
CARDS = "one row of figures, each a query of one number"
ACCEPTED = (
    Accepted("REDUCE_OBJECTS_WITHIN_VISUALS", "*, tableEx *", LIST),
    Accepted("REDUCE_OBJECTS_WITHIN_VISUALS", "*, cardVisual *", CARDS),
    Accepted(
        "ENSURE_THEME_COLOURS",
        "Customer 360 and churn, tableEx *",
        "money at risk is shaded in a pale red; the theme's scale is blue",
    ),
)


def findings(report: Report, accepted: tuple[Accepted, ...] = ACCEPTED) -> list[str]:
    """What breaks a rule and has no written reason, and reasons that nothing needs any more."""
    found = [(rule.name, one) for rule in RULES for one in rule.find(report)]
    return unexplained(found, accepted)
