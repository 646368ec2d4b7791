"""Problems of judging: named by the header of the file, counted in words, with the calendar's notes beside."""

from __future__ import annotations

from pathlib import Path

import pytest

import hcaudit

HEADERS = "申请编号,业务类别,供电单位,受理时间\n"


def problems(folder: Path, lang: str, *types: str) -> list[dict[str, str]]:
    rows = "".join(f"A{place},{kind},城关供电所,2021-12-01\n" for place, kind in enumerate(types))
    (folder / "orders.csv").write_text(HEADERS + rows, encoding="utf-8")
    report = hcaudit.audit(folder / "orders.csv", lang=lang, config={})
    return report.problems.to_pylist()  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("lang", "types", "count"),
    [
        ("zh", ["神秘"], "（共 1 条）"),
        ("zh", ["神秘", "神秘"], "（共 2 条）"),
        ("en", ["神秘"], "(1 row)"),
        ("en", ["神秘", "神秘"], "(2 rows)"),
    ],
)
def test_an_unknown_business_type(lang: str, types: list[str], count: str, tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, lang, *types)
    assert (problem["column"], problem["value"]) == ("业务类别", "神秘")
    assert count in problem["problem"]


def test_notes_of_the_calendar_are_warnings(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(HEADERS + "A1,高压新装,城关供电所,2021-12-01\n", encoding="utf-8")
    report = hcaudit.audit(tmp_path / "orders.csv", config={"calendar": {"2027": {"off": ["2027-01-01"]}}})
    assert any("2027" in warning for warning in report.run.warnings)
