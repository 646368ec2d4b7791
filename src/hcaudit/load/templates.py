"""Templates that hcaudit wrote: sheets in which nobody wrote anything are no data; it must not know what they hold.

Such a sheet is not an export without records: someone needed one sheet of the template and left the others.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from hcaudit.load.problems import Problem
from hcaudit.load.sheet import TypedSheet
from hcaudit.model.records import SheetIntake

GUIDE = "load.note-template-guide"
"""The note on the sheet of instructions, by which a template is known."""

TakenIn = tuple[TypedSheet | SheetIntake, Problem | None]


def without_unfilled(sheets: Sequence[TakenIn]) -> list[TakenIn]:
    """Return the sheets of a workbook, those that nobody filled in left out if it is a template."""
    if not any(isinstance(sheet, SheetIntake) and sheet.note == GUIDE for sheet, _ in sheets):
        return list(sheets)
    return [(_left_out(sheet) if _is_unfilled(sheet) else sheet, problem) for sheet, problem in sheets]


def _is_unfilled(sheet: TypedSheet | SheetIntake) -> bool:
    return isinstance(sheet, TypedSheet) and not len(sheet.rows) and not sheet.problems


def _left_out(sheet: TypedSheet | SheetIntake) -> SheetIntake:
    intake = sheet.intake if isinstance(sheet, TypedSheet) else sheet
    return dataclasses.replace(intake, kind=None, note="load.note-template-unfilled")
