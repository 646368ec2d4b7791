"""Small tables as the records that exist on a day; it must not know any rule."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from hcaudit.judging.horizon import views_on
from hcaudit.load import TableSource, load, read_vocabulary
from hcaudit.model.view import View
from hcaudit.shipped import rules_folder
from tests.unit.tables import Record, numbered, table

VOCABULARY = read_vocabulary(rules_folder())
AS_OF = "2022-01-31"


def view_of(kind: str, *records: Record, as_of: str = AS_OF, without: Collection[str] = ()) -> View:
    """Return the records of one kind, numbered by their places, as they look at the end of `as_of`."""
    source = TableSource(name=kind, table=table(kind, *numbered(kind, *records), without=without))
    return views_on(load([source], vocabulary=VOCABULARY), np.datetime64(as_of))[kind]
