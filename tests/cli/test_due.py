"""The command `due`: what it lists, in every format, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hcaudit.cli import layout
from hcaudit.model.outlook import CLOCK_COUNTS, OPEN_CLOCKS
from tests.cli.conftest import Engine, Hcaudit, Result

SAMPLE = Path(__file__).parents[2] / "sample_data"
HEADER = (
    "申请编号,户名,业务类型,供电单位,客户经理,受理时间,现场勘察时间,方案答复时间,资料收集完毕时间,送电时间,有无配套\n"
)
EXPORT = f"""{HEADER}\
4121000001,张三丰,高压新装,城关供电所,李四,2021-12-01,2021-12-01,,,,否
4121000002,王小明,高压新装,仁和供电所,王五,2021-12-03,2021-12-03,,,,否
4121000003,=1+1,高压新装,城关供电所,李四,2021-12-01,2021-12-02,2021-12-03,,,否
4121000004,赵六,高压新装,城关供电所,,2021-12-02,待定,,,,否
4121000005,孙七,低压居民新装,城关供电所,李四,2021-12-01,,,,2021-12-02,否
"""
"""On 10 December: overdue by two days, due today, paused, undetermined, ended."""

TABLE = {
    "zh": """\
潢电〔2021〕38号 业扩报装考核；数据截至 2021-12-10
即将到期：剩余 2 个工作日以内

单位与客户经理
单位        客户经理  已超期  今日到期  暂停中  无法判定数  未到期
------------------------------------------------------------------
城关供电所  李四           1         0       1           0       1
仁和供电所  王五           0         1       0           0       1
城关供电所                 0         0       0           1       1

已超期（1）
单位        客户经理  记录编号    规则  户名    到期日      超期  已用/时限
---------------------------------------------------------------------------
城关供电所  李四      4121000001  T08   张三丰  2021-12-08     2        7/5

今日到期（1）
单位        客户经理  记录编号    规则  到期日      剩余工作日  已用/时限
-------------------------------------------------------------------------
仁和供电所  王五      4121000002  T08   2021-12-10           0        5/5

暂停中（1）
单位        客户经理  记录编号    规则  户名  暂停起始日  剩余工作日  已用/时限
-------------------------------------------------------------------------------
城关供电所  李四      4121000003  T05   =1+1  2021-12-03          14       2/16

无法判定（1）
单位        客户经理  记录编号    规则  户名  到期日  原因
------------------------------------------------------------------------
城关供电所            4121000004  T08   赵六          开始日期无法识别。

规则
规则  规则名称
-----------------------------------
T05   高压业务办理超过16个工作日
T08   高压供电方案答复超过5个工作日

窗口宽度不够，有 1 列未显示：户名。窗口宽到 81 个字符即可显示；用 -o 文件.xlsx
可得全部内容。
""",
    "en": """\
Grid connection assessment, 潢电〔2021〕38号; data as of 2021-12-10
Due soon: within 2 working days

Units and managers
Unit        Manager  Overdue  Due today  Paused  Undetermined  Later
--------------------------------------------------------------------
城关供电所  李四           1          0       1             0      1
仁和供电所  王五           0          1       0             0      1
城关供电所                 0          0       0             1      1

Overdue (1)
Unit        Manager  Record no.  Rule  Customer  Due         Over  Used/limit
-----------------------------------------------------------------------------
城关供电所  李四     4121000001  T08   张三丰    2021-12-08     2         7/5

Due today (1)
Unit        Manager  Record no.  Rule  Due         Days left  Used/limit
------------------------------------------------------------------------
仁和供电所  王五     4121000002  T08   2021-12-10          0         5/5

Paused (1)
Unit        Manager  Record no.  Rule  Paused since  Days left  Used/limit
--------------------------------------------------------------------------
城关供电所  李四     4121000003  T05   2021-12-03           14        2/16

Undetermined (1)
Unit        Manager  Record no.  Rule  Customer  Due  Reason
-------------------------------------------------------------------------------
城关供电所           4121000004  T08   赵六           The start cannot be read.

Rules
Rule  Rule title
-------------------------------------------------------------------
T05   High-voltage connection took over 16 working days
T08   High-voltage supply scheme answered after over 5 working days

