"""The sample month is what its generator writes, no more and no less."""

from __future__ import annotations

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from sample_data.decide import FILE
from sample_data.generate import ARCHIVE, OTHERS, TRACKING, generate

SAMPLE = Path(__file__).parents[2] / "sample_data"


@pytest.fixture(scope="module")
def anew(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    generate(folder)
    return folder


def cells(path: Path) -> dict[str, list[list[object]]]:
    """Return every sheet of a workbook, hidden ones too."""
    with CalamineWorkbook.from_path(path) as book:
        return {name: list(map(list, book.get_sheet_by_name(name).to_python())) for name in book.sheet_names}


def test_archive_is_written_byte_for_byte(anew: Path) -> None:
    assert (anew / ARCHIVE).read_bytes() == (SAMPLE / ARCHIVE).read_bytes()


@pytest.mark.parametrize("name", [TRACKING, OTHERS])
def test_workbooks_are_written_cell_for_cell(anew: Path, name: str) -> None:
    assert cells(anew / name) == cells(SAMPLE / name)


def test_generating_twice_gives_the_same_bytes(anew: Path, tmp_path: Path) -> None:
    generate(tmp_path)
    assert [(tmp_path / name).read_bytes() for name in (TRACKING, OTHERS)] == [
        (anew / name).read_bytes() for name in (TRACKING, OTHERS)
    ]


def test_the_folder_holds_no_other_data() -> None:
    data = {path.name for path in SAMPLE.iterdir() if path.suffix in {".csv", ".xlsx"}}
    assert data == {ARCHIVE, TRACKING, OTHERS, FILE.name}
