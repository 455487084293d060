"""Dates that come after the order: until when it has to be sent or paid, and when it was delivered."""

from __future__ import annotations

import re
from collections.abc import Mapping

from python_jobs.core.wording import shown
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.text import plain

# As plain names are: without marks above the letters.
_LATER = re.compile(
    "(?:.* )?(?:limit|due|deadline|deliver\\w*|ship|shipped|shipping|shipment|dispatch\\w*|arriv\\w*|expir\\w*|estimated|promised|expected|"
    "liefer(?!ant|land)\\w*|versand\\w*|fallig\\w*|zahlungsziel|frist|livraison|livre|expedition|echeance|limite|entrega|envio|"
    "vencimiento|vencimento|consegna|spedizione|scadenza|leverdatum|levering|bezorg\\w*|verzend\\w*|vervaldatum|dostaw\\w*|wysyłk\\w*)(?: .*)?"
)


def is_later_date(name: str) -> bool:
    """Whether a column of dates is named for what comes after the order."""
    return bool(_LATER.fullmatch(plain(name)))


def doubts_of_later_date(columns: Mapping[str, str]) -> list[Doubt]:
    """The doubt about a proposal that takes such a date for want of another."""
    name = columns.get("invoice_date", "")
    if not is_later_date(name):
        return []
    return [
        Doubt(
            "date_after_the_order",
            f"the date of the order is read from '{shown(name)}', the only date of the file, which seems to be a later day by its name: "
            "of a limit, a payment or a delivery",
            "",
            "Export the date of the order, too, and name that one as  invoice_date:.",
        )
    ]
