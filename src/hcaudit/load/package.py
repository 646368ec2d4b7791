"""The package a workbook is: refused unread where it is a bomb, locked or none; it must not know sheets or cells."""

from __future__ import annotations

import io
import struct
import zipfile

from hcaudit.load.biffmarks import STREAMS, is_locked
from hcaudit.load.container import SIGNATURE, stream_of
from hcaudit.load.limits import EXPANSION, EXPANSION_FROM, MEGABYTE, PACKAGE_BYTES, PACKAGE_ENTRIES
from hcaudit.load.unusable import UnusableFileError
from hcaudit.texts import Text

_ZIP = b"PK"
_DIRECTORY_END = b"PK\x05\x06"
_LOCKED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_MANIFEST = "META-INF/manifest.xml"
_MANIFEST_BYTES = 4 * MEGABYTE


def check_package(file: str, data: bytes) -> None:
    """Refuse a workbook that must not be unpacked; one that is damaged is left to its reader.

    Raises:
        UnusableFileError: it would take too much space, has a password or is another document.
    """
    if data.startswith(_ZIP):
        _check_zip(file, data)
    elif _LOCKED_PACKAGE in data:
        raise UnusableFileError(Text("load.password", file=file))
    else:
        _check_container(file, data)


def _check_container(file: str, data: bytes) -> None:
    if not data.startswith(SIGNATURE):
        raise UnusableFileError(Text("load.old-workbook", file=file))
    try:
        stream = stream_of(data, STREAMS)
    except (ValueError, StopIteration, struct.error):
        return
    if stream is None:
        raise UnusableFileError(Text("load.old-workbook", file=file))
    if is_locked(stream):
        raise UnusableFileError(Text("load.password", file=file))


def _check_zip(file: str, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            locked = any(entry.flag_bits & 1 for entry in entries) or _is_locked(package)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, RuntimeError):
        return
    if locked:
        raise UnusableFileError(Text("load.password", file=file))
    size = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > PACKAGE_ENTRIES:
        raise UnusableFileError(Text("load.too-many-parts", file=file, count=len(entries), most=PACKAGE_ENTRIES))
    if size > PACKAGE_BYTES or (size > EXPANSION_FROM and size > EXPANSION * packed):
        raise UnusableFileError(Text("load.bomb", file=file, megabytes=size // MEGABYTE))


def is_cut_off(data: bytes) -> bool:
    """Return whether a package has no end: the directory of its parts is the last thing in it."""
    return data.startswith(_ZIP) and data.rfind(_DIRECTORY_END) < 0


def _is_locked(package: zipfile.ZipFile) -> bool:
    """Return whether an OpenDocument package says that its parts are encrypted."""
    try:
        if package.getinfo(_MANIFEST).file_size > _MANIFEST_BYTES:
            return False
        return b"encryption-data" in package.read(_MANIFEST)
    except (KeyError, zipfile.BadZipFile):
        return False
