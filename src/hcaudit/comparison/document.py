"""The JSON of a run, taken apart into its facts and its rows; it must not know what the rows say.

What hcaudit writes has a row a line: a large file is cut at its lines and never held as Python objects.  A file that
was reformatted is parsed as a whole.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hcaudit.errors import InputError
from hcaudit.texts import Text

_RUN, _PART, _END = b'{\n"run": ', b',\n"%s": [', b"\n]"
_BETWEEN_ROWS, _LINE = b"},\n{", b"}\n{"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The JSON of a run: the facts under ``run``, and the rows of its parts as JSON objects, one a line."""

    run: Mapping[str, Any]
    rows: Mapping[str, bytes]


def read_document(path: Path, parts: Sequence[str]) -> Document:
    """Return what the file `path` holds of a run and the rows of its `parts`.

    Raises:
        InputError: the file cannot be read, is no JSON, or no run.
    """
    try:
        data = path.read_bytes()
        return _as_written(data, parts) or _parsed(path, data, parts)
    except FileNotFoundError:
        raise InputError(Text("since.no-file", file=path)) from None
    except OSError as error:
        raise InputError(Text("since.unreadable", file=path, why=error.strerror or error)) from error
    except (ValueError, RecursionError) as error:
        raise InputError(Text("since.not-json", file=path)) from error


def _as_written(data: bytes, parts: Sequence[str]) -> Document | None:
    """Return what hcaudit itself wrote, None if the file is not as it writes it."""
    if not (data.startswith(_RUN) and data.endswith(b"\n}\n")):
        return None
    starts = {part: data.find(_PART % part.encode()) for part in parts}
    if min(starts.values()) < 0:
        return None
    run = json.loads(data[: min(starts.values())] + b"}")["run"]
    return Document(run=run, rows={part: _lines(data, data.index(b"[", start)) for part, start in starts.items()})


def _lines(data: bytes, bracket: int) -> bytes:
    """Return the rows of the list that begins at `bracket`; no text has a line break of its own."""
    if data.startswith(b"[]", bracket):
        return b""
    return data[bracket + 1 : data.index(_END, bracket)].replace(_BETWEEN_ROWS, _LINE)


def _parsed(path: Path, data: bytes, parts: Sequence[str]) -> Document:
    document = json.loads(data)
    if not isinstance(document, dict) or not isinstance(document.get("run"), dict):
        raise InputError(Text("since.not-a-report", file=path))
    rows = {}
    for part in parts:
        if not isinstance(of_part := document.get(part), list):
            raise InputError(Text("since.damaged", file=path.name, part=part, what=part))
        rows[part] = "\n".join(map(json.dumps, of_part)).encode()
    return Document(run=document["run"], rows=rows)
