"""What decisions do to findings, and which are reported instead of applied (SPEC §5)."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

import hcaudit
from hcaudit.judging import strays
from tests.unit.tables import UNIT, high_voltage, order, table

LATE = high_voltage(
    order_no="1", grid_works="否", energized_at="2021-12-31", replied_at="2021-12-02", materials_at="2021-12-02"
)
PAID = order("低压居民新装", order_no="2", energized_at="2021-12-01", other_fees="800", grid_works="否")
UNCLEAR = order("低压居民新装", order_no="3", energized_at="2021-12-20")
ORDERS = table("orders", LATE, PAID, UNCLEAR)
RULES = ("T05", "C01", "T02")


def audit(*decisions: dict[str, str], as_of: str = "2022-01-31") -> hcaudit.Report:
    return hcaudit.audit(
        {"orders": ORDERS}, as_of=as_of, select=RULES, decisions=given(*decisions) if decisions else ()
    )


def given(*decisions: dict[str, str]) -> dict[str, pa.Table]:
    return {"decisions": pa.Table.from_pylist([_complete(row) for row in decisions])}


def not_applied(report: hcaudit.Report) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = report.problems.to_pylist()
    return [row for row in rows if row["source_file"] == "decisions"]


def _complete(row: dict[str, str]) -> dict[str, str]:
    empty = dict.fromkeys(("违规编号", "事实编号", "裁定", "理由", "裁定人", "裁定日期", "有效期至", "责任单位"), "")
    return {**empty, "理由": "核实", "裁定人": "考核组", "裁定日期": "2022-02-05", **row}


def finding(rule: str, report: hcaudit.Report | None = None) -> dict[str, Any]:
    rows = (report or audit()).findings.to_pylist()
    (row,) = [row for row in rows if row["rule"] == rule]
    return dict(row)


def decision(rule: str, words: str, **more: str) -> dict[str, str]:
    return {"违规编号": finding(rule)["finding_id"], "裁定": words, **more}


def fined(report: hcaudit.Report) -> dict[str, int]:
    return {row["item"]: row["amount"] for row in report.fines.to_pylist()}


def problems(report: hcaudit.Report) -> str:
    return "\n".join(report.problems["problem"].to_pylist())


def test_without_decisions_only_violations_cost() -> None:
    assert fined(audit()) == {"2.3": 3_000_000}
    assert {row["disposition"] for row in audit().findings.to_pylist()} == {"open"}


def test_a_confirmed_suspicion_is_fined() -> None:
    report = audit(decision("C01", "确认"))
    assert fined(report) == {"2.3": 3_000_000, "1.3": 5_000_000}
    assert finding("C01", report)["disposition"] == "confirmed"


def test_a_waived_violation_stays_with_what_it_would_have_cost() -> None:
    report = audit(decision("T05", "豁免"))
    assert fined(report) == {}
    waived = finding("T05", report)
    assert (waived["disposition"], waived["amount"]) == ("waived", 3_000_000)


def test_a_decision_may_move_a_finding_to_another_unit() -> None:
    report = audit(decision("T05", "确认", 责任单位="城关供电所"))
    assert finding("T05", report)["unit"] == "城关供电所"
    assert report.fines["unit"].to_pylist() == ["城关供电所"]
    assert finding("C01", report)["unit"] == UNIT


def test_facts_that_still_hold_are_no_obstacle() -> None:
    report = audit(decision("T05", "豁免", 事实编号=finding("T05")["facts_id"]))
    assert finding("T05", report)["disposition"] == "waived"


def test_an_expiry_is_held_against_as_of() -> None:
    assert fined(audit(decision("T05", "豁免", 有效期至="2022-01-31"))) == {}
    late = audit(decision("T05", "豁免", 有效期至="2022-01-30"))
    assert fined(late) == {"2.3": 3_000_000}
    assert "有效期" in problems(late)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"理由": ""}, "不完整"),
        ({"裁定人": ""}, "不完整"),
        ({"裁定日期": ""}, "不完整"),
        ({"裁定日期": "五月"}, "无法识别"),
        ({"裁定": "再议"}, "无法识别"),
        ({"违规编号": "0123456789abcdef"}, "没有编号"),
        ({"事实编号": "00000000"}, "已有变化"),
    ],
)
def test_what_cannot_be_applied_is_reported(change: dict[str, str], words: str) -> None:
    report = audit({**decision("T05", "豁免"), **change})
    assert fined(report) == {"2.3": 3_000_000}
    assert words in problems(report)


def test_a_decision_on_a_rule_that_is_not_judged_says_so() -> None:
    unchosen = hcaudit.audit(
        {"orders": ORDERS}, as_of="2022-01-31", select=("T02",), decisions=given(decision("C01", "确认"))
    )
    (row,) = not_applied(unchosen)
    assert "（记录 2，规则 C01）未评估：本次未选择；裁定未采用" in row["problem"]
    assert row["value"] == finding("C01")["finding_id"]


def test_a_decision_on_what_is_no_finding_any_more_says_so() -> None:
    early = hcaudit.audit(
        {"orders": ORDERS}, as_of="2021-12-10", select=RULES, decisions=given(decision("T05", "豁免"))
    )
    (row,) = not_applied(early)
    assert "截至 2021-12-10，记录 1 的规则 T05 没有违规" in row["problem"]


def test_a_decision_on_a_record_that_does_not_exist_yet_says_so() -> None:
    early = hcaudit.audit(
        {"orders": ORDERS}, as_of="2021-11-30", select=RULES, decisions=given(decision("T05", "豁免"))
    )
    (row,) = not_applied(early)
    assert "记录 1 晚于截止日 2021-11-30" in row["problem"]


def test_a_decision_on_a_finding_outside_the_period_is_applied() -> None:
    december = hcaudit.audit(
        {"orders": ORDERS}, month="2021-12", select=RULES, decisions=given(decision("C01", "确认"))
    )
    january = hcaudit.audit({"orders": ORDERS}, month="2022-01", select=RULES, decisions=given(decision("C01", "确认")))
    assert finding("C01", december)["disposition"] == "confirmed"
    assert "C01" not in january.findings["rule"].to_pylist()
    assert not_applied(december) == not_applied(january) == []
    assert january.decided["rule"].to_pylist() == ["C01"]


def test_ids_are_not_looked_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strays, "MOST_TRIED", 2)
    unchosen = hcaudit.audit(
        {"orders": ORDERS}, as_of="2022-01-31", select=("T02",), decisions=given(decision("C01", "确认"))
    )
    (row,) = not_applied(unchosen)
    assert "没有编号" in row["problem"]


def test_of_contradicting_decisions_none_is_applied() -> None:
    report = audit(decision("T05", "豁免"), decision("T05", "确认"))
    assert finding("T05", report)["disposition"] == "open"
    assert problems(report).count("矛盾") == 2


def test_the_same_decision_twice_is_one() -> None:
    report = audit(decision("T05", "豁免"), decision("T05", "豁免"))
    assert finding("T05", report)["disposition"] == "waived"


def test_what_is_undetermined_cannot_be_confirmed() -> None:
    report = audit(decision("T02", "确认"))
    assert finding("T02", report)["disposition"] == "open"
    assert "无法判定" in problems(report)


def test_contradicting_decisions_on_what_is_undetermined_are_both_set_aside() -> None:
    report = audit(decision("T02", "确认"), decision("T02", "豁免"))
    assert finding("T02", report)["disposition"] == "open"
    assert problems(report).count("矛盾") == 2


def test_a_row_nobody_filled_in_is_no_decision() -> None:
    empty = {"违规编号": finding("T05")["finding_id"], "裁定": "", "理由": "", "裁定人": "", "裁定日期": ""}
    assert problems(audit(empty)) == problems(audit())


def test_a_decisions_file_that_cannot_be_used_stops_the_audit() -> None:
    nothing = pa.table({"甲": ["1"], "乙": ["2"]})
    with pytest.raises(hcaudit.InputError, match="裁定文件"):
        hcaudit.audit({"orders": ORDERS}, as_of="2022-01-31", decisions={"decisions": nothing})
