"""Which days count: the working-day calendar of the State Council; it knows no law and no records.

>>> import datetime as dt
>>> calendar = state_council_calendar()
>>> calendar.due(dt.date(2021, 9, 30), 2)
datetime.date(2021, 10, 9)
>>> calendar.explain(dt.date(2021, 10, 9)).why.said_in("en")
'make-up day for National Day'
>>> calendar.is_working(dt.date(2006, 12, 31)) is None
True

Whole columns go through one of the two readings of the calendar:

>>> import numpy as np
>>> accepted = np.array(["2021-11-26", "2022-01-28", "NaT"], dtype="datetime64[D]")
>>> calendar.sure.nth_after(accepted, 5)
array(['2021-12-03', '2022-02-09',        'NaT'], dtype='datetime64[D]')
>>> calendar.sure.count(accepted, np.datetime64("2022-02-08"))
array([48,  4, -1], dtype=int32)
"""

from hcaudit.workdays.calendar import Day, Reason, WorkCalendar
from hcaudit.workdays.festivals import festival, joined
from hcaudit.workdays.overlay import Overlay, with_overlays
from hcaudit.workdays.overlay_table import read_overlays
from hcaudit.workdays.pauses import Days, DaysLike, Pauses, merge_pauses
from hcaudit.workdays.reading import NEVER, NO_COUNT, Reading
from hcaudit.workdays.state_council import state_council_calendar

__all__ = [
    "NEVER",
    "NO_COUNT",
    "Day",
    "Days",
    "DaysLike",
    "Overlay",
    "Pauses",
    "Reading",
    "Reason",
    "WorkCalendar",
    "festival",
    "joined",
    "merge_pauses",
    "read_overlays",
    "state_council_calendar",
    "with_overlays",
]
