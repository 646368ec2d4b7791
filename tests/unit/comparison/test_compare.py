"""What is new, gone or changed since an earlier run, each thing compared with itself."""

from __future__ import annotations

import pytest

from hcaudit.model.changes import CHANGES
from tests.unit.comparison.conftest import Compare, changes, report_of
from tests.unit.render.reports import T05, Row, day, finding, month

LATER = day("2022-03-05")


def late(number: int, **values: object) -> Row:
    """Return a high-voltage order that is late and still open."""
    open_case = {
        **T05,
        "started_on": day("2021-12-31"),
        "due_on": day("2022-02-14"),
        "measured": 26.0,
        "limit": 16.0,
        "overdue_working_days": 10,
        "overdue_calendar_days": 14,
        "occurred_on": day("2022-02-15"),
        "amount": 3_000_000,
    }
    return finding(number, **{**open_case, **values})


def fine(number: int, *findings: int, **values: object) -> Row:
    """Return a fine of 30 000 yuan that lists `findings`."""
    return {
        "finding_ids": [f"{one:016x}" for one in findings or (number,)],
        "pack": "huangchuan-2021-38",
        "item": "2.3",
        "event": "业扩报装超时限",
        "unit": "城关供电所",
        "record_no": f"41210000000{number:05}",
        "rules": ["T05"],
        "occurred_on": day("2022-02-15"),
        "base": 3_000_000,
        "multiplier": "1",
        "amount": 3_000_000,
        "leadership_share": 1_000_000,
        "frontline_share": 2_000_000,
    } | values


def fields(row: Row) -> dict[str, tuple[object, object]]:
    return {field["field"]: (field["before"], field["after"]) for field in row["fields"]}  # type: ignore[attr-defined]


def test_a_report_has_not_changed_against_itself(compare: Compare) -> None:
    report = compare(month(), month())
    assert changes(report) == []
    assert report.changes is not None
    assert report.changes.schema.equals(CHANGES)


def test_what_is_new_and_what_is_gone(compare: Compare) -> None:
    report = compare(report_of(late(1), late(2)), report_of(late(2), late(3, unit=None)))
    new, gone = changes(report)
    assert (new["change"], new["subject"], new["record_no"], new["rule"]) == (
        "new",
        "finding",
        "4121000000000001",
        "T05",
    )
    assert (new["outcome"], new["occurred_on"], new["finding_ids"]) == ("violation", day("2022-02-15"), [f"{1:016x}"])
    assert (gone["change"], gone["unit"], gone["record_no"]) == ("gone", None, "4121000000000003")
    assert {row["amount_change"] for row in (new, gone)} == {None}
    assert new["fields"] == gone["fields"] == []


def test_a_changed_finding_tells_what_changed(compare: Compare) -> None:
    before = late(1, outcome="suspected", facts_id="0000000a")
    after = late(1, ended_on=day("2022-03-01"), measured=30.5, unit="双柳供电所", amount=4_500_000, facts_id="0000000b")
    (row,) = changes(compare(report_of(after), report_of(before)))
    assert (row["change"], row["ran_on"], row["unit"], row["outcome"]) == ("changed", False, "双柳供电所", "violation")
    assert fields(row) == {
        "outcome": ("suspected", "violation"),
        "unit": ("城关供电所", "双柳供电所"),
        "ended_on": (None, "2022-03-01"),
        "measured": ("26", "30.5"),
        "amount": ("30000.00", "45000.00"),
        "facts_id": ("0000000a", "0000000b"),
    }


def test_where_the_record_stands_and_how_its_rule_is_called_is_no_change(compare: Compare) -> None:
    moved = {"source_file": "other.csv", "source_row": 99, "title": "Took over 16 working days", "customer_name": "张*"}
    assert changes(compare(report_of(late(1, **moved)), report_of(late(1)))) == []


def test_other_words_alone_are_no_change(compare: Compare) -> None:
    before, after = late(1, reason="结束日期不明"), late(1, reason="结束日期无法识别")
    assert changes(compare(report_of(after), report_of(before))) == []
    (row,) = changes(compare(report_of({**after, "outcome": "undetermined"}), report_of(before)))
    assert fields(row)["reason"] == ("结束日期不明", "结束日期无法识别")


def test_reasons_in_another_language_are_not_compared(compare: Compare) -> None:
    before, after = late(1, outcome="suspected", reason="End unreadable"), late(1, reason="结束日期无法识别")
    report = compare(report_of(after), report_of(before, pack_title="Grid connection assessment"))
    assert set(fields(changes(report)[0])) == {"outcome"}


OLDER = {"measured": 31.0, "overdue_working_days": 15, "overdue_calendar_days": 19}