1 column left out for lack of width: Customer. A window 84 wide shows it; -o
FILE.xlsx has everything.
""",
}


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "工单.csv"
    path.write_text(EXPORT, encoding="utf-8")
    return path


@pytest.fixture
def due(hcaudit: Hcaudit, export: Path) -> Hcaudit:
    """Return a function that runs `due` on the export as of 10 December."""

    def run(*words: object, **streams: Any) -> Result:
        return hcaudit("due", export, "--as-of", "2021-12-10", "--select", "T05,T08", *words, **streams)

    return run


def csv_rows(result: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.out.decode("utf-8"))))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_on_a_terminal(lang: str, due: Hcaudit) -> None:
    result = due("--lang", lang, "--color", "never", terminal=True, encoding="utf-8")
    assert result.out.decode("utf-8") == TABLE[lang]
    assert result.code == 1


def test_the_summary_on_stderr(due: Hcaudit) -> None:
    result = due()
    assert result.err.splitlines()[:2] == [
        "截止日 2021-12-10（由 --as-of 指定）",
        "规则包 huangchuan-2021-38（潢电〔2021〕38号 业扩报装考核）",
    ]
    text = "".join(line.strip() for line in result.err.splitlines())
    assert "已超期 1，今日到期 1，即将到期 0，暂停中 1，无法判定 1，已豁免 0，未到期 3" in text
    assert "数据问题 1 条" in text
    assert "待定" not in text
    assert "期间：" not in text


def test_csv_where_there_is_no_terminal(due: Hcaudit) -> None:
    result = due()
    lines = csv_rows(result)
    assert [(line["状态"], line["规则"], line["记录编号"], line["剩余工作日"]) for line in lines] == [
        ("已超期", "T08", "4121000001", "-2"),
        ("今日到期", "T08", "4121000002", "0"),
        ("暂停中", "T05", "4121000003", "14"),
        ("无法判定", "T08", "4121000004", ""),
    ]
    assert lines[2]["户名"] == "'=1+1"
    machine = csv_rows(due("--headers", "en"))
    assert list(machine[0]) == OPEN_CLOCKS.names
    assert [line["state"] for line in machine] == ["overdue", "due_today", "paused", "undetermined"]


def test_json_has_the_run_the_clocks_and_the_summary(due: Hcaudit) -> None:
    document = json.loads(due("--format", "json", "--within", "3").out)
    assert list(document) == ["run", "due", "summary"]
    run = document["run"]
    assert (run["as_of"], run["within"], run["pack"]) == ("2021-12-10", 3, "huangchuan-2021-38")
    assert "period" not in run
    assert run["totals"]["overdue"] == 1
    assert {line["rule"] for line in run["not_evaluated"]} == {"B01", "T01", "T02", "T03", "T04"} | {
        f"T{number:02}" for number in (6, 7, 9, 10, 11, 13)
    }
    first = document["due"][0]
    assert list(first) == OPEN_CLOCKS.names
    assert (first["due_on"], first["days_left"], first["paused_since"]) == ("2021-12-08", -2, None)
    assert list(document["summary"][0]) == CLOCK_COUNTS.names


def test_ndjson_has_the_objects_of_the_json(due: Hcaudit) -> None:
    lines = [json.loads(line) for line in due("--format", "ndjson").out.splitlines()]
    assert lines == json.loads(due("--format", "json").out)["due"]


def test_all_lists_what_has_more_time(due: Hcaudit) -> None:
    lines = csv_rows(due("--all"))
    assert [(line["规则"], line["记录编号"]) for line in lines if line["状态"] == "未到期"] == [
        ("T05", "4121000001"),
        ("T05", "4121000004"),
        ("T05", "4121000002"),
    ]


@pytest.mark.parametrize(("within", "states"), [("0", 0), ("8", 0), ("9", 1), ("10", 2), ("11", 3)])
def test_within_counts_working_days(within: str, states: int, due: Hcaudit) -> None:
    # 23, 24 and 27 December are nine, ten and eleven working days on.
    lines = csv_rows(due("--within", within))
    assert sum(line["状态"] == "即将到期" for line in lines) == states


def test_names_can_be_hidden(due: Hcaudit, tmp_path: Path) -> None:
    for form in ("table", "csv", "json", "ndjson", "md"):
        assert "张三丰" in due("--format", form).out.decode("utf-8") or form == "table"
        assert "张三丰" not in due("--format", form, "--mask").out.decode("utf-8")
    due("-o", tmp_path / "due.xlsx", "--mask")
    cells = {cell for row in openpyxl.load_workbook(tmp_path / "due.xlsx")["预警"].values for cell in row}
    assert "张**" in cells
    assert "张三丰" not in cells


def test_files_are_written_by_their_suffixes(due: Hcaudit, tmp_path: Path) -> None:
    names = [tmp_path / f"预警.{suffix}" for suffix in ("csv", "json", "ndjson", "md", "xlsx")]
    result = due(*(word for name in names for word in ("-o", name)), "-q")
    assert (result.code, result.out, result.err) == (1, b"", "")
    assert names[0].read_bytes().startswith(b"\xef\xbb\xbf")
    assert names[0].read_bytes()[3:] == due().out
    first = [name.read_bytes() for name in names]
    due(*(word for name in names for word in ("-o", name)), "-q")
    assert [name.read_bytes() for name in names] == first


def test_the_workbook(due: Hcaudit, tmp_path: Path) -> None:
    due("-o", tmp_path / "due.xlsx")
    book = openpyxl.load_workbook(tmp_path / "due.xlsx")
    assert book.sheetnames == ["预警", "单位与客户经理", "运行清单"]
    sheet = book["预警"]
    headings, overdue, *others = sheet.iter_rows()
    places = {cell.value: cell.column - 1 for cell in headings}
    assert sheet.freeze_panes == "E2"
    assert overdue[places["状态"]].value == "已超期"
    assert overdue[places["到期日"]].is_date
    assert overdue[places["剩余工作日"]].value == -2
    fills = [row[0].fill.fgColor.rgb for row in (overdue, *others)]
    assert fills[0] not in fills[1:]
    assert fills[1] not in fills[2:]
    assert others[1][places["户名"]].data_type == "s"


def test_markdown_has_both_lists(due: Hcaudit) -> None:
    page = due("--format", "md").out.decode("utf-8")
    assert page.startswith("# 期限预警\n\n潢电〔2021〕38号 业扩报装考核；数据截至 2021-12-10\n")
    assert "| 城关供电所 | 李四 | 1 | 0 |" in page
    assert "| 已超期 | 城关供电所 | 李四 | 4121000001 | 张三丰 | T08 |" in page


def decide(tmp_path: Path, finding: str) -> Path:
    path = tmp_path / "裁定.csv"
    path.write_text(f"违规编号,裁定,理由,裁定人,裁定日期\n{finding},豁免,客户原因,王五,2021-12-10\n", encoding="utf-8")
    return path


def test_what_is_waived_does_not_shout(due: Hcaudit, tmp_path: Path) -> None:
    overdue = json.loads(due("--format", "json").out)["due"][0]
    result = due("--format", "json", "--decisions", decide(tmp_path, overdue["finding_id"]))
    assert result.code == 0
    states = [line["state"] for line in json.loads(result.out)["due"]]
    assert states == ["due_today", "paused", "undetermined", "waived"]
    assert "已超期 0" in result.err


def test_exit_codes(due: Hcaudit, hcaudit: Hcaudit, export: Path, tmp_path: Path) -> None:
    assert due().code == 1
    assert due("--exit-zero").code == 0
    assert hcaudit("due", export, "--as-of", "2021-12-08").code == 0
    broken = tmp_path / "坏.xlsx"
    broken.write_text('{"code": 403}', encoding="utf-8")
    result = due(broken, "--exit-zero", "-q")
    assert result.code == 3
    assert "坏.xlsx" in result.err
    assert len(csv_rows(result)) == 4


def test_nothing_judged_is_no_green(hcaudit: Hcaudit, tmp_path: Path) -> None:
    path = tmp_path / "诉求.csv"
    path.write_text("工单编号,工单类别,受理时间,责任单位\nK1,投诉,2021-12-01,城关供电所\n", encoding="utf-8")
    result = hcaudit("due", path, "-q")
    assert result.code == 3
    assert "没有任何时限可以判定" in result.err
    assert csv_rows(result) == []


def test_nothing_open_is_said(hcaudit: Hcaudit, tmp_path: Path) -> None:
    path = tmp_path / "工单.csv"
    path.write_text(f"{HEADER}1,甲,低压居民新装,城关供电所,李四,2021-12-01,,,,2021-12-02,否\n", encoding="utf-8")
    result = hcaudit("due", path, "--select", "T02", terminal=True, encoding="utf-8")
    assert result.code == 0
    assert "没有超期" in result.out.decode("utf-8")
    assert json.loads(hcaudit("due", path, "--select", "T02", "--format", "json").out)["due"] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--within", "-1"], "--within"),
        (["--within", "two"], "0 或正整数"),
        (["--within", "1.5"], "0 或正整数"),
        (["--within", "²"], "0 或正整数"),
        (["--format", "parquet"], "table, csv, json, ndjson, md, xlsx"),
        (["-o", "due.parquet"], ".csv .json .ndjson .jsonl .md .markdown .xlsx"),
        (["-o", "due.txt"], ".csv"),
        (["--as-of", "soon"], "--as-of"),
        (["--month", "2021-12"], "--month"),
    ],
)
def test_mistakes(words: list[str], said: str, due: Hcaudit) -> None:
    result = due(*words)
    assert result.code == 2
    assert said in result.err
    assert result.out == b""


def test_data_is_not_overwritten(due: Hcaudit, export: Path) -> None:
    result = due("-o", export)
    assert result.code == 2
    assert export.read_text(encoding="utf-8") == EXPORT


def test_its_own_lists_are_no_data(due: Hcaudit, hcaudit: Hcaudit, export: Path) -> None:
    due(
        *(word for suffix in ("csv", "json", "ndjson", "xlsx") for word in ("-o", export.with_suffix(f".due.{suffix}")))
    )
    result = hcaudit("check", export.parent, "--as-of", "2021-12-10", "--format", "json")
    inputs = json.loads(result.out)["run"]["inputs"]
    assert {sheet["file"] for sheet in inputs if sheet["kind"]} == {export.name}
    assert result.code == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_tables_fit_the_terminal(width: int, lang: str, due: Hcaudit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    result = due("--all", "--lang", lang, "--color", "never", terminal=True, encoding="utf-8")
    lines = result.out.decode("utf-8").splitlines()
    assert [line for line in lines if layout.width(line) > width] == []


@pytest.mark.parametrize("month", [(), ("--month", "2021-12")])
def test_a_workbook_of_check_has_what_due_lists(
    month: tuple[str, ...], hcaudit: Hcaudit, due: Hcaudit, export: Path, tmp_path: Path
) -> None:
    target = tmp_path / "report.xlsx"
    hcaudit("check", export, "--as-of", "2021-12-10", "--select", "T05,T08", *month, "-o", target)
    headings, *lines = openpyxl.load_workbook(target)["预警"].iter_rows(values_only=True)
    listed = [(line[headings.index("状态")], line[headings.index("记录编号")]) for line in lines]
    expected = [(line["状态"], line["记录编号"]) for line in csv_rows(due())]
    assert listed == [line for line in expected if line[0] != "无法判定"]
    assert len(listed) == 3


def test_only_what_lists_early_warnings_asks_for_them(export: Path, hcaudit: Hcaudit, engine: Engine) -> None:
    for words, asked in (
        (["--format", "csv"], False),
        (["--format", "json"], False),
        (["--format", "digest"], True),
        (["-o", export.with_name("a.csv"), "-o", export.with_name("a.xlsx")], True),
        (["--by-unit", export.with_name("units")], True),
    ):
        hcaudit("check", export, *words)
        assert engine.asked is not None
        assert engine.asked.early_warnings is asked


def test_the_sample_month(hcaudit: Hcaudit) -> None:
    result = hcaudit("due", SAMPLE, "--as-of", "2021-12-20", "--within", "3", "--headers", "en")
    lines = csv_rows(result)
    states = [line["state"] for line in lines]
    counts = {state: states.count(state) for state in dict.fromkeys(states)}
    assert counts == {"overdue": 8, "due_today": 6, "due_soon": 80, "paused": 15, "undetermined": 1}
    assert result.code == 1
    # Asked for on Tuesday the 14th, protection must be set by Friday the 17th; the planned day is the 20th.
    about = [line for line in lines if line["record_no"] == "3021211100000072"]
    assert [(line["rule"], line["started_on"], line["due_on"], line["days_left"]) for line in about[:2]] == [
        ("T06", "2021-12-14", "2021-12-17", "-1"),
        ("T07", "2021-12-14", "2021-12-20", "0"),
    ]


@pytest.mark.parametrize("command", ["due", "progress"])
@pytest.mark.parametrize("form", ["table", "csv", "json", "ndjson", "md"])
def test_what_data_says_is_shown_not_obeyed(command: str, form: str, hcaudit: Hcaudit, tmp_path: Path) -> None:
    path = tmp_path / "工单.csv"
    row = "1,\x1b[31m红|<b>,高压新装,城关\x1b[2J所,李\x07四,2021-12-01,2021-12-01,,,,否"
    path.write_text(f"{HEADER}{row}\n", encoding="utf-8")
    result = hcaudit(command, path, "--as-of", "2021-12-10", "--format", form)
    assert b"\x1b" not in result.out
    assert b"\x07" not in result.out
    assert "红".encode() in result.out or form == "table"
    assert b"<b>" not in result.out or form != "md"


@pytest.mark.parametrize("command", ["due", "progress"])
def test_a_log_takes_lines_of_json(command: str, hcaudit: Hcaudit, export: Path) -> None:
    result = hcaudit(command, export, "--as-of", "2021-12-10", "--log-format", "json")
    events = [json.loads(line)["event"] for line in result.err.splitlines()]
    assert "audited" in events
    assert events[-1] == "end"
