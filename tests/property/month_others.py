"""Makes up the records beside the orders; it must not know what a rule makes of them."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence
from decimal import Decimal

from tests.property.month_orders import UNITS, Values, moment
from tests.property.reading_records import Hole, Value

EVENTS = (
    *("线下流转", "三指定", "乱收费", "增设环节", "扩大验收", "批量工单", "投资界面"),
    *("增收资料", "提高门槛", "吃拿卡要", "推诿拖延"),
)
TRUTHS: Sequence[Value] = (*(True, True, False, None) * 3, Hole.UNREADABLE)


def some_day(rng: random.Random, base: dt.date) -> dt.date:
    """Return a day around `base`, now and then in another year or before the rules held."""
    return base + dt.timedelta(days=rng.choice((-300, -120, -60, *range(-30, 10))))


def make_ticket(rng: random.Random, base: dt.date, number: str) -> Values:
    """Return a ticket; some are children, and some of those go in circles."""
    return {
        "ticket_no": number,
        "category": rng.choice((*("投诉", "投诉", "意见", "质检") * 4, None, Hole.UNREADABLE)),
        "received_at": moment(rng, some_day(rng, base)),
        "unit": rng.choice(UNITS),
        "expansion_related": rng.choice((*(True, True, False) * 4, None, Hole.UNREADABLE)),
        "substantiated": rng.choice(TRUTHS),
        "customer_no": rng.choice((None, "0400000001", "0400000002", "0400000003")),
        "event_no": rng.choice((None, "E1", "E2", "E3")),
        "manmade": rng.choice((None, False, False, True)),
        "escalated": rng.choice((None, False, False, False, True)),
        "parent_no": rng.choice((None, None, None, *(f"TK{parent}" for parent in range(4)))),
    }


def make_incident(rng: random.Random, base: dt.date, number: str) -> Values:
    """Return an incident, some of which name an order."""
    return {
        "incident_no": number,
        "event": rng.choice((*EVENTS * 2, None, Hole.UNREADABLE)),
        "found_on": dt.datetime.combine(some_day(rng, base), dt.time(0)),
        "unit": rng.choice(UNITS),
        "person": rng.choice(("张三", None)),
        "team_leader": rng.choice(("李四", None)),
        "order_no": rng.choice((None, *(f"41{order:08d}" for order in range(4)))),
    }


def make_exam(rng: random.Random, base: dt.date, number: str) -> Values:
    """Return an exam result of a unit or of a person."""
    personal = rng.random() < 0.6
    first = some_day(rng, base).replace(day=1)
    return {
        "month": dt.datetime.combine(first, dt.time(0)),
        "level": rng.choice((None, Hole.UNREADABLE)) if rng.random() < 0.05 else ("个人" if personal else "单位"),
        "unit": rng.choice(UNITS),
        "person": f"员工{number}" if personal else None,
        "score": rng.choice((Decimal(60), Decimal("79.99"), Decimal(80), Decimal(95), None, Hole.UNREADABLE)),
        "rank": rng.choice((Decimal(1), Decimal(6), Decimal(7), Decimal(60), Decimal(61), None, Hole.UNREADABLE)),
        "out_of": rng.choice((Decimal(100), Decimal(100), Decimal(101), Decimal(60), Decimal(10), None)),
    }


def make_line_outage(rng: random.Random, base: dt.date, number: str) -> Values:
    """Return a line outage; a unit has few lines, so that yearly counts are reached."""
    return {
        "outage_no": number,
        "line": "1号线",
        "unit": rng.choice(UNITS),
        "started_at": moment(rng, some_day(rng, base)),
        "cause": rng.choice((*("故障",) * 8, "计划", "计划", None, Hole.UNREADABLE)),
        "household_hours": rng.choice((Decimal(300), Decimal("300.1"), Decimal(12), None, Hole.UNREADABLE)),
        "counted": rng.choice((*(None, True) * 5, False, Hole.UNREADABLE)),
    }


def make_transformer_outage(rng: random.Random, base: dt.date, number: str) -> Values:
    """Return an outage of one of the few transformers."""
    return {
        "outage_no": number,
        "transformer": "1号台区",
        "unit": UNITS[0],
        "started_at": moment(rng, some_day(rng, base)),
        "counted": rng.choice((*(None, True) * 5, False, Hole.UNREADABLE)),
    }


def make_work(rng: random.Random, base: dt.date, number: str) -> Values:
    """Return a piece of maintenance work."""
    return {
        "work_no": number,
        "work_date": dt.datetime.combine(some_day(rng, base), dt.time(0)),
        "unit": rng.choice(UNITS),
        "live_feasible": rng.choice((True, True, True, False, False, None, Hole.UNREADABLE)),
        "method": rng.choice(("停电", "停电", "停电", "带电", None, Hole.UNREADABLE)),
        "complaints": rng.choice((None, False, True)),
    }


def make_visit(rng: random.Random, base: dt.date, number: str) -> Values:
    """Return a visit; `number` is that of the order visited."""
    return {
        "order_no": number,
        "visited_at": moment(rng, some_day(rng, base)),
        "visitor_role": rng.choice(("总经理", "分管副总经理", "客户经理", "客户经理", None)),
        "met_legal_rep": rng.choice(TRUTHS),
        "met_handler": rng.choice(TRUTHS),
    }


Maker = Callable[[random.Random, dt.date, str], Values]
MAKERS: dict[str, tuple[str, Maker]] = {
    "tickets": ("TK", make_ticket),
    "incidents": ("IN", make_incident),
    "exams": ("", make_exam),
    "line_outages": ("LO", make_line_outage),
    "transformer_outages": ("TO", make_transformer_outage),
    "works": ("WK", make_work),
}
