"""How each file was understood, as JSON: machine keys in English, sentences in the language asked for."""

from __future__ import annotations

from dataclasses import asdict

from hcaudit.render.intake.page import IntakePage
from hcaudit.render.row_texts import json_text

_COUNTS = ("rows", "records", "duplicates", "non_records", "problem_rows")


def intake_json(page: IntakePage) -> str:
    """Return the whole page as one JSON document: the sheets with their columns and doubts, and the sums."""
    totals = {name: sum(getattr(sheet, name) for sheet in page.sheets) for name in _COUNTS}
    sheets = [asdict(sheet) for sheet in page.sheets]
    for sheet in sheets:
        sheet["lacking"] = [column["field"] for column in sheet["lacking"]]
    return f"{json_text({'sheets': sheets, 'totals': totals}, indent=2)}\n"
