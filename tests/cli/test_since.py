"""`check --since`: what differs from an earlier run, on stderr and in every format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Hcaudit

HEADER = "申请编号,业务类型,供电单位,客户经理,是否有配套工程,受理时间,现场勘察时间,方案答复时间,送电时间\n"
OPEN = "4121000001,高压新装,城关供电所,赵经理,否,2021-12-01,2021-12-02,2021-12-20,\n"
IN_TIME = "4121000002,低压居民新装,仁和供电所,赵经理,否,2021-12-01,,,2021-12-01\n"
LATE = "4121000002,低压居民新装,仁和供电所,赵经理,否,2021-12-01,,,2021-12-10\n"
MORE = "4121000003,高压新装,城关供电所,赵经理,否,2021-12-01,2021-12-02,2021-12-10,\n"
RULES = ("--select", "T02,T08")


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    """Return an export with an order whose reply is late, and one in time."""
    path = tmp_path / "orders.csv"
    path.write_text(HEADER + OPEN + IN_TIME, encoding="utf-8")
    return path


@pytest.fixture
def earlier(orders: Path, tmp_path: Path, hcaudit: Hcaudit) -> Path:
    """Return the JSON of a run on the orders before some of them were edited."""
    file = tmp_path / "earlier.json"
    assert hcaudit("check", orders, *RULES, "--as-of", "2021-12-15", "-o", file).code == 1
    orders.write_text(HEADER + OPEN + LATE + MORE, encoding="utf-8")
    return file


def test_the_summary_tells_what_changed(orders: Path, earlier: Path, hcaudit: Hcaudit) -> None:
    lines = hcaudit("check", orders, *RULES, "--as-of", "2021-12-17", "--since", earlier).err.splitlines()
    start = lines.index("与 earlier.json（截止日 2021-12-15）相比：")
    assert lines[start + 1 : start + 6] == [
        "  问题：新增 2，消失 0，变化 0，仅天数延续 1",
        "  扣罚与奖励：新增 2 笔，消失 0 笔，变化 0 笔",
        "  考核金额 30,000.00 → 90,000.00 元（+60,000.00）；奖励 0.00 → 0.00 元（0.00）",
        "  新增 仁和供电所 T02 4121000002 低压无配套工程全流程超过2个工作日",
        "  新增 城关供电所 T08 4121000003 高压供电方案答复超过5个工作日",
    ]
    assert "注意" not in "".join(lines)


def test_the_log_has_counts_and_amounts(orders: Path, earlier: Path, hcaudit: Hcaudit) -> None:
    words = ("check", orders, *RULES, "--as-of", "2021-12-17", "--since", earlier, "--log-format", "json")
    (line,) = [one for one in map(json.loads, hcaudit(*words).err.splitlines()) if one["event"] == "compared"]
    assert (line["level"], line["file"], line["since_as_of"]) == ("info", "earlier.json", "2021-12-15")
    assert line["findings"] == {"new": 2, "gone": 0, "changed": 0, "ran_on": 1}
    assert line["fines"] == {"new": 2, "gone": 0, "changed": 0, "ran_on": 0}
    assert (line["amount_before"], line["amount_after"]) == ("30000.00", "90000.00")
    assert "compared" not in hcaudit(*words, "-q").err


def test_in_english(orders: Path, earlier: Path, hcaudit: Hcaudit) -> None:
    result = hcaudit("check", orders, *RULES, "--as-of", "2021-12-17", "--since", earlier, "--lang", "en")
    assert "Compared with earlier.json (as of 2021-12-15):\n" in result.err
    assert "  Findings: 2 new, 0 gone, 0 changed, 1 only ran on\n" in result.err


def test_nothing_is_said_without_an_earlier_run(orders: Path, hcaudit: Hcaudit) -> None:
    result = hcaudit("check", orders, "--format", "json")
    assert "相比" not in result.err
    assert "changes" not in json.loads(result.out)


def test_json_has_the_changes(orders: Path, earlier: Path, hcaudit: Hcaudit) -> None:
    document = json.loads(hcaudit("check", orders, *RULES, "--since", earlier, "--format", "json").out)
    assert document["run"]["since"]["file"] == "earlier.json"
    assert [row["change"] for row in document["changes"] if row["subject"] == "fine"] == ["new", "new"]


@pytest.mark.parametrize("form", ["csv", "md", "ndjson", "table"])
def test_the_changes_can_be_shown(form: str, orders: Path, earlier: Path, hcaudit: Hcaudit) -> None:
    result = hcaudit("check", orders, *RULES, "--since", earlier, "--show", "changes", "--format", form)
    assert result.code == 1
    assert b"4121000003" in result.out


@pytest.mark.parametrize("name", ["report.html", "report.xlsx", "report.txt", "report.parquet"])
def test_files_of_every_kind_can_be_written(
    name: str, orders: Path, earlier: Path, tmp_path: Path, hcaudit: Hcaudit
) -> None:
    assert hcaudit("check", orders, *RULES, "--since", earlier, "-o", tmp_path / name).code == 1
    assert (tmp_path / name).stat().st_size


def test_the_earlier_run_may_be_written_over(orders: Path, earlier: Path, hcaudit: Hcaudit) -> None:
    assert hcaudit("check", orders, *RULES, "--since", earlier, "-o", earlier).code == 1
    assert len(json.loads(earlier.read_bytes())["changes"]) == 5
    assert "新增 0，消失 0，变化 0，仅天数延续 0" in hcaudit("check", orders, *RULES, "--since", earlier).err


def test_the_exit_code_is_that_of_the_findings(orders: Path, tmp_path: Path, hcaudit: Hcaudit) -> None:
    late, clean = tmp_path / "late.json", tmp_path / "clean.json"
    assert hcaudit("check", orders, *RULES, "-o", late).code == 1
    assert hcaudit("check", orders, "--select", "T01", "-o", clean).code == 0
    assert hcaudit("check", orders, "--select", "T01", "--since", late).code == 0
    assert hcaudit("check", orders, "--since", clean).code == 1


def test_runs_that_are_not_alike_are_warned_of(orders: Path, earlier: Path, hcaudit: Hcaudit) -> None:
    result = hcaudit("check", orders, "--select", "T01", "--month", "2021-12", "--since", earlier)
    assert "注意：earlier.json 的期间是“不限”" in result.err
    assert "T08" in result.err
    assert "注意" not in hcaudit("check", orders, "--select", "T01", "--since", earlier, "-q").err


def test_no_names_of_people_are_told(orders: Path, tmp_path: Path, hcaudit: Hcaudit) -> None:
    earlier = tmp_path / "earlier.json"
    assert hcaudit("check", orders, *RULES, "-o", earlier).code == 1
    orders.write_text(HEADER + OPEN.replace("赵", "钱"), encoding="utf-8")
    result = hcaudit("check", orders, *RULES, "--since", earlier, "--show", "changes", "--format", "csv")
    assert "变化 城关供电所 T08 4121000001 高压供电方案答复超过5个工作日" in result.err
    assert "经理" not in result.err
    assert "客户经理 赵经理→钱经理" in result.out.decode()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_wrong_file_is_told_in_one_line(lang: str, orders: Path, tmp_path: Path, hcaudit: Hcaudit) -> None:
    for name, content in (("missing.json", None), ("a.csv", HEADER), ("b.json", "{}")):
        if content is not None:
            (tmp_path / name).write_text(content, encoding="utf-8")
        result = hcaudit("check", orders, "--since", tmp_path / name, "-o", tmp_path / "out.csv", "--lang", lang)
        assert (result.code, result.out) == (3, b"")
        assert (result.err.count("\n"), name in result.err) == (1, True)
        assert not (tmp_path / "out.csv").exists()


def test_changes_cannot_be_shown_without_an_earlier_run(orders: Path, hcaudit: Hcaudit) -> None:
    result = hcaudit("check", orders, "--show", "changes")
    assert (result.code, result.out) == (2, b"")
    assert "--since" in result.err
