"""The calendar for people and machines: a year as a grid and as a list, and how far it reaches; it must not count."""

from hcaudit.render.calendar.breaks import Break
from hcaudit.render.calendar.page import CoveragePage, YearPage, coverage_page, year_page

__all__ = ["Break", "CoveragePage", "YearPage", "coverage_page", "year_page"]
