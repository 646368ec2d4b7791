"""fields.toml and values.toml: complete against the contract, without contradictions, extendable."""

from __future__ import annotations

from pathlib import Path

import pytest

from hcaudit.errors import ConfigError
from hcaudit.load.additions import with_additions
from hcaudit.load.folding import fold
from hcaudit.load.vocabulary import read_vocabulary
from hcaudit.model.records import FieldType
from tests.unit.load.samples import RULES, vocabulary

REQUIRED = {
    "orders": ["申请编号", "业务类型", "供电单位", "受理时间"],
    "tickets": ["工单编号", "工单类别", "受理时间", "责任单位"],
    "incidents": ["事件编号", "事件类型", "发现日期", "责任单位"],
    "exams": ["月份", "对象", "单位", "成绩"],
    "line_outages": ["停电编号", "线路名称", "责任单位", "停电时间", "停电类型"],
    "transformer_outages": ["停电编号", "台区名称", "责任单位", "停电时间"],
    "works": ["作业编号", "作业日期", "责任单位", "是否具备带电作业条件", "作业方式"],
    "visits": ["申请编号", "回访时间", "回访人职务"],
}


def test_every_kind_has_its_required_headers() -> None:
    found = {
        name: [field.headers["zh"] for field in kind.fields.values() if field.required]
        for name, kind in vocabulary().kinds.items()
    }
    assert found == REQUIRED


def test_numbers_and_governing_dates_are_fields() -> None:
    for kind in vocabulary().kinds.values():
        assert set(kind.number) <= set(kind.fields)
        assert kind.fields[kind.governed_by].type.is_date


def test_only_visits_are_never_merged() -> None:
    assert [kind.name for kind in vocabulary().kinds.values() if not kind.merged] == ["visits"]


def test_what_empty_cells_stand_for() -> None:
    stands_for = {
        (field.name, field.empty_reads_as, field.missing_reads_as)
        for kind in vocabulary().kinds.values()
        for field in kind.fields.values()
        if field.empty_reads_as is not None or field.missing_reads_as is not None
    }
    assert stands_for == {
        ("direct_install", False, False),
        ("reliability_fee_paid", 0, None),
        ("other_fees", 0, None),
        ("customer_paid_works", 0, None),
        ("manmade", False, False),
        ("escalated", False, False),
        ("parent_no", "", ""),
        ("counted", True, True),
        ("complaints", False, False),
        ("met_legal_rep", False, None),
        ("met_handler", False, None),
    }


def test_planned_and_personal_fields() -> None:
    fields = list(vocabulary().kinds["orders"].fields.values())
    assert [field.name for field in fields if field.planned] == ["appointment_at", "planned_energize_at"]
    assert [field.name for field in fields if field.personal] == ["customer_name", "address", "phone", "justification"]


def test_every_vocabulary_that_a_field_names_exists() -> None:
    for kind in vocabulary().kinds.values():
        for field in kind.fields.values():
            if field.vocabulary or field.type is FieldType.YES_NO:
                assert vocabulary().words_of(field)


@pytest.mark.parametrize(
    ("name", "word", "value"),
    [
        ("yes_no", "是", "yes"),
        ("yes_no", "Ｙ", "yes"),
        ("yes_no", "√", "yes"),
        ("yes_no", "无", "no"),
        ("yes_no", "不属实", "no"),
        ("yes_no", "×", "no"),
        ("yes_no", "FALSE", "no"),
        ("grid_works", "01 有外线", "yes"),
        ("grid_works", "05", "yes"),
        ("grid_works", "06 无工程", "no"),
        ("grid_works", "无工程", "no"),
        ("grid_works", "有", "yes"),
        ("grid_works", "99 其它", "unknown"),
        ("substantiated", "部分属实", "yes"),
        ("status", "流程办结", "archived"),
        ("status", "中止", "terminated"),
        ("status", "在办", "in_transit"),
        ("supply", "双电源", "2"),
        ("business_type", "104", "高压新装"),
        ("business_type", "10102", "高压增容"),
        ("business_type", "101 低压居民新装", "低压居民新装"),
        ("business_type", "低压充电桩新装", None),
        ("customer_class", "低压非居民", "lv_non_residential"),
        ("ticket_category", "投诉工单", "投诉"),
        ("event", "擅自扩大验收范围", "扩大验收"),
        ("method", "带电作业", "带电"),
        ("status", "勘查派工", None),
    ],
)
def test_meaning(name: str, word: str, value: str | None) -> None:
    assert vocabulary().words[name].meaning(fold(word)) == value


def test_additions_are_known_afterwards() -> None:
    more = with_additions(
        vocabulary(),
        {"orders": {"unit": ["所属公司"]}},
        {"status": {"in_transit": ["勘查派工"]}, "business_type": {"高压新装": ["H1"]}},
    )
    assert more.headers["orders"]["所属公司"] == "unit"
    assert more.words["status"].meaning("勘查派工") == "in_transit"
    assert more.words["business_type"].meaning("h1") == "高压新装"
    assert "所属公司" not in vocabulary().headers["orders"]


@pytest.mark.parametrize(
    ("aliases", "values", "words"),
    [
        ({"order": {}}, {}, ["order", "orders, tickets"]),
        ({"orders": {"units": ["x"]}}, {}, ["units", "customer_no"]),
        ({}, {"state": {}}, ["state", "status"]),
        ({}, {"status": {"gone": ["x"]}}, ["gone", "in_transit, archived, terminated"]),
        ({"orders": {"unit": ["户号"]}}, {}, ["户号", "customer_no", "unit"]),
    ],
)
def test_wrong_additions_list_what_there_is(
    aliases: dict[str, dict[str, list[str]]], values: dict[str, dict[str, list[str]]], words: list[str]
) -> None:
    with pytest.raises(ConfigError) as caught:
        with_additions(vocabulary(), aliases, values)
    assert all(word in str(caught.value) for word in words)


def test_a_header_claimed_twice_is_an_error(tmp_path: Path) -> None:
    fields = (RULES / "fields.toml").read_text(encoding="utf-8").replace('zh = "户名"', 'zh = "户号"', 1)
    (tmp_path / "fields.toml").write_text(fields, encoding="utf-8")
    (tmp_path / "values.toml").write_bytes((RULES / "values.toml").read_bytes())
    with pytest.raises(ConfigError, match="户号"):
        read_vocabulary(tmp_path)
