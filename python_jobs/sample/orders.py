"""Customers with habits, and the invoices that follow from them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np

from python_jobs.sample.catalogue import Catalogue

FIRST_DAY = dt.date(2023, 1, 2)
LAST_DAY = dt.date(2024, 12, 10)
DAYS = (LAST_DAY - FIRST_DAY).days

COUNTRIES = (
    "United Kingdom",
    "Germany",
    "France",
    "EIRE",
    "Netherlands",
    "Spain",
    "USA",
    "Australia",
)
COUNTRY_SHARES = (0.80, 0.05, 0.05, 0.03, 0.02, 0.02, 0.02, 0.01)
GUEST_SHARE = 0.15


@dataclass(frozen=True)
class Habit:
    """share of customers, mean days between orders, mean distinct goods an order, mean pieces a good,
    chance to stop after an order."""

    share: float
    gap: float
    goods: float
    pieces: float
    chance_to_stop: float


HABITS = (
    Habit(share=0.06, gap=18, goods=14, pieces=24, chance_to_stop=0.01),
    Habit(share=0.24, gap=45, goods=9, pieces=8, chance_to_stop=0.06),
    Habit(share=0.38, gap=90, goods=6, pieces=5, chance_to_stop=0.25),
    Habit(share=0.32, gap=60, goods=4, pieces=4, chance_to_stop=0.95),
)


@dataclass(frozen=True)
class Line:
    """One line of the export, each field as the text that will stand in the file."""

    invoice: str
    stock_code: str
    description: str
    quantity: str
    invoice_date: str
    price: str
    customer_id: str
    country: str


def make_orders(
    generator: np.random.Generator, catalogue: Catalogue, invoices: int
) -> list[list[Line]]:
    """About `invoices` invoices of sale lines, in the order of time, guests included."""
    orders: list[tuple[dt.datetime, str, str, Habit]] = []
    customer = 12000
    while len(orders) < invoices * (1 - GUEST_SHARE):
        customer += 1
        orders += _orders_of_a_customer(generator, f"{customer}.0")
    for _ in range(invoices - len(orders)):
        day = FIRST_DAY + dt.timedelta(days=int(generator.integers(0, DAYS + 1)))
        orders.append((_moment(generator, day), "", _country(generator), HABITS[3]))
    orders.sort(key=lambda order: order[:3])
    return [
        _invoice(generator, catalogue, str(500000 + number), *order)
        for number, order in enumerate(orders)
    ]


def _orders_of_a_customer(
    generator: np.random.Generator, customer_id: str
) -> list[tuple[dt.datetime, str, str, Habit]]:
    habit = HABITS[generator.choice(len(HABITS), p=[one.share for one in HABITS])]
    habit = replace(habit, pieces=habit.pieces * float(generator.lognormal(0.0, 0.5)))
    country = _country(generator)
    day = float(generator.uniform(-60, DAYS))
    found = []
    while day <= DAYS:
        if day >= 0:
            date = FIRST_DAY + dt.timedelta(days=int(day))
            found.append((_moment(generator, date), customer_id, country, habit))
        if generator.random() < habit.chance_to_stop:
            break
        # November sells: gaps shrink towards the end of each year
        season = (
            0.7
            if (FIRST_DAY + dt.timedelta(days=max(0, int(day)))).timetuple().tm_yday > 270
            else 1.0
        )
        day += max(1.0, float(generator.exponential(habit.gap * season)))
        if generator.random() < 0.004:
            country = _country(generator)
    return found


def _invoice(
    generator: np.random.Generator,
    catalogue: Catalogue,
    number: str,
    moment: dt.datetime,
    customer_id: str,
    country: str,
    habit: Habit,
) -> list[Line]:
    size = 1 + int(generator.poisson(habit.goods))
    goods = set(generator.choice(len(catalogue.codes), size=size, p=catalogue.popularity).tolist())
    for members in catalogue.sets:
        if goods.intersection(members):
            goods.update(one for one in members if generator.random() < 0.45)
    lines = []
    for good in sorted(goods):
        quantity = 1 + int(generator.poisson(habit.pieces))
        lines.append(
            Line(
                invoice=number,
                stock_code=catalogue.codes[good],
                description=catalogue.descriptions[good],
                quantity=str(quantity),
                invoice_date=moment.strftime("%Y-%m-%d %H:%M:%S"),
                price=cents(int(catalogue.prices[good])),
                customer_id=customer_id,
                country=country,
            )
        )
    return lines


def cents(amount: int) -> str:
    """An amount in cents as the shop writes it: 2.1, not 2.10."""
    return f"{amount / 100:.2f}".rstrip("0").rstrip(".")


def _moment(generator: np.random.Generator, day: dt.date) -> dt.datetime:
    minutes = int(generator.integers(8 * 60, 18 * 60))
    return dt.datetime.combine(day, dt.time(minutes // 60, minutes % 60))


def _country(generator: np.random.Generator) -> str:
    return str(generator.choice(COUNTRIES, p=COUNTRY_SHARES))
