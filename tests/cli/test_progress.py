"""The command `progress`: the weekly report in every format, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hcaudit.cli import layout
from hcaudit.model.progress import PROGRESS, PROGRESS_UNITS
from tests.cli.conftest import Hcaudit, Result

SAMPLE = Path(__file__).parents[2] / "sample_data"
HEADER = (
    "申请编号,户名,业务类型,供电单位,客户经理,受理时间,现场勘察时间,方案答复时间,资料收集完毕时间,送电时间,有无配套\n"
)
EXPORT = f"""{HEADER}\
4121000001,张三丰食品有限公司,高压新装,城关供电所,李四,2021-11-26,2021-11-29,,,,否
4121000002,王小明,高压新装,仁和供电所,王五,2021-12-14,2021-12-15,,,,否
4121000003,=1+1,高压增容,城关供电所,李四,2021-12-01,2021-12-02,2021-12-03,,,否
4121000004,赵六,高压新装,仁和供电所,,2021-12-02,2021-12-02,2021-12-02,2021-12-02,2021-12-21,否
4121000005,孙七,低压居民新装,城关供电所,李四,2021-12-21,,,,,否
"""
VISITS = "申请编号,回访时间,回访人职务\n4121000004,2021-12-23,总经理\n"

TABLE = {
    "zh": """\
高压业扩进度周报 2021-W51
潢电〔2021〕38号 业扩报装考核；数据截至 2021-12-23
2021-12-20 至 2021-12-26 在办、受理或送电的高压工单

各单位汇总
单位        工单数  本周受理  本周送电  在办  已超期  暂停中  未回访
--------------------------------------------------------------------
城关供电所       2         0         0     2       1       1       2
仁和供电所       2         0         1     1       0       0       1

城关供电所（2）
记录编号    客户经理  办理阶段  状态     已用  到期日      暂停  回访
---------------------------------------------------------------------
4121000001  李四      已勘察    已超期  19/16  2021-12-20     0  否
4121000003  李四      客户自建  暂停中   2/16  2022-01-13    14  否

仁和供电所（2）
记录编号    客户经理  办理阶段  状态       已用  到期日      暂停  回访
-----------------------------------------------------------------------
4121000002  王五      已勘察    未到期     7/16  2022-01-06     0  否
4121000004            已送电    按时办结  13/16  2021-12-24     0  是

窗口宽度不够，有 4 列未显示：户名、受理日、剩余工作日、暂停起始日。窗口宽到 119
个字符即可显示；用 -o 文件.xlsx 可得全部内容。
""",
    "en": """\
Progress of high-voltage orders, 2021-W51
Grid connection assessment, 潢电〔2021〕38号; data as of 2021-12-23
Orders open, accepted or energized from 2021-12-20 to 2021-12-26

Units
Unit        Orders  Accepted  Energized  Open  Overdue  Paused  Not visited
---------------------------------------------------------------------------
城关供电所       2         0          0     2        1       1            2
仁和供电所       2         0          1     1        0       0            1

城关供电所 (2)
Record no.  Manager  Stage             State     Used  Due         Paused  Visit
--------------------------------------------------------------------------------
4121000001  李四     surveyed          overdue  19/16  2021-12-20       0  no
4121000003  李四     customer's works  paused    2/16  2022-01-13      14  no

仁和供电所 (2)
Record no.  Manager  Stage      State     Used  Due         Paused  Visit
-------------------------------------------------------------------------
4121000002  王五     surveyed   later     7/16  2022-01-06       0  no
4121000004           energized  in time  13/16  2021-12-24       0  yes

