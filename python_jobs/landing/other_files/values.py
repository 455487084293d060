"""What a file holds beside other files of its feed. Where a feed names columns by their places, nothing but their values tells that
a later export has them in another order; and whole prices that were amounts before may be cents now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from statistics import median

import duckdb

from python_jobs.core.errors import InputError
from python_jobs.core.wording import shown
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.lines.form import landed_alike
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.text import literal
from python_jobs.warehouses.prepared_file import PreparedFile
from python_jobs.warehouses.schema import LANDED_FILES, ORDER_LINES
from python_jobs.warehouses.warehouse import Warehouse

MOVED = "columns_moved"
_FIELDS = ("invoice", "stock_code", "description", "quantity", "price", "customer_id", "country")
# The newest files say how an export is; of values so many tell.
_FILES, _MOST_VALUES, _FEWEST_LINES = 3, 200_000, 10
# A column is another one where most of its values stood in that one, and far fewer in itself.
_MOST, _FAR_FEWER, _HARDLY_ANY = 0.5, 0.5, 0.1
# One column may look like another by chance; where columns are moved, two do.
_FEWEST_COLUMNS = 2
_FEWEST_ARTICLES, _MOST_ARTICLES = 5, 0.8
# Prices are compared of so many articles: those with the most lines.
_ARTICLES = 500


@dataclass
class _Values:
    """Field → its values in some files; article → its prices."""

    files: list[str] = field(default_factory=list)
    of_fields: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    prices: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    lines: int = 0

    def add(self, other: _Values) -> None:
        """Take in those of more files."""
        self.files += other.files
        self.lines += other.lines
        for one, values in other.of_fields.items():
            self.of_fields[one] |= values
        for article, prices in other.prices.items():
            self.prices[article] += prices


def compare_with_other_files(
    warehouse: Warehouse,
    scratch: duckdb.DuckDBPyConnection,
    files: Sequence[PreparedFile],
    feeds: Mapping[str, Sequence[Feed]],
    present: Mapping[str, tuple[str, str]],
) -> dict[str, list[Doubt]]:
    """Name of a file → the doubts about what it holds beside the newest landed files of its feed, and those read before it.

    feeds: name of a file → its feeds. Raises InputError where columns have changed their places.
    """
    doubts: dict[str, list[Doubt]] = {}
    known: dict[str, _Values] = {}
    landed: dict[str, list[str]] = {}
    for file in files:
        if len(feeds[file.name]) != 1:
            continue
        [feed] = feeds[file.name]
        read_now = {one for one, of_file in feeds.items() if feed in of_file}
        if feed.name not in landed:
            landed[feed.name] = landed_alike(feed, present, read_now)
        if len(read_now) == 1 and not landed[feed.name]:
            continue
        own, articles = _of_file(scratch, file, feed)
        others = known.get(feed.name)
        if others is None:
            others = known[feed.name] = _landed(warehouse, feed, landed[feed.name], articles)
        if others.lines >= _FEWEST_LINES and MOVED not in feed.known_doubts:
            _refuse_moved(file.name, feed, own, others)
        if others.lines >= _FEWEST_LINES:
            doubts[file.name] = [
                one for one in _prices(feed, own, others) if one.kind not in feed.known_doubts
            ]
        others.add(own)
    return doubts


def _landed(warehouse: Warehouse, feed: Feed, names: list[str], articles: Sequence[str]) -> _Values:
    """Those of the newest of some landed files."""
    if not names:
        return _Values()
    if len(names) > _FILES:
        listed = ", ".join(map(literal, names))
        newest = warehouse.query(
            f"select source_file, landed_at from {LANDED_FILES.full_name} where source_file in ({listed})"
        )
        names = [str(name) for name, _ in sorted(newest, key=lambda one: one[1])[-_FILES:]]
    listed = ", ".join(map(literal, names))
    where = f"from {ORDER_LINES.full_name} where source_file in ({listed})"
    found = _Values(files=sorted(names))
    for one in _compared(feed):
        rows = warehouse.query(f"select distinct {one} {where} and {one} is not null")
        found.of_fields[one] = {_plain(str(text)) for (text,) in rows[:_MOST_VALUES]}
    if articles:
        of_articles = f"{where} and stock_code in ({', '.join(map(literal, articles))})"
        _add_prices(found, warehouse.query(f"select distinct stock_code, price {of_articles}"))
    [(found.lines,)] = warehouse.query(f"select count(*) {where}")
    return found


def _of_file(
    scratch: duckdb.DuckDBPyConnection, file: PreparedFile, feed: Feed
) -> tuple[_Values, list[str]]:
    """Those of a file, and its articles with the most lines."""
    found = _Values(files=[file.name], lines=file.row_count)
    for one in _compared(feed):
        rows = scratch.execute(
            f"select distinct {one} from {file.lines_table} where {one} is not null limit {_MOST_VALUES}"
        ).fetchall()
        found.of_fields[one] = {_plain(str(text)) for (text,) in rows}
    articles = [
        str(code)
        for (code,) in scratch.execute(
            f"select stock_code from {file.lines_table} where stock_code is not null group by stock_code "
            f"order by count(*) desc, stock_code limit {_ARTICLES}"
        ).fetchall()
    ]
    rows = scratch.execute(
        f"select distinct stock_code, price from {file.lines_table} where stock_code in (select unnest($1))",
        [articles],
    ).fetchall()
    _add_prices(found, rows)
    return found, articles


def _compared(feed: Feed) -> list[str]:
    """The fields whose values tell a column: those of a feed that names places, and of one column each."""
    if not feed.names_places:
        return []
    return [one for one in _FIELDS if len(feed.columns.get(one, ())) == 1]


def _add_prices(found: _Values, rows: Sequence[tuple[object, ...]]) -> None:
    for article, price in rows:
        amount = _number(str(price))
        if article and amount:
            found.prices[_plain(str(article))].append(abs(float(amount)))


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _plain(text: str) -> str:
    """A text as it is compared: 2.50 is 2.5, and 13085.0 is 13085."""
    number = _number(text)
    return text.strip().upper() if number is None else format(number.normalize(), "f")


def _refuse_moved(name: str, feed: Feed, own: _Values, others: _Values) -> None:
    """Raise InputError where at least two columns hold what others held."""
    moved: dict[str, str] = {}
    is_certain = False
    for one, values in own.of_fields.items():
        shares = {
            other: len(values & others.of_fields[other]) / len(values)
            for other in own.of_fields
            if values
        }
        itself = shares.pop(one, 1.0)
        likely = max(shares, key=lambda other: shares[other], default=one)
        if shares.get(likely, 0) >= _MOST and itself <= _FAR_FEWER * shares[likely]:
            moved[one] = likely
            is_certain |= itself <= _HARDLY_ANY and len(values) > 1
    if len(set(moved.values())) < _FEWEST_COLUMNS or not is_certain:
        return
    told = " and ".join(
        f"'{feed.shown_column(one)}' ({one}) holds what {other} held"
        for one, other in moved.items()
    )
    raise InputError(
        f"{name}: its columns stand in another order than those of {shown(others.files[-1])}, for the column {told}. Correct the places in "
        "the columns of the feed, or give this export a feed of its own. If its columns are right, say so in the feed with the line  "
        f"known_doubts: [{MOVED}]"
    )


def _prices(feed: Feed, own: _Values, others: _Values) -> list[Doubt]:
    """The doubt about prices that are not those that the same articles had: of a feed that names places any others, else a hundred
    times as much, or a hundredth."""
    ratios = {
        article: median(prices) / median(others.prices[article])
        for article, prices in own.prices.items()
        if article in others.prices
    }
    if len(ratios) < _FEWEST_ARTICLES:
        return []
    middle = median(ratios.values())
    near = [one for one, ratio in ratios.items() if 0.5 < ratio / middle < 2]
    is_hundred = any(abs(middle / times - 1) < 0.3 for times in (100, 0.01, 1000, 0.001))
    is_another = feed.names_places and not any(0.5 <= ratio <= 2 for ratio in ratios.values())
    if not (is_hundred and len(near) >= _MOST_ARTICLES * len(ratios)) and not is_another:
        return []
    field_read = "price" if "price" in feed.columns else "line_amount"
    column = shown(feed.shown_column(field_read))
    example = max(near or ratios, key=lambda one: len(own.prices[one]))
    times = f"{middle:,.0f} times" if middle >= 1 else f"1/{1 / middle:,.0f} of"
    return [
        Doubt(
            "prices_of_another_size",
            f"the prices in the column '{column}' are about {times} those that the same articles had in {shown(others.files[-1])}, for "
            f"{len(ratios):,} articles",
            f"{example}: {median(own.prices[example]):,.2f} after {median(others.prices[example]):,.2f}",
            "Is it another column, or are these cents? Then correct the line  "
            f"{field_read}:  of the feed, or add the line  amounts_in: cents  , and land the file again.",
        )
    ]
