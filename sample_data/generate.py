"""Writes the sample month anew: python -m sample_data.generate [FOLDER].

The same bytes every time.  It draws life stories and lays them out as an office would export them; it must
not know what a rule makes of them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sample_data.story import books, complaints, high_voltage, incidents, low_voltage, outages, paper
from sample_data.story.chance import Chance
from sample_data.story.county import Record, date_of

SEED = 20211126
ARCHIVE, TRACKING, OTHERS = "业扩工单_归档_2021-12.csv", "业扩工单_在途.xlsx", "其他数据_2021-12.xlsx"


def generate(folder: Path) -> None:
    """Write the three files of the month into `folder`."""
    chance = Chance(SEED)
    lives = _numbered(_lives(chance))
    archived = [life for life in lives if books.ends_by(life, books.MONTH_END)]
    tracked = [life for life in lives if not books.ends_by(life, books.MONTH_END)]
    stale = _updated_elsewhere(chance, archived)
    paper.write_text(folder / ARCHIVE, books.archive(chance, archived))
    paper.write_workbook(folder / TRACKING, books.tracking(chance, tracked, stale))
    large = [life for life in lives if str(life["business_type"]).startswith("高压")]
    sheets = [
        complaints.tickets(),
        complaints.incidents(large),
        complaints.exams(chance),
        outages.line_outages(chance),
        outages.transformer_outages(chance),
        outages.works(),
        complaints.visits(chance, large, books.TRACKED),
    ]
    paper.write_workbook(folder / OTHERS, sheets)


def _lives(chance: Chance) -> list[Record]:
    lives = [*low_voltage.orders(chance), *high_voltage.orders(chance)]
    return [*lives, *incidents.strike(chance, lives)]


def _numbered(lives: list[Record]) -> list[Record]:
    """Return `lives` by time of application, numbered in that order."""
    by_time = sorted(lives, key=lambda life: (str(life["accepted_at"]), str(life["customer_no"]), str(life["address"])))
    for serial, life in enumerate(by_time, 1):
        life.setdefault("order_no", f"3021{date_of(life['accepted_at']):%y%m}{serial:08}")
    return by_time


def _updated_elsewhere(chance: Chance, archived: list[Record]) -> list[Record]:
    """Return a dozen orders archived at the month's end that the tracking list still has; two differ in it."""
    recent = [
        life
        for life in archived
        if date_of(life["accepted_at"]) <= books.STALE and not books.ends_by(life, books.STALE) and "status" not in life
    ]
    stale = [dict(life) for life in chance.shuffled(recent)[:12]]
    stale[0]["manager"] = "周某磊"
    stale[1]["capacity_kva"] = 25
    return stale


if __name__ == "__main__":
    generate(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
