"""Packages that are refused before they are unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

import pytest

from hcaudit.load import limits
from hcaudit.load.package import check_package
from hcaudit.load.rawsheet import UnusableFileError
from tests.unit.load.samples import workbook

FILES = Path(__file__).parent / "files"
CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def package(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return stream.getvalue()


def says_size(data: bytes, size: int) -> bytes:
    """Return a package whose directory says that its only part unpacks to `size` bytes."""
    place = data.rfind(b"PK\x01\x02") + 24
    return data[:place] + size.to_bytes(4, "little") + data[place + 4 :]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(workbook({"s": [["a"]]}), id="xlsx"),
        pytest.param((FILES / "quirks.xls").read_bytes(), id="xls"),
        pytest.param((FILES / "quirks.ods").read_bytes(), id="ods"),
        pytest.param(b"PK\x03\x04 damaged", id="damaged package"),
        pytest.param(CONTAINER + bytes(600), id="damaged container"),
        pytest.param(package(a=bytes(limits.EXPANSION_FROM // 2)), id="small though much packed"),
    ],
)
def test_what_its_reader_may_try(data: bytes) -> None:
    check_package("f", data)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(says_size(package(a=bytes(2 << 20)), 90 << 20), "解开后有 90 MB.*另存", id="expansion"),
        pytest.param(
            says_size(package(a=zlib.compress(bytes(range(256)) * 9999)), (1 << 32) - 2), "解开后有 4095 MB", id="size"
        ),
        pytest.param(package(**{f"p{place}": b"" for place in range(10_001)}), "10001 个部件.*10000 个", id="parts"),
        pytest.param(CONTAINER + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "加了密码.*没有保护", id="xlsx"),
        pytest.param(
            (FILES / "quirks.xls").read_bytes().replace(b"\x5c\x00\x70\x00", b"\x2f\x00\x70\x00", 1),
            "加了密码.*没有保护",
            id="xls",
        ),
        pytest.param(
            package(**{"content.xml": b"", "META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
            "加了密码.*没有保护",
            id="ods",
        ),
        pytest.param(b"\x09\x08\x10\x00" + bytes(90), "很旧的 .xls.*另存为 .xlsx", id="no container"),
        pytest.param(
            (FILES / "quirks.xls").read_bytes().replace("Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le")),
            "另一种 Office 文档.*另存为 .xlsx",
            id="other document",
        ),
    ],
)
def test_what_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(UnusableFileError, match=says):
        check_package("f", data)
