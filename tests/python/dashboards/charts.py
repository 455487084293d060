"""What a chart shows, read off its drawing: names where they stand, with the values of their marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

MARKS = """
([figure, kind]) => [...document.querySelectorAll(`#${figure} .mark-${kind}.role-mark path[aria-label]`)]
    .map((path) => [path.getAttribute("aria-label"), path.getBoundingClientRect()])
    .map(([label, box]) => [label, box.x + box.width / 2, box.y + box.height / 2])
"""
LABELS = """
([figure, place]) => [...document.querySelectorAll(`#${figure} .role-axis`)]
    .filter((axis) => axis.querySelector(".role-axis-label text"))
    .map((axis) => [...axis.querySelectorAll(".role-axis-label text")]
        .map((text) => [text.textContent, text.getBoundingClientRect()])
        .map(([text, box]) => [text, box.x + box.width / 2, box.y + box.height / 2]))[place]
"""


@dataclass(frozen=True)
class Mark:
    """A bar, a cell or a point, with what its description says of it, and its centre in pixels."""

    said: dict[str, str]
    x: float
    y: float


def marks(page: Page, figure: str, kind: str = "rect", down: bool = False) -> list[Mark]:
    """The marks of a figure from left to right or, with `down`, line by line from the top."""
    found = [
        Mark(dict(re.findall(r"(?:^|; )(\w+): ((?:.|\n)*?)(?=; \w+: |$)", label)), x, y)
        for label, x, y in page.evaluate(MARKS, [figure, kind])
    ]
    return sorted(found, key=lambda mark: (mark.y, mark.x) if down else (mark.x, mark.y))


def axis(page: Page, figure: str, place: int = 0, down: bool = True) -> list[str]:
    """The names along an axis, from the top down or from left to right; long ones are cut short."""
    found = page.evaluate(LABELS, [figure, place]) or []
    return [text for text, *_ in sorted(found, key=lambda one: one[2] if down else one[1])]


def bars(page: Page, figure: str) -> list[tuple[str, str, float]]:
    """Name, series (or nothing) and value of every bar that lies, from the top down."""
    return [
        (
            mark.said["name"],
            mark.said.get("series", ""),
            float(mark.said["value"].replace("−", "-")),
        )
        for mark in marks(page, figure, down=True)
    ]
