"""``[outputs]`` of hcaudit.toml: what `check` writes where the command line does not say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Hcaudit

ORDERS = """\
申请编号,业务类型,供电单位,受理时间,现场勘察时间,方案答复时间,户名
1,高压新装,城关供电所,2021-12-01,2021-12-02,2021-12-20,某某实业
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the configuration; the working directory, with an export, is below it."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "orders.csv").write_text(ORDERS, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "data")
    return tmp_path


def lay_down(folder: Path, *lines: str) -> None:
    (folder / "hcaudit.toml").write_text("\n".join(["[outputs]", *lines]), encoding="utf-8")


def test_files_lie_beside_the_configuration(folder: Path, hcaudit: Hcaudit) -> None:
    lay_down(folder, 'files = ["december.csv", "december.json"]')
    result = hcaudit("check", "orders.csv")
    assert (result.code, result.out) == (1, b"")
    assert sorted(path.name for path in folder.iterdir() if path.is_file()) == [
        "december.csv",
        "december.json",
        "hcaudit.toml",
    ]
    assert "december.csv" in result.err


def test_files_of_the_command_line_stand_in_their_place(folder: Path, hcaudit: Hcaudit) -> None:
    lay_down(folder, 'files = ["december.csv"]', 'format = "md"')
    assert hcaudit("check", "orders.csv", "-o", "mine.csv").out == b""
    assert Path("mine.csv").exists()
    assert not (folder / "december.csv").exists()


def test_a_format_of_the_command_line_comes_beside_the_files(folder: Path, hcaudit: Hcaudit) -> None:
    lay_down(folder, 'files = ["december.csv"]')
    assert json.loads(hcaudit("check", "orders.csv", "--format", "json").out)["findings"]
    assert (folder / "december.csv").exists()


def test_format_show_and_headers(folder: Path, hcaudit: Hcaudit) -> None:
    lay_down(folder, 'format = "csv"', 'show = "fines"', 'headers = "en"')
    assert hcaudit("check", "orders.csv", terminal=True, encoding="utf-8").out.startswith(b"finding_ids,")
    others = ("--format", "md", "--show", "units", "--headers", "zh")
    assert "考核汇总" in hcaudit("check", "orders.csv", *others).out.decode("utf-8")


def test_names_are_hidden_until_they_are_asked_for(folder: Path, hcaudit: Hcaudit) -> None:
    lay_down(folder, "mask = true")
    for command in (["check", "--format", "json"], ["columns", "--format", "json"]):
        assert "某某实业" not in hcaudit(*command, "orders.csv").out.decode("utf-8")
    assert "某某实业" in hcaudit("check", "orders.csv", "--format", "json", "--no-mask").out.decode("utf-8")
    lay_down(folder, "mask = false")
    assert "某某实业" not in hcaudit("check", "orders.csv", "--format", "json", "--mask").out.decode("utf-8")


def test_what_cannot_be_written_is_a_mistake_of_the_configuration(folder: Path, hcaudit: Hcaudit) -> None:
    lay_down(folder, 'files = ["a.doc"]', 'format = "xls"', 'show = "fine"', 'headers = "fr"')
    result = hcaudit("check", "orders.csv")
    assert (result.code, result.out) == (2, b"")
    assert result.err.count("hcaudit.toml：outputs.") == 4
    assert "是不是想写 fines" in result.err
