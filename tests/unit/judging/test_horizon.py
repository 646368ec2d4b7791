"""The as-of day, and the records that exist on it (SPEC §2)."""

from __future__ import annotations

import pytest

import hcaudit
from hcaudit import InputError, NothingJudgedError, Report
from tests.unit.tables import Record, exam, high_voltage, resident, table, visit


def audited(*orders: Record, **options: str) -> Report:
    return hcaudit.audit({"orders": table("orders", *orders)}, **options)  # type: ignore[arg-type]


def horizon(*orders: Record, **options: str) -> tuple[str, str]:
    run = audited(*orders, **options).run
    return run.as_of.isoformat(), run.as_of_source


def test_the_latest_event_date_of_the_data_and_the_record_that_has_it() -> None:
    first = resident(order_no="A1", accepted_at="2021-12-01", energized_at="2021-12-20 09:00")
    second = resident(order_no="A2", accepted_at="2021-12-10")
    assert horizon(first, second) == ("2021-12-20", "A1")


@pytest.mark.parametrize("planned", ["appointment_at", "planned_energize_at"])
def test_planned_dates_do_not_count(planned: str) -> None:
    assert horizon(resident(order_no="A1", **{planned: "2022-06-01"})) == ("2021-12-01", "A1")


def test_all_kinds_of_data_count() -> None:
    report = hcaudit.audit(
        {
            "orders": table("orders", high_voltage(order_no="A1")),
            "exams": table("exams", exam("单位", month="2022-01")),
            "visits": table("visits", visit("A1", visited_at="2021-12-24")),
        }
    )
    assert (report.run.as_of.isoformat(), report.run.as_of_source) == ("2022-01-01", "2022-01/青石供电所")


def test_what_is_given_counts_alone() -> None:
    late = resident(order_no="A2", accepted_at="2023-12-01")
    assert horizon(resident(order_no="A1"), late, as_of="2022-03-01") == ("2022-03-01", "given")


def test_the_end_of_the_period_caps_it() -> None:
    orders = [resident(order_no="A1", accepted_at="2021-12-20"), resident(order_no="A2", accepted_at="2022-01-10")]
    assert horizon(*orders, month="2021-12") == ("2021-12-31", "period")
    assert horizon(*orders, month="2022-01") == ("2022-01-10", "A2")
    assert horizon(*orders, month="2021-12", as_of="2022-01-05") == ("2022-01-05", "given")


def test_a_lone_date_more_than_31_days_later_is_not_guessed_from() -> None:
    others = [resident(order_no="A1", accepted_at="2021-12-01"), resident(order_no="A2", accepted_at="2021-12-15")]
    assert horizon(*others, resident(order_no="A3", energized_at="2022-01-15")) == ("2022-01-15", "A3")
    with pytest.raises(InputError) as refused:
        audited(*others, resident(order_no="A3", energized_at="2022-01-16"))
    assert refused.value.exit_code == 3
    assert "A3" in str(refused.value)
    assert "--as-of" in str(refused.value)


def test_two_late_records_bear_each_other_out() -> None:
    late = [resident(order_no=number, energized_at="2022-06-01") for number in ("A2", "A3")]
    assert horizon(resident(order_no="A1"), *late)[0] == "2022-06-01"


def test_the_gap_is_measured_after_the_cap() -> None:
    orders = [resident(order_no="A1", accepted_at="2021-12-01"), resident(order_no="A2", energized_at="2023-01-01")]
    assert horizon(*orders, month="2021-12") == ("2021-12-31", "period")
    with pytest.raises(InputError, match="A2"):
        audited(*orders, month="2022-01")


def test_no_date_at_all() -> None:
    with pytest.raises(NothingJudgedError) as refused:
        audited(resident(order_no="A1", accepted_at=""))
    assert refused.value.exit_code == 3


def test_a_record_whose_date_is_later_does_not_exist_yet() -> None:
    orders = [
        resident(order_no="A1", accepted_at="2021-12-01"),
        resident(order_no="A2", accepted_at="2021-12-02 08:00"),
    ]
    totals = audited(*orders, as_of="2021-12-01").run.totals
    assert (totals["records"], totals["later_than_as_of"]) == (1, 1)
    assert audited(*orders, as_of="2021-12-02").run.totals["records"] == 2


def test_records_later_than_the_stated_period_are_judged_with_a_warning() -> None:
    before, after = resident(order_no="A1", accepted_at="2022-12-31"), resident(order_no="A2", accepted_at="2023-01-01")
    assert audited(before).run.warnings == ()
    (warning,) = audited(before, after).run.warnings
    assert "2022-12-31" in warning
