"""What the page should show with given filters, asked of the warehouse in SQL."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import duckdb

FIGURES = """
select
    coalesce(sum(revenue), 0) as net,
    coalesce(sum(case when transaction_type = 'sale' then revenue end), 0) as gross,
    coalesce(sum(case when transaction_type = 'return' then revenue end), 0) as returned,
    count(distinct case when transaction_type = 'sale' then invoice_no end) as orders,
    count(distinct case when transaction_type = 'sale' then customer_id end) as customers
from marts.fact_sales
where {where}
"""
NET = "select coalesce(sum(revenue), 0) from marts.fact_sales where {where}"
COUNTRIES = """
select coalesce(country, 'Unspecified'), sum(revenue) as net
from marts.fact_sales
where {where}
group by 1 having net <> 0
order by net desc, 1
"""
SEGMENTS = """
with sold as (
    select rfm.segment, sum(sales.revenue) as net
    from marts.fact_sales as sales
    inner join marts.customer_rfm as rfm on sales.customer_id = rfm.customer_id
    where {where}
    group by rfm.segment
)
select segment, coalesce(sold.net, 0) as net
from marts.rfm_segment_summary as summary left join sold using (segment)
order by net desc, summary.mean_monetary desc, segment
"""
SHARES = """
select customers.segment, count(*) / sum(count(*)) over (), sum(net_revenue) / nullif(sum(sum(net_revenue)) over (), 0)
from reporting.vw_customer_360 as customers
inner join (select segment, mean_monetary from marts.rfm_segment_summary) as summary on customers.segment = summary.segment
where {where}
group by customers.segment
order by count(*) desc, max(summary.mean_monetary) desc, customers.segment
"""
STAKE = """
select
    customers.segment,
    sum(case when customers.churn_risk = 'high' then revenue_at_risk else 0 end) as high,
    sum(case when customers.churn_risk = 'medium' then revenue_at_risk else 0 end) as medium,
    sum(case when customers.churn_risk = 'low' then revenue_at_risk else 0 end) as low
from reporting.vw_customer_360 as customers
inner join reporting.vw_customer_outlook as outlooks using (customer_id)
inner join (select segment, mean_monetary from marts.rfm_segment_summary) as summary on customers.segment = summary.segment
where {where}
group by customers.segment
having sum(revenue_at_risk) > 0
order by sum(revenue_at_risk) desc, max(summary.mean_monetary) desc, customers.segment
"""
CUSTOMERS = """
select
    count(*), coalesce(sum(net_revenue), 0), coalesce(sum(customers.is_whale), 0),
    count(case when customers.churn_risk = 'high' then 1 end), coalesce(sum(revenue_at_risk), 0)
from reporting.vw_customer_360 as customers
inner join reporting.vw_customer_outlook as outlooks using (customer_id)
where {where}
"""
WHALES = """
select customer_id, net_revenue from reporting.vw_customer_360 as customers
where {where} and is_whale = 1 order by net_revenue desc, customer_id limit 15
"""
LIST = """
select customers.customer_id from reporting.vw_customer_360 as customers
inner join reporting.vw_customer_outlook as outlooks using (customer_id)
where {where}
order by revenue_at_risk desc, net_revenue desc, customers.customer_id
limit 15
"""
SCORES = """
select r_score, f_score, count(*), sum(net_revenue)
from reporting.vw_customer_360 as customers where {where} group by all
"""


@dataclass(frozen=True)
class Warehouse:
    """An open warehouse, and the days its data begins and ends."""

    connection: duckdb.DuckDBPyConnection

    def rows(self, sql: str, where: str = "1 = 1") -> list[tuple[Any, ...]]:
        return self.connection.execute(sql.format(where=where)).fetchall()

    def numbers(self, sql: str, where: str) -> list[float]:
        [row] = self.rows(sql, where)
        return [float(value) for value in row]

    @property
    def first_day(self) -> date:
        [(day,)] = self.rows("select min(invoice_date) from marts.fact_sales")
        assert isinstance(day, date)
        return day

    @property
    def last_day(self) -> date:
        [(day,)] = self.rows("select max(invoice_date) from marts.fact_sales")
        assert isinstance(day, date)
        return day


@dataclass(frozen=True)
class Sales:
    """The filters of the overview."""

    country: str | None
    first: date
    last: date

    def where(self, years_earlier: int = 0) -> str:
        return self.of_country(
            earlier(self.first, years_earlier), earlier(self.last, years_earlier)
        )

    def of_country(self, first: date, last: date) -> str:
        country = (
            f" and coalesce(country, 'Unspecified') = '{self.country}'" if self.country else ""
        )
        return f"{days(first, last)}{country}"

    def spans(self) -> list[tuple[str, date, date]]:
        """Label, first and last day of each bar: days when they are few, else months."""
        if (self.last - self.first).days < 62:
            every = [self.first + timedelta(n) for n in range((self.last - self.first).days + 1)]
            return [(f"{day.day} {day:%b %Y}", day, day) for day in every]
        found = []
        first = self.first
        while first <= self.last:
            end = first.replace(day=calendar.monthrange(first.year, first.month)[1])
            found.append((f"{first:%b %Y}", first, min(end, self.last)))
            first = end + timedelta(1)
        return found


def days(first: date, last: date) -> str:
    return f"invoice_date between date '{first}' and date '{last}'"


def earlier(day: date, years: int) -> date:
    """The same day so many years earlier, 28 February for the 29th."""
    last = calendar.monthrange(day.year - years, day.month)[1]
    return day.replace(year=day.year - years, day=min(day.day, last))
