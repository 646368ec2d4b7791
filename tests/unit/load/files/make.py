"""Writes the workbook that LibreOffice turns into the other files of this folder: see README.md."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import xlsxwriter

HEADERS = (
    "申请编号",
    "业务类型",
    "供电单位",
    "受理时间",
    "送电时间",
    "是否有配套工程",
    "合同容量",
    "其他收费金额",
    "备注",
)


def main(folder: Path) -> None:
    """Write both workbooks: with dates from 1900 and from 1904 on."""
    for name, options in (("quirks", {}), ("quirks-1904", {"date_1904": True})):
        with xlsxwriter.Workbook(folder / f"{name}.xlsx", options) as book:
            _orders(book)
            hidden = book.add_worksheet("字典")
            hidden.write_column(0, 0, ["高压新装", "低压居民新装"])
            hidden.hide()
            book.add_worksheet("空")


def _orders(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("在途")
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    day = book.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
    sheet.write(1, 1, "业扩工单")
    sheet.write_row(2, 1, HEADERS)
    sheet.write_row(3, 1, ["A1", "高压新装", "城关供电所"])
    sheet.write_datetime(3, 4, dt.datetime(2021, 12, 3, 9, 5, 7), moment)
    sheet.write_datetime(3, 5, dt.datetime(2021, 12, 20), day)
    sheet.write_boolean(3, 6, True)
    sheet.write_number(3, 7, 630)
    sheet.write_number(3, 8, 12800.5)
    sheet.write_number(4, 1, 4121010000000001)
    sheet.write(4, 2, "高压新装")
    sheet.write_datetime(4, 4, dt.datetime(2021, 12, 3, 23, 59, 59, 700000), moment)
    sheet.write_formula(4, 5, "=NA()", None, "#N/A")
    sheet.write_formula(4, 6, "=1/0", None, "#DIV/0!")
    sheet.write_formula(4, 7, "=300+15", None, 315)
    sheet.write_formula(4, 8, '=""', None, "")
    sheet.write_row(5, 1, ["A3", "高压新装"])
    sheet.write_number(5, 4, 43072 if book.date_1904 else 44534)
    sheet.merge_range(3, 3, 5, 3, "城关供电所")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
