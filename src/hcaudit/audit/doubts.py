"""Which fields leave open whether a rule applies to a record; it must not decide anything."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from hcaudit.audit.classes import Classes
from hcaudit.checks.conditions import holds
from hcaudit.checks.sight import Rows
from hcaudit.model.kleene import UNKNOWN
from hcaudit.model.records import Mask
from hcaudit.model.rule import Rule
from hcaudit.model.view import View
from hcaudit.texts import Text


def doubts(rule: Rule, view: View, classes: Classes, rows: Rows) -> Iterator[tuple[Mask, Text]]:
    """Yield, for the records `rows` a rule may or may not apply to, masks of `rows` with the fields that are to blame."""
    columns: dict[str, Mask] = {}
    headers: dict[str, object] = {}
    for alternative in rule.applies:
        if alternative.classes:
            unknown = classes.is_one_of(alternative.classes)[rows] == UNKNOWN
            columns["class"] = columns.get("class", False) | unknown
            headers["class"] = Text("audit.class")
        for condition in alternative.conditions:
            unknown = holds(condition, view)[rows] == UNKNOWN
            columns[condition.field] = columns.get(condition.field, False) | unknown
            headers[condition.field] = view.records.kind.fields[condition.field].headers
    unknown = np.stack(list(columns.values()), axis=1)
    for combination in np.unique(unknown, axis=0):
        blamed = [header for header, is_to_blame in zip(headers.values(), combination, strict=True) if is_to_blame]
        yield (unknown == combination).all(axis=1), Text("reason.applicability-unknown", fields=tuple(blamed))
