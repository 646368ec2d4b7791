"""An audit that is given the JSON of an earlier one tells what changed."""

from __future__ import annotations

from pathlib import Path

import hcaudit
from hcaudit.render import FORMATS, Look
from tests.unit.tables import high_voltage, table

OPEN = high_voltage(order_no="1", surveyed_at="2021-12-02")


def test_the_report_has_the_changes(tmp_path: Path) -> None:
    earlier = hcaudit.audit({"orders": table("orders", OPEN)}, as_of="2021-12-15", select="T08")
    assert earlier.changes is None
    file = tmp_path / "earlier.json"
    with file.open("wb") as stream:
        FORMATS["json"].render(earlier, stream, Look())
    orders = table("orders", OPEN, {**OPEN, "order_no": "2"})
    report = hcaudit.audit({"orders": orders}, as_of="2021-12-17", select="T08", since=file)
    assert report.changes is not None
    rows = report.changes.to_pylist()
    assert [(row["subject"], row["change"], row["ran_on"], row["record_no"]) for row in rows] == [
        ("finding", "new", False, "2"),
        ("finding", "changed", True, "1"),
        ("fine", "new", False, "2"),
    ]
    assert report.run.warnings == ()
