"""What the columns are called that no field of a feed reads and that are looked at all the same."""

from __future__ import annotations

CURRENCY_COLUMN = "seen_currency"
TIME_COLUMN = "seen_time"
STATUS_COLUMNS = tuple(f"seen_status{mark}" for mark in ("", "_2", "_3", "_4", "_5"))
FLAG_COLUMNS = ("seen_flag", "seen_flag_2", "seen_flag_3", "seen_flag_4")
PART_COLUMNS = ("seen_part", "seen_part_2", "seen_part_3")
UNIT_COLUMN = "seen_price_unit"
MEASURE_COLUMN = "seen_measure"
RATE_COLUMN = "seen_rate"
DISCOUNT_COLUMNS = ("seen_discount", "seen_discount_2")
# Beside each of them, where the values tell: the amount or the price from which it is taken off.
FULL_COLUMNS = ("seen_full", "seen_full_2")
# Marks that say yes of what is a sale; whether prices are with the tax; another price, another quantity, a second article.
GOOD_FLAG_COLUMN = "seen_good_flag"
TAX_COLUMN = "seen_tax_mark"
OTHER_PRICE_COLUMN = "seen_other_price"
OTHER_QUANTITY_COLUMN = "seen_other_quantity"
SECOND_ARTICLE_COLUMN = "seen_second_article"
# The set that a line is a part of.
SET_COLUMN = "seen_set"
ARTICLE_KIND_COLUMN = "seen_article_kind"
# Said of returns alone, a sign in a column of its own, and pieces that came in beside those that went out.
FILLED_COLUMNS = ("seen_of_returns", "seen_of_returns_2")
SIGN_COLUMN = "seen_sign"
INCOMING_COLUMN = "seen_incoming"
NOT_DELIVERED_COLUMN = "seen_not_delivered"
# Beside a discount, where the feed reads amounts of lines alone.
PRICE_COLUMN = "seen_price"
# Beside a price, where the feed reads no amount of a line.
AMOUNT_COLUMN = "seen_amount"
# Where the feed names no customer.
CUSTOMER_COLUMN = "seen_customer"
# Where the feed says one country of all lines.
COUNTRY_COLUMN = "seen_country"
NUMBER_COLUMN = "seen_number"
# What is of one line and of no other of its order.
OF_A_LINE = (
    *DISCOUNT_COLUMNS,
    *FULL_COLUMNS,
    *PART_COLUMNS,
    *FILLED_COLUMNS,
    SIGN_COLUMN,
    INCOMING_COLUMN,
    NOT_DELIVERED_COLUMN,
    MEASURE_COLUMN,
    PRICE_COLUMN,
    AMOUNT_COLUMN,
    NUMBER_COLUMN,
    OTHER_PRICE_COLUMN,
    OTHER_QUANTITY_COLUMN,
    SECOND_ARTICLE_COLUMN,
    SET_COLUMN,
    ARTICLE_KIND_COLUMN,
)
# What the lines keep for the doubts, beside the fields.
SEEN_COLUMNS = (
    *STATUS_COLUMNS,
    *FLAG_COLUMNS,
    GOOD_FLAG_COLUMN,
    TAX_COLUMN,
    UNIT_COLUMN,
    RATE_COLUMN,
    CUSTOMER_COLUMN,
    COUNTRY_COLUMN,
    *OF_A_LINE,
)
# Those that their values may tell, whatever they are called.
TOLD_BY_VALUES = (*STATUS_COLUMNS, SIGN_COLUMN)
UNREAD_COLUMNS = (CURRENCY_COLUMN, TIME_COLUMN, *SEEN_COLUMNS)
