"""What stands in an export drives no command: no control character, no line of its own, no formula, no tag."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from hcaudit.render.cells import CONTROLS
from tests.cli.conftest import Hcaudit

EVIL = "\x1b[31m\x9b2J\u202e<script>alert(1)</script>[red]=HYPERLINK(1)"
NUMBER = '=cmd|"/C calc"!A0\x1b]0;t\x07'
HEADERS = f"申请编号,业务类型,供电单位,客户经理,工单状态,合同容量,户名,受理时间,勘察时间,答复日期,佐证说明,{EVIL}列\n"


def order(number: str, replied: str) -> str:
    """Return a row in which every text is hostile."""
    cells = [number, "高压新装", EVIL, EVIL, "在途", "630", EVIL, "2021-12-01", "2021-12-02", replied, EVIL, EVIL]
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\n"


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    export = HEADERS + order(NUMBER, "2021-12-20") + order("2", f"昨天{EVIL}") + order("", "")
    Path("\x1b[31m.csv").write_text(export, encoding="utf-8")


COMMANDS = [
    *(["check", *words] for words in ([], ["--show", "problems"], ["--show", "coverage"], ["--format", "table"])),
    *(["check", "--format", form] for form in ("json", "ndjson", "md", "html", "digest")),
    ["check", "--log-format", "json"],
    *(["columns", "--format", form] for form in ("text", "json", "csv", "md")),
    *(["due", "--format", form] for form in ("table", "json", "csv", "md")),
    *(["progress", "--format", form] for form in ("table", "json", "csv", "md")),
    *(["explain", "--order", NUMBER, "--format", form] for form in ("text", "json", "md")),
]


@pytest.mark.parametrize("words", COMMANDS, ids=[" ".join(words).replace("\x1b", "ESC") for words in COMMANDS])
def test_no_command_says_a_control_character(words: list[str], hcaudit: Hcaudit) -> None:
    as_of = [] if words[0] == "columns" else ["--as-of", "2021-12-31"]
    command, *options = words
    result = hcaudit(command, "\x1b[31m.csv", *as_of, *options)
    assert result.code in {0, 1}, result.err
    told = result.out.decode()
    assert told
    assert (CONTROLS.findall(told), CONTROLS.findall(result.err)) == ([], [])
    if words[-1] in {"html", "md"}:
        assert "<script>alert" not in told


@pytest.mark.parametrize("command", ["check", "due", "progress"])
def test_no_workbook_has_a_formula(command: str, hcaudit: Hcaudit) -> None:
    output = hcaudit(command, ".", "--as-of", "2021-12-31", "--format", "xlsx").out
    cells = [cell for sheet in openpyxl.load_workbook(io.BytesIO(output)) for row in sheet.iter_rows() for cell in row]
    assert any(cell.value and "script" in str(cell.value) for cell in cells)
    assert [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    with zipfile.ZipFile(io.BytesIO(output)) as package:
        assert not any(b"\x1b" in package.read(name) for name in package.namelist())


def test_a_file_named_after_a_unit_is_a_plain_name(hcaudit: Hcaudit) -> None:
    assert hcaudit("check", ".", "--as-of", "2021-12-31", "--by-unit", "units").code == 1
    (file,) = Path("units").iterdir()
    assert not set(file.name) & set('<>:"/\\|?*\x1b\x9b\u202e')
    assert file.name.endswith(".xlsx")
