"""Which findings and fines a month keeps (SPEC §2, §5)."""

from __future__ import annotations

import hcaudit
from hcaudit import Report
from tests.unit.tables import Record, high_voltage, incident, rows, table


def audited(*orders: Record, **options: str) -> Report:
    numbered = [{"order_no": str(place), **one} for place, one in enumerate(orders, start=1)]
    given: dict[str, str] = {"as_of": "2022-02-28", **options}
    return hcaudit.audit({"orders": table("orders", *numbered)}, select=["T08", "T10"], **given)  # type: ignore[arg-type]


def found(*orders: Record, **options: str) -> list[tuple[object, object]]:
    return [(row["record_no"], row["rule"]) for row in rows(audited(*orders, **options).findings)]


def surveyed(on: str, replied_at: str, **cells: object) -> Record:
    return high_voltage(surveyed_at=on, replied_at=replied_at, **cells)


# Due on 24 and 30 December: the findings occur on the 25th and the 31st, whenever the reply comes.
LATE_IN_DECEMBER = [surveyed("2021-12-17", "2022-01-20"), surveyed("2021-12-23", "2021-12-31")]
# Due on 31 December: the finding occurs on 1 January.
LATE_IN_JANUARY = surveyed("2021-12-24", "2022-01-20")


def test_a_month_keeps_what_occurred_in_it() -> None:
    orders = [*LATE_IN_DECEMBER, LATE_IN_JANUARY]
    assert found(*orders) == [("1", "T08"), ("2", "T08"), ("3", "T08")]
    assert found(*orders, month="2021-11") == []
    assert found(*orders, month="2021-12") == [("1", "T08"), ("2", "T08")]
    assert found(*orders, month="2022-01") == [("3", "T08")]


def test_a_period_may_be_open_on_either_side() -> None:
    tables = {"orders": table("orders", {**LATE_IN_DECEMBER[0], "order_no": "1"}, {**LATE_IN_JANUARY, "order_no": "2"})}
    for period, kept in {
        (None, "2021-12-31"): ["1"],
        ("2022-01-01", None): ["2"],
        ("2021-12-25", "2022-01-01"): ["1", "2"],
        ("2021-12-26", "2021-12-31"): [],
        (None, None): ["1", "2"],
    }.items():
        report = hcaudit.audit(tables, period=period, as_of="2022-02-28", select=["T08"])
        assert [row["record_no"] for row in rows(report.findings)] == kept, period


def test_an_undetermined_finding_is_kept_while_its_record_lives() -> None:
    unclear = {"surveyed_at": "待定", "replied_at": "2021-12-20"}
    ended = high_voltage(accepted_at="2021-12-10", **unclear, status="归档", archived_at="2021-12-28")
    given_up = high_voltage(accepted_at="2021-12-10", **unclear, terminated_at="2022-01-05")
    open_order = high_voltage(accepted_at="2022-01-10", **unclear)
    for month, kept in {
        "2021-11": [],
        "2021-12": ["1", "2"],
        "2022-01": ["2", "3"],
        "2022-02": ["3"],
        "2022-03": [],
    }.items():
        assert found(ended, given_up, open_order, month=month) == [(number, "T08") for number in kept], month


def test_a_fine_is_charged_to_the_month_of_its_earliest_finding_alone() -> None:
    # Late with the reply on 9 December, late with the energizing on 11 January.
    order = surveyed("2021-12-01", "2021-12-20", inspected_at="2022-01-05", energized_at="2022-01-20")
    everything = rows(audited(order).fines)
    assert [(fine["rules"], fine["occurred_on"]) for fine in everything] == [(["T08", "T10"], "2021-12-09")]
    assert rows(audited(order, month="2021-12").fines) == everything
    january = audited(order, month="2022-01")
    assert [row["rule"] for row in rows(january.findings)] == ["T10"]
    assert rows(january.fines) == []
    assert january.units.num_rows == 0


def test_as_of_in_the_month_shows_what_was_known_then() -> None:
    order = surveyed("2021-12-01", "2021-12-20", inspected_at="2022-01-05", energized_at="2022-01-20")
    fine = rows(audited(order, month="2021-12", as_of="2021-12-31").fines)[0]
    assert (fine["rules"], fine["amount"]) == (["T08"], 30_000_00)


def test_consequences_are_cut_too() -> None:
    incidents = table(
        "incidents", *(incident("三指定", incident_no=day, found_on=day) for day in ("2021-12-31", "2022-01-01"))
    )
    report = hcaudit.audit({"incidents": incidents}, month="2022-01")
    assert {row["month"] for row in rows(report.consequences)} == {"2022-01"}
    assert [row["record_no"] for row in rows(report.fines)] == ["2022-01-01"]
