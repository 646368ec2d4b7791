"""What a wrong command line is told, in both languages: the mistake, the right form, the nearest word."""

from __future__ import annotations

import pytest

from hcaudit.errors import InputError, PackError, UsageError
from hcaudit.texts import Text
from tests.cli.conftest import Engine, Hcaudit

WRONG = [
    ("check", ["缺少 FILES", "hcaudit check --help"], ["FILES... is missing", "hcaudit check --help"]),
    ("chek a.csv", ["没有“chek”这个命令", "check"], ["no command chek", "did you mean check?"]),
    ("check a.csv --formt csv", ["没有 --formt 这个选项", "--format"], ["no option --formt", "did you mean --format"]),
    ("check a.csv -x", ["没有 -x 这个选项"], ["no option -x"]),
    ("check a.csv --month", ["--month 后面缺少取值", "hcaudit check"], ["--month needs a value"]),
    ("check a.csv --mask=1", ["--mask 不带取值"], ["--mask takes no value"]),
    ("check a.csv --format xslx", ["“xslx”", "xlsx", "csv"], ["“xslx”", "did you mean xlsx?", "csv"]),
    ("check a.csv --show fine", ["--show", "fines", "coverage"], ["--show", "did you mean fines?", "coverage"]),
    ("check a.csv --headers cn", ["--headers", "zh, en"], ["--headers", "zh, en"]),
    ("check a.csv --color yes", ["--color", "auto, always, never"], ["--color", "auto, always, never"]),
    ("check a.csv --month 2021-13", ["“2021-13”", "2021-12"], ["“2021-13”", "like 2021-12"]),
    ("check a.csv --month 202112", ["“202112”", "2021-12"], ["“202112”", "like 2021-12"]),
    ("check a.csv --month 0000-12", ["“0000-12”"], ["“0000-12”"]),
    ("check a.csv --as-of 2021-02-30", ["--as-of", "2021-12-31"], ["--as-of “2021-02-30”", "like 2021-12-31"]),
    ("check a.csv --as-of 20211231", ["“20211231”"], ["“20211231”"]),
    ("check a.csv --from 2021/12/1", ["--from", "2021-12-31"], ["--from “2021/12/1”"]),
    ("check a.csv --to yesterday", ["--to", "2021-12-31"], ["--to “yesterday”"]),
    ("check a.csv --month 2021-12 --from 2021-12-01", ["--month 不能与"], ["--month cannot go together"]),
    ("check a.csv --month 2021-12 --to 2021-12-01", ["--month 不能与"], ["--month cannot go together"]),
    ("check a.csv --from 2021-12-02 --to 2021-12-01", ["晚于", "对调"], ["later than", "exchange"]),
    ("check a.csv --select ,", ["--select 没有写规则代码"], ["--select names no rule", "T05,T08"]),
    ("check a.csv --set T12=5", ["“T12=5”", "T12.min_working_days=5"], ["“T12=5”", "CODE.PARAMETER=VALUE"]),
    ("check a.csv --set T12.min_working_days=", ["写法不对"], ["not understood"]),
    ("check a.csv --set T12.days=5 --set T12.days=6", ["T12.days", "5 和 6"], ["T12.days two values", "5 and 6"]),
    ("check a.csv --encoding utf-9", ["“utf-9”", "gb18030"], ["“utf-9”", "gb18030"]),
    ("check a.csv --encoding base64", ["“base64”"], ["“base64”"]),
    ("--lang fr check a.csv", ["--lang", "zh, en"], ["--lang", "zh, en"]),
]


@pytest.mark.parametrize(("line", "chinese", "english"), WRONG, ids=[line for line, _, _ in WRONG])
def test_a_wrong_command_line_is_told_what_is_wrong(
    line: str,
    chinese: list[str],
    english: list[str],
    hcaudit: Hcaudit,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for locale, start, words in (("zh_CN.UTF-8", "错误：", chinese), ("en_GB.UTF-8", "error: ", english)):
        monkeypatch.setenv("LANG", locale)
        result = hcaudit(*line.split(" "))
        assert (result.code, result.out) == (2, b"")
        assert result.err.startswith(start)
        assert result.err.count("\n") == 1
        assert [word for word in words if word not in result.err] == []
    assert engine.asked is None


def test_every_mistake_of_a_pack_is_a_line(hcaudit: Hcaudit, engine: Engine) -> None:
    engine.failure = PackError(Text("cli.no-codes", option="a"), Text("cli.no-codes", option="b"))
    result = hcaudit("check", "a.csv")
    assert result.code == 2
    assert [line[:4] for line in result.err.splitlines()] == ["错误：a", "错误：b"]


@pytest.mark.parametrize(("error", "code"), [(UsageError, 2), (InputError, 3)])
def test_an_error_of_the_engine_ends_with_its_code(
    error: type[UsageError | InputError], code: int, hcaudit: Hcaudit, engine: Engine
) -> None:
    engine.failure = error(Text("cli.not-a-day", option="x", value="y"))
    result = hcaudit("check", "a.csv", "--lang", "en")
    assert (result.code, result.out) == (code, b"")
    assert result.err == "error: x “y” is no date: write it like 2021-12-31.\n"


def test_values_of_the_command_line_cannot_drive_a_terminal(hcaudit: Hcaudit) -> None:
    result = hcaudit("check", "a.csv", "--month", "\x1b[2J")
    assert "\x1b" not in result.err
    assert "\\x1b[2J" in result.err
