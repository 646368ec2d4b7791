"""How far each order is, by which of its dates are filled; it must not know any limit."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from hcaudit.model.kleene import NO
from hcaudit.model.life import ARCHIVED, TERMINATED, Life
from hcaudit.model.progress import STAGES
from hcaudit.model.records import Mask
from hcaudit.model.view import View

OVER = ("energized", "archived", "terminated")
"""The stages of an order that is no longer open."""


def stages_of(view: View, life: Life) -> npt.NDArray[np.str_]:
    """Return the stage (one of `STAGES`) of each order: the last that its dates and its status show."""
    stage = np.full(len(view), STAGES[0], dtype=f"<U{max(map(len, STAGES))}")
    for name, reached in _reached(view).items():
        stage[reached] = name
    stage[(life.stage == ARCHIVED) & (stage != "energized")] = "archived"
    stage[(life.stage == TERMINATED) & (stage != "energized")] = "terminated"
    return stage


def _reached(view: View) -> dict[str, Mask]:
    """Return which orders have reached each stage, in the order of `STAGES`; the last one reached holds.

    What the customer builds comes behind the grid works only once those are over, or where there are none.
    """
    filled = {name: view.days(name).filled for name in view.records.kind.fields if name.endswith("_at")}
    no_works = view.flags("grid_works") == NO
    begun = filled["works_started_at"] & ~no_works
    over = filled["works_finished_at"] | no_works
    failed = view.flags("inspection_passed") == NO
    return {
        "surveyed": filled["surveyed_at"],
        "replied": filled["replied_at"],
        "grid_works": begun & ~over,
        "customer_works": filled["replied_at"] & over,
        "materials_complete": filled["materials_at"],
        "inspected": filled["inspected_at"],
        "awaiting_energizing": filled["inspected_at"] & ~failed,
        "energized": filled["energized_at"],
    }
