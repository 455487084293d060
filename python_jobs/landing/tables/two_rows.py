"""A header of two rows: names that stand several times are told apart by the groups above them.

| Order | Date | Sales |        | Returns |        |
|       |      | Qty   | Amount | Qty     | Amount |

is read as Order, Date, Sales / Qty, Sales / Amount, Returns / Qty, Returns / Amount.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from python_jobs.landing.feeds.feed import folded
from python_jobs.landing.feeds.names import count_known

_BETWEEN = " / "
# So many names of both rows are known where no feed has named one.
_FEWEST_KNOWN = 2


def joined_names(above: Sequence[str], below: Sequence[str]) -> list[str] | None:
    """The names of a header of two rows; None where the rows are none, or where the lower one needs no other.

    A group stands in its first column alone. A name that stands once is left as it is, and one that is missing in the
    lower row is that of the upper one.
    """
    if len(above) > len(below):
        return None
    above = [*above, *[""] * (len(below) - len(above))]
    if any(one.strip() and not any(map(str.isalpha, one)) for one in (*above, *below)):
        return None
    times = Counter(folded(one) for one in below if one)
    group = ""
    names = []
    for upper, lower in zip(above, below, strict=True):
        group = upper or group
        if lower and times[folded(lower)] > 1:
            if not group or folded(group) == folded(lower):
                return None
            names.append(f"{group}{_BETWEEN}{lower}")
        else:
            names.append(lower or upper)
    has_groups = max(times.values(), default=0) > 1
    found = [folded(one) for one in names if one]
    return names if has_groups and len(set(found)) == len(found) else None


def are_sure(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether two rows that make names together are a header by what is known of names."""
    return count_known([*above, *set(below)]) >= _FEWEST_KNOWN
