"""Writes one part of a report as JSON, an object a line; it must not know who reads it."""

from __future__ import annotations

from typing import BinaryIO

from hcaudit.model.report import Report
from hcaudit.render.look import Look
from hcaudit.render.parts import part, shown_part
from hcaudit.render.row_texts import json_rows


def render(report: Report, stream: BinaryIO, look: Look) -> None:
    """Write the shown part, the same objects the JSON document has."""
    stream.writelines(json_rows(part(report, shown_part(look), look), "\n"))
