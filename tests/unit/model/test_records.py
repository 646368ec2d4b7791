"""What is common to the records of all kinds."""

from __future__ import annotations

import pyarrow as pa
import pytest

from hcaudit.model.records import not_null


@pytest.mark.parametrize("start", [0, 1, 7, 8, 9])
@pytest.mark.parametrize("kind", [pa.string(), pa.int64(), pa.bool_(), pa.timestamp("s")])
def test_where_a_column_holds_a_value(kind: pa.DataType, start: int) -> None:
    cells = pa.array([None if place % 3 == 0 else 1 for place in range(20)], pa.int64()).cast(kind)
    column = pa.chunked_array([cells.slice(start, 9), pa.nulls(2, kind), cells.slice(1, 1), cells.slice(0, 0)], kind)
    assert not_null(column).tolist() == column.is_valid().to_pylist()
