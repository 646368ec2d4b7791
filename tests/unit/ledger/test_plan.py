"""What a run adds to the ledger: posted once, adjusted, moved, late, shut out, gone (SPEC §9)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hcaudit.ledger.charges import Booking, Charge
from hcaudit.ledger.plan import Plan, counted_anew
from tests.unit.ledger.cases import charge, plan_of, scope, standing

FINE = charge()
OTHER_UNIT = replace(FINE, unit="乙")
IN_JANUARY = replace(FINE, occurred_on="2022-01-06")
MORE_RULES = replace(FINE, proofs=(*FINE.proofs, replace(FINE.proofs[0], finding_id="f1-T08", rule="T08")))


def told(plan: Plan) -> dict[str, object]:
    """Return what a plan tells, nothing left out but what is nothing."""
    lists = {name: len(getattr(plan, name)) for name in ("newer", "voided", "shut", "gone")}
    return {name: n for name, n in {"already": plan.already, **lists}.items() if n}


def booked(plan: Plan) -> tuple[str, str, str | None, bool, str | None]:
    (one,) = plan.bookings
    return (one.event, one.month, one.out_of, one.late, one.reason)


def test_a_fine_is_posted_in_the_month_it_occurred_in() -> None:
    plan = plan_of([FINE], [], scope())
    assert booked(plan) == ("posted", "2021-12", None, False, None)
    assert told(plan) == {}


def test_a_fine_already_posted_is_not_posted_again() -> None:
    plan = plan_of([FINE], [standing(FINE)], scope())
    assert (plan.bookings, told(plan)) == ((), {"already": 1})


def test_the_name_of_the_file_is_no_fact() -> None:
    renamed = replace(FINE, proofs=(replace(FINE.proofs[0], source_file="b"),))
    assert told(plan_of([renamed], [standing(FINE)], scope())) == {"already": 1}


@pytest.mark.parametrize("changed", [OTHER_UNIT, MORE_RULES, replace(FINE, amount=1)])
def test_one_whose_facts_changed_is_adjusted(changed: Charge) -> None:
    plan = plan_of([changed], [standing(FINE)], scope())
    assert booked(plan) == ("adjusted", "2021-12", "2021-12", False, "facts")
    (one,) = plan.bookings
    assert (one.before, one.charge) == (standing(FINE), changed)


def test_a_run_of_a_month_leaves_other_months_alone() -> None:
    january = scope("2022-01", as_of="2022-01-31")
    assert plan_of([FINE], [], january).bookings == ()
    assert told(plan_of([OTHER_UNIT], [standing(FINE)], january)) == {}


def test_without_a_month_every_fine_is_posted_in_its_own() -> None:
    later = replace(IN_JANUARY, fine_id="f2")
    plan = plan_of([FINE, later], [], scope(None))
    assert [one.month for one in plan.bookings] == ["2021-12", "2022-01"]


@pytest.mark.parametrize("month", ["2021-12", "2022-01", None])
def test_a_fine_that_falls_in_another_open_month_moves_there(month: str | None) -> None:
    plan = plan_of([IN_JANUARY], [standing(FINE)], scope(month, as_of="2022-01-31"))
    assert booked(plan) == ("adjusted", "2022-01", "2021-12", False, "facts")


def test_what_a_later_run_saw_is_not_moved_back_by_one_that_sees_less() -> None:
    plan = plan_of([FINE], [standing(IN_JANUARY, as_of="2022-01-31")], scope())
    assert (plan.bookings, told(plan)) == ((), {"newer": 1})


def test_nor_are_its_facts_but_money_in_the_same_month_is() -> None:
    known = standing(MORE_RULES, as_of="2022-01-31")
    assert told(plan_of([FINE], [known], scope())) == {"already": 1}
    assert booked(plan_of([OTHER_UNIT], [known], scope())) == ("adjusted", "2021-12", "2021-12", False, "facts")


def test_a_closed_month_takes_no_posts() -> None:
    closed = scope(closed=["2021-12"])
    assert told(plan_of([FINE], [], closed)) == {"shut": 1}
    assert told(plan_of([FINE], [], scope(None, closed=["2021-12"]))) == {"shut": 1}
    assert told(plan_of([FINE], [standing(FINE)], closed)) == {"already": 1}
    assert told(plan_of([OTHER_UNIT], [standing(FINE)], closed)) == {"shut": 1}


def test_late_finds_of_closed_months_are_booked_in_the_month_of_the_run() -> None:
    january = scope("2022-01", closed=["2021-12"], as_of="2022-01-31")
    assert booked(plan_of([FINE], [], january)) == ("posted", "2022-01", None, True, None)


def test_a_closed_fine_that_costs_something_else_is_corrected_in_the_month_of_the_run() -> None:
    january = scope("2022-01", closed=["2021-12"], as_of="2022-01-31")
    plan = plan_of([OTHER_UNIT], [standing(FINE)], january)
    assert booked(plan) == ("adjusted", "2022-01", "2022-01", True, "facts")
    # What does not touch the money is left as it was closed.
    assert told(plan_of([MORE_RULES], [standing(FINE)], january)) == {"already": 1}
    assert told(plan_of([IN_JANUARY], [standing(FINE)], january)) == {"already": 1}


def test_a_late_find_is_not_found_again_and_stays_where_it_is_booked() -> None:
    late = standing(FINE, month="2022-01", late=True, as_of="2022-01-31")
    closed = {"closed": ["2021-12"]}
    assert told(plan_of([FINE], [late], scope("2022-02", as_of="2022-02-28", **closed))) == {}
    assert told(plan_of([FINE], [late], scope("2022-01", as_of="2022-01-31", **closed))) == {"already": 1}
    changed = plan_of([OTHER_UNIT], [late], scope("2022-01", as_of="2022-01-31", **closed))
    assert booked(changed) == ("adjusted", "2022-01", "2022-01", True, "facts")


def test_one_that_falls_into_a_closed_month_stays_where_it_is() -> None:
    earlier = replace(FINE, occurred_on="2021-11-28")
    plan = plan_of([earlier], [standing(FINE)], scope(closed=["2021-11"]))
    assert booked(plan) == ("adjusted", "2021-12", "2021-12", True, "facts")


def test_a_waived_fine_is_adjusted_to_nothing_and_back() -> None:
    plan = plan_of([], [standing(FINE)], scope(), waived=["f1"])
    assert booked(plan) == ("adjusted", "2021-12", "2021-12", False, "waived")
    (one,) = plan.bookings
    assert (one.charge.stands, one.charge.amount, one.charge.leadership_share, one.charge.reward) == (False, 0, 0, None)
    dropped = standing(FINE.dropped(), event="adjusted")
    assert told(plan_of([], [dropped], scope(), waived=["f1"])) == {"already": 1}
    assert booked(plan_of([FINE], [dropped], scope()))[0] == "adjusted"
    # It costs nothing, so nobody misses it.
    assert told(plan_of([], [dropped], scope())) == {}


def test_a_voided_fine_stays_so() -> None:
    void = standing(FINE.dropped(), event="voided")
    assert told(plan_of([FINE], [void], scope())) == {"voided": 1}
    assert told(plan_of([OTHER_UNIT], [void], scope(None))) == {"voided": 1}
    assert told(plan_of([], [void], scope())) == {}


def test_a_fine_that_is_gone_is_told_and_not_touched() -> None:
    plan = plan_of([], [standing(FINE)], scope())
    assert (plan.bookings, told(plan)) == ((), {"gone": 1})


@pytest.mark.parametrize(
    ("month", "shows", "rules"),
    [("2022-01", True, {"T05"}), ("2021-12", False, {"T05"}), ("2021-12", True, {"T08"})],
    ids=["another month", "its file is not there", "its rule was not evaluated"],
)
def test_one_that_the_run_cannot_know_of_is_not_missed(month: str, shows: bool, rules: set[str]) -> None:
    where = scope(month, rules=frozenset(rules))
    assert told(plan_of([], [standing(FINE)], where, shows=shows)) == {}


def test_a_run_without_one_of_its_rules_does_not_change_a_fine() -> None:
    plan = plan_of([FINE], [standing(MORE_RULES)], scope(rules=frozenset({"T05"})))
    assert (plan.bookings, told(plan)) == ((), {"already": 1})


KNOWN = frozenset({"f1-T05"})
WORSE = replace(FINE, amount=45_000_00, leadership_share=15_000_00, frontline_share=30_000_00, multiplier="1.5")


def anew(charges: list[Charge], posted: list[Charge], known: frozenset[str] = KNOWN, **facts: object) -> Plan:
    standings = {one.fine_id: standing(one, **facts) for one in posted}
    return counted_anew({one.fine_id: one for one in charges}, known, standings, scope("2022-02"))


def test_fines_of_earlier_runs_follow_what_their_year_comes_to() -> None:
    assert booked(anew([WORSE], [FINE])) == ("adjusted", "2021-12", "2021-12", False, "yearly")
    assert booked(anew([WORSE], [])) == ("posted", "2021-12", None, False, None)
    assert booked(anew([], [FINE])) == ("adjusted", "2021-12", "2021-12", False, "yearly")
    assert anew([FINE], [FINE]).bookings == ()


def test_but_not_where_it_cannot_be_said_what_they_come_to() -> None:
    nothing: frozenset[str] = frozenset()
    assert anew([WORSE], [FINE], nothing).bookings == ()
    assert anew([WORSE], [], nothing).bookings == ()
    assert anew([], [FINE], nothing).bookings == ()
    assert anew([WORSE], [FINE.dropped()], event="voided").bookings == ()


def test_a_unit_that_a_decision_named_stays() -> None:
    (one,) = anew([WORSE], [OTHER_UNIT]).bookings
    assert isinstance(one, Booking)
    assert (one.charge.unit, one.charge.amount) == ("乙", 45_000_00)
