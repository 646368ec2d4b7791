"""The high-voltage orders of a week, how far each is and how its handling stands; it must not know any format."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pyarrow as pa

from hcaudit.checks import CHECKS
from hcaudit.checks.sight import Rows
from hcaudit.checks.visited import Visited
from hcaudit.judging.bench import Bench
from hcaudit.judging.handling import ENERGIZED, Facts, handling_of, is_handling
from hcaudit.judging.judge import sight_of
from hcaudit.judging.outlook import Watch
from hcaudit.judging.stages import OVER, stages_of
from hcaudit.model.kleene import NO, UNKNOWN, YES, Kleene, all_of
from hcaudit.model.progress import PROGRESS, PROGRESS_STATES, PROGRESS_UNITS, Week
from hcaudit.model.records import Mask
from hcaudit.model.rule import Rule
from hcaudit.model.verdicts import Outcome

ORDERS = "orders"
HIGH_VOLTAGE = "hv"
"""The class of customers whose orders are reported."""

_URGENT = ("overdue", "due_today", "due_soon")
_VISITED = {int(Outcome.KEPT): True, int(Outcome.VIOLATION): False, int(Outcome.SUSPECTED): False}
_COPIED = (
    *("unit", "record_no", "customer_no", "customer_name", "team", "manager"),
    *("source_file", "source_sheet", "source_row"),
)


def progress_of(watch: Watch, week: Week) -> pa.Table:
    """Return the high-voltage orders that were open in `week`, accepted or energized in it (`PROGRESS`)."""
    if ORDERS not in watch.bench.around.views:
        return PROGRESS.empty_table()
    view = watch.bench.around.views[ORDERS]
    rows = np.flatnonzero((_high_voltage(watch.bench) == YES) & _is_of(week, watch.bench))
    handling, visited = _handling(rows, watch), _visited(rows, watch)
    stages = stages_of(view, watch.bench.around.lives[ORDERS])[rows].tolist()
    accepted, energized = (view.days(name).values[rows].tolist() for name in (view.records.kind.governed_by, ENERGIZED))
    copied = view.records.table.select(_COPIED).take(pa.array(rows)).to_pylist()
    lines = [
        {
            **copy,
            **handling.get(row, {"state": "not_judged"}),
            "stage": stage,
            "accepted_on": accepted_on,
            "energized_on": energized_on,
            "visited": visited.get(row),
        }
        for row, copy, stage, accepted_on, energized_on in zip(
            rows.tolist(), copied, stages, accepted, energized, strict=True
        )
    ]
    return pa.Table.from_pylist(_worst_first(lines), schema=PROGRESS)


def unit_counts(orders: pa.Table, week: Week) -> pa.Table:
    """Return what the orders of each unit add up to (`PROGRESS_UNITS`), the units in the order of `orders`."""
    by_unit: dict[object, list[Facts]] = {}
    for order in orders.to_pylist():
        by_unit.setdefault(order["unit"], []).append(order)
    return pa.Table.from_pylist([_counts(unit, lines, week) for unit, lines in by_unit.items()], schema=PROGRESS_UNITS)


def of_unknown_class(watch: Watch, week: Week) -> int:
    """Return how many orders of `week` may be high-voltage ones, for all that is known."""
    if ORDERS not in watch.bench.around.views:
        return 0
    return int(((_high_voltage(watch.bench) == UNKNOWN) & _is_of(week, watch.bench)).sum())


def handling_rules(watch: Watch) -> list[Rule]:
    """Return the rules of the pack that limit how long the handling of a high-voltage order may take."""
    kind = watch.bench.pack.kinds[ORDERS]
    return [rule for rule in watch.bench.pack.rules.values() if is_handling(rule, kind, HIGH_VOLTAGE)]


def visits_known(watch: Watch) -> bool:
    """Tell whether the rules and the data can say who was visited."""
    return _visit_rule(watch) is not None


def _visit_rule(watch: Watch) -> Rule | None:
    """Return the rule of the pack that asks for the visit of somebody in charge, if the data has what it looks into."""
    for rule in watch.bench.pack.rules.values():
        asks = isinstance(rule.spec, Visited) and rule.spec.by_role and rule.kind == ORDERS
        if asks and all(kind in watch.bench.around.views for kind in CHECKS[rule.check].looks_into):
            return rule
    return None


def _high_voltage(bench: Bench) -> Kleene:
    classes = bench.classes[ORDERS]
    if HIGH_VOLTAGE not in classes.possible:
        return np.full(len(classes.unknown_type), NO)
    return all_of(classes.in_scope, classes.is_one_of((HIGH_VOLTAGE,)))


def _is_of(week: Week, bench: Bench) -> Mask:
    """Return which orders were accepted in the week or later, or not completed before it."""
    monday, life = np.datetime64(week.first), bench.around.lives[ORDERS]
    view = bench.around.views[ORDERS]
    accepted = view.days(view.records.kind.governed_by).values
    return np.asarray((accepted >= monday) | (life.completed != YES) | (life.completed_on >= monday))


def _handling(rows: Rows, watch: Watch) -> Mapping[int, Facts]:
    """Return what the first handling rule that is about each order says of it."""
    rules = {rule.code for rule in handling_rules(watch)}
    said: dict[int, Facts] = {}
    for judgement in watch.judgements:
        if judgement.rule.code in rules:
            said = {**handling_of(rows, judgement, watch), **said}
    return said


def _visited(rows: Rows, watch: Watch) -> Mapping[int, bool | None]:
    """Return whether somebody in charge visited each order, whatever its stage; nothing where that is not known."""
    rule = _visit_rule(watch)
    if rule is None:
        return {}
    everywhere = np.full(len(watch.bench.around.views[ORDERS]), YES)
    sight = sight_of(rule, rows, everywhere, watch.bench, watch.selection)
    outcomes = CHECKS[rule.check].judge(rule.spec, sight).outcome.tolist()
    return {row: _VISITED.get(outcome) for row, outcome in zip(rows.tolist(), outcomes, strict=True)}


def _worst_first(lines: Sequence[Facts]) -> list[Facts]:
    """Return the orders by unit: the units with the most orders in the worst states first, and so in each unit."""
    counts: dict[object, Counter[object]] = defaultdict(Counter)
    for line in lines:
        counts[line["unit"]][line["state"]] += 1
    worst = {unit: [-count[state] for state in _URGENT] for unit, count in counts.items()}
    return sorted(lines, key=lambda line: (worst[line["unit"]], *_keys(line)))


def _keys(line: Facts) -> Iterable[tuple[bool, object]]:
    """Return what sorts the orders of a unit, empty last."""
    rank = PROGRESS_STATES.index(str(line["state"]))
    values = (line["unit"], rank, line.get("days_left"), line.get("due_on"), line["record_no"])
    return ((value is None, "" if value is None else value) for value in values)


def _counts(unit: object, orders: Sequence[Facts], week: Week) -> Facts:
    unknown = all(order["visited"] is None for order in orders)
    return {
        "unit": unit,
        "orders": len(orders),
        "accepted": sum(_lies_in(week, order["accepted_on"]) for order in orders),
        "energized": sum(_lies_in(week, order["energized_on"]) for order in orders),
        "open": sum(order["stage"] not in OVER for order in orders),
        "overdue": sum(order["state"] == "overdue" for order in orders),
        "paused": sum(order["state"] == "paused" for order in orders),
        "not_visited": None if unknown else sum(order["visited"] is False for order in orders),
    }


def _lies_in(week: Week, day: object) -> bool:
    return isinstance(day, dt.date) and week.first <= day <= week.last
