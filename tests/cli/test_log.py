"""`--log-format json`: every line of stderr is an object, and none of them has data in it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from hcaudit.errors import InputError, NothingJudgedError
from hcaudit.texts import Text
from tests.cli.conftest import Engine, Hcaudit

NAME = "欧阳小明"


def lines_of(text: str) -> list[dict[str, Any]]:
    """Return the lines of a log without their time, which is a moment with a zone."""
    lines = [json.loads(line) for line in text.splitlines()]
    assert all(dt.datetime.fromisoformat(line.pop("time")).tzinfo for line in lines)
    return lines


@pytest.fixture
def log(hcaudit: Hcaudit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that runs hcaudit and returns the lines of its log."""
    monkeypatch.chdir(tmp_path)
    return lambda *words, **how: lines_of(hcaudit(*words, "--log-format", "json", **how).err)


@pytest.fixture
def full(engine: Engine) -> Engine:
    """Return an engine whose report has something of everything."""
    engine.counts(violations=2, amount=3_005_000)
    engine.has(
        "coverage", {"rule": "T05", "evaluated": True}, {"rule": "Q01", "evaluated": False, "reason": "没有数据"}
    )
    place = {"source_file": "工单.xlsx", "source_sheet": "在途", "column": "户名", "value": NAME}
    engine.has("problems", *({**place, "source_row": row, "problem": f"「{NAME}」不一致"} for row in (9, 4)))
    engine.ran(warnings=("超出适用期",), unusable=("坏.xlsx",))
    return engine


def test_an_audit(full: Engine, log: Any) -> None:
    assert full
    first, *others = log("check", "a.csv", "-o", "b.csv")
    assert (first["level"], first["event"], first["as_of"]) == ("info", "audited", "2021-12-31")
    assert (first["totals"]["violations"], first["totals"]["amount"]) == (2, "30050.00")
    assert (first["files"], first["rows"], first["records"]) == (1, 12, 8)
    problems = {"file": "工单.xlsx", "sheet": "在途", "column": "户名", "row": 4, "count": 2}
    assert others == [
        {"level": "info", "event": "rule-not-evaluated", "message": "没有数据", "rule": "Q01"},
        {"level": "warning", "event": "problems", **problems},
        {"level": "info", "event": "written", "file": "b.csv"},
        {"level": "warning", "event": "warning", "message": "超出适用期"},
        {"level": "error", "event": "file-unusable", "file": "坏.xlsx"},
        {"level": "info", "event": "end", "exit_code": 3},
    ]


def test_quiet_leaves_what_is_wrong_and_how_it_ended(full: Engine, log: Any) -> None:
    assert full
    assert [line["event"] for line in log("check", "a.csv", "-q")] == ["file-unusable", "end"]


def test_no_value_is_told(full: Engine, hcaudit: Hcaudit) -> None:
    assert full
    result = hcaudit("check", "a.csv", "--log-format", "json", "--show", "problems")
    assert NAME in result.out.decode("utf-8")
    assert NAME not in result.err


def test_a_sentence_that_quotes_data_is_a_place_instead(engine: Engine, log: Any) -> None:
    about = Text("load.problem-garbled-value", file="a.csv", sheet="", row=3, column="户名", value=NAME)
    engine.failure = NothingJudgedError(about, Text("audit.nothing-read"))
    first, second, end = log("check", "a.csv")
    place = {"file": "a.csv", "sheet": "", "row": 3, "column": "户名"}
    assert first == {"level": "error", "event": "load.problem-garbled-value", **place}
    assert (second["event"], "message" in second) == ("audit.nothing-read", True)
    assert end == {"level": "info", "event": "end", "exit_code": 3}


def test_an_error_has_its_key_and_its_words(engine: Engine, log: Any) -> None:
    engine.failure = InputError(Text("load.bomb", file="a.xlsx", megabytes=5))
    first, _ = log("check", "a.csv", "--lang", "en")
    assert (first["level"], first["event"], first["file"]) == ("error", "load.bomb", "a.xlsx")
    assert "a.xlsx" in first["message"]


def test_a_failure_nobody_meant_does_not_tell_its_words(
    engine: Engine, log: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.failure = ValueError(NAME)
    (first, _) = log("check", "a.csv")
    assert (first["event"], "ValueError" in first["message"], NAME in first["message"]) == (
        "cli.internal-error",
        True,
        False,
    )
    monkeypatch.setenv("HCAUDIT_DEBUG", "1")
    assert [line["level"] for line in log("check", "a.csv")] == ["error", "debug", "info"]


def test_mistakes_on_the_command_line_are_told_in_the_form_asked_for(log: Any, hcaudit: Hcaudit) -> None:
    assert [line["event"] for line in log("chek", "a.csv")] == ["cli.unknown-command", "end"]
    assert [line["event"] for line in log("check", "--nix", "a.csv")] == ["cli.wrong-usage", "end"]
    wrong = hcaudit("check", "a.csv", "--log-format", "xml")
    assert (wrong.code, wrong.err) == (2, "错误：--log-format 不能是“xml”。可选：text, json。\n")


def test_the_environment_may_ask_for_it(hcaudit: Hcaudit, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert engine
    monkeypatch.setenv("HCAUDIT_LOG_FORMAT", "json")
    assert [line["event"] for line in lines_of(hcaudit("check", "a.csv").err)] == ["audited", "end"]
    assert hcaudit("check", "a.csv", "--log-format", "text").err.startswith("截止日")


def test_a_run_that_is_told_to_end(engine: Engine, log: Any) -> None:
    engine.failure = KeyboardInterrupt()
    assert [(line["level"], line["event"]) for line in log("check", "a.csv")] == [
        ("warning", "interrupted"),
        ("info", "end"),
    ]


def test_no_line_can_drive_a_terminal(engine: Engine, hcaudit: Hcaudit) -> None:
    engine.ran(unusable=("\x1b[31m\u202e.xlsx",))
    result = hcaudit("check", "a.csv", "--log-format", "json", terminal=True, encoding="utf-8")
    assert ("\x1b" in result.err, "\u202e" in result.err, "\\u001b[31m" in result.err) == (False, False, True)


@pytest.mark.parametrize("words", [["calendar"], ["rules"], ["config"], ["template", "-o", "t.xlsx"]])
def test_every_command_logs(words: list[str], log: Any) -> None:
    *_, end = log(*words)
    assert end == {"level": "info", "event": "end", "exit_code": 0}


def test_columns_logs_too(log: Any, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("", encoding="utf-8")
    first, end = log("columns", "a.csv")
    assert (first["event"], first["file"], end["exit_code"]) == ("columns.unusable", "a.csv", 3)
