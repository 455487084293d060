"""What real exports do to order lines. Each defect stands here once, so a test can count on it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from python_jobs.sample.orders import Line

RETURN_SHARE = 0.02
DUPLICATE_SHARE = 0.02
UNTIDY_SHARE = 0.02


def add_defects(generator: np.random.Generator, invoices: list[list[Line]]) -> list[Line]:
    """The lines of the invoices and of all that goes with them, in the order of the invoices."""
    lines: list[Line] = []
    for number, invoice in enumerate(invoices):
        lines += [_untidy(generator, line) for line in invoice]
        lines += _postage(generator, invoice)
        if generator.random() < RETURN_SHARE:
            lines += _return(generator, invoice)
        if generator.random() < DUPLICATE_SHARE:
            lines += invoice[: 1 + int(generator.integers(0, 3))]
        lines += _oddities(number, invoice)
    return lines + _known_cases(invoices[-1][-1])


def _untidy(generator: np.random.Generator, line: Line) -> Line:
    """Blanks, case and missing text: another spelling of the same fact."""
    if generator.random() > UNTIDY_SHARE:
        return line
    kind = int(generator.integers(0, 5))
    if kind == 0:
        return replace(line, stock_code=line.stock_code.lower())
    if kind == 1:
        return replace(line, description=f" {line.description} ")
    if kind == 2:
        return replace(line, description="")
    if kind == 3:
        return replace(line, country=line.country.upper())
    return replace(line, description=line.description.replace(" ", "  ", 1))


def _postage(generator: np.random.Generator, invoice: list[Line]) -> list[Line]:
    first = invoice[0]
    if first.country == "United Kingdom" or generator.random() < 0.3:
        return []
    return [replace(first, stock_code="POST", description="POSTAGE", quantity="1", price="18")]


def _return(generator: np.random.Generator, invoice: list[Line]) -> list[Line]:
    """Some of the lines come back, on a cancellation of their own a little later the same day."""
    returned = invoice[: 1 + int(generator.integers(0, len(invoice)))]
    later = returned[0].invoice_date[:14] + "59:00"
    return [
        replace(line, invoice="C" + line.invoice, quantity=f"-{line.quantity}", invoice_date=later)
        for line in returned
    ]


def _oddities(number: int, invoice: list[Line]) -> list[Line]:
    """Lines that no customer bought, spread evenly."""
    first = invoice[0]
    nobody = replace(first, customer_id="", description="")
    lines = []
    if number % 97 == 0:
        lines.append(replace(nobody, invoice=f"{first.invoice}", quantity="-7", price="0"))
    if number % 149 == 0:
        lines.append(replace(first, quantity="1", price="0", description="FREE GIFT"))
    if number % 211 == 0:
        lines.append(
            replace(first, stock_code="M", description="Manual", quantity="1", price="12.5")
        )
    if number % 503 == 0:
        lines.append(replace(first, stock_code="GIFT_0001_20", description="Gift Voucher £20.00"))
    if number % 701 == 0:
        lines.append(replace(first, stock_code="TEST001", description="This is a test product."))
    if number % 997 == 0:
        lines.append(
            replace(first, stock_code="D", description="Discount", quantity="1", price="3")
        )
    return lines


def _known_cases(last: Line) -> list[Line]:
    """One of each rare thing, at the end of the file."""
    line = replace(last, quantity="2", price="1.25")
    bought = replace(line, invoice="990001", quantity="74215", price="1.04", customer_id="11999.0")
    cancelled = replace(bought, invoice="C990002", quantity="-74215")
    return [
        bought,
        cancelled,
        replace(line, invoice="A990003", stock_code="B", price="-11062.06", customer_id=""),
        replace(line, invoice="A990004", stock_code="B", price="11062.06", customer_id=""),
        replace(line, invoice="990005", price="-4"),
        replace(line, invoice="C990006", quantity="1"),
        replace(line, invoice="990007", quantity="a dozen"),
        replace(line, invoice="990008", quantity="1 to 5"),
        replace(line, invoice="990009", quantity="99999999999"),
        replace(line, invoice="990010", price="on request"),
        replace(line, invoice="990011", price=""),
        replace(line, invoice="990012", invoice_date="2024-02-30 10:00:00"),
        replace(line, invoice="990013", invoice_date=""),
        replace(line, invoice=""),
        replace(line, invoice="990014", description='TRAY 12" ROUND, "ANTIQUE"'),
        replace(line, invoice="990015", description="two\nlines"),
        replace(line, invoice="990016", country=""),
        replace(line, invoice="990017", country="Atlantis"),
        replace(line, invoice="990018", country="ATLANTIS"),
        replace(line, invoice="990019", stock_code=""),
    ]
