"""Orders that a column calls cancelled, failed, refunded or the like, and that count as sales all the same."""

from __future__ import annotations

import re
from collections.abc import Mapping

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.doubts.parts import is_part, part_doubt
from python_jobs.landing.doubts.unread import has_column, header_of
from python_jobs.landing.feeds.feed import folded, position_of
from python_jobs.landing.lines.document_codes import codes_of_taken_back
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.header_words import (
    find_good_marks,
    has_codes,
    is_kind,
    is_named_mark,
    is_side,
    is_state,
    words_of,
)
from python_jobs.landing.lines.kind_words import (
    are_events,
    is_code_of_taken_back,
    says_bought,
    says_browsed,
    says_moved,
    says_no_goods,
    says_no_sale,
    says_owed,
    says_sale,
    says_taken_back,
)
from python_jobs.landing.lines.returns_beside import is_of_returns
from python_jobs.landing.lines.seen_columns import STATUS_COLUMNS
from python_jobs.landing.lines.yes_no import NO
from python_jobs.landing.values.doubt import Doubt

# Codes that only the shop knows: INV and CN, S and R, 601 and 653.
_CODE = re.compile(
    "[A-Za-z0-9]{1,4}|debit|credit|soll|haben|haber|débit|crédit|avere|debet|kredit", re.IGNORECASE
)
_MOST_CODES = 6
# A state is bare where it is a letter or a number: in columns that are called a status two letters as well, but of what is called a
# state these are places.
_BARE_STATE = re.compile("[A-Za-z]|[A-Za-z]?[0-9]{1,3}")
_BARE_STATUS = re.compile("[A-Za-z]{1,2}|[A-Za-z]?[0-9]{1,3}")
_STATUS = re.compile("stat[uú][st]|zustand", re.IGNORECASE)
# What is said of something else than a line or an order that was sold.
_OF_SOMETHING_ELSE = re.compile(
    r"client|\bkund|debitor|member|mitglied|loyal|marital|famil|civil|product|produkt|artikel|article|stock|lager|bestand|material|price|preis|"
    r"tax|steuer|deliver|liefer|livrai|entreg|spediz|consegn|promise|print|druck|sync|import|export"
)
_CODE_LETTERS = 4
_BARE_KIND = re.compile("type|typ|art|kind|tipo|soort", re.IGNORECASE)
# An order and its delivery are the same goods as the invoice beside them.
_INVOICE = re.compile("rechnung|invoice|factur|faktur|fattura|fatura", re.IGNORECASE)
_BEFORE_THE_INVOICE = re.compile(
    "(?:sales )?order|(?:kunden)?auftrag|bestellung|auftragsbestätigung|order confirmation|lieferschein|delivery(?: note)?|commande|bon de (?:commande|livraison)|"
    "pedido|albarán|ordine|ddt|bestelling|pakbon|zamówienie|encomenda",
    re.IGNORECASE,
)
# A column that is named for what was cancelled says yes by anything but these.
_MARK = re.compile(
    ".*(?:cancel|storn|annul|anulad|anulow|void|refund|rembours|erstatt|credited|gutgeschrieben).*",
    re.IGNORECASE,
)
_NO = NO | {"not cancelled", "not refunded"}
# What a column of the two sides of an account has.
_SIDE = re.compile(
    "[hsdckax]|cr|dr|db|ha|so|wn|ma|soll|haben|debit|credit|débit|crédit|dare|avere|debe|haber|debet|kredit",
    re.IGNORECASE,
)


