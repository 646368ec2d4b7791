"""Which reader takes which form of file; it must not know what comes of a file.

Text is read where it is asked for: its reader has nothing to die of.  All others are run in the child process
(`isolation`), which imports them by the name they have here; this process does not.
"""

from __future__ import annotations

from collections.abc import Mapping

from hcaudit.load.sniff import Form

_WORKBOOK = "hcaudit.load.workbook:parse > hcaudit.load.spreadsheet:raw_sheets"

IN_CHILD: Mapping[Form, str] = {
    Form.XLSX: _WORKBOOK,
    Form.XLS: _WORKBOOK,
    Form.ODS: _WORKBOOK,
    Form.HTML: "hcaudit.load.markup:read_html",
    Form.XML: "hcaudit.load.markup:read_xml",
    Form.MHTML: "hcaudit.load.markup:read_mhtml",
    Form.PARQUET: "hcaudit.load.parquet:read_parquet",
}
"""The reader (``module:function``) of each form: a function of the file's name and bytes that returns raw sheets.

One of two steps (``first > second``) hands what the first returns to the second, with the name.
"""
