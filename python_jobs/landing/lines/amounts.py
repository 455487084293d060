"""The pieces, the price and the amount of a line, from the numbers that stand on it, as the feed says.

Each is SQL of a text. A text that does not read as a number stays as it stands: the models exclude such a line for it.
"""

from __future__ import annotations

from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.values.nothing import says_nothing
from python_jobs.landing.values.text import literal

# How many pieces a quantity of 1 is, by what the feed says.
_PIECES = {"dozens": 12, "hundreds": 100, "thousands": 1000}
# Texts are numbers of the warehouse: four decimals.
_SCALE = 10_000


def settle_amounts(feed: Feed, found: dict[str, str], is_return: str = "") -> dict[str, str]:
    """quantity, price and line_amount of a line. found: SQL of the fields of the feed, with the columns beyond the first one
    of discount, returned_quantity and returned_amount as `discount_2`, …; is_return: SQL of whether the feed says that the line
    is a return, '' where it says so of none.
    """
    amounts = {one: found[one] for one in ("quantity", "price", "line_amount") if one in found}
    if feed.amounts_in == "cents":
        amounts |= {
            one: _hundredth(amounts[one]) for one in ("price", "line_amount") if one in amounts
        }
    pieces_back = _of(found, "returned_quantity")
    if feed.quantities_in:
        times = _PIECES[feed.quantities_in]
        amounts["quantity"] = _times_whole(amounts["quantity"], times)
        pieces_back = [_times_whole(one, times) for one in pieces_back]
    if pieces_back:
        amounts["quantity"] = _less(amounts["quantity"], pieces_back)
    if "price_per" in found:
        pieces = _pieces_of_a_price(found["price_per"], feed.constants.get("price_per"))
        one = _times("'1'", amounts["price"], pieces)
        if "line_amount" in amounts:
            one = _price_or_that_of_the_line(one, amounts)
        else:
            amounts["line_amount"] = _times(amounts["quantity"], amounts["price"], pieces)
        amounts["price"] = one
    discounts, money_back = _of(found, "discount"), _of(found, "returned_amount")
    if discounts or money_back:
        amounts.setdefault(
            "line_amount", _times(amounts["quantity"], amounts.get("price", "''"), "'1'")
        )
        if feed.amounts_in == "cents":
            discounts, money_back = (
                [_hundredth(one) for one in of] for of in (discounts, money_back)
            )
        # The discount of a return made it smaller too.
        amounts["line_amount"] = _less(amounts["line_amount"], discounts, toward_zero=True)
        amounts["line_amount"] = _less(amounts["line_amount"], money_back)
    if "line_amount" in amounts and "price" not in amounts:
        amounts["price"] = _price_of_one(amounts["quantity"], amounts["line_amount"])
    elif "line_amount" in found:
        amounts["price"] = _price_or_that_of_the_line(amounts["price"], amounts)
    if feed.sales_are == "negative":
        amounts |= _negative_quantities_as_sales(amounts)
    if feed.refunds:
        amounts |= _refunds_as_returns(amounts)
    if feed.refunds == "any_negative":
        amounts |= _negative_quantities_as_returns(amounts)
    if is_return:
        amounts |= _as_returns(amounts, is_return)
    return amounts


def _of(found: dict[str, str], field: str) -> list[str]:
    """What the columns of a field say."""
    return [sql for name, sql in found.items() if name == field or name.startswith(f"{field}_")]


def number_of(text: str) -> str:
    """SQL of the number in a text, NULL where there is not one."""
    return f"try_cast({text} as decimal(18, 4))"


def _with(body: str, **texts: str) -> str:
    """SQL that says each text once, though its body, which has them as one.NAME, says them often: amounts rest on amounts, and
    would grow without end."""
    said = ", ".join(f"'{name}': {text}" for name, text in texts.items())
    return f"list_transform([{{{said}}}], lambda one: {body})[1]"


def _hundredth(amount: str) -> str:
    """Cents as a whole unit of the currency, to the last digit."""
    exact = f"cast(cast({number_of('one.amount')} as decimal(20, 4)) * cast(0.01 as decimal(3, 2)) as decimal(20, 4))"
    return _with(f"coalesce(cast({exact} as varchar), one.amount)", amount=amount)


def _times_whole(amount: str, times: int) -> str:
    body = f"coalesce(cast(try_cast({number_of('one.amount')} * {times} as decimal(18, 4)) as varchar), one.amount)"
    return _with(body, amount=amount)


def _less(amount: str, taken: list[str], toward_zero: bool = False) -> str:
    """What is left of a number. A text among those that are taken off makes it one that cannot be read.

    toward_zero: of a number below zero too less is left, and not more.
    """
    sign = f"sign({number_of('one.amount')}) * " if toward_zero else ""
    for text in taken:
        left = f"cast({number_of('one.amount')} - {sign}abs({number_of('one.taken')}) as varchar)"
        unread = f"case when {number_of('one.taken')} is null then one.taken else one.amount end"
        body = f"case when {says_nothing('one.taken')} then one.amount else coalesce({left}, {unread}) end"
        amount = _with(body, amount=amount, taken=text)
    return amount


