"""What goes to stdout and stderr: the payload alone, in the right format and encoding."""

from __future__ import annotations

import json

import pytest

from hcaudit.cli import streams
from hcaudit.errors import InputError
from tests.cli.conftest import Engine, Hcaudit

FINDING = {
    "finding_id": "0123456789abcdef",
    "rule": "T05",
    "record_no": "4121",
    "customer_name": "堃鹏公司",
    "outcome": "violation",
    "disposition": "open",
}
BOM = b"\xef\xbb\xbf"


@pytest.fixture(autouse=True)
def _one_finding(engine: Engine) -> None:
    engine.has("findings", FINDING)
    engine.counts(violations=1)


def test_a_pipe_gets_csv_in_utf8_without_bom(hcaudit: Hcaudit) -> None:
    result = hcaudit("check", "a.csv")
    heading, row = result.out.decode("utf-8").splitlines()
    assert heading.startswith("违规编号,")
    assert row.startswith("0123456789abcdef,")
    assert not result.out.startswith(BOM)
    assert "0123456789abcdef" not in result.err


def test_a_terminal_gets_a_table(hcaudit: Hcaudit) -> None:
    result = hcaudit("check", "a.csv", terminal=True, encoding="utf-8")
    assert "4121" in result.out.decode("utf-8")
    assert "违规编号," not in result.out.decode("utf-8")


def test_a_terminal_keeps_its_encoding_and_replaces_what_it_lacks(hcaudit: Hcaudit) -> None:
    result = hcaudit("check", "a.csv", "--format", "csv", terminal=True, encoding="gb2312")
    assert "?鹏公司" in result.out.decode("gb2312")
    assert "违规 1" in result.err


def test_the_summary_goes_to_stderr_and_quiet_leaves_it_out(hcaudit: Hcaudit) -> None:
    assert "违规 1" in hcaudit("check", "a.csv").err
    quiet = hcaudit("check", "a.csv", "-q")
    assert quiet.err == ""
    assert quiet.out == hcaudit("check", "a.csv").out


def test_every_part_can_be_shown_under_either_heading(hcaudit: Hcaudit) -> None:
    assert hcaudit("check", "a.csv", "--show", "fines", "--headers", "en").out.startswith(b"finding_ids,")
    assert hcaudit("check", "a.csv", "--show", "problems").out.decode("utf-8").startswith("来源文件")


def test_json_holds_everything(hcaudit: Hcaudit) -> None:
    report = json.loads(hcaudit("check", "a.csv", "--format", "json").out)
    assert [finding["record_no"] for finding in report["findings"]] == ["4121"]
    assert set(report) == {"run", "findings", "fines", "units", "consequences", "coverage", "problems"}


def test_names_are_masked(hcaudit: Hcaudit) -> None:
    assert "堃鹏公司" in hcaudit("check", "a.csv").out.decode("utf-8")
    assert "鹏公司" not in hcaudit("check", "a.csv", "--mask").out.decode("utf-8")


@pytest.mark.parametrize("name", ["xlsx", "parquet"])
def test_what_is_no_text_is_not_poured_onto_a_terminal(name: str, hcaudit: Hcaudit, engine: Engine) -> None:
    result = hcaudit("check", "a.csv", "--format", name, terminal=True, encoding="utf-8")
    assert (result.code, result.out, engine.asked) == (2, b"", None)
    assert "-o" in result.err


@pytest.mark.parametrize(
    ("options", "environment", "expected"),
    [
        ([], {}, True),
        ([], {"NO_COLOR": "1"}, False),
        ([], {"TERM": "dumb"}, False),
        (["--color", "never"], {}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
    ],
)
def test_colours_on_a_terminal(
    options: list[str],
    environment: dict[str, str],
    expected: bool,
    hcaudit: Hcaudit,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    engine.ran(warnings=("超出适用期",))
    result = hcaudit("check", "a.csv", *options, terminal=True, encoding="utf-8")
    assert ("\x1b[" in result.err) is expected


def test_no_colours_in_a_pipe(hcaudit: Hcaudit, engine: Engine) -> None:
    engine.ran(warnings=("超出适用期",))
    result = hcaudit("check", "a.csv")
    assert "\x1b" not in result.err
    assert b"\x1b" not in result.out
    assert "\x1b[" in hcaudit("check", "a.csv", "--color", "always").err


def test_a_reader_that_leaves_early_is_no_error(hcaudit: Hcaudit, monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(*_: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("hcaudit.render.as_csv.csv.write_csv", leave)
    result = hcaudit("check", "a.csv")
    assert result.code == 1
    assert "错误" not in result.err


def test_a_full_disk_behind_stdout_is_told(hcaudit: Hcaudit, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hcaudit.render.as_csv.csv.write_csv", fail)
    result = hcaudit("check", "a.csv")
    assert result.code == 3
    assert "No space left on device" in result.err


def test_a_closed_stdout_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    with pytest.raises(InputError, match="-o"):
        streams.show("words")


def test_help_is_a_payload(hcaudit: Hcaudit) -> None:
    result = hcaudit("check", "--help")
    assert (result.code, result.err) == (0, "")
    assert result.out.decode("utf-8").startswith("用法：hcaudit check")


def test_version(hcaudit: Hcaudit) -> None:
    result = hcaudit("--version")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(b"hcaudit ")
