"""Parquet: every type comes through as the text a person would type."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pyarrow as pa
import pytest

from hcaudit.load import parquet as module
from hcaudit.load.parquet import read_parquet
from hcaudit.load.rawsheet import UnusableFileError
from tests.unit.load.writers import parquet

NOON = dt.datetime(2021, 12, 3, 12, 0, 1)


@pytest.mark.parametrize(
    ("column", "texts"),
    [
        (pa.array(["a", "", None]), ["a", None, None]),
        (pa.array(["a", "b", "a"]).dictionary_encode(), ["a", "b", "a"]),
        (pa.array([b"\xe6\x89\x80", None]), ["所", None]),
        (pa.array(["所".encode("gbk")]), ["所"]),
        (pa.array([4121010000000001, -1, None]), ["4121010000000001", "-1", None]),
        (pa.array([630.0, 0.5, float("nan")]), ["630", "0.5", None]),
        (pa.array([630.0, 1.0], pa.float32()), ["630", "1"]),
        (pa.array([Decimal("12800.50"), Decimal("-3.00")]), ["12800.50", "-3.00"]),
        (pa.array([NOON, None], pa.timestamp("us")), ["2021-12-03 12:00:01", None]),
        (pa.array([NOON], pa.timestamp("ns", "UTC")), ["2021-12-03 20:00:01"]),
        (pa.array([NOON.date()], pa.date32()), ["2021-12-03"]),
        (pa.array([NOON.time()], pa.time64("us")), ["12:00:01.000000"]),
        (pa.array([True, False, None]), ["true", "false", None]),
        (pa.array([[1, 2], None]), ["[1, 2]", None]),
        (pa.nulls(2), [None, None]),
    ],
)
def test_types(column: pa.Array, texts: list[str | None]) -> None:
    (sheet,) = read_parquet("f", parquet(pa.table({"甲": column})))
    assert sheet.header == ("甲",)
    assert sheet.columns[0].to_pylist() == texts


def test_a_table_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_CELLS", 1)
    with pytest.raises(UnusableFileError, match="行列数"):
        read_parquet("f", parquet(pa.table({"a": [1, 2]})))


def test_a_file_without_columns() -> None:
    with pytest.raises(UnusableFileError, match="空文件"):
        read_parquet("f", parquet(pa.table({})))