4 columns left out for lack of width: Customer, Accepted, Days left, Paused
since. A window 123 wide shows them; -o FILE.xlsx has everything.
""",
}


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    folder = tmp_path / "导出"
    folder.mkdir()
    (folder / "工单.csv").write_text(EXPORT, encoding="utf-8")
    (folder / "回访.csv").write_text(VISITS, encoding="utf-8")
    return folder


@pytest.fixture
def progress(hcaudit: Hcaudit, exports: Path) -> Hcaudit:
    """Return a function that runs `progress` on the exports; their last day is Thursday 23 December 2021."""

    def run(*words: object, **streams: Any) -> Result:
        return hcaudit("progress", exports, *words, **streams)

    return run


def csv_rows(result: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.out.decode("utf-8"))))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_on_a_terminal(lang: str, progress: Hcaudit) -> None:
    result = progress("--lang", lang, "--color", "never", terminal=True, encoding="utf-8")
    assert result.out.decode("utf-8") == TABLE[lang]
    assert result.code == 0


def test_the_summary_on_stderr(progress: Hcaudit) -> None:
    text = "".join(line.strip() for line in progress().err.splitlines())
    assert text.startswith("截止日 2021-12-23（取自数据中最晚的日期，记录 4121000004）")
    assert text.endswith("2021-W51：高压工单 4，本周受理 0，本周送电 1，在办 3，已超期 1，暂停中 1")
    assert progress("-q").err == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--week", "2021-W50"], "截止日 2021-12-19（该周的最后一天）"),
        (["--week", "2021-W50", "--as-of", "2021-12-31"], "截止日 2021-12-19（该周的最后一天）"),
        (["--week", "2021-W50", "--as-of", "2021-12-17"], "截止日 2021-12-17（由 --as-of 指定）"),
        (["--week", "2021-W51"], "截止日 2021-12-23（取自数据中最晚的日期，记录 4121000004）"),
        (["--as-of", "2021-12-22"], "截止日 2021-12-22（由 --as-of 指定）"),
    ],
)
def test_what_set_the_as_of_day(words: list[str], said: str, progress: Hcaudit) -> None:
    assert progress(*words).err.splitlines()[0] == said


def test_csv_where_there_is_no_terminal(progress: Hcaudit) -> None:
    lines = csv_rows(progress())
    assert [(line["记录编号"], line["办理阶段"], line["状态"], line["已用工作日"]) for line in lines] == [
        ("4121000001", "已勘察", "已超期", "19"),
        ("4121000003", "客户自建", "暂停中", "2"),
        ("4121000002", "已勘察", "未到期", "7"),
        ("4121000004", "已送电", "按时办结", "13"),
    ]
    assert lines[1]["户名"] == "'=1+1"
    machine = csv_rows(progress("--headers", "en"))
    assert list(machine[0]) == PROGRESS.names
    assert [line["visited"] for line in machine] == ["false", "false", "false", "true"]


def test_json_has_the_run_the_orders_and_the_units(progress: Hcaudit) -> None:
    document = json.loads(progress("--format", "json", "--week", "2021-W50").out)
    assert list(document) == ["run", "orders", "units"]
    run = document["run"]
    assert (run["as_of"], run["week"], run["week_from"], run["week_to"]) == (
        "2021-12-19",
        "2021-W50",
        "2021-12-13",
        "2021-12-19",
    )
    assert [list(document[key][0]) for key in ("orders", "units")] == [PROGRESS.names, PROGRESS_UNITS.names]
    assert {order["record_no"]: order["energized_on"] for order in document["orders"]}["4121000004"] is None
    lines = progress("--format", "ndjson", "--week", "2021-W50").out.splitlines()
    assert [json.loads(line) for line in lines] == document["orders"]


def test_the_workbook(progress: Hcaudit, tmp_path: Path) -> None:
    file = tmp_path / "周报.xlsx"
    assert progress("-o", file, "-q").code == 0
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["高压周报", "单位汇总", "运行清单"]
    headings, first, *_ = book["高压周报"].iter_rows()
    cells = {heading.value: cell for heading, cell in zip(headings, first, strict=True)}
    assert (cells["状态"].value, cells["已用工作日"].value, cells["限值"].value) == ("已超期", 19, 16)
    assert cells["到期日"].is_date
    assert book["高压周报"].print_area == "'高压周报'!$A$1:$P$5"
    before = file.read_bytes()
    progress("-o", file, "-q")
    assert file.read_bytes() == before


def test_markdown_and_masking(progress: Hcaudit) -> None:
    page = progress("--format", "md", "--mask").out.decode("utf-8")
    assert page.startswith("# 高压业扩进度周报 2021-W51\n")
    assert "| 城关供电所 | 2 | 0 | 0 | 2 | 1 | 1 | 2 |" in page
    assert "王小明" not in page
    assert "王\\*\\*" in page
    for form in ("table", "csv", "json", "ndjson"):
        assert "王小明" not in progress("--format", form, "--mask").out.decode("utf-8")


def test_its_own_lists_are_no_data(progress: Hcaudit, exports: Path, hcaudit: Hcaudit) -> None:
    targets = [exports / f"周报.{suffix}" for suffix in ("csv", "json", "ndjson", "xlsx")]
    progress(*(word for target in targets for word in ("-o", target)))
    document = json.loads(hcaudit("check", exports, "--format", "json").out)
    read = {sheet["file"] for sheet in document["run"]["inputs"] if sheet["kind"]}
    assert read == {"工单.csv", "回访.csv"}
    assert document["run"]["unusable"] == []


def test_exit_codes(progress: Hcaudit, hcaudit: Hcaudit, exports: Path) -> None:
    broken = exports / "坏.xlsx"
    broken.write_text('{"code": 403}', encoding="utf-8")
    result = progress("-q")
    assert (result.code, len(csv_rows(result))) == (3, 4)
    assert "坏.xlsx" in result.err
    alone = hcaudit("progress", exports / "回访.csv")
    assert (alone.code, alone.out) == (3, b"")
    assert "业扩工单" in alone.err


def test_a_week_without_orders(progress: Hcaudit) -> None:
    result = progress("--week", "2021-W40", "--as-of", "2021-12-01", terminal=True, encoding="utf-8")
    assert result.code == 0
    assert "没有在办" in result.out.decode("utf-8")
    assert json.loads(progress("--week", "2021-W40", "--as-of", "2021-12-01", "--format", "json").out)["orders"] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--week", "51"], "2021-W51"),
        (["--week", "2021-W53"], "2021-W53"),
        (["--format", "html"], "table, csv, json, ndjson, md, xlsx"),
        (["--decisions", "x.csv"], "--decisions"),
    ],
)
def test_mistakes(words: list[str], said: str, progress: Hcaudit) -> None:
    result = progress(*words)
    assert result.code == 2
    assert said in result.err


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [80, 120])
def test_the_sample_fits_the_terminal(width: int, lang: str, hcaudit: Hcaudit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    words = ("--week", "2021-W51", "--lang", lang, "--color", "never")
    page = hcaudit("progress", SAMPLE, *words, terminal=True, encoding="utf-8").out.decode("utf-8")
    assert [line for line in page.splitlines() if layout.width(line) > width] == []
    for heading in {"zh": ("办理阶段", "已用", "到期日", "暂停", "客户经理", "回访"),
                    "en": ("Stage", "Used", "Due", "Paused", "Manager", "Visit")}[lang]:  # fmt: skip
        assert heading in page
