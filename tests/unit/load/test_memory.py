"""Tables in memory take the same path as files."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pandas as pd
import pyarrow as pa

from hcaudit.load import LoadOptions, TableSource, load
from hcaudit.model.records import Dossier
from tests.unit.load.samples import problem_keys, rows_of, sentences, vocabulary

COLUMNS = {
    "申请编号": ["4121010000000001", "4121010000000002"],
    "业务类型": ["高压新装", "高压增容"],
    "供电单位": ["城关供电所", "双柳供电所"],
    "受理时间": [dt.datetime(2021, 12, 3, 9, 5), dt.datetime(2021, 12, 4)],
}


def loaded(table: object, name: str = "orders") -> Dossier:
    return load([TableSource(name, table)], vocabulary=vocabulary(), options=LoadOptions())


def test_an_arrow_table() -> None:
    more = {"环节数": [2, None], "其他收费金额": [Decimal("120.50"), None], "是否有配套工程": [True, False]}
    records = loaded(pa.table({**COLUMNS, **more})).records["orders"]
    assert rows_of(records, "record_no", "accepted_at", "steps", "other_fees", "grid_works") == [
        ("4121010000000001", dt.datetime(2021, 12, 3, 9, 5), 2, 12050, True),
        ("4121010000000002", dt.datetime(2021, 12, 4), None, 0, False),
    ]
    assert rows_of(records, "source_file", "source_row") == [("orders", 1), ("orders", 2)]


def test_a_data_frame() -> None:
    frame = pd.DataFrame({**COLUMNS, "合同容量": [630.0, None], "送电时间": [dt.date(2021, 12, 5), None]})
    records = loaded(frame.set_index("申请编号", drop=False)).records["orders"]
    assert rows_of(records, "capacity_kva", "energized_at") == [(630.0, dt.datetime(2021, 12, 5)), (None, None)]


def test_moments_with_a_zone_are_local_to_china() -> None:
    moments = pa.array([dt.datetime(2021, 12, 3, 1, 5), None], pa.timestamp("us", "UTC"))
    records = loaded(pa.table({**COLUMNS, "送电时间": moments})).records["orders"]
    assert rows_of(records, "energized_at") == [(dt.datetime(2021, 12, 3, 9, 5),), (None,)]


def test_other_types_of_columns() -> None:
    table = pa.table(
        {
            **COLUMNS,
            "工单状态": pa.array(["归档", "在途"]).dictionary_encode(),
            "户号": pa.array([12, 10**16]),
            "合同容量": pa.array([12.5, 630.0]),
            "送电时间": pa.array([dt.date(2021, 12, 5), None], pa.date64()),
            "佐证说明": pa.array([["a"], None]),
        }
    )
    records = loaded(table).records["orders"]
    assert rows_of(records, "status", "customer_no", "capacity_kva", "energized_at", "justification") == [
        ("archived", "12", 12.5, dt.datetime(2021, 12, 5), "['a']"),
        ("in_transit", "1" + "0" * 16, 630.0, None, None),
    ]


def test_a_number_kept_as_float_is_destroyed() -> None:
    dossier = loaded(pa.table({**COLUMNS, "户号": pa.array([4.12101e16, 12.0])}))
    assert rows_of(dossier.records["orders"], "customer_no") == [(None,), ("12",)]
    assert problem_keys(dossier) == ["destroyed-number"]


def test_what_is_no_table() -> None:
    dossier = loaded([1, 2], "mine")
    assert dossier.unusable == ("mine",)
    assert "「mine」不是表格（list）" in sentences(dossier)[0]
    assert loaded(pa.table({})).unusable == ("orders",)
