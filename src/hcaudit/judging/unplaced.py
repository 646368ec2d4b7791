"""Business types that no class of the pack takes, as problems of reading; it must not know any rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from hcaudit.judging.classes import BUSINESS_TYPE, classes_of
from hcaudit.model.records import PROBLEMS, PROVENANCE, Dossier, Field
from hcaudit.model.rule import Pack
from hcaudit.model.view import View

_ALWAYS = np.datetime64("9999-12-31")


def unplaced_types(dossier: Dossier, pack: Pack) -> pa.Table:
    """Return a problem (`PROBLEMS`) for each record whose business type the pack does not know."""
    return pa.Table.from_pylist(list(_unplaced(dossier, pack)), schema=PROBLEMS)


def header_in(dossier: Dossier, row: Mapping[str, Any], field: Field, lang: str) -> str:
    """Return what `field` is called where `row` was read; its own title where it is not called anything there."""
    for sheet in dossier.intake:
        if (sheet.file, sheet.sheet) == (row["source_file"], row["source_sheet"]):
            return next((title for title, name in sheet.headers if name == field.name), field.headers[lang])
    return field.headers[lang]


def _unplaced(dossier: Dossier, pack: Pack) -> Iterator[Mapping[str, object]]:
    for records in dossier.records.values():
        if BUSINESS_TYPE not in records.kind.fields:
            continue
        unknown = classes_of(pack, View(records=records, as_of=_ALWAYS)).unknown_type
        rows = records.table.select([BUSINESS_TYPE, *PROVENANCE.names]).filter(pa.array(unknown))
        for row in rows.to_pylist():
            yield {
                **{name: row[name] for name in PROVENANCE.names},
                "column": header_in(dossier, row, records.kind.fields[BUSINESS_TYPE], "zh"),
                "value": row[BUSINESS_TYPE],
                "problem": "columns.problem-unknown-business-type",
                "details": "{}",
                "excludes_row": False,
            }
