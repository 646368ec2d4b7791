"""`--mask`: a customer's name, phone and address in every place they may stand, and no output that tells them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from pyarrow import parquet

from hcaudit.render import FORMATS, SHOWN
from tests.cli.conftest import Hcaudit, Result

NAME, OTHER, PHONE, ADDRESS = "欧阳堃堃", "司马喆喆", "13912345678", "城关镇人民路八十八号"
SECRETS = ("阳堃", "马喆", PHONE, "人民路")
"""What must not be told: of a name all but its beginning."""

AS_OF = ("--as-of", "2021-12-31")

HEADERS = (
    "申请编号,业务类型,供电单位,工单状态,合同容量,户名,用电方,用电地址,联系电话,"
    "受理时间,现场勘察时间,方案答复时间,终止时间,客户经理,佐证说明\n"
)
_ENDED = "高压新装,城关供电所,终止,630"
_OPEN = "高压新装,城关供电所,在途,630"
_REPLIED_LATE = "2021-12-01,2021-12-02,2021-12-20"

ORDERS = (
    HEADERS
    # Breaks T08; two columns for the name contradict each other.
    + f"1,{_OPEN},{NAME},{OTHER},{ADDRESS},{PHONE},{_REPLIED_LATE},,,{NAME}\n"
    # Without a number, breaks T08.
    + f",{_OPEN},{NAME},,{ADDRESS},{PHONE},{_REPLIED_LATE},,,\n"
    # Ended, and applied for again by somebody of the same name and address (B04).
    + f"2,{_ENDED},{NAME},,{ADDRESS},{PHONE},2021-12-01,,,2021-12-06,,\n"
    + f"3,{_OPEN},{NAME},,{ADDRESS},{PHONE},2021-12-08,,,,,\n"
    # Too many cells: the row itself is the problem.
    + f"4,{_OPEN},{NAME},,{ADDRESS},{PHONE},2021-12-08,,,,,,{NAME},{PHONE}\n"
    # An error of a spreadsheet in the place of a phone and an address.
    + f"5,{_OPEN},{NAME},,#REF!,#N/A,2021-12-08,,,,,\n"
)

LATER = HEADERS + f"1,{_OPEN},{OTHER},,{ADDRESS}九,1{PHONE},{_REPLIED_LATE},,,\n"
"""The same order in another file, which contradicts the first."""

CONFIG = '[columns.orders]\ncustomer_name = ["用电方"]\n'
"""A header that does not sound like a name."""


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "a.csv").write_text(ORDERS, encoding="utf-8")
    (tmp_path / "exports" / "b.csv").write_bytes(LATER.encode() + f"6,{_OPEN},".encode() + b"\xff\xfe" + NAME.encode())
    (tmp_path / "hcaudit.toml").write_text(CONFIG, encoding="utf-8")


def told_by(output: bytes) -> set[str]:
    """Return the secrets in an output, whatever its form."""
    if output.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(output)) as package:
            text = "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    elif output.startswith(b"PAR1"):
        text = str(parquet.read_table(io.BytesIO(output)).to_pylist())
    else:
        text = output.decode("utf-8", "replace")
    return {secret for secret in SECRETS if secret in text}


def told(result: Result) -> set[str]:
    """Return the secrets that a run has told on its streams or in a file."""
    assert result.code in {0, 1}, result.err
    files = [path for path in Path("out").rglob("*") if path.is_file()]
    outputs = [result.out, result.err.encode(), *(path.read_bytes() for path in files)]
    assert any(outputs)
    return {secret for output in outputs for secret in told_by(output)}


FILES = [word for form in FORMATS.values() if form.suffixes for word in ("-o", f"out/report{form.suffixes[0]}")]


@pytest.mark.parametrize("show", [name for name in SHOWN if name != "changes"])
def test_no_format_tells_them(show: str, hcaudit: Hcaudit) -> None:
    Path("out").mkdir()
    words = ["check", "exports", *AS_OF, "--show", show, "--mask", "--manifest", "out/m.json", *FILES]
    assert told(hcaudit(*words, "--format", "table")) == set()


def test_no_workbook_of_a_unit_tells_them(hcaudit: Hcaudit) -> None:
    assert told(hcaudit("check", "exports", *AS_OF, "--mask", "--by-unit", "out")) == set()


def test_the_ledger_does_not_know_them(hcaudit: Hcaudit) -> None:
    Path("out").mkdir()
    assert told(hcaudit("check", "exports", *AS_OF, "--mask", "--ledger", "out/fines.ledger")) == set()
    assert told(hcaudit("ledger", "show", "--ledger", "out/fines.ledger", "--format", "json")) == set()


@pytest.mark.parametrize(
    "words",
    [
        *(["columns", "exports", "--format", form] for form in ("text", "json", "csv", "md")),
        *(["due", "exports", *AS_OF, "--format", form] for form in ("table", "csv", "json", "md", "xlsx")),
        *(["progress", "exports", *AS_OF, "--format", form] for form in ("table", "csv", "json", "md", "xlsx")),
        *(["explain", "exports", *AS_OF, "--order", "1", "--format", form] for form in ("text", "json", "md")),
        ["explain", "exports", *AS_OF, "--order", "2"],
    ],
    ids=" ".join,
)
def test_no_other_command_tells_them(words: list[str], hcaudit: Hcaudit) -> None:
    assert told(hcaudit(*words, "--mask")) == set()


def test_what_is_not_masked_is_told_on_stdout_and_never_on_stderr(hcaudit: Hcaudit) -> None:
    open_ = hcaudit("check", "exports", *AS_OF, "--format", "json")
    assert told_by(open_.out) == set(SECRETS)
    assert told_by(open_.err.encode()) == set()
    assert told_by(hcaudit("check", "exports", *AS_OF, "--log-format", "json").err.encode()) == set()
