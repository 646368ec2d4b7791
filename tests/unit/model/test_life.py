"""The stage of an order and its completion, as of a day (SPEC §2, §3 and §4)."""

from __future__ import annotations

import numpy as np
import pytest

from hcaudit.model.kleene import NO, UNKNOWN, YES
from hcaudit.model.life import ARCHIVED, IN_TRANSIT, STAGE_NAMES, TERMINATED, UNKNOWN_STAGE, Life, life_of
from tests.unit.tables import exam, high_voltage
from tests.unit.views import view_of

AS_OF = "2021-12-31"
EARLIER, LATER = "2021-12-20", "2022-01-10"


def life(**cells: str) -> Life:
    return life_of(view_of("orders", high_voltage(**cells), as_of=AS_OF))


def life_without(column: str, **cells: str) -> Life:
    """Return the life of an order whose export lacks a column."""
    return life_of(view_of("orders", high_voltage(**cells), as_of=AS_OF, without=[column]))


@pytest.mark.parametrize(
    ("stage", "cells"),
    [
        (IN_TRANSIT, {"status": "在途"}),
        (IN_TRANSIT, {"status": "在途", "energized_at": EARLIER}),
        (ARCHIVED, {"status": "归档"}),
        (TERMINATED, {"status": "终止"}),
        (UNKNOWN_STAGE, {"status": "待定环节"}),
        # Nothing entered: the dates tell.
        (IN_TRANSIT, {}),
        (ARCHIVED, {"energized_at": EARLIER}),
        (ARCHIVED, {"archived_at": EARLIER}),
        (TERMINATED, {"terminated_at": EARLIER}),
        (IN_TRANSIT, {"energized_at": LATER}),
        (IN_TRANSIT, {"terminated_at": LATER}),
        (ARCHIVED, {"energized_at": "无法识别的日期"}),
        # A termination date wins over every status.
        (TERMINATED, {"status": "在途", "terminated_at": EARLIER}),
        (TERMINATED, {"status": "归档", "energized_at": EARLIER, "terminated_at": EARLIER}),
        (TERMINATED, {"status": "待定环节", "terminated_at": EARLIER}),
        (IN_TRANSIT, {"status": "在途", "terminated_at": LATER}),
        # A status whose dates all lie after as-of is not yet true.
        (IN_TRANSIT, {"status": "归档", "energized_at": LATER, "archived_at": LATER}),
        (IN_TRANSIT, {"status": "归档", "archived_at": LATER}),
        (ARCHIVED, {"status": "归档", "energized_at": EARLIER, "archived_at": LATER}),
        (ARCHIVED, {"status": "归档", "energized_at": AS_OF}),
        (IN_TRANSIT, {"status": "终止", "terminated_at": LATER}),
        (TERMINATED, {"status": "终止", "energized_at": LATER}),
    ],
)
def test_the_stage(stage: np.int8, cells: dict[str, str]) -> None:
    assert life(**cells).stage.tolist() == [stage]


def test_no_column_for_the_status_is_as_an_empty_one() -> None:
    assert life_without("status").stage.tolist() == [IN_TRANSIT]
    assert life_without("status", energized_at=EARLIER).stage.tolist() == [ARCHIVED]


@pytest.mark.parametrize(
    ("completed", "day", "cells"),
    [
        (NO, None, {"status": "在途"}),
        (NO, None, {"status": "归档", "energized_at": LATER, "archived_at": LATER}),
        (YES, "2021-12-20", {"status": "在途", "energized_at": "2021-12-20"}),
        (YES, "2021-12-15", {"terminated_at": "2021-12-15", "archived_at": "2021-12-20"}),
        (YES, "2021-12-18", {"energized_at": "2021-12-18", "terminated_at": "2021-12-15", "archived_at": "2021-12-20"}),
        (YES, "2021-12-20", {"status": "归档", "archived_at": "2021-12-20"}),
        (YES, "2021-12-01", {"status": "归档"}),
        (YES, "2021-12-01", {"status": "终止"}),
        (UNKNOWN, None, {"status": "待定环节"}),
        (YES, "2021-12-20", {"status": "待定环节", "energized_at": "2021-12-20"}),
    ],
)
def test_completion_and_its_day(completed: np.int8, day: str | None, cells: dict[str, str]) -> None:
    found = life(**cells)
    assert found.completed.tolist() == [completed]
    if day is not None:
        assert found.completed_on.astype(str).tolist() == [day]


def test_without_the_column_that_would_say_so_it_is_not_known_whether_an_open_order_is_completed() -> None:
    assert life_without("energized_at", status="在途").completed.tolist() == [UNKNOWN]
    assert life_without("energized_at", status="归档").completed.tolist() == [YES]


def test_whether_an_order_is_in_one_of_some_stages() -> None:
    view = view_of("orders", *(high_voltage(status=word) for word in ("在途", "归档", "终止", "待定环节")))
    assert life_of(view).is_in(["archived", "terminated"]).tolist() == [NO, YES, YES, UNKNOWN]
    assert life_of(view).is_in([*STAGE_NAMES]).tolist() == [YES, YES, YES, UNKNOWN]


def test_the_termination_keeps_its_state() -> None:
    found = life_of(view_of("orders", *(high_voltage(terminated_at=cell) for cell in (EARLIER, "", "不详日期"))))
    assert found.terminated.known.tolist() == [True, False, False]
    assert found.terminated.unreadable.tolist() == [False, False, True]


def test_kinds_without_a_status_never_end() -> None:
    found = life_of(view_of("exams", exam("单位")))
    assert found.stage.tolist() == [IN_TRANSIT]
    assert found.completed.tolist() == [NO]
    assert np.isnat(found.completed_on).all()
    assert found.terminated.empty.all()
