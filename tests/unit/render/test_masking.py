"""What `--mask` hides."""

from __future__ import annotations

import pytest

from hcaudit.model.report import REPORT_PROBLEMS, Report
from hcaudit.render.formats import FORMATS
from hcaudit.render.masking import masked, masked_problems
from tests.unit.render.reports import rendered, table


@pytest.mark.parametrize(
    ("open_", "hidden"),
    [
        ("张三", "张*"),
        ("张", "*"),
        ("", "*"),
        ("黄川县示例有限公司", "黄********"),
        ("13800001234", "138****1234"),
        ("0376-3331234", "037****1234"),
    ],
)
def test_masked(open_: str, hidden: str) -> None:
    assert masked(open_) == hidden


def test_problems_hide_personal_values_wherever_they_stand() -> None:
    rows = [
        {"column": "户名", "value": "欧阳小明", "problem": "“户名”取“欧阳小明”，另一列“用户名称”为“欧阳大明”"},
        {"column": "客户电话", "value": "13800001234", "problem": "13800001234 重复"},
        {"column": None, "value": "412100 | 欧阳小明", "problem": "行已损坏"},
        {"column": "户名", "value": "欧阳”小明", "problem": "“欧阳”小明”有无法解码的文字"},
        {"column": "用电方", "value": "欧阳小明", "problem": "「欧阳小明」有无法解码的文字"},
        {
            "column": "用电方",
            "value": "欧阳小明",
            "problem": "「欧阳小明」与「原户名欧阳大明」不一致；另存为「CSV UTF-8」",
        },
        {"column": "送电时间", "value": "2022-13-01", "problem": "日期“2022-13-01”无法识别"},
        {"column": None, "value": None, "problem": "文件“a.csv”为空"},
    ]
    told = masked_problems(table(rows, REPORT_PROBLEMS), frozenset({"户名", "用户名称", "用电方"})).to_pylist()  # type: ignore[arg-type]
    assert [(row["value"], row["problem"]) for row in told] == [
        ("欧***", "“户名”取“欧***”，另一列“用户名称”为“欧***”"),
        ("138****1234", "138****1234 重复"),
        ("4************", "行已损坏"),
        ("欧****", "“欧****”有无法解码的文字"),
        ("欧***", "「欧***」有无法解码的文字"),
        ("欧***", "「欧***」与「原******」不一致；另存为「CSV UTF-8」"),
        ("2022-13-01", "日期“2022-13-01”无法识别"),
        (None, "文件“a.csv”为空"),
    ]


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in {"parquet", "xlsx"}])
@pytest.mark.parametrize("show", ["findings", "problems"])
def test_no_text_format_tells_a_masked_name(report: Report, name: str, show: str) -> None:
    text = rendered(report, name, show=show, mask=True, width=200).decode()
    for secret in ("张三", "欧阳小明", "腾飞", "13800001234"):
        assert secret not in text
