"""Whether a record meets the conditions of a rule, in three-valued logic; it must not know what follows from it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from hcaudit.model.kleene import YES, Kleene, all_of, any_of, decided, negation
from hcaudit.model.records import FieldType
from hcaudit.model.rule import Condition
from hcaudit.model.view import View


def holds(condition: Condition, view: View) -> Kleene:
    """Return for each record of `view` whether `condition` holds.

    What is not entered leaves "one of these values" unknown and makes "none of these values" true; what
    cannot be read leaves both unknown.  Whether a field is filled is unknown where its column is missing.
    """
    if condition.filled:
        cells = view.state(condition.field)
        return decided(cells.filled, ~cells.missing)
    if condition.has:
        return _contains(condition.field, condition.has, view)
    if condition.is_any:
        return _is_one_of(condition.field, condition.is_any, view)
    absent = view.state(condition.field).absent
    if condition.has_none:
        found = _contains(condition.field, condition.has_none, view)
    else:
        found = _is_one_of(condition.field, condition.is_none, view)
    return np.where(absent, YES, negation(found)).astype(np.int8)


def all_hold(conditions: Iterable[Condition], view: View) -> Kleene:
    """Return whether all `conditions` hold; with none, yes."""
    return all_of(np.full(len(view), YES), *(holds(condition, view) for condition in conditions))


def _contains(field: str, parts: tuple[str, ...], view: View) -> Kleene:
    cells = view.words(field)
    return decided(cells.contains(*parts), cells.known)


def _is_one_of(field: str, values: tuple[str, ...], view: View) -> Kleene:
    if view.records.kind.fields[field].type is FieldType.YES_NO:
        flags = view.flags(field)
        return any_of(*(flags if value == "yes" else negation(flags) for value in values))
    cells = view.words(field)
    return decided(cells.matches(lambda word: word in values), cells.known)
