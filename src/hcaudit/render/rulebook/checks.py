"""What each check counts, in words: in full, and as briefly as a list needs it; it must not know how it is judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hcaudit.checks.again import Again
from hcaudit.checks.burst import Burst
from hcaudit.checks.deadline import Deadline
from hcaudit.checks.event import Event
from hcaudit.checks.fee import Fee
from hcaudit.checks.limit import Limit
from hcaudit.checks.minimum import Minimum
from hcaudit.checks.nth_in_year import NthInYear
from hcaudit.checks.open_longer import OpenLonger
from hcaudit.checks.pauses import PauseSpec
from hcaudit.checks.presence import Presence
from hcaudit.checks.sequence import Sequence
from hcaudit.checks.visited import VISITS, Visited
from hcaudit.model.rule import Rule
from hcaudit.render.rulebook.terms import Terms, all_of, clock_time, condition_words, counted, joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a rule counts: `brief` for lists, `test` in full, and the time its clock leaves out."""

    brief: str
    test: tuple[str, ...]
    pauses: tuple[str, ...] = ()


def check_words(rule: Rule, terms: Terms) -> Told:
    """Return what the check of `rule` counts."""
    return WORDS[rule.check](rule.spec, terms)


def _again(spec: Again, terms: Terms) -> Told:
    limit = terms.figure(spec.within_days, "calendar_days")
    same = terms.say("test-again-same", customer=terms.field(spec.customer), otherwise=terms.fields(spec.otherwise))
    return Told(
        brief=terms.say("brief-again", limit=limit),
        test=(terms.say("test-again", at=terms.field(spec.at), limit=limit), same),
    )


def _burst(spec: Burst, terms: Terms) -> Told:
    figures = {
        "count": terms.figure(spec.at_least, "records"),
        "minutes": terms.figure(spec.within_minutes, "minutes"),
    }
    return Told(
        brief=terms.say("brief-burst", **figures),
        test=(
            terms.say("test-burst", at=terms.field(spec.at), same=terms.field(spec.same), **figures),
            terms.say("test-burst-clock"),
        ),
    )


def _deadline(spec: Deadline, terms: Terms) -> Told:
    end = joined([terms.field(name) for name in spec.ends], "and", terms.lang)
    if len(spec.ends) > 1:
        end = terms.say("deadline-latest", fields=end)
    brief, test = _due(spec, end, terms)
    return Told(
        brief=brief,
        # A limit of 0 days says itself which day it means.
        test=(test, *_finer(spec, terms), *(_counting(terms) if spec.figures not in {(), (0,)} else ())),
        pauses=tuple(_pause(pause, terms) for pause in spec.pauses),
    )


def _due(spec: Deadline, end: str, terms: Terms) -> tuple[str, str]:
    """Return in brief and in full when the clock is late."""
    if spec.within is None:
        planned = terms.field(str(spec.by))
        brief = terms.say("brief-deadline-by", planned=planned)
        return brief, terms.say("test-deadline-by", end=end, planned=planned)
    start, days = terms.field(str(spec.from_)), spec.within.working_days
    if days == 0:
        return terms.say("brief-deadline-same-day"), terms.say("test-deadline-same-day", start=start, end=end)
    limit = terms.figure(days, "working_days")
    brief = terms.say("brief-deadline-within", limit=limit)
    return brief, terms.say("test-deadline-within", start=start, end=end, limit=limit)


def _finer(spec: Deadline, terms: Terms) -> Iterator[str]:
    if spec.each_after_start and spec.from_:
        yield terms.say("test-deadline-each-after-start", start=terms.field(spec.from_))
    if spec.to_the_minute:
        yield terms.say("test-deadline-to-the-minute")


def _counting(terms: Terms) -> Iterator[str]:
    """Yield how the pack counts days."""
    counting = terms.counting
    yield terms.say("counting-inclusive" if counting.inclusive else "counting-exclusive")
    if counting.after_hours is not None:
        yield terms.say("counting-after-hours", time=clock_time(counting.after_hours))


def _pause(pause: PauseSpec, terms: Terms) -> str:
    bounds = {"start": terms.field(pause.from_), "end": terms.field(pause.to)}
    if not pause.unless:
        return terms.say("pause", **bounds)
    unless = all_of([condition_words(condition, terms) for condition in pause.conditions], terms)
    return terms.say("pause-unless", conditions=unless, **bounds)


