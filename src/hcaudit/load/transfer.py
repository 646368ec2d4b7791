"""Raw sheets ⇄ Arrow IPC streams, between the child process and its parent; it must not know how a sheet was read."""

from __future__ import annotations

import json
from typing import IO

import numpy as np
import pyarrow as pa

from hcaudit.load.rawsheet import RawSheet

_FACTS = b"sheet"
_ROWS = "rows"


def send(sheet: RawSheet, stream: IO[bytes]) -> None:
    """Write a sheet, or a piece of one."""
    facts = {
        "sheet": sheet.sheet,
        "encoding": sheet.encoding,
        "header": sheet.header,
        "epoch_1904": sheet.epoch_1904,
        "delimited": sheet.delimited,
        "broken": sheet.broken.tolist(),
        "cut_off": sheet.cut_off,
        "hidden": sheet.hidden,
        "beyond": sheet.beyond,
        "continued": sheet.continued,
    }
    names = [_ROWS, *(str(place) for place in range(len(sheet.columns)))]
    columns = [pa.array(sheet.rows.astype(np.int64)), *sheet.columns]
    table = pa.table(columns, names).replace_schema_metadata({_FACTS: json.dumps(facts)})
    with pa.ipc.new_stream(stream, table.schema) as writer:
        writer.write_table(table)


def receive(file: str, stream: IO[bytes]) -> RawSheet:
    """Read a sheet of `file`, or a piece of one.

    Raises:
        pyarrow.ArrowException, OSError: the stream breaks off.
    """
    with pa.ipc.open_stream(stream) as reader:
        table = reader.read_all().combine_chunks()
    facts = json.loads(table.schema.metadata[_FACTS])
    return RawSheet(
        file=file,
        sheet=facts["sheet"],
        encoding=facts["encoding"],
        columns=tuple(table.columns[1:]),
        rows=table.column(_ROWS).to_numpy(),
        header=None if facts["header"] is None else tuple(facts["header"]),
        epoch_1904=facts["epoch_1904"],
        delimited=facts["delimited"],
        broken=np.array(facts["broken"], np.int64),
        cut_off=facts["cut_off"],
        hidden=facts["hidden"],
        beyond=facts["beyond"],
        continued=facts["continued"],
    )