def find_states(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubt about the first column that says such a thing of lines that would be sales."""
    deciding = _columns_that_decide(form)
    is_decided = bool(deciding)
    # Which states count says nothing of the kinds of documents beside them.
    is_decided_by_kinds = any(map(is_kind, deciding))
    for column in STATUS_COLUMNS:
        if not has_column(form, column):
            continue
        header = header_of(form, column)
        counts = [
            (str(state), int(count))
            for state, count in connection.execute(
                f"select coalesce(trim({column}), '') as state, count(*) "
                f"from {lines_table} where feed = $1 and try_cast(quantity as double) > 0 "
                "and coalesce(try_cast(price as double), 0) >= 0 "
                "group by state order by count(*) desc, state",
                [form.feed.name],
            ).fetchall()
        ]
        dropped = _named(form, form.feed.drop, column)
        returned = _named(form, form.feed.returns, column)
        states = [state for state, _ in counts]
        if are_events(states) and not _STATUS.search(header):
            return [_events_doubt(header, counts)]
        is_named = bool(dropped or returned)
        no_sales = _no_sales(header, states, is_decided)
        if any(_INVOICE.search(str(one)) for one in form.feed.columns["invoice"]):
            no_sales -= {state for state in no_sales if says_owed(state)}
        odd = [(state, count) for state, count in counts if state in no_sales]
        good = [state for state in states if state not in no_sales]
        if _are_codes_of_a_mark(header, counts, good):
            return [_codes_doubt(header, counts, is_state=True)]
        if _MARK.fullmatch(header) and odd and all(is_part(state) for state, _ in odd):
            return [part_doubt(header, sum(count for _, count in odd), odd[0][0])]
        codes = codes_of_taken_back(header, states)
        if not odd and not is_decided_by_kinds and is_kind(header) and codes:
            odd = [(state, count) for state, count in counts if state in codes]
            good = [state for state in states if state not in codes]
        if odd:
            return [_doubt(header, odd, good, dropped, returned)]
        # What the codes mean, someone has looked at where the feed names some of them.
        if is_named or (is_decided_by_kinds if is_kind(header) else is_decided):
            continue
        if codes is None and _are_codes(header, states):
            return [_codes_doubt(header, counts)]
        if _are_bare_states(header, states):
            return [_codes_doubt(header, counts, is_state=True)]
    return []


def _columns_that_decide(form: FormOfFeed) -> list[str]:
    """The columns of states by which the feed keeps lines, and so says which ones count. What it drops or takes for returns says nothing
    of the others, and a column of articles, of places or of what is said of returns alone says nothing of states."""
    fields = {folded(str(one)) for columns in form.feed.columns.values() for one in columns}
    return [
        one
        for one, values in form.feed.keep.items()
        if folded(one) not in fields
        and not is_of_returns(words_of(one))
        and (
            is_state(one)
            or is_named_mark(one)
            or bool(find_good_marks([one], set()))
            or any(map(says_sale, values))
        )
    ]


def _named(
    form: FormOfFeed, of_feed: Mapping[str, tuple[str, ...]], column: str
) -> tuple[str, ...]:
    """The values of a column that the feed names already, to leave them out or as returns."""
    at = form.selection.positions.get(column) if form.selection else None
    found = [
        values
        for name, values in of_feed.items()
        if form.selection and at == position_of(name, form.selection.header)
    ]
    return found[0] if found else ()


def _no_sales(header: str, states: list[str], is_decided: bool) -> set[str]:
    """The states of a column that are no sales; of one that is not named for states, or where the feed decides by a state already,
    only what says without a doubt that something was taken back."""
    if _MARK.fullmatch(header):
        return {state for state in states if state.casefold() not in _NO}
    no_sales = {state for state in states if says_taken_back(state)}
    if are_events(states):
        # A cart beside orders that are complete, shipped and so on.
        no_sales |= {state for state in states if says_browsed(state)}
    if any(map(says_sale, states)) and not (is_state(header) and is_decided):
        # Where all of a column of kinds are of a few letters, the others tell as well (see codes_of_taken_back).
        are_codes = is_kind(header) and all(len(state) <= _CODE_LETTERS for state in states)
        no_sales |= {
            state
            for state in states
            if says_moved(state) or (is_code_of_taken_back(state) and not are_codes)
        }
    if not is_state(header):
        return no_sales
    if is_decided:
        return no_sales
    no_sales |= {state for state in states if says_no_sale(state)}
    if any(_INVOICE.search(state) for state in states if state not in no_sales):
        no_sales |= {state for state in states if _BEFORE_THE_INVOICE.fullmatch(state)}
    # Where all are payments, a payment is what others call a sale.
    goods = [state for state in states if state and state not in no_sales]
    if is_kind(header) and not all(map(says_no_goods, goods)):
        no_sales |= {state for state in states if says_no_goods(state)}
    return no_sales


def _are_codes(header: str, states: list[str]) -> bool:
    """Whether a column of kinds has a few codes; one that is just called Type may be of anything, but for two letters or digits."""
    if is_side(header):
        return len(states) == 2 and all(map(_SIDE.fullmatch, filter(None, states)))
    if not has_codes(header):
        return False
    if _BARE_KIND.fullmatch(header.strip()):
        return len(states) == 2 and all(len(state) == 1 and state.isalnum() for state in states)
    return 2 <= len(states) <= _MOST_CODES and all(_CODE.fullmatch(state) for state in states)


def _are_bare_states(header: str, states: list[str]) -> bool:
    """Whether a column of states has a few letters or numbers alone, which only the shop knows."""
    if not is_state(header) or is_kind(header) or _OF_SOMETHING_ELSE.search(words_of(header)):
        return False
    pattern = _BARE_STATUS if _STATUS.search(header) else _BARE_STATE
    return 2 <= len(states) <= _MOST_CODES and all(map(pattern.fullmatch, filter(None, states)))


def _are_codes_of_a_mark(header: str, counts: list[tuple[str, int]], good: list[str]) -> bool:
    """Whether a column that is named for what was cancelled has several codes, and none of them is known to say no."""
    return (
        bool(_MARK.fullmatch(header))
        and not good
        and 2 <= len(counts) <= _MOST_CODES
        and all(_BARE_STATUS.fullmatch(state) for state, _ in counts)
    )


def _codes_doubt(header: str, counts: list[tuple[str, int]], is_state: bool = False) -> Doubt:
    """is_state: of states or marks, of which most lines have that of a sale."""
    told = " and ".join(f"'{shown(state)}' on {counted(count, 'line')}" for state, count in counts)
    most, fewest = counts[0][0], counts[-1][0]
    if is_state:
        remedy = (
            "If some are cancelled, deleted or not yet sold, leave them out, for instance with the line  "
            f"{_filter('drop', header, [fewest])}  in the feed."
        )
    else:
        remedy = (
            "If some are returns, cancellations or the like, say which ones count, for instance with the line  "
            f"{_filter('keep', header, [most])}  in the feed, or export returns with a negative quantity."
        )
    return Doubt(
        "orders_that_may_be_no_sales",
        f"the column '{header}' has {told}, and all of them count as sales",
        fewest,
        remedy,
    )


def _events_doubt(header: str, counts: list[tuple[str, int]]) -> Doubt:
    """counts: of all events; those before a purchase would be sales as well."""
    bought = [state for state, _ in counts if says_bought(state)]
    others = [(state, count) for state, count in counts if state not in bought]
    told = ", ".join(f"'{shown(state)}' on {counted(count, 'line')}" for state, count in others[:5])
    more = f" and {len(others) - 5:,} more" if len(others) > 5 else ""
    return Doubt(
        "orders_that_may_be_no_sales",
        f"the column '{header}' has the events of a shop's site, {told}{more}, and these lines count as sales",
        others[0][0],
        f"If only purchases are sales, say so in the feed with the line  {_filter('keep', header, bought)}",
    )


def _doubt(
    header: str,
    odd: list[tuple[str, int]],
    good: list[str],
    dropped: tuple[str, ...],
    returned: tuple[str, ...],
) -> Doubt:
    told = ", ".join(f"'{shown(state)}' on {counted(count, 'line')}" for state, count in odd[:5])
    more = f" and {len(odd) - 5:,} more" if len(odd) > 5 else ""
    # The line  keep:  would leave out what the feed takes for returns.
    if not dropped and not returned and (len(good) < len(odd) or not any(good)):
        line = _filter("keep", header, good[:5] or ["completed"])
    else:
        line = _filter("drop", header, [*dropped, *(state for state, _ in odd[:5])])
    return Doubt(
        "orders_that_may_be_no_sales",
        f"the column '{header}' says {told}{more}, and these lines count as sales",
        odd[0][0],
        f"{_says_returns(header, odd, good, returned)}Say in the feed which ones count, for instance with the line  {line}",
    )


def _filter(verb: str, header: str, values: list[str]) -> str:
    """A line of a feed, as YAML that is read as these texts."""
    listed = ", ".join(scalar(shown(value)) for value in values)
    return f"{verb}: {{{scalar(header)}: [{listed}]}}"


def _says_returns(
    header: str, odd: list[tuple[str, int]], good: list[str], returned: tuple[str, ...]
) -> str:
    """The line for states that may be those of returns."""
    codes = codes_of_taken_back(header, [*(state for state, _ in odd), *good]) or set()
    back = [
        state
        for state, _ in odd
        if state in codes or says_taken_back(state) or is_code_of_taken_back(state)
    ]
    if not back or _MARK.fullmatch(header):
        return ""
    line = _filter("returns", header, [*returned, *back[:5]])
    return f"If they are returns, whatever their signs, add the line  {line}  to the feed. Else: "
