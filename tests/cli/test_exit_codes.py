"""The exit code of every way a run can end, and what is said about it."""

from __future__ import annotations

import pytest

from hcaudit.errors import UsageError
from hcaudit.texts import Text
from tests.cli.conftest import Engine, Hcaudit

OPEN = {"disposition": "open"}
WAIVED = {"disposition": "waived"}
PROBLEM = {"source_file": "orders.csv", "source_row": 3, "column": "受理时间", "value": "x", "problem": "不是日期"}


@pytest.mark.parametrize(
    ("finding", "plain", "strict"),
    [
        ({"outcome": "violation", **OPEN}, 1, 1),
        ({"outcome": "suspected", **OPEN}, 1, 1),
        ({"outcome": "suspected", "disposition": "confirmed"}, 1, 1),
        ({"outcome": "violation"}, 1, 1),
        ({"outcome": "violation", **WAIVED}, 0, 0),
        ({"outcome": "suspected", **WAIVED}, 0, 0),
        ({"outcome": "undetermined", **OPEN}, 0, 1),
        ({"outcome": "reward", **OPEN}, 0, 0),
    ],
)
def test_findings(finding: dict[str, str], plain: int, strict: int, hcaudit: Hcaudit, engine: Engine) -> None:
    engine.has("findings", finding)
    assert hcaudit("check", "a.csv").code == plain
    assert hcaudit("check", "a.csv", "--strict").code == strict
    assert hcaudit("check", "a.csv", "--strict", "--exit-zero").code == 0


def test_one_open_among_waived_counts(hcaudit: Hcaudit, engine: Engine) -> None:
    engine.has("findings", {"outcome": "violation", **WAIVED}, {"outcome": "suspected", **OPEN})
    assert hcaudit("check", "a.csv").code == 1


def test_clean(hcaudit: Hcaudit, engine: Engine) -> None:
    assert hcaudit("check", "a.csv").code == 0
    assert hcaudit("check", "a.csv", "--strict").code == 0


def test_problems_count_if_strict(hcaudit: Hcaudit, engine: Engine) -> None:
    engine.has("problems", PROBLEM)
    assert hcaudit("check", "a.csv").code == 0
    assert hcaudit("check", "a.csv", "--strict").code == 1
    assert hcaudit("check", "a.csv", "--strict", "--exit-zero").code == 0


@pytest.mark.parametrize("options", [[], ["--exit-zero"], ["-q"]])
def test_an_unusable_file_is_told_after_the_rest_is_written(
    options: list[str], hcaudit: Hcaudit, engine: Engine
) -> None:
    engine.has("findings", {"outcome": "violation", **OPEN})
    engine.ran(unusable=("坏.xlsx",))
    result = hcaudit("check", "a.csv", "坏.xlsx", *options)
    assert result.code == 3
    assert len(result.out.splitlines()) == 2
    assert "文件无法使用：坏.xlsx" in result.err


@pytest.mark.parametrize("options", [[], ["--exit-zero"], ["-q"]])
def test_nothing_judged_is_never_clean(options: list[str], hcaudit: Hcaudit, engine: Engine) -> None:
    engine.counts(judged=0)
    result = hcaudit("check", "a.csv", *options)
    assert result.code == 3
    assert "没有任何记录可以判定" in result.err


def test_an_internal_error_is_one_line(hcaudit: Hcaudit, engine: Engine) -> None:
    engine.failure = ValueError("two\nlines")
    result = hcaudit("check", "a.csv")
    assert (result.code, result.out) == (4, b"")
    assert result.err.count("\n") == 1
    assert all(word in result.err for word in ("内部错误", "ValueError: two lines", "HCAUDIT_DEBUG=1"))
    assert "please report this line" in hcaudit("check", "a.csv", "--lang", "en").err


def test_a_message_without_words_is_an_internal_error(hcaudit: Hcaudit, engine: Engine) -> None:
    engine.failure = UsageError(Text("cli.no-such-sentence"))
    result = hcaudit("check", "a.csv")
    assert (result.code, result.err.count("\n")) == (4, 1)
    assert "no-such-sentence" in result.err


def test_not_even_a_librarys_panic_shows_a_traceback(hcaudit: Hcaudit, engine: Engine) -> None:
    class Panic(BaseException):
        """What extension modules raise beside `Exception`."""

    engine.failure = Panic()
    result = hcaudit("check", "a.csv")
    assert (result.code, result.err.count("\n")) == (4, 1)
    assert "Panic" in result.err


def test_too_much_data_for_the_machine_is_no_internal_error(hcaudit: Hcaudit, engine: Engine) -> None:
    engine.failure = MemoryError()
    result = hcaudit("check", "a.csv")
    assert (result.code, result.err.count("\n")) == (3, 1)
    assert "内存不足" in result.err


def test_developers_may_see_the_traceback(hcaudit: Hcaudit, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    engine.failure = ValueError("x")
    monkeypatch.setenv("HCAUDIT_DEBUG", "1")
    assert "Traceback (most recent call last)" in hcaudit("check", "a.csv").err


def test_ctrl_c(hcaudit: Hcaudit, engine: Engine) -> None:
    engine.failure = KeyboardInterrupt()
    result = hcaudit("check", "a.csv")
    assert (result.code, result.out) == (130, b"")
    assert result.err == "已中断，没有写出任何不完整的文件。\n"


def test_no_command_shows_the_help_page_as_a_mistake(hcaudit: Hcaudit) -> None:
    result = hcaudit()
    assert (result.code, result.out) == (2, b"")
    assert result.err.startswith("用法：hcaudit [选项] 命令")
