"""Writes decisions.csv: what the made-up supervisors of the made-up county decided on the findings of the month.

    python -m sample_data.decide

They decide by what they can see of a finding, never by what it costs: most suspicions are confirmed, every fifth is
waived, so is one late order of each unit; one finding is moved to another unit, and one old waiver has expired.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path

import hcaudit

HERE = Path(__file__).parent
FILE = HERE / "decisions.csv"
MONTH = "2021-12"
HEADERS = ("违规编号", "事实编号", "裁定", "理由", "裁定人", "裁定日期", "有效期至", "责任单位")
SUPERVISORS = ("考核组甲", "考核组乙")
DECIDED_ON = dt.date(2022, 1, 5)

Row = Mapping[str, object]


def decisions(findings: list[Row]) -> Iterator[Row]:
    """Yield a row of the file for each finding that is decided."""
    suspected = [finding for finding in findings if finding["outcome"] == "suspected"]
    for place, finding in enumerate(suspected):
        if place % 5 == 4:
            yield _row(finding, place, "豁免", "现场核实，不属于违规")
        else:
            moved = "城区供电所" if place == 1 else None
            yield _row(finding, place, "确认", "调阅资料核实属实") | {"责任单位": moved}
    late = {finding["unit"]: finding for finding in reversed(findings) if finding["rule"] == "T02"}
    for place, finding in enumerate(late.values()):
        expired = DECIDED_ON.replace(year=2021) if place == 0 else None
        yield _row(finding, place, "豁免", "客户原因，有书面说明") | {"有效期至": expired}


def _row(finding: Row, place: int, decision: str, reason: str) -> dict[str, object]:
    return {
        "违规编号": finding["finding_id"],
        "事实编号": finding["facts_id"],
        "裁定": decision,
        "理由": reason,
        "裁定人": SUPERVISORS[place % len(SUPERVISORS)],
        "裁定日期": DECIDED_ON,
    }


def main() -> None:
    """Write the file."""
    findings = hcaudit.audit(HERE, month=MONTH).findings.to_pylist()
    with FILE.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, HEADERS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(decisions(findings))


if __name__ == "__main__":
    main()
