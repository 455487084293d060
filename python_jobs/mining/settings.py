"""What can be set of mining, and what each setting may be. Nothing heavy is imported: a run checks its settings first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Literal

from python_jobs.core.errors import InputError

Engine = Literal["projection", "mlxtend"]
ENGINES: tuple[Engine, ...] = ("projection", "mlxtend")

Correction = Literal["benjamini-hochberg", "bonferroni"]
CORRECTIONS: tuple[Correction, ...] = ("benjamini-hochberg", "bonferroni")


@dataclass(frozen=True)
class RuleSettings:
    """Which rules to mine.

    min_support, min_confidence: shares above 0, or from 0, to 1. min_lift: from 0. These three
    are taken as the decimals that were written and compared exactly. max_len: goods of both
    sides together. significance_level: between 0 and 1, for the corrected p-values. min_baskets:
    baskets that must hold both sides, however small a share they are.

    Raises ValueError with the setting's name when a value is out of its range.
    """

    min_support: Decimal | str | float
    max_len: int
    min_confidence: Decimal | str | float
    min_lift: Decimal | str | float
    correction: Correction = "benjamini-hochberg"
    significance_level: float = 0.05
    min_baskets: int = 1

    def __post_init__(self) -> None:
        minimum_count(self.min_support, 1)
        if self.min_baskets < 1:
            raise ValueError(f"min_baskets must be at least 1 basket, got {self.min_baskets}.")
        if self.max_len < 1:
            raise ValueError(f"max_len must be at least 1 good, got {self.max_len}.")
        if exact_number("min_confidence", self.min_confidence) > 1:
            raise ValueError(f"min_confidence must be at most 1, got {self.min_confidence}.")
        exact_number("min_lift", self.min_lift)
        if self.correction not in CORRECTIONS:
            allowed = ", ".join(CORRECTIONS)
            raise ValueError(f"correction must be one of {allowed}, got {self.correction!r}.")
        if not 0 < self.significance_level < 1:
            raise ValueError(
                f"significance_level must be between 0 and 1, got {self.significance_level}."
            )

    def least(self, total_baskets: int) -> int:
        """How many of so many baskets make an itemset frequent."""
        return max(minimum_count(self.min_support, total_baskets), self.min_baskets)


def read_rule_settings(variables: Mapping[str, Any]) -> RuleSettings:
    """The dbt vars mba_… as settings; raises InputError when one is out of its range."""
    try:
        return RuleSettings(
            min_support=str(variables["mba_min_support"]),
            max_len=int(variables["mba_max_len"]),
            min_confidence=str(variables["mba_min_confidence"]),
            min_lift=str(variables["mba_min_lift"]),
            correction=variables["mba_correction"],
            significance_level=float(variables["mba_significance_level"]),
            min_baskets=int(variables["mba_min_baskets"]),
        )
    except (TypeError, ValueError) as error:
        raise InputError(
            f"A dbt var mba_… cannot be used: {error} Correct it in dbt_project.yml or in --vars."
        ) from None


def minimum_count(min_support: Decimal | str | float, total_baskets: int) -> int:
    """The smallest number of baskets that reaches a support: ceil(min_support * total_baskets).

    Exact: the support is taken as the decimal that was written (0.07 of 100 baskets is 7, while
    0.07 * 100 in floating point is slightly more and would round up to 8). At least 1.

    Raises ValueError when the support is not a number, or not above 0 and at most 1.
    """
    try:
        support = Decimal(str(min_support))
    except InvalidOperation:
        raise ValueError(f"The minimum support must be a number, got {min_support!r}.") from None
    if not support.is_finite() or not 0 < support <= 1:
        raise ValueError(
            f"The minimum support must be above 0 and at most 1, got {min_support}. "
            "It is a share of all baskets: 0.005 means half a percent."
        )
    numerator, denominator = support.as_integer_ratio()
    return max(1, -(-numerator * total_baskets // denominator))


def exact_number(name: str, value: Decimal | str | float) -> Fraction:
    """The setting as the decimal that was written; ValueError unless a number from 0."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise ValueError(f"{name} must be a number, got {value!r}.") from None
    if not number.is_finite() or number < 0:
        raise ValueError(f"{name} must be 0 or more, got {value}.")
    return Fraction(number)
