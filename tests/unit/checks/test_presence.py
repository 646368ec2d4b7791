"""The client manager of a high-voltage order, and the roster (SPEC §4: M01)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from hcaudit.groundwork import closed_values
from hcaudit.judging.bench import bench_of
from hcaudit.judging.horizon import views_on
from hcaudit.judging.judge import judge
from hcaudit.judging.selection import select_rules
from hcaudit.load import TableSource, load, read_vocabulary
from hcaudit.model.verdicts import Outcome
from hcaudit.packs import read_pack
from hcaudit.shipped import rules_folder
from hcaudit.workdays import state_council_calendar
from tests.unit.tables import (
    assert_judged,
    high_voltage,
    kept,
    not_applicable,
    not_evaluated,
    order,
    resident,
    table,
    violation,
)


def test_every_high_voltage_order_has_a_manager() -> None:
    assert_judged(
        "M01",
        kept("named", high_voltage(manager="王某")),
        violation("empty", high_voltage(), occurred_on="2021-12-01", item=None, amount=None),
        violation("nobody", high_voltage(manager="无")),
        kept("a name that was lost is no empty cell", high_voltage(manager="#N/A")),
        not_applicable("low voltage", resident()),
        not_applicable("generation", order("高压光伏发电新装")),
    )
    assert_judged("M01", not_evaluated("no column", high_voltage()), without=["manager"])


def test_with_a_roster_the_manager_is_on_it() -> None:
    managers = {"1": "王某", "2": "李某", "3": "", "4": "#N/A"}
    assert _outcomes(managers, frozenset({"王某"})) == ["kept", "violation", "violation", "undetermined"]
    assert _outcomes(managers, None) == ["kept", "kept", "violation", "kept"]


def _outcomes(managers: Mapping[str, str], roster: frozenset[str] | None) -> list[str]:
    """Return what M01 says of high-voltage orders with these managers."""
    vocabulary = read_vocabulary(rules_folder())
    pack = read_pack("huangchuan-2021-38", vocabulary.kinds, closed_values(vocabulary))
    orders = table("orders", *(high_voltage(order_no=no, manager=name) for no, name in managers.items()))
    dossier = load([TableSource(name="orders", table=orders)], vocabulary=vocabulary)
    as_of = np.datetime64("2022-01-31")
    bench = bench_of(pack, views_on(dossier, as_of), state_council_calendar(), as_of, roster)
    (judgement,) = (one for one in judge(bench, select_rules(pack, ["M01"], [], [], {})) if one.rule.code == "M01")
    return [Outcome(outcome).word for outcome in judgement.outcomes]
