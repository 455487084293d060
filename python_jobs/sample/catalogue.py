"""A made-up gift shop: its goods, and which of them sell together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

THEMES = tuple(
    "HARBOUR MEADOW LANTERN CLOUDBERRY MOONLIGHT FOXGLOVE TARTAN NORDIC COPPER SEASIDE ORCHARD "
    "MIDNIGHT POLKADOT RUSTIC STARLIGHT CIRCUS".split()
)
THINGS = tuple(
    "MUG,TEA TOWEL,CANDLE,LUNCH BOX,CUSHION,NOTEBOOK,BUNTING,CAKE TIN,DOORMAT,EGG CUP,WALL CLOCK,"
    "PICNIC BASKET,GIFT WRAP,PLATTER,JIGSAW,BIRD FEEDER,UMBRELLA,COAT HOOK,PENCIL CASE,"
    "STORAGE JAR".split(",")
)
FINISHES = ("", "SMALL ", "LARGE ", "SET OF 4 ")


@dataclass(frozen=True)
class Catalogue:
    """Goods by position: code, description, price in cents, share of sales; and the sets.

    popularity: float[goods], sums to 1. sets: positions of goods that are bought together.
    """

    codes: list[str]
    descriptions: list[str]
    prices: np.ndarray
    popularity: np.ndarray
    sets: list[list[int]]


def make_catalogue(generator: np.random.Generator) -> Catalogue:
    """Some three hundred goods; a few bring in most of the sales, as in any shop."""
    names = [
        f"{finish}{theme} {thing}" for thing in THINGS for theme in THEMES for finish in FINISHES
    ]
    chosen = generator.choice(len(names), size=320, replace=False)
    numbers = np.sort(generator.choice(np.arange(20000, 90000), size=320, replace=False))
    letters = generator.choice(["", "", "", "A", "B"], size=320)
    ranks = generator.permutation(320) + 1
    popularity = 1.0 / ranks**0.8
    prices = np.clip(np.round(np.exp(generator.normal(5.6, 0.8, size=320))), 19, 4995)
    positions = generator.permutation(320)
    sets = []
    start = 0
    for size in generator.integers(2, 5, size=30):
        sets.append([int(position) for position in positions[start : start + size]])
        start += int(size)
    return Catalogue(
        codes=[f"{number}{letter}" for number, letter in zip(numbers, letters, strict=True)],
        descriptions=[names[position] for position in chosen],
        prices=prices.astype(np.int64),
        popularity=popularity / popularity.sum(),
        sets=sets,
    )
