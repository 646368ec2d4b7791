"""Which customer class an order can have (SPEC §3, *Customer class*)."""

from __future__ import annotations

import pytest

from hcaudit.groundwork import DEFAULT_PACK, closed_values
from hcaudit.judging.classes import Classes, classes_of
from hcaudit.model.kleene import NO, UNKNOWN, YES
from hcaudit.packs import read_pack
from tests.unit.tables import incident, order
from tests.unit.views import VOCABULARY, view_of

PACK = read_pack(DEFAULT_PACK, VOCABULARY.kinds, closed_values(VOCABULARY))
EVERY_CLASS = set(PACK.class_names)


def classes(business_type: str, **cells: object) -> Classes:
    return classes_of(PACK, view_of("orders", order(business_type, **cells)))


def possible(found: Classes) -> set[str]:
    return {name for name, mask in found.possible.items() if mask[0]}


@pytest.mark.parametrize(
    ("business_type", "cells", "expected"),
    [
        *((service, {}, {"out_of_scope"}) for service in ("更名", "过户", "低压改类", "高压减容", "暂停", "销户")),
        ("小区新装", {}, {"out_of_scope"}),
        ("低压分布式光伏新装", {}, {"pv"}),
        ("高压自备发电并网", {}, {"pv"}),
        ("高压新装", {}, {"hv"}),
        ("高压装表临时用电", {}, {"hv"}),
        ("低压居民新装", {}, {"lv_resident"}),
        ("101 低压居民新装", {}, {"lv_resident"}),
        ("102", {"capacity_kva": 50}, {"micro"}),
        ("小微企业新装", {}, {"micro"}),
        ("低压充电桩新装", {"capacity_kva": 50}, {"lv_other"}),
        ("低压装表临时用电", {}, {"lv_other"}),
        ("低压非居民新装", {"capacity_kva": 160}, {"micro"}),
        ("低压非居民新装", {"capacity_kva": "160.01"}, {"lv_other"}),
        ("低压非居民增容", {}, {"micro", "lv_other"}),
        ("低压非居民增容", {"capacity_kva": "待定"}, {"micro", "lv_other"}),
    ],
)
def test_by_the_business_type(business_type: str, cells: dict[str, object], expected: set[str]) -> None:
    assert possible(classes(business_type, **cells)) == expected


@pytest.mark.parametrize(
    ("business_type", "customer_class", "expected"),
    [
        # A recognised customer class wins over the business type ...
        ("低压非居民新装", "低压居民", {"lv_resident"}),
        ("低压非居民新装", "小微企业", {"micro"}),
        ("低压非居民新装", "高压", {"hv"}),
        ("高压新装", "低压非居民", {"micro", "lv_other"}),
        ("低压充电桩新装", "低压非居民", {"lv_other"}),
        ("路灯改造", "高压", {"hv"}),
        # ... but not over what is no connection, nor over generation; one that is not recognised says nothing.
        ("更名", "高压", {"out_of_scope"}),
        ("低压分布式光伏新装", "低压居民", {"pv"}),
        ("低压居民新装", "重要客户", {"lv_resident"}),
    ],
)
def test_by_the_customer_class(business_type: str, customer_class: str, expected: set[str]) -> None:
    assert possible(classes(business_type, customer_class=customer_class)) == expected


def test_the_capacity_column_may_be_missing() -> None:
    view = view_of("orders", order("低压非居民新装"), without=["capacity_kva"])
    assert possible(classes_of(PACK, view)) == {"micro", "lv_other"}


def test_an_unknown_business_type_has_no_class() -> None:
    found = classes("路灯改造")
    assert found.unknown_type.tolist() == [True]
    assert possible(found) == set()
    assert found.is_one_of(["hv"]).tolist() == [NO]
    assert found.in_scope.tolist() == [YES]


def test_no_business_type_may_be_any_class() -> None:
    found = classes("")
    assert found.unknown_type.tolist() == [False]
    assert possible(found) == EVERY_CLASS
    assert found.is_one_of(["hv"]).tolist() == [UNKNOWN]
    assert found.in_scope.tolist() == [UNKNOWN]


@pytest.mark.parametrize(
    ("names", "expected"),
    [(["micro", "lv_other"], YES), (["micro"], UNKNOWN), (["hv", "lv_resident"], NO), ([], YES)],
)
def test_membership_is_unknown_only_where_it_differs(names: list[str], expected: int) -> None:
    assert classes("低压非居民新装").is_one_of(names).tolist() == [expected]


@pytest.mark.parametrize(("business_type", "expected"), [("更名", NO), ("高压新装", YES), ("低压非居民新装", YES)])
def test_scope(business_type: str, expected: int) -> None:
    assert classes(business_type).in_scope.tolist() == [expected]


def test_kinds_without_a_business_type_are_in_scope() -> None:
    found = classes_of(PACK, view_of("incidents", incident("三指定")))
    assert found.in_scope.tolist() == [YES]
    assert found.is_one_of([]).tolist() == [YES]
