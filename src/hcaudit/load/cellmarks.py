"""What a workbook's reader does not tell: cells with errors, formulas never calculated, the 1904 epoch, merged cells.

The reader takes such cells for empty; here they get a text that says what they are.  Each form of workbook has its own
module (`ooxmlmarks`, `binarymarks`, `biffmarks`, `odsmarks`); this one must not know any.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

UNCALCULATED = "#UNCALCULATED!"

ERRORS: Mapping[int, str] = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""The errors of cells by their number in binary workbooks."""

Place = tuple[int, int]
"""Row and column, both counted from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMarks:
    """The texts of cells, and the first and last place of merged ones where the reader does not tell these."""

    cells: Mapping[Place, str] = field(default_factory=dict)
    merged: Sequence[tuple[Place, Place]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookMarks:
    """What the parts of a workbook say beside its cells."""

    epoch_1904: bool = False
    sheets: Mapping[str, SheetMarks] = field(default_factory=dict)
