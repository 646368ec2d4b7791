"""CSV and Markdown: what people open, paste and feed to spreadsheets."""

from __future__ import annotations

import csv
import io

import pytest

from hcaudit.model.report import FINDINGS, Report
from hcaudit.render.parts import PARTS
from tests.unit.render.reports import finding, rendered, with_findings


def rows_of(text: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")))


def test_csv_is_chinese_by_default(report: Report) -> None:
    first = rows_of(rendered(report, "csv"))[0]
    assert list(first)[:4] == ["违规编号", "事实编号", "规则包", "规则"]
    assert first["结论"] == "违规"
    assert first["裁定状态"] == "未裁定"
    assert first["到期日"] == "2022-02-14"
    assert first["考核金额"] == "30000.00"
    assert first["记录编号"] == "4121000000000001"
    assert first["实际值"] == "26"


def test_english_speakers_get_the_same_csv(report: Report) -> None:
    assert rendered(report, "csv", lang="en") == rendered(report, "csv")


@pytest.mark.parametrize("show", ["findings", "fines", "units", "coverage", "problems", "changes"])
def test_machine_headings_come_with_machine_values(report: Report, show: str) -> None:
    rows = rows_of(rendered(report, "csv", show=show, headers="en"))
    assert list(rows[0]) == PARTS[show].names
    assert len(rows) == getattr(report, show).num_rows


def test_machine_values_are_not_translated(report: Report) -> None:
    rows = rows_of(rendered(report, "csv", headers="en"))
    assert [row["outcome"] for row in rows] == ["violation", "suspected", "undetermined", "violation", "reward"]
    assert rows[0]["unit_of_measure"] == "working_days"
    assert rows_of(rendered(report, "csv", show="coverage", headers="en"))[0]["evaluated"] == "true"


def test_bom_only_if_asked_for(report: Report) -> None:
    assert rendered(report, "csv", bom=True) == b"\xef\xbb\xbf" + rendered(report, "csv")


def test_csv_lines_end_with_lf(report: Report) -> None:
    assert b"\r" not in rendered(report, "csv")


def test_csv_quotes_what_needs_it(report: Report) -> None:
    assert rows_of(rendered(report, "csv"))[3]["户名"] == '双柳"腾飞",有限公司'
    assert b'"' not in rendered(report, "csv", show="fines")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_cells_cannot_become_formulas(report: Report, start: str) -> None:
    row = finding(1, rule="T05", customer_name=f"{start}cmd|' /C calc'!A0", record_no=f"{start}1", reason=f"{start}2")
    (read,) = rows_of(rendered(with_findings(report, [row]), "csv"))
    for column in ("户名", "记录编号", "原因"):
        assert read[column].startswith(f"'{start}")


def test_numbers_below_zero_stay_numbers(report: Report) -> None:
    row = finding(1, rule="T05", overdue_calendar_days=-3, amount=-5)
    (read,) = rows_of(rendered(with_findings(report, [row]), "csv"))
    assert read["超期自然日"] == "-3"
    assert read["考核金额"] == "-0.05"


def test_the_penalty_table_has_its_sums(report: Report) -> None:
    rows = rows_of(rendered(report, "csv", show="units"))
    assert rows[-1]["单位"] == "全部单位"
    assert rows[-1]["考核事项"] == "合计"
    assert rows[-1]["考核金额"] == "32000.50"


def test_markdown_is_one_table_under_a_title(report: Report) -> None:
    lines = rendered(report, "md", show="units").decode().splitlines()
    assert lines[0] == "# 考核汇总"
    assert "2022-02-28" in lines[2]
    table = lines[4:]
    assert table[1].startswith("| --- | --- | --- | ---: |")
    assert {line.count("|") for line in table} == {table[0].count("|")}


def test_markdown_shows_markup_instead_of_obeying_it(report: Report) -> None:
    row = finding(1, rule="T05", customer_name="a|b<img>[x](y)*z*\n`c`", reason="\x1b]0;t\x07")
    (line,) = rendered(with_findings(report, [row]), "md").decode().splitlines()[6:]
    assert "a\\|b\\<img\\>\\[x\\](y)\\*z\\*\\\\n\\`c\\`" in line
    assert "\\\\x1b\\]0;t\\\\x07" in line
    assert line.replace("\\|", "").count("|") == len(FINDINGS) + 1


def test_changed_fields_are_told_in_words(report: Report) -> None:
    new, changed, gone = rows_of(rendered(report, "csv", show="changes"))
    assert changed["变化内容"] == "结论 疑似→违规;原因 （空）→<b>\\x1b[31m"
    assert (changed["变化"], changed["对象"], changed["仅天数延续"]) == ("变化", "问题", "是")
    assert (new["变化内容"], new["考核金额增减"]) == ("", "")
    assert (gone["变化"], gone["对象"], gone["考核金额增减"]) == ("消失", "扣罚", "-20000.00")
    assert gone["记录编号"] == "'=1+1"


def test_machine_values_of_changed_fields_stay(report: Report) -> None:
    changed = rows_of(rendered(report, "csv", show="changes", headers="en"))[1]
    assert changed["fields"] == "outcome suspected→violation;reason (empty)→<b>\\x1b[31m"
