"""Orders that a column calls cancelled, failed, refunded or the like, and that count as sales all the same."""

from __future__ import annotations

import re

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.doubts.parts import is_part, part_doubt
from python_jobs.landing.doubts.unread import has_column, header_of
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.unread import STATUS_COLUMNS, is_kind
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.text import literal

# How a shop says that an order is no sale (any more), or not yet.
_NO_SALE = (
    "cancel|fail|refund|void|reject|declin|pending|unpaid|draft|on.?hold|trash|\\breturn(ed|s)?\\b|storn|annul|rembours|"
    "abgebrochen|abgelehnt|fehlgeschlagen|ausstehend|\\boffen\\b|gutschrift|rückgabe|retour|erstatt|credit.?note|credit.?memo|"
    "geannuleerd|openstaand|creditnota|anulowan|anulad|zwr|korekta|oczekuj|impay|en attente|\\bavoir\\b|pendiente|devol|"
    "nota de cr|nota di cr|in attesa|\\breso\\b|reembols|estorn|pendente|avbrut|avbest|annuller|makulera|återbetal|peruut|perutt|"
    "palautet|hyvitet|zrušen|vrácen|vrátený|törölt|törölve|sztorn|visszaut|visszatér|anulat|rambursat|iptal|\\biade\\b|отмен|возвра|аннулир|скасов|"
    "creditfact|\\bangebot|\\boffert|\\bquot|\\bdevis\\b|presupuesto|preventivo|orçamento|kostenvoranschlag|pro.?forma|\\bestimate|"
    "wait\\w* (?:for |on )?pay|await\\w* (?:for |on )?pay|incomplete|disput|expired|abandon|chargeback|fraud|wartet auf|zahlungsfehler|zahlung fehl|"
    "zurückge|abbruch|abgelaufen|unvollständig|\\brma\\b|exchange|umtausch|échange|échou|expiré|caducad|fallid|scadut|fallit|mislukt|verlopen|wygas|nieudan|"
    "ακυρ|επιστρ|otkaz|poništ|preklic|取消|キャンセル|返品|退款|취소|환불"
)
# Lines of an order that are no goods, by the whole of what a column of kinds says.
_NO_GOODS = re.compile(
    "payment|tender|pay|tax|vat|shipping|postage|freight|fee|discount|change|rounding|comment|text|zahlung|steuer|mwst|versand|rabatt|rundung|"
    "paiement|taxe|livraison|remise|pago|impuesto|envío|descuento|pagamento|imposta|spedizione|sconto|betaling|btw|verzending|korting|"
    "płatność|podatek|wysyłka|rabat",
    re.IGNORECASE,
)
# Codes that only the shop knows: INV and CN, S and R, 601 and 653.
_CODE = re.compile("[A-Za-z0-9]{1,4}")
_MOST_CODES = 6
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
_NO = (
    "", "0", "0.0", "0.00", "0,00", "-", "n", "no", "non", "nein", "nie", "nee", "não", "false", "f", "falsch", "faux", "falso",
    "none", "null", "not cancelled", "not refunded",
)  # fmt: skip
_MOST_STATES = 30


def find_states(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubt about the first column that says such a thing of lines that would be sales."""
    for column in STATUS_COLUMNS:
        if not has_column(form, column):
            continue
        header = header_of(form, column)
        if _MARK.fullmatch(header):
            listed = ", ".join(map(literal, _NO))
            condition = f"lower(coalesce(trim({column}), '')) not in ({listed})"
        else:
            condition = f"regexp_matches(lower({column}), {literal(_NO_SALE)})"
        counts = [
            (str(state), int(count), bool(is_no_sale))
            for state, count, is_no_sale in connection.execute(
                f"select coalesce(trim({column}), '') as state, count(*), coalesce({condition}, false) as is_no_sale "
                f"from {lines_table} where feed = $1 and try_cast(quantity as double) > 0 "
                "and coalesce(try_cast(price as double), 0) >= 0 "
                "group by state, is_no_sale order by count(*) desc, state",
                [form.feed.name],
            ).fetchall()
        ]
        if any(_INVOICE.search(state) for state, _, is_no_sale in counts if not is_no_sale):
            counts = [
                (state, count, is_no_sale or bool(_BEFORE_THE_INVOICE.fullmatch(state)))
                for state, count, is_no_sale in counts
            ]
        # Where all are payments, a payment is what others call a sale.
        goods = [state for state, _, is_no_sale in counts if state and not is_no_sale]
        if is_kind(header) and not all(map(_NO_GOODS.fullmatch, goods)):
            counts = [
                (state, count, is_no_sale or bool(_NO_GOODS.fullmatch(state)))
                for state, count, is_no_sale in counts
            ]
        odd = [(state, count) for state, count, is_no_sale in counts if is_no_sale]
        good = [state for state, _, is_no_sale in counts if not is_no_sale]
        if _MARK.fullmatch(header) and odd and all(is_part(state) for state, _ in odd):
            return [part_doubt(header, sum(count for _, count in odd), odd[0][0])]
        if odd:
            return [_doubt(header, odd, good)]
        if is_kind(header) and _are_codes(header, [state for state, _, _ in counts]):
            return [_codes_doubt(header, [(state, count) for state, count, _ in counts])]
    return []


def _are_codes(header: str, states: list[str]) -> bool:
    """Whether a column of kinds has a few codes; one that is just called Type may be of anything, but for two letters or digits."""
    if _BARE_KIND.fullmatch(header.strip()):
        return len(states) == 2 and all(len(state) == 1 and state.isalnum() for state in states)
    return 2 <= len(states) <= _MOST_CODES and all(_CODE.fullmatch(state) for state in states)


def _codes_doubt(header: str, counts: list[tuple[str, int]]) -> Doubt:
    told = " and ".join(f"'{shown(state)}' on {counted(count, 'line')}" for state, count in counts)
    return Doubt(
        "orders_that_may_be_no_sales",
        f"the column '{header}' has {told}, and all of them count as sales",
        counts[-1][0],
        "If some are returns, cancellations or the like, say which ones count, for instance with the line  "
        f"{_filter('keep', header, [counts[0][0]])}  in the feed, or export returns with a negative quantity.",
    )


def _doubt(header: str, odd: list[tuple[str, int]], good: list[str]) -> Doubt:
    told = ", ".join(f"'{shown(state)}' on {counted(count, 'line')}" for state, count in odd[:5])
    more = f" and {len(odd) - 5:,} more" if len(odd) > 5 else ""
    if len(good) < len(odd) or not any(good):
        line = _filter("keep", header, good[:5] or ["completed"])
    else:
        line = _filter("drop", header, [state for state, _ in odd[:5]])
    return Doubt(
        "orders_that_may_be_no_sales",
        f"the column '{header}' says {told}{more}, and these lines count as sales",
        odd[0][0],
        f"Say in the feed which ones count, for instance with the line  {line}",
    )


def _filter(verb: str, header: str, values: list[str]) -> str:
    """A line of a feed, as YAML that is read as these texts."""
    listed = ", ".join(scalar(shown(value)) for value in values)
    return f"{verb}: {{{scalar(header)}: [{listed}]}}"
