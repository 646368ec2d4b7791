"""What a file is, by its bytes."""

from __future__ import annotations

import io
import zipfile

import pytest

from hcaudit.load.sniff import Form, form_of
from tests.unit.load.samples import workbook
from tests.unit.load.writers import zipped


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
        (b"PK\x03\x04 cut off", Form.ZIP),
        (workbook({"s": [["a"]]})[:700], Form.XLSX),
        (b"\x1f\x8b\x08", Form.GZIP),
        (b"Rar!\x1a\x07", Form.ARCHIVE),
        (b"7z\xbc\xaf\x27\x1c", Form.ARCHIVE),
        (rb"{\rtf1", Form.DOCUMENT),
        (b"BM\x36\x00\x00\x00\x00\x00\x00\x00", Form.IMAGE),
        ("BM编号,户号\n".encode("gbk"), Form.TEXT),
        (b"\x00" * 9000, Form.EMPTY),
        (b"a,b\n1,2\n" + b"\x00" * 9000, Form.TEXT),
        ("申请编号,户名\nA1,张\x00三\n".encode() * 9, Form.TEXT),
        (b"SQLite format 3\x00\x10\x00\x01" + b"text" * 99, Form.BINARY),
        (b"a.csv".ljust(257, b"\x00") + b"ustar\x0000" + b"\x00" * 99, Form.ARCHIVE),
        (b"\n" * 9000 + b"a,b\n1,2\n", Form.TEXT),
        ("申请编号\t户号\n".encode("utf-16-le"), Form.BINARY),
        ("申请编号\t户号\n1\t2\n3\t4\n".encode("utf-16-le"), Form.TEXT),
        ("申请编号\t户号\n1\t2\n3\t4\n".encode("utf-32-be"), Form.TEXT),
        ("<html><table><tr><td>1".encode("utf-16"), Form.HTML),
        (b"Warning: x\n<table border=1><tr><td>1</td>", Form.HTML),
        (b'<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">', Form.HTML),
        (b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>', Form.HTML),
        (b'<?xml version="1.0"?><feed/>', Form.XML),
        (b"<ss:Workbook xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'>", Form.XML),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n", Form.MHTML),
        (b"From: <Saved>\nSubject: a\n b\nMIME-Version: 1.0\nContent-Type: text/html\n", Form.MHTML),
        ("备注: MIME-Version\n".encode(), Form.TEXT),
    ],
)
def test_forms(data: bytes, form: Form) -> None:
    assert form_of(data) is form


def test_packages() -> None:
    assert form_of(workbook({"s": [["a"]]})) is Form.XLSX
    assert form_of(archive()) is Form.ZIP
    assert form_of(zipped({})) is Form.ZIP
    assert form_of(zipped({"xl\\workbook.bin": ""})) is Form.XLSX
    assert form_of(zipped({"[Content_Types].xml": "", "word/document.xml": ""})) is Form.DOCUMENT
    sheets, text = "application/vnd.oasis.opendocument.spreadsheet", "application/vnd.oasis.opendocument.text"
    assert form_of(zipped({"mimetype": sheets, "content.xml": ""})) is Form.ODS
    assert form_of(zipped({"mimetype": text, "content.xml": ""})) is Form.DOCUMENT