def _pieces_of_a_price(text: str, usual: str | None) -> str:
    """How many pieces a price is for, as the line says. A 0 and nothing do not say it, and the feed may: then as it says."""
    no_pieces = f"{says_nothing('one.pieces')} or coalesce({number_of('one.pieces')} = 0, false)"
    return _with(
        f"case when {no_pieces} then {literal(usual or '?')} else one.pieces end", pieces=text
    )


def _times(quantity: str, price: str, pieces: str) -> str:
    """quantity * price / pieces, rounded half up to four decimals in whole numbers: no float comes near money.

    pieces: how many of them the price is for. Where one of the three cannot be read, the text says all of them.
    """
    whole = [
        f"cast({number_of(f'one.{name}')} * {_SCALE} as hugeint)"
        for name in ("quantity", "price", "pieces")
    ]
    product, divisor = f"{whole[0]} * {whole[1]}", f"abs(nullif({whole[2]}, 0))"
    rounded = f"((2 * abs({product}) + {divisor}) // (2 * {divisor})) * sign({product})"
    result = f"cast({rounded} as decimal(22, 0)) * cast(0.0001 as decimal(5, 4))"
    said = "concat_ws(' ', one.quantity, 'x', one.price, 'per', one.pieces)"
    body = f"coalesce(cast(try_cast({result} as decimal(18, 4)) as varchar), {said})"
    return _with(body, quantity=quantity, price=price, pieces=pieces)


def _price_of_one(quantity: str, line_amount: str) -> str:
    """The price of one piece from the amount of the line, to four decimals; the amount itself where the
    quantity is zero or no number, so that such a line is still excluded for its quantity."""
    price = f"try_cast({number_of('one.amount')} / nullif({number_of('one.quantity')}, 0) as decimal(18, 4))"
    body = f"coalesce(cast({price} as varchar), one.amount)"
    return _with(body, quantity=quantity, amount=line_amount)


def _price_or_that_of_the_line(price: str, found: dict[str, str]) -> str:
    """The amount of the line is the revenue, whatever its price is for, and also where nothing that reads stands there."""
    of_line = _price_of_one(found["quantity"], found["line_amount"])
    body = f"case when {number_of('one.price')} is null then one.of_line else one.price end"
    return _with(body, price=price, of_line=of_line)


def _negative_quantities_as_sales(found: dict[str, str]) -> dict[str, str]:
    """What went out of a stock has a minus: such a line is a sale, and one that came in is a return. The amount has the sign of the
    pieces then, whichever the export has written."""
    number = number_of("one.quantity")
    turned = f"case when {number} < 0 then ltrim(one.quantity, '-') when {number} > 0 then '-' || ltrim(one.quantity, '+') else one.quantity end"
    signed = {"quantity": _with(turned, quantity=found["quantity"])}
    if "price" in found:
        signed["price"] = _with("ltrim(one.price, '-')", price=found["price"])
    if "line_amount" in found:
        bare = "ltrim(one.amount, '+-')"
        is_number = f"{number_of('one.amount')} is not null and {number} <> 0"
        amount = f"case when {is_number} then case when {number} > 0 then '-' else '' end || {bare} else one.amount end"
        signed["line_amount"] = _with(
            amount, quantity=found["quantity"], amount=found["line_amount"]
        )
    return signed


def _refunds_as_returns(found: dict[str, str]) -> dict[str, str]:
    """A positive quantity at a negative price, or with a negative amount, is that quantity given back at that price."""
    texts = {one: found[one] for one in ("quantity", "price", "line_amount") if one in found}
    is_negative = " or ".join(
        f"{number_of(f'one.{name}')} < 0" for name in texts if name != "quantity"
    )
    is_refund = f"coalesce(({is_negative}) and {number_of('one.quantity')} > 0, false)"
    price = f"case when {is_refund} then ltrim(one.price, '-') else one.price end"
    quantity = f"case when {is_refund} then '-' || ltrim(one.quantity, '+') else one.quantity end"
    return {"price": _with(price, **texts), "quantity": _with(quantity, **texts)}


def _negative_quantities_as_returns(found: dict[str, str]) -> dict[str, str]:
    """A negative quantity is given back, whatever sign its price or its amount has."""
    is_return = f"coalesce({number_of('one.quantity')} < 0, false)"
    price = f"case when {is_return} then ltrim(one.price, '-') else one.price end"
    signed = {"price": _with(price, quantity=found["quantity"], price=found["price"])}
    if "line_amount" in found:
        is_positive = f"coalesce({number_of('one.amount')} > 0, false)"
        amount = f"case when {is_return} and {is_positive} then '-' || ltrim(one.amount, '+') else one.amount end"
        signed["line_amount"] = _with(
            amount, quantity=found["quantity"], amount=found["line_amount"]
        )
    return signed


def _as_returns(found: dict[str, str], is_return: str) -> dict[str, str]:
    """What the feed says is a return is its quantity given back, whatever signs the export has written."""
    minus = "'-' || ltrim(one.amount, '+')"
    below = f"case when one.is_return and {number_of('one.amount')} > 0 then {minus} else one.amount end"
    above = "case when one.is_return then ltrim(one.amount, '-') else one.amount end"
    return {
        name: _with(above if name == "price" else below, amount=found[name], is_return=is_return)
        for name in ("quantity", "price", "line_amount")
        if name in found
    }
