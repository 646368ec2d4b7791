"""The marks of a workbook, whichever form it has; it must not know what a mark means."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from hcaudit.load import biffmarks, binarymarks, odsmarks, ooxmlmarks
from hcaudit.load.cellmarks import WorkbookMarks

_ZIP = b"PK"
_DAMAGED = (
    LookupError,
    ValueError,
    OSError,
    EOFError,
    RuntimeError,
    StopIteration,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)


def marks_of(data: bytes) -> WorkbookMarks:
    """Return the marks of a workbook; none where its parts are not where they usually are."""
    try:
        if not data.startswith(_ZIP):
            return biffmarks.marks_of(data)
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _marks_of_package(package)
    except _DAMAGED:
        return WorkbookMarks()


def _marks_of_package(package: zipfile.ZipFile) -> WorkbookMarks:
    parts = package.namelist()
    if ooxmlmarks.WORKBOOK in parts:
        return ooxmlmarks.marks_of(package)
    if binarymarks.WORKBOOK in parts:
        return binarymarks.marks_of(package)
    return odsmarks.marks_of(package) if odsmarks.WORKBOOK in parts else WorkbookMarks()
