"""Parquet → a raw sheet, every value as text and its column names as the header; it must not know any field."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from hcaudit.load.limits import COLUMNS
from hcaudit.load.memory import read_table
from hcaudit.load.rawsheet import RawSheet, UnusableFileError
from hcaudit.texts import Text

_LOCKED = b"PARE"
_MOST_CELLS = 500_000_000


def read_parquet(file: str, data: bytes) -> Sequence[RawSheet]:
    """Return the table of a Parquet file; its first row has number 1.

    Raises:
        UnusableFileError: it is broken, encrypted or has no columns.
    """
    try:
        source = pq.ParquetFile(pa.BufferReader(pa.py_buffer(data)))
        size = source.metadata.num_rows * source.metadata.num_columns
        if size > _MOST_CELLS or source.metadata.num_columns > COLUMNS:
            raise UnusableFileError(Text("load.too-large", file=file))
        return [read_table(file, source.read(use_threads=False))]
    except MemoryError:
        raise
    except (pa.ArrowException, OSError, ValueError) as error:
        locked = data.startswith(_LOCKED) or "crypt" in str(error)
        raise UnusableFileError(Text("load.parquet-password" if locked else "load.broken-parquet", file=file)) from None
