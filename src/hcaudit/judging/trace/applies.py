"""Whether a rule is about a record, part by part of what it asks; it must not know what its check says."""

from __future__ import annotations

from collections.abc import Sequence

from hcaudit.judging.trace.asked import Asked
from hcaudit.judging.trace.docket import Subject
from hcaudit.model.evidence import CellState, Part
from hcaudit.model.kleene import NO, UNKNOWN, YES
from hcaudit.model.rule import Alternative

GIVEN_CLASS = "customer_class"
CLASSIFIED_BY = ("business_type", GIVEN_CLASS, "capacity_kva")
"""The fields that decide the class of a customer."""

_SAID = {int(NO): False, int(UNKNOWN): None, int(YES): True}


def deciding_parts(subject: Subject) -> tuple[Part, ...]:
    """Return the parts of the alternative that makes the rule apply, or comes nearest to it."""
    return max(_alternatives(subject), key=_standing)


def failing_parts(subject: Subject) -> tuple[Part, ...]:
    """Return a part of each alternative that does not hold; the classes that different ones ask for are one part."""
    failing = [next((part for part in parts if part.answer is False), None) for parts in _alternatives(subject)]
    found = [part for part in failing if part is not None]
    classes = tuple(dict.fromkeys(name for part in found for name in part.asked.classes))
    others = [part for part in found if not part.asked.classes]
    return (*([Part(asked=Alternative(classes=classes), answer=False)] if classes else []), *others)


def doubtful_parts(subject: Subject) -> tuple[Part, ...]:
    """Return the parts of which it is not known whether they hold, of the alternatives that may hold."""
    open_ones = [parts for parts in _alternatives(subject) if all(part.answer is not False for part in parts)]
    found = [part for parts in open_ones for part in parts if part.answer is None]
    return tuple({part.asked: part for part in found}.values())


def fields_in_doubt(parts: Sequence[Part], subject: Subject) -> tuple[str, ...]:
    """Return the fields that leave `parts` open: those of conditions, of the class, of the status."""
    fields = subject.view.records.kind.fields
    names: list[str] = []
    for part in parts:
        if part.value is not None:
            names.append(part.value.field.name)
        elif part.asked.classes:
            names += [name for name in CLASSIFIED_BY if name in fields and _leaves_open(name, subject)]
        else:
            names.append("status")
    return tuple(name for name in dict.fromkeys(names) if name in fields)


def _leaves_open(name: str, subject: Subject) -> bool:
    """Whether a field leaves the customer class open; exports need not give the class itself."""
    state = subject.value(name).state
    return state is CellState.UNREADABLE or (state is not CellState.KNOWN and name != GIVEN_CLASS)


def _alternatives(subject: Subject) -> list[tuple[Part, ...]]:
    return [tuple(_part(one, subject) for one in asked) for asked in subject.docket.asked(subject.rule)]


def _part(one: Asked, subject: Subject) -> Part:
    fields = [condition.field for condition in one.part.conditions]
    return Part(
        asked=one.part,
        answer=_SAID[int(one.answer[subject.row])],
        value=subject.value(fields[0]) if fields else None,
    )


def _standing(parts: Sequence[Part]) -> tuple[bool, bool, int]:
    """Return how near an alternative comes to holding, to compare it with others."""
    said = [part.answer for part in parts]
    return False not in said, None not in said, said.count(True)
