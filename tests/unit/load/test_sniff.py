"""What a file is, by its bytes."""

from __future__ import annotations

import io
import zipfile

import pytest

from hcaudit.load.sniff import Form, form_of
from tests.unit.load.samples import workbook


def archive() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("orders.csv", "a,b")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"", Form.EMPTY),
        (b"\xef\xbb\xbf \r\n", Form.EMPTY),
        ("申请编号,户号\n".encode("gb18030"), Form.TEXT),
        ("申请编号,户号\n".encode("utf-16"), Form.TEXT),
        (b"[x],y\n", Form.TEXT),
        (b'{"code":403}', Form.JSON),
        (b'[{"a":1}]', Form.JSON),
        (b"<!DOCTYPE html><html>", Form.HTML),
        (b"\n <table><tr>", Form.HTML),
        (b'<?xml version="1.0"?><Workbook>', Form.XML),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", Form.XLS),
        (b"PAR1....", Form.PARQUET),
        (b"%PDF-1.7", Form.PDF),
        (b"\x89PNG\r\n", Form.IMAGE),
        (b"\x00\x01\x02", Form.BINARY),
        (b"PK\x03\x04 cut off", Form.XLSX),
    ],
)
def test_forms(data: bytes, form: Form) -> None:
    assert form_of(data) is form


def test_packages() -> None:
    assert form_of(workbook({"s": [["a"]]})) is Form.XLSX
    assert form_of(archive()) is Form.ZIP
