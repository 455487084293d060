"""What the figures of the lines say of the columns that a proposal has chosen by their names: a price that is the amount of the
line, pieces that are called an amount, an amount that is the price times the pieces without a discount, and rows that sum up others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from python_jobs.core.wording import shown
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.feeds.feed import FIELDS
from python_jobs.landing.lines.amount_names import DISCOUNT, MONEY_OFF
from python_jobs.landing.lines.full_amounts import is_less
from python_jobs.landing.lines.header_words import words_of
from python_jobs.landing.propose.columns import Proposal
from python_jobs.landing.propose.figures import Texts, all_numbers
from python_jobs.landing.propose.same_amounts import others

# Of fewer lines nothing can be said.
_FEW = 5
# A relation holds where so many of the lines follow it.
_MOST = 0.97
_NEARLY = 0.9
# What rounding makes: of the amount, and of a price with two decimals.
_CENT = 0.011
_MOST_KINDS = 6

Figures = Mapping[str, Sequence[float | None]]


def settle_by_figures(proposal: Proposal, texts: Mapping[str, Texts]) -> Proposal:
    """The proposal with what the figures tell. texts: column → its texts on some lines, in their order."""
    free = [one for one in texts if one not in proposal.columns.values()]
    # The money comes first: its decimal mark is that of all.
    read = [
        proposal.columns[one] for one in ("price", "line_amount") if one in proposal.columns
    ] + free
    if "quantity" in proposal.columns:
        read.append(proposal.columns["quantity"])
    figures = all_numbers(texts, read)
    found = _pieces_called_amount(proposal, figures)
    columns, amount = dict(found.columns), found.amount
    if _is_of_the_line(columns, figures, texts):
        columns["line_amount"] = columns.pop("price")
        amount = None
    elif "price" in columns and "quantity" in columns:
        line_amount = _amount_of_the_line(columns, figures, free, amount)
        if line_amount:
            columns["line_amount"], amount = line_amount, None
    chosen = {one: columns[one] for one in FIELDS if one in columns}
    customers = [one for one in found.customers if one not in chosen.values()]
    beside = _others(chosen, figures, free)
    lines = _rows_that_sum_up(chosen, texts)
    return replace(
        found, columns=chosen, amount=amount, customers=customers, others=beside, lines=lines
    )


def _others(
    columns: Mapping[str, str], figures: Figures, free: Sequence[str]
) -> list[tuple[str, str]]:
    """Other columns of the revenue that have other figures, but for those that are before a discount."""
    return [
        (field, other)
        for field, other in others(columns, free)
        if _differ(figures[columns[field]], figures[other])
        and not _is_before_discount(columns[field], other, figures, free)
    ]


def _differ(one: Sequence[float | None], other: Sequence[float | None]) -> bool:
    """Whether two columns say something else on a line."""
    both = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
    return any(abs(a - b) > 1e-6 for a, b in both)


def _pieces_called_amount(proposal: Proposal, figures: Figures) -> Proposal:
    """`AMOUNT` beside `SALES_PRICE`: small whole numbers are pieces where no column is named for these."""
    columns, amount = dict(proposal.columns), proposal.amount
    if "quantity" in columns or amount is None:
        return proposal
    numbers = [one for one in figures[amount] if one is not None]
    is_whole = all(one == int(one) and abs(one) < 1000 for one in numbers)
    ones = sum(one in (1, 2, 3) for one in numbers)
    if len(numbers) < _FEW or not is_whole or 2 * ones < len(numbers):
        return proposal
    columns["quantity"] = amount
    unknown = {one: listed for one, listed in proposal.unknown.items() if one != "quantity"}
    return replace(proposal, columns=columns, unknown=unknown, amount=None)


def _is_of_the_line(
    columns: Mapping[str, str], figures: Figures, texts: Mapping[str, Texts]
) -> bool:
    """Whether the price is that of the whole line: of one article it grows with the pieces."""
    if not {"price", "quantity", "stock_code"} <= set(columns):
        return False
    seen: dict[str, tuple[float, float]] = {}
    of_one = of_line = 0
    for code, pieces, price in zip(
        texts[columns["stock_code"]],
        figures[columns["quantity"]],
        figures[columns["price"]],
        strict=True,
    ):
        if not code or not pieces or not price:
            continue
        # What comes back may have a minus at one of them alone.
        pieces, price = abs(pieces), abs(price)
        before, price_before = seen.setdefault(code, (pieces, price))
        if before == pieces:
            continue
        if abs(price - price_before) < _CENT:
            of_one += 1
        elif abs(price / pieces - price_before / before) < _CENT:
            of_line += 1
    return of_line >= _FEW and of_line > 4 * of_one


def _is_before_discount(after: str, before: str, figures: Figures, free: Sequence[str]) -> bool:
    """Whether two columns of amounts differ by the discount of a third one alone, and not by the tax."""
    for column in _discounts(free):
        both = [
            (one, other, off or 0)
            for one, other, off in zip(
                figures[before], figures[after], figures[column], strict=True
            )
            if one is not None and other is not None
        ]
        fit = sum(abs(abs(one) - abs(off) - abs(other)) < _CENT for one, other, off in both)
        if fit >= _MOST * len(both):
            return True
    return False


def _discounts(columns: Sequence[str]) -> list[str]:
    """Those that are named for a discount."""
    return [
        one
        for one in columns
        if DISCOUNT.fullmatch(words_of(one)) or MONEY_OFF.fullmatch(words_of(one))
    ]


def _amount_of_the_line(
    columns: Mapping[str, str], figures: Figures, free: Sequence[str], named: str | None
) -> str | None:
    """The column that is the price times the pieces, less a discount that a column tells; None where it makes no other figures.

    named: the one that is named for an amount.
    """
    pieces, prices = figures[columns["quantity"]], figures[columns["price"]]
    discounts = _discounts(free)
    for column in dict.fromkeys([*([named] if named else []), *free]):
        if column in discounts:
            continue
        lines = [
            (at, one, pieces[at], prices[at])
            for at, one in enumerate(figures[column])
            if one is not None
        ]
        whole = [
            (at, amount, count, count * price)
            for at, amount, count, price in lines
            if count is not None and price is not None
        ]
        if len(whole) < _FEW or not any(product for *_, product in whole):
            continue
        others = [
            (at, amount, count, product)
            for at, amount, count, product in whole
            if abs(abs(amount) - abs(product)) > _CENT + abs(product) * 1e-4
        ]
        is_other = len(whole) < len(lines) or any(
            abs(abs(amount) - abs(product)) > 1e-6 for _, amount, _, product in whole
        )
        explained = max(
            (
                sum(
                    is_less(abs(product), abs(amount), abs(count), off, off)
                    for at, amount, count, product in others
                    if (off := abs(figures[one][at] or 0))
                )
                for one in discounts
            ),
            default=0,
        )
        if is_other and len(whole) - len(others) + explained >= _MOST * len(whole):
            return column
    return None


def _rows_that_sum_up(columns: Mapping[str, str], texts: Mapping[str, Texts]) -> list[str]:
    """The line of a feed that leaves out rows which are of a whole order and stand beside its lines, with their pieces."""
    if not {"invoice", "stock_code", "quantity"} <= set(columns):
        return []
    names = [columns[one] for one in ("quantity", "line_amount", "price") if one in columns]
    figures = all_numbers(texts, names)
    orders = texts[columns["invoice"]]
    counts = [one or 0 for one in figures[columns["quantity"]]]
    has_code = [bool(one and one.strip()) for one in texts[columns["stock_code"]]]
    pieces: defaultdict[str | None, float] = defaultdict(float)
    for order, count, is_line in zip(orders, counts, has_code, strict=True):
        if is_line:
            pieces[order] += count
    bare = [at for at, one in enumerate(has_code) if not one]
    sums = {
        at for at in bare if counts[at] and abs(abs(counts[at]) - abs(pieces[orders[at]])) < 1e-6
    }
    # A gift of one piece beside another is no sum: some orders have more.
    if len(sums) < _FEW or not any(abs(counts[at]) > 1 for at in sums):
        return []
    nothing = {at for at in bare if not any(figures[one][at] for one in names)}
    for column, found in texts.items():
        kinds = Counter(found)
        if len(kinds) > _MOST_KINDS or column in columns.values():
            continue
        of_lines = {found[at] for at in range(len(found)) if has_code[at]}
        of_bare = {found[at] for at in bare}
        if of_lines & of_bare or not all(of_lines | of_bare):
            continue
        of_sums = {
            one for one in of_bare if sum(found[at] == one for at in sums) >= _NEARLY * kinds[one]
        }
        others = [at for at in bare if found[at] not in of_sums]
        if not of_sums:
            continue
        is_all = all(at in nothing for at in others)
        verb, values = ("keep", of_lines) if is_all else ("drop", of_sums)
        listed = ", ".join(scalar(shown(str(one).strip())) for one in sorted(map(str, values)))
        return [f"{verb}: {{{scalar(column)}: [{listed}]}}"]
    if len(sums) >= _NEARLY * len(bare):
        return [f"drop: {{{scalar(columns['stock_code'])}: ['']}}"]
    return []
