"""Exports that went wrong, each with the words its message must contain: what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import hcaudit
from hcaudit.load import LoadOptions
from tests.unit.load.samples import ORDER_HEADERS, csv_text, load_files, orders, sentences, workbook

ORDER = ("A1", "高压新装", "城关供电所", "2021-12-03")


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A broken export: its bytes, and what must be said about it."""

    name: str
    content: Callable[[], str | bytes]
    says: tuple[str, ...]
    options: LoadOptions | None = None
    usable: bool = False


def sheet_of(*rows: tuple[object, ...]) -> bytes:
    return workbook({"Sheet1": [ORDER_HEADERS, *rows]})


UNUSABLE = (
    Broken(name="空.csv", content=lambda: b"", says=("空文件", "重新导出")),
    Broken(name="回车.csv", content=lambda: "\r\n\r\n", says=("空文件",)),
    Broken(name="空.xlsx", content=lambda: workbook({"Sheet1": []}), says=("空文件",)),
    Broken(name="旧.xls", content=lambda: b"\xd0\xcf\x11\xe0" + b"\x00" * 600, says=("很旧的 .xls", "另存为 .xlsx")),
    Broken(
        name="半个.xlsx", content=lambda: sheet_of(ORDER)[:900], says=("不是完整的工作簿", "没有下载完", "重新导出")
    ),
    Broken(name="坏.csv", content=lambda: b"a,b\n\xff\xff\xff,1\n", says=("gb18030", "第 2 行", "CSV UTF-8")),
    Broken(
        name="编码.csv",
        content=lambda: orders({}).encode("gb18030"),
        says=("utf-8", "第 1 行", "CSV UTF-8"),
        options=LoadOptions(encoding="utf-8"),
    ),
    Broken(name="无关.csv", content=lambda: "甲,乙,丙\n1,2,3\n", says=("前 60 行", "hcaudit template", "hcaudit.toml")),
    Broken(
        name="缺列.csv",
        content=lambda: csv_text([["申请编号", "供电单位", "受理时间"], ["A1", "城关", "2021-12-03"]]),
        says=("业扩工单 orders", "缺少必需的列：业务类型", "别名"),
    ),
    Broken(
        name="两可.csv",
        content=lambda: csv_text([["工单编号", "工单类别", "受理时间", "供电单位", "业务类型"], list("abcde")]),
        says=("业扩工单 orders、客户诉求 tickets", "--kind"),
    ),
    Broken(
        name="表名.xlsx",
        content=lambda: sheet_of(ORDER),
        says=("没有名为「在途」的工作表", "Sheet1"),
        options=LoadOptions(sheet="在途"),
    ),
)

DAMAGED = (
    Broken(
        name="长编号.csv",
        content=lambda: orders({"申请编号": "1.23457E+17"}),
        says=("1.23457E+17", "Excel", "设为文本后重新导出"),
        usable=True,
    ),
    Broken(
        name="数字编号.xlsx",
        content=lambda: sheet_of((4121010000000001, *ORDER[1:])),
        says=("4.12101E+15", "15 位", "设为文本"),
        usable=True,
    ),
    Broken(
        name="公式.xlsx",
        content=lambda: workbook({"s": [[*ORDER_HEADERS, "送电时间"], [*ORDER, "#REF!"]]}),
        says=("#REF!", "公式", "保存为数值"),
        usable=True,
    ),
    Broken(
        name="日期.csv",
        content=lambda: orders({"送电时间": "2021-02-30"}),
        says=("2021-02-30", "不是能识别的日期", "2021-12-03 09:05"),
        usable=True,
    ),
    Broken(
        name="金额.csv",
        content=lambda: orders({"其他收费金额": "壹佰"}),
        says=("壹佰", "不是能识别的金额", "12800.50"),
        usable=True,
    ),
    Broken(
        name="容量.csv",
        content=lambda: orders({"合同容量": "2×315"}),
        says=("2×315", "不是能识别的数字", "630"),
        usable=True,
    ),
    Broken(
        name="电源.csv",
        content=lambda: orders({"电源类型": "若干"}),
        says=("若干", "电源数", "单电源、双电源、多电源"),
        usable=True,
    ),
    Broken(
        name="状态.csv",
        content=lambda: orders({"工单状态": "派工中"}),
        says=("派工中", "在途、归档、终止", "hcaudit.toml"),
        usable=True,
    ),
    Broken(
        name="环节.csv",
        content=lambda: orders({"环节数": "1.5"}),
        says=("1.5", "不是整数", "整数"),
        usable=True,
    ),
    Broken(
        name="月份.csv",
        content=lambda: csv_text([["月份", "对象", "单位", "成绩"], ["十二月", "单位", "城关", "88"]]),
        says=("十二月", "不是能识别的月份", "2021-12"),
        usable=True,
    ),
    Broken(
        name="无编号.csv",
        content=lambda: orders({"申请编号": ""}),
        says=("没有申请编号", "文件和行号", "补填编号"),
        usable=True,
    ),
    Broken(
        name="无日期.csv",
        content=lambda: orders({"受理时间": ""}),
        says=("没有可用的受理时间", "不参与考核", "补填"),
        usable=True,
    ),
    Broken(
        name="错位.csv",
        content=lambda: orders({"供电单位": "城关,供电所"}),
        says=("比表头多", "错位", "引号"),
        usable=True,
    ),
    Broken(
        name="引号.csv",
        content=lambda: orders({}) + 'A8,"高压新装\nA9,高压新装,城关供电所,2021-12-03\n',
        says=("引号没有成对", "改正引号"),
        usable=True,
    ),
    Broken(
        name="截断.csv",
        content=lambda: orders({}) + "A9,高压新装,城关供",
        says=("没有下载完整", "重新导出"),
        usable=True,
    ),
    Broken(
        name="矛盾.csv",
        content=lambda: orders({"申请编号": "A1", "班组": "1班"}, {"申请编号": "A1", "班组": "2班"}),
        says=("1班", "2班", "矛盾.csv:3", "核实"),
        usable=True,
    ),
)


@pytest.mark.parametrize("broken", [*UNUSABLE, *DAMAGED], ids=lambda broken: broken.name)
def test_what_is_said(tmp_path: Path, broken: Broken) -> None:
    dossier = load_files(tmp_path, {broken.name: broken.content()}, broken.options)
    assert dossier.unusable == (() if broken.usable else (broken.name,))
    assert dossier.problems["source_file"].to_pylist()[:1] == [broken.name]
    said = "\n".join(sentences(dossier))
    assert [word for word in broken.says if word not in said] == []
    english = sentences(dossier, "en")
    assert len(english) == dossier.problems.num_rows
    assert not any("{" in sentence for sentence in english)


@pytest.mark.parametrize(
    "broken", [broken for broken in UNUSABLE if broken.options is None], ids=lambda broken: broken.name
)
def test_the_others_are_read_all_the_same(tmp_path: Path, broken: Broken) -> None:
    dossier = load_files(tmp_path, {broken.name: broken.content(), "好.csv": orders({}, {})})
    assert dossier.unusable == (broken.name,)
    assert len(dossier.records["orders"]) == 2


def test_a_lock_file_alone_is_named(tmp_path: Path) -> None:
    lock = tmp_path / "~$工单.xlsx"
    lock.write_bytes(b"\x00")
    with pytest.raises(hcaudit.NothingJudgedError) as caught:
        hcaudit.audit(lock)
    assert "~$工单.xlsx" in str(caught.value)
    assert "锁文件" in str(caught.value)
