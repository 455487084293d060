"""The sides of rules as text: for people, for keys, and item by item."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from python_jobs.mining.baskets import Baskets
from python_jobs.mining.candidates import Candidates
from python_jobs.mining.itemsets import Itemsets

# People read this one, in which a code may hold it too.
SHOWN_SEPARATOR = " + "
# The separators of ASCII, which staging takes out of every code: nothing else reads like them.
ITEM_SEPARATOR, SIDE_SEPARATOR = "\x1f", "\x1e"
ITEM_COLUMNS = ("rule_id", "side", "item")

Positions = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Sides:
    """The sides of some rules.

    items:  str[all items], the codes of each distinct side one after the other, sorted within a side.
    starts: int64[sides + 1], where each side begins in items.
    shown:  object[sides], its codes joined by SHOWN_SEPARATOR.
    keys:   object[sides], its codes joined by ITEM_SEPARATOR; sides stand in this text's order.
    antecedent, consequent: int64[rules], the sides of each rule.
    """

    items: npt.NDArray[np.object_]
    starts: Positions
    shown: npt.NDArray[np.object_]
    keys: npt.NDArray[np.object_]
    antecedent: Positions
    consequent: Positions

    @staticmethod
    def of(found: Candidates, itemsets: Itemsets, baskets: Baskets) -> Sides:
        """Write each side that occurs once, however many rules share it."""
        before = np.cumsum([0, *(len(sized.counts) for sized in itemsets.by_size)])
        antecedent = before[found.antecedent_size - 1] + found.antecedent_row
        consequent = before[found.consequent_size - 1] + found.consequent_row
        sides, position = np.unique(np.concatenate((antecedent, consequent)), return_inverse=True)
        codes: list[list[str]] = []
        for size, sized in enumerate(itemsets.by_size):
            rows = sides[(sides >= before[size]) & (sides < before[size + 1])] - before[size]
            codes.extend(baskets.items[sized.items[rows]].tolist())
        keys = [ITEM_SEPARATOR.join(side) for side in codes]
        order = sorted(range(len(codes)), key=keys.__getitem__)
        rank = np.empty(len(codes), dtype=np.int64)
        rank[order] = np.arange(len(codes))
        return Sides(
            items=_texts([code for row in order for code in codes[row]]),
            starts=np.cumsum([0, *(len(codes[row]) for row in order)]),
            shown=_texts([SHOWN_SEPARATOR.join(codes[row]) for row in order]),
            keys=_texts([keys[row] for row in order]),
            antecedent=rank[position[: len(found)]],
            consequent=rank[position[len(found) :]],
        )

    def rule_ids(self) -> npt.NDArray[np.object_]:
        """A short text per rule that depends on its two sides alone, so a rule keeps its id."""
        ids = np.empty(len(self.antecedent), dtype=object)
        sides = zip(self.keys[self.antecedent], self.keys[self.consequent], strict=True)
        for row, both in enumerate(sides):
            ids[row] = hashlib.sha256(SIDE_SEPARATOR.join(both).encode()).hexdigest()[:16]
        return ids

    def rule_items(self, rule_ids: npt.NDArray[np.object_]) -> pd.DataFrame:
        """One row per rule, side (`antecedent` or `consequent`) and item, as ITEM_COLUMNS."""
        parts = [
            self._items_of(rule_ids, side, name)
            for side, name in ((self.antecedent, "antecedent"), (self.consequent, "consequent"))
        ]
        table = pd.concat(parts, ignore_index=True)
        return table.astype(dict.fromkeys(ITEM_COLUMNS, "str"))

    def _items_of(
        self, rule_ids: npt.NDArray[np.object_], side: Positions, name: str
    ) -> pd.DataFrame:
        lengths = self.starts[side + 1] - self.starts[side]
        # of each rule's items, the place within its side
        within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        items = self.items[np.repeat(self.starts[side], lengths) + within]
        return pd.DataFrame({"rule_id": np.repeat(rule_ids, lengths), "side": name, "item": items})


def _texts(values: list[str]) -> npt.NDArray[np.object_]:
    texts = np.empty(len(values), dtype=object)
    texts[:] = values
    return texts
