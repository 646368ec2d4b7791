"""What decides a verdict that the record's own cells give - figures, fees, names, stages; it must not know any law."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from hcaudit.checks.fee import Fee
from hcaudit.checks.limit import FEN_PER_YUAN, Limit
from hcaudit.checks.open_longer import OpenLonger
from hcaudit.checks.presence import Presence
from hcaudit.checks.sequence import Sequence
from hcaudit.judging.trace.account import Account, absent, day_in, is_known, named, quoted, unknown_of
from hcaudit.judging.trace.docket import Subject, require
from hcaudit.model.evidence import CellState, Value
from hcaudit.model.records import FieldType
from hcaudit.model.verdicts import Outcome
from hcaudit.texts import Text

_DECIMALS = 4


def limit_account(spec: Limit, subject: Subject) -> Account:
    """Return how a figure lies to its limit."""
    values = subject.values(spec.needs)
    lacking = next((value for value in values if not is_known(value)), None)
    names = quoted(values)
    if lacking is None:
        # Figures that leave the verdict open contradict each other.
        return Account(
            fields=spec.needs,
            points=tuple(_measured(spec, values, subject)),
            why_not=Text("explain.figures-contradict", fields=names),
            wanting=spec.needs,
            settles=(Text("explain.settle-figures", fields=names),),
        )
    return Account(
        fields=spec.needs,
        why_not=Text("explain.limit-elsewhere", why=absent(lacking)),
        wanting=unknown_of(subject, *spec.needs),
        settles=tuple(Text("explain.settle-fill", field=named(value)) for value in values if not is_known(value)),
    )


def _measured(spec: Limit, values: tuple[Value, ...], subject: Subject) -> Iterator[Text]:
    """Yield the figure against its limit, compared anew."""
    figures = [_fraction(value) for value in values]
    whole = figures[1] if spec.share_of else Fraction(1)
    if whole <= 0:
        return
    figure = figures[0] / whole
    side = "over" if spec.over is not None else "below" if spec.below is not None else "up-to"
    holds = {"over": figure > spec.bound, "below": figure < spec.bound, "up-to": figure <= spec.bound}[side]
    if subject.outcome in (Outcome.KEPT, subject.rule.breach):
        said = subject.outcome == subject.rule.breach
        require("explain.what-outcome", subject, said=said, found=holds)
    if spec.share_of:
        yield Text("explain.share", part=_plain(figures[0]), whole=_plain(whole), share=f"{float(figure * 100):.4g}")
    answer = "holds" if holds else "fails"
    yield Text(f"explain.limit-{side}-{answer}", figure=_plain(figure), bound=_plain(spec.bound))


def _fraction(value: Value) -> Fraction:
    figure = Fraction(str(value.value))
    return figure / FEN_PER_YUAN if value.field.type is FieldType.MONEY else figure


def _plain(figure: Fraction) -> str:
    return f"{round(float(figure), _DECIMALS):.15g}"


def fee_account(spec: Fee, subject: Subject) -> Account:
    """Return which fee was due and what was paid."""
    sources, due, paid = subject.values(spec.fields)
    lacking = [value for value in (sources, due, paid) if not is_known(value)]
    return Account(
        fields=spec.fields,
        points=tuple(_fees(sources, due, paid)),
        wanting=unknown_of(subject, *spec.fields),
        settles=tuple(Text("explain.settle-fill", field=named(value)) for value in lacking),
    )


def _fees(sources: Value, due: Value, paid: Value) -> Iterator[Text]:
    """Yield what was due and what was paid, as far as it is known."""
    if not is_known(paid):
        return
    facts = {"paid": _yuan(paid)}
    if not is_known(sources):
        if is_known(due):
            yield Text("explain.fee-anyhow", due=_yuan(due), **facts)
    elif Fraction(str(sources.value)) <= 1:
        yield Text("explain.fee-single", sources=sources.value, **facts)
    elif is_known(due):
        yield Text("explain.fee-several", sources=sources.value, due=_yuan(due), **facts)
    else:
        yield Text("explain.fee-several-unknown", sources=sources.value, why=absent(due), **facts)


def _yuan(value: Value) -> str:
    return f"{Decimal(str(value.value)) / FEN_PER_YUAN:,.2f}"


def presence_account(spec: Presence, subject: Subject) -> Account:
    """Return whether a name is given, and on the list where there is one."""
    value, roster = subject.value(spec.field), subject.docket.bench.around.roster
    if not is_known(value):
        points = (absent(value),)
    elif spec.on_list is None or roster is None:
        points = (Text("explain.name-given", field=named(value), value=value.value),)
    else:
        key = "explain.on-roster" if value.value in roster else "explain.not-on-roster"
        points = (Text(key, field=named(value), value=value.value, n=len(roster)),)
    return Account(
        fields=(spec.field,),
        points=points,
        wanting=unknown_of(subject, spec.field),
        settles=(Text("explain.settle-fill", field=named(value)),),
    )


def sequence_account(spec: Sequence, subject: Subject) -> Account:
    """Return which stages do not follow one another."""
    stages = subject.values(spec.stages)
    given = [(value, day_in(value)) for value in stages if is_known(value)]
    points, wrong = [], []
    for place, (value, day) in enumerate(given):
        before = max(given[:place], key=lambda one: one[1], default=None)
        if before and day < before[1]:
            wrong.append(before[1])
            facts = {"earlier": named(before[0]), "earlier_on": before[1]}
            points.append(Text("explain.stages-reversed", later=named(value), later_on=day, **facts))
    if subject.outcome in (Outcome.KEPT, subject.rule.breach):
        said = subject.outcome == subject.rule.breach
        require("explain.what-outcome", subject, said=said, found=bool(wrong))
    unreadable = tuple(value.field.name for value in stages if value.state is CellState.UNREADABLE)
    return Account(
        fields=spec.stages,
        points=tuple(points) or (Text("explain.stages-follow", n=len(given)),),
        wanting=unreadable,
        settles=tuple(Text("explain.settle-fill", field=named(subject.value(name))) for name in unreadable),
    )


def open_longer_account(spec: OpenLonger, subject: Subject) -> Account:
    """Return how long the record has been open, and whether that is justified."""
    verdict, reason = subject.verdict, subject.value(spec.unless_filled)
    points: list[Text] = []
    if verdict.started and verdict.due:
        past = subject.as_of > verdict.due
        facts = {"started": verdict.started, "years": spec.years, "anniversary": verdict.due, "as_of": subject.as_of}
        points.append(Text("explain.open-past" if past else "explain.open-within", **facts))
        filled = reason.state in (CellState.KNOWN, CellState.UNREADABLE)
        points.append(Text("explain.justified" if filled else "explain.not-justified", field=named(reason)))
        if subject.outcome in (Outcome.KEPT, subject.rule.breach):
            said = subject.outcome == subject.rule.breach
            found = past and not filled
            require("explain.what-outcome", subject, said=said, found=found)
    return Account(fields=spec.fields, points=tuple(points))