@pytest.mark.parametrize(
    ("more", "as_of", "ran_on"),
    [
        ({}, LATER, True),
        ({"disposition": "waived"}, LATER, False),
        ({"ended_on": day("2022-03-05")}, LATER, False),
        ({}, month().run.as_of, False),
    ],
)
def test_an_open_case_that_only_ran_on_is_told_apart(more: Row, as_of: object, ran_on: bool, compare: Compare) -> None:
    (row,) = changes(compare(report_of(late(1, **OLDER, **more), as_of=as_of), report_of(late(1))))
    assert (row["change"], row["ran_on"]) == ("changed", ran_on)
    assert fields(row)["measured"] == ("26", "31")


def test_what_only_ran_on_comes_last_among_the_findings(compare: Compare) -> None:
    before = report_of(late(1), late(2), late(3))
    after = report_of(late(1, **OLDER), late(2, disposition="waived"), late(4), as_of=LATER)
    rows = changes(compare(after, before))
    assert [(row["change"], row["record_no"][-1]) for row in rows] == [
        ("new", "4"), ("gone", "3"), ("changed", "2"), ("changed", "1")
    ]  # fmt: skip


def test_rows_are_sorted_empty_last(compare: Compare) -> None:
    found = [late(1, unit=None), late(2, unit="b"), late(3, unit="a", occurred_on=None), late(4, unit="a")]
    rows = changes(compare(report_of(*found), report_of()))
    assert [row["record_no"][-1] for row in rows] == ["4", "3", "2", "1"]


def test_fines_have_the_money(compare: Compare) -> None:
    before = report_of(fines=(fine(1), fine(2), fine(3, amount=None, leadership_share=None, reward=2_000_000)))
    after = report_of(fines=(fine(1, amount=4_500_000, multiplier="1.5"), fine(4)))
    new, gone, rewarded, changed = changes(compare(after, before))
    assert (new["change"], new["amount_before"], new["amount_after"], new["amount_change"]) == ("new", None, 3e6, 3e6)
    assert (gone["change"], gone["amount_before"], gone["amount_after"], gone["amount_change"]) == (
        "gone",
        3e6,
        None,
        -3e6,
    )
    assert (rewarded["amount_change"], rewarded["reward_change"]) == (None, -2_000_000)
    assert (changed["change"], changed["amount_change"]) == ("changed", 1_500_000)
    assert fields(changed) == {"multiplier": ("1", "1.5"), "amount": ("30000.00", "45000.00")}
    assert {row["subject"] for row in (new, gone, rewarded, changed)} == {"fine"}
    assert (new["title"], new["rule"], new["item"]) == ("业扩报装超时限", None, "2.3")


def test_a_fine_is_known_by_its_findings_though_its_record_changes(compare: Compare) -> None:
    before, after = fine(1, 7, 8), fine(9, 8, 9, rules=["T05", "T08"])
    (row,) = changes(compare(report_of(fines=(after,)), report_of(fines=(before,))))
    assert fields(row)["record_no"] == ("4121000000000001", "4121000000000009")
    assert fields(row)["rules"] == ("T05", "T05;T08")
    assert fields(row)["finding_ids"] == (f"{7:016x};{8:016x}", f"{8:016x};{9:016x}")


def test_fines_of_two_items_are_two_though_they_share_findings(compare: Compare) -> None:
    rows = changes(compare(report_of(fines=(fine(1, item="2.4"),)), report_of(fines=(fine(1),))))
    assert [row["change"] for row in rows] == ["new", "gone"]


def test_no_fine_is_matched_twice(compare: Compare) -> None:
    rows = changes(compare(report_of(fines=(fine(1, 7), fine(2, 8))), report_of(fines=(fine(1, 7, 8),))))
    assert [(row["change"], row["record_no"][-1]) for row in rows] == [("new", "2"), ("changed", "1")]


def test_another_pack_finds_the_same_records(compare: Compare) -> None:
    before = report_of(late(1, finding_id="a" * 16), fines=(fine(1, finding_ids=["a" * 16]),), pack_id="ours")
    report = compare(report_of(late(1), fines=(fine(1),)), before)
    assert changes(report) == []
    assert [word for word in ("ours", "huangchuan-2021-38") if word not in report.run.warnings[0]] == []


def test_the_earlier_run_is_told(compare: Compare) -> None:
    since = compare(report_of(as_of=LATER), report_of()).run.since
    assert since is not None
    assert (since.file, since.as_of, since.period_from) == ("earlier.json", month().run.as_of, day("2021-12-01"))
    assert since.totals["amount"] == 3_200_050
    assert since.totals["findings"] == 5
