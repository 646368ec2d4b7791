"""How high-voltage orders live, from application to archive; it knows neither limits nor verdicts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sample_data.story import county
from sample_data.story.chance import Chance
from sample_data.story.county import Record, clock, date_of, open_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How long the stages of one order take, in open days; `build` (the customer's own works) in days."""

    survey: int
    reply: int
    build: int
    inspection: int
    energizing: int


def orders(chance: Chance) -> list[Record]:
    """Return all high-voltage orders that were not yet archived when December began."""
    lives = [*_ordinary(chance), *_slow(chance), *_over_the_festivals(chance)]
    _power_sources(chance, lives)
    _protection(chance, lives)
    return [life for life in lives if date_of(life["archived_at"]) >= dt.date(2021, 12, 1)]


def _ordinary(chance: Chance) -> list[Record]:
    lives = []
    for place in range(74):
        accepted = dt.date(2021, 10, 25) + dt.timedelta(days=chance.number(0, 64))
        course = Course(
            survey=chance.number(1, 3),
            reply=chance.number(2, 5),
            build=chance.number(75, 110) if place < 4 else chance.number(3, 16),
            inspection=chance.number(1, 3),
            energizing=chance.number(1, 3),
        )
        lives.append(_order(chance, accepted, course))
    return lives


def _slow(chance: Chance) -> list[Record]:
    """Return orders of the first December days, three for each stage that may drag on."""
    courses = [
        Course(survey=chance.number(7, 9), reply=5, build=3, inspection=3, energizing=3),
        Course(survey=3, reply=chance.number(7, 9), build=3, inspection=3, energizing=3),
        Course(survey=1, reply=3, build=4, inspection=chance.number(4, 6), energizing=2),
        Course(survey=2, reply=4, build=3, inspection=1, energizing=chance.number(4, 6)),
    ]
    days = (dt.date(2021, 11, 26), dt.date(2021, 11, 29), dt.date(2021, 12, 2))
    return [_order(chance, day, course) for course in courses for day in days]


def _order(chance: Chance, accepted: dt.date, course: Course) -> Record:
    surveyed = open_day(accepted, course.survey)
    replied = open_day(surveyed, course.reply)
    materials = open_day(replied + dt.timedelta(days=course.build), 0)
    life = _customer(chance, accepted) | _stages(chance, surveyed, replied, materials, course)
    if chance.happens(0.45):
        begun = open_day(replied, 1)
        life["works_started_at"] = begun
        life["works_finished_at"] = max(begun, materials - dt.timedelta(days=chance.number(0, 2)))
        life["grid_works"] = "02 有外线及变电工程"
    return life


def _over_the_festivals(chance: Chance) -> list[Record]:
    """Return orders whose grid works lasted over New Year and whose customer built over Spring Festival."""
    course = Course(survey=2, reply=5, build=0, inspection=3, energizing=3)
    lives = []
    for accepted in _BEFORE_FESTIVALS:
        begun = open_day(accepted, 5)
        ended = max(dt.date(2022, 1, 5), begun + dt.timedelta(days=6))
        surveyed = open_day(ended, course.survey)
        ready = dt.date(2022, 2, 16) + dt.timedelta(days=chance.number(0, 2))
        stages = _stages(chance, surveyed, open_day(surveyed, course.reply), ready, course)
        works: Record = {"works_started_at": begun, "works_finished_at": ended, "grid_works": "02 有外线及变电工程"}
        lives.append(_customer(chance, accepted) | stages | works)
    return lives


_BEFORE_FESTIVALS = (
    *(dt.date(2021, 12, 15), dt.date(2021, 12, 17), dt.date(2021, 12, 20)),
    *(dt.date(2022, 1, 4), dt.date(2022, 1, 5)),
)


def _stages(chance: Chance, surveyed: dt.date, replied: dt.date, ready: dt.date, course: Course) -> Record:
    inspected = open_day(ready, course.inspection)
    energized = open_day(inspected, course.energizing)
    return {
        "surveyed_at": clock(chance, surveyed),
        "replied_at": clock(chance, replied),
        "materials_at": clock(chance, ready),
        "inspected_at": clock(chance, inspected),
        "inspection_passed": "是",
        "energized_at": clock(chance, energized),
        "archived_at": clock(chance, open_day(energized, chance.number(1, 3))),
    }


def _customer(chance: Chance, accepted: dt.date) -> Record:
    unit = county.station(chance)
    return county.company(chance, unit) | {
        "business_type": chance.pick(("高压新装", "高压新装", "高压增容 ")),
        "usage_class": chance.pick(("大工业", "一般工商业", "一般工商业", "农业生产", "非居民照明")),
        "team": "高压业扩班",
        "manager": county.manager_of(unit, chance),
        "capacity_kva": chance.pick((200, 250, 315, 400, 630, 1250, 2000)),
        "voltage": "10kV",
        "supply": "单电源",
        "in_park": "是" if chance.happens(0.3) else "否",
        "grid_works": "06 无工程",
        "steps": 2,
        "accepted_at": clock(chance, accepted, 8, 16),
    }


def _power_sources(chance: Chance, lives: list[Record]) -> None:
    """Give some customers a second source and the fee for it; for a few, what was charged does not fit."""
    recent, others = _recent_and_others(chance, lives)
    for life in [*recent[:7], *others[:8]]:
        fee = f"{int(str(life['capacity_kva'])) * 210:.2f}"
        life |= {"supply": "双电源", "reliability_fee_due": fee, "reliability_fee_paid": fee}
    for life in recent[:2]:
        life["reliability_fee_paid"] = "21,000.00"
    for life in recent[2:4]:
        life |= {"reliability_fee_due": None, "reliability_fee_paid": None}
    recent[4]["reliability_fee_due"] = None
    for life in recent[7:9]:
        life["reliability_fee_paid"] = "52500.00"


def _recent_and_others(chance: Chance, lives: list[Record]) -> tuple[list[Record], list[Record]]:
    """Return the orders that came and went in the month, and the others, each shuffled."""
    recent: list[Record] = []
    others: list[Record] = []
    for life in chance.shuffled(lives):
        accepted, archived = date_of(life["accepted_at"]), date_of(life["archived_at"])
        came_and_went = accepted >= dt.date(2021, 11, 26) and archived <= dt.date(2021, 12, 31)
        (recent if came_and_went else others).append(life)
    return recent, others


def _protection(chance: Chance, lives: list[Record]) -> None:
    """Give half the orders protection settings, set and filed before the planned day; some drag on."""
    recent, others = _recent_and_others(chance, lives)
    for place, life in enumerate([*recent[:18], *others[:18]]):
        asked = open_day(date_of(life["replied_at"]), 2)
        took = chance.number(4, 7) if place < 4 else chance.number(1, 3)
        filed = open_day(asked, took)
        planned = max(filed, date_of(life["energized_at"]))
        life |= {
            "protection_requested_at": asked,
            "protection_set_at": open_day(asked, took - chance.number(0, 1)),
            "protection_filed_at": filed,
            "planned_energize_at": filed - dt.timedelta(days=1) if place in {0, 1, 4} else planned,
        }
