"""The pieces, the price and the amount of a line, from the numbers that stand on it, as the feed says.

Each is SQL of a text. A text that does not read as a number stays as it stands: the models exclude such a line for it.
"""

from __future__ import annotations

from python_jobs.landing.feeds.feed import Feed

# Texts are numbers of the warehouse: four decimals.
_SCALE = 10_000


def settle_amounts(feed: Feed, found: dict[str, str]) -> dict[str, str]:
    """quantity, price and line_amount of a line. found: SQL of the fields of the feed, with the columns beyond the first one
    of returned_quantity and returned_amount as `returned_quantity_2`, …
    """
    amounts = {one: found[one] for one in ("quantity", "price", "line_amount") if one in found}
    if feed.amounts_in == "cents":
        amounts |= {
            one: _hundredth(amounts[one]) for one in ("price", "line_amount") if one in amounts
        }
    pieces_back = _of(found, "returned_quantity")
    if pieces_back:
        amounts["quantity"] = _less(amounts["quantity"], pieces_back)
    if "price_per" in found:
        if "line_amount" not in amounts:
            amounts["line_amount"] = _times(
                amounts["quantity"], amounts["price"], found["price_per"]
            )
        amounts["price"] = _times("'1'", amounts["price"], found["price_per"])
    money_back = _of(found, "returned_amount")
    if money_back:
        amounts.setdefault(
            "line_amount", _times(amounts["quantity"], amounts.get("price", "''"), "'1'")
        )
        in_cents = feed.amounts_in == "cents"
        money_back = [_hundredth(one) for one in money_back] if in_cents else money_back
        amounts["line_amount"] = _less(amounts["line_amount"], money_back)
    if "line_amount" in amounts and "price" not in amounts:
        amounts["price"] = _price_of_one(amounts["quantity"], amounts["line_amount"])
    if feed.refunds:
        amounts |= _refunds_as_returns(amounts)
    if feed.refunds == "any_negative":
        amounts |= _negative_quantities_as_returns(amounts)
    return amounts


def _of(found: dict[str, str], field: str) -> list[str]:
    """What the columns of a field say."""
    return [sql for name, sql in found.items() if name == field or name.startswith(f"{field}_")]


def _number(text: str) -> str:
    return f"try_cast({text} as decimal(18, 4))"


def _hundredth(amount: str) -> str:
    """Cents as a whole unit of the currency, to the last digit."""
    exact = f"cast(cast({_number(amount)} as decimal(20, 4)) * cast(0.01 as decimal(3, 2)) as decimal(20, 4))"
    return f"coalesce(cast({exact} as varchar), {amount})"


def _less(amount: str, taken: list[str]) -> str:
    """What is left of a number. A text among those that are taken off makes it one that cannot be read."""
    for one in taken:
        left = f"cast({_number(amount)} - abs({_number(one)}) as varchar)"
        amount = f"case when coalesce(trim({one}), '') = '' then {amount} else coalesce({left}, {one}) end"
    return amount


def _times(quantity: str, price: str, pieces: str) -> str:
    """quantity * price / pieces, rounded half up to four decimals in whole numbers: no float comes near money.

    pieces: how many of them the price is for; nothing is one.
    """
    whole = [
        f"cast({_number(one)} * {_SCALE} as hugeint)"
        for one in (quantity, price, f"coalesce(nullif(trim({pieces}), ''), '1')")
    ]
    product, divisor = f"{whole[0]} * {whole[1]}", f"abs(nullif({whole[2]}, 0))"
    rounded = f"((2 * abs({product}) + {divisor}) // (2 * {divisor})) * sign({product})"
    result = f"cast({rounded} as decimal(22, 0)) * cast(0.0001 as decimal(5, 4))"
    return f"coalesce(cast(try_cast({result} as decimal(18, 4)) as varchar), {price})"


def _price_of_one(quantity: str, line_amount: str) -> str:
    """The price of one piece from the amount of the line, to four decimals; the amount itself where the
    quantity is zero or no number, so that such a line is still excluded for its quantity."""
    one = f"try_cast({_number(line_amount)} / nullif({_number(quantity)}, 0) as decimal(18, 4))"
    return f"coalesce(cast({one} as varchar), {line_amount})"


def _refunds_as_returns(found: dict[str, str]) -> dict[str, str]:
    """A positive quantity at a negative price, or with a negative amount, is that quantity given back at that price."""
    price, quantity = found["price"], found["quantity"]
    amount = found.get("line_amount", price)
    is_negative = f"{_number(price)} < 0 or {_number(amount)} < 0"
    is_refund = f"coalesce(({is_negative}) and {_number(quantity)} > 0, false)"
    return {
        "price": f"case when {is_refund} then ltrim({price}, '-') else {price} end",
        "quantity": f"case when {is_refund} then '-' || ltrim({quantity}, '+') else {quantity} end",
    }


def _negative_quantities_as_returns(found: dict[str, str]) -> dict[str, str]:
    """A negative quantity is given back, whatever sign its price or its amount has."""
    quantity = found["quantity"]
    is_return = f"coalesce({_number(quantity)} < 0, false)"
    signed = {
        "price": f"case when {is_return} then ltrim({found['price']}, '-') else {found['price']} end"
    }
    if "line_amount" in found:
        amount = found["line_amount"]
        is_positive = f"coalesce({_number(amount)} > 0, false)"
        signed["line_amount"] = (
            f"case when {is_return} and {is_positive} then '-' || ltrim({amount}, '+') else {amount} end"
        )
    return signed