def _event(spec: Event, terms: Terms) -> Told:
    brief, test = terms.say("brief-event"), [terms.say("test-event")]
    if spec.last:
        last = all_of([condition_words(condition, terms) for condition in spec.last], terms)
        brief = terms.say("brief-event-when", conditions=last)
        absent = f"test-event-if-absent-{spec.if_absent.replace(' ', '_')}"
        test += [terms.say("test-event-when", conditions=last), terms.say(absent, field=terms.fields(spec.when))]
    if spec.child_of:
        test.append(terms.say("test-event-child", field=terms.field(spec.child_of)))
    if worse := list(_worse(spec, terms)):
        test.append(terms.say("test-event-worse", conditions=joined(worse, "or", terms.lang)))
    return Told(brief=brief, test=tuple(test))


def _worse(spec: Event, terms: Terms) -> Iterator[str]:
    """Yield each case in which the multiplier holds."""
    yield from (condition_words(condition, terms) for condition in spec.worse)
    if spec.repeat_at and spec.repeat_by:
        either = joined([terms.field(name) for name in spec.repeat_by], "or", terms.lang)
        yield terms.say("event-repeated", at=terms.field(spec.repeat_at), fields=either)


def _fee(spec: Fee, terms: Terms) -> Told:
    fees = {"paid": terms.field(spec.paid), "due": terms.field(spec.due)}
    keys = ("test-fee-single", "test-fee-several", "test-fee-due-unknown")
    return Told(brief=terms.say("brief-fee"), test=tuple(terms.say(key, **fees) for key in keys))


def _limit(spec: Limit, terms: Terms) -> Told:
    figure = terms.field(spec.field)
    if spec.share_of:
        figure = terms.say("limit-share", field=figure, whole=terms.field(spec.share_of))
    side = next(name for name in ("over", "below", "up_to") if getattr(spec, name) is not None)
    bound = counted(getattr(spec, side), spec.unit_of_measure, terms.lang)
    test = terms.say(f"test-limit-{side}", figure=figure, bound=bound)
    absent = terms.say(f"test-limit-if-absent-{spec.if_absent.replace(' ', '_')}")
    return Told(brief=test, test=(test, absent))


def _minimum(spec: Minimum, terms: Terms) -> Told:
    limit = terms.figure(spec.at_least.working_days, "working_days")
    test = terms.say("test-minimum", start=terms.field(spec.from_), end=terms.field(spec.to), limit=limit)
    return Told(brief=terms.say("brief-minimum", limit=limit), test=(test, *_counting(terms)))


def _nth_in_year(spec: NthInYear, terms: Terms) -> Told:
    n = spec.over + 1
    test = terms.say("test-nth_in_year", n=n, at=terms.field(spec.at), fields=terms.fields(spec.same))
    return Told(brief=terms.say("brief-nth_in_year", n=n), test=(test,))


def _open_longer(spec: OpenLonger, terms: Terms) -> Told:
    limit = counted(spec.years, "years", terms.lang)
    names = {"start": terms.field(spec.from_), "justification": terms.field(spec.unless_filled)}
    return Told(
        brief=terms.say("brief-open_longer", limit=limit), test=(terms.say("test-open_longer", limit=limit, **names),)
    )


def _presence(spec: Presence, terms: Terms) -> Told:
    field = terms.field(spec.field)
    test = terms.say("test-presence", field=field)
    if spec.on_list is None:
        return Told(brief=terms.say("brief-presence", field=field), test=(test,))
    return Told(brief=terms.say("brief-presence-roster", field=field), test=(test, terms.say("test-presence-roster")))


def _sequence(spec: Sequence, terms: Terms) -> Told:
    stages = terms.say("sequence-then").join(terms.field(name) for name in spec.stages)
    return Told(brief=terms.say("brief-sequence"), test=(terms.say("test-sequence", stages=stages),))


def _visited(spec: Visited, terms: Terms) -> Told:
    told = []
    if spec.by_role:
        told.append(("role", {"roles": joined(spec.by_role, "or", terms.lang)}))
    if spec.meeting:
        told.append(("meeting", {"flags": terms.fields(spec.meeting, VISITS)}))
    return Told(
        brief=terms.say("semicolon").join(terms.say(f"brief-visited-{what}", **words) for what, words in told),
        test=tuple(terms.say(f"test-visited-{what}", **words) for what, words in told),
    )


WORDS: Mapping[str, Callable[[Any, Terms], Told]] = {
    "again": _again,
    "burst": _burst,
    "deadline": _deadline,
    "event": _event,
    "fee": _fee,
    "limit": _limit,
    "minimum": _minimum,
    "nth_in_year": _nth_in_year,
    "open_longer": _open_longer,
    "presence": _presence,
    "sequence": _sequence,
    "visited": _visited,
}
"""Every check by its name, as `checks.CHECKS` has them."""
