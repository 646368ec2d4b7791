"""What the options of `check` ask the engine for."""

from __future__ import annotations

import datetime as dt

import pytest

from hcaudit.settings import Settings
from tests.cli.conftest import Engine, Hcaudit


def asked(hcaudit: Hcaudit, engine: Engine, line: str) -> Settings:
    """Return the settings that the engine is asked for by the words of `line`."""
    assert hcaudit("check", *line.split(" ")).code == 0
    assert engine.asked is not None
    return engine.asked


def test_without_options_the_default_pack_judges_everything(hcaudit: Hcaudit, engine: Engine) -> None:
    assert asked(hcaudit, engine, "a.csv b - *.xlsx") == Settings(sources=("a.csv", "b", "-", "*.xlsx"))
    assert Settings(sources=()).pack is None


def test_codes_come_in_lists_and_repetitions(hcaudit: Hcaudit, engine: Engine) -> None:
    settings = asked(hcaudit, engine, "a.csv --select T05,C --select T05，B01 --extend-select S --ignore T06,")
    assert settings.select == ("T05", "C", "B01")
    assert (settings.extend_select, settings.ignore) == (("S",), ("T06",))


def test_parameters_keep_their_words(hcaudit: Hcaudit, engine: Engine) -> None:
    settings = asked(hcaudit, engine, "a.csv --set T12.min_working_days=5 --set X.y=a=b")
    assert settings.parameters == {"T12.min_working_days": "5", "X.y": "a=b"}


@pytest.mark.parametrize(
    ("options", "first", "last"),
    [
        ("--month 2021-12", dt.date(2021, 12, 1), dt.date(2021, 12, 31)),
        ("--month 2024-02", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        ("--from 2021-12-05", dt.date(2021, 12, 5), None),
        ("--to 2021-12-05", None, dt.date(2021, 12, 5)),
        ("--from 2021-12-05 --to 2021-12-05", dt.date(2021, 12, 5), dt.date(2021, 12, 5)),
    ],
)
def test_the_period(
    options: str, first: dt.date | None, last: dt.date | None, hcaudit: Hcaudit, engine: Engine
) -> None:
    settings = asked(hcaudit, engine, f"a.csv {options}")
    assert (settings.period_from, settings.period_to) == (first, last)


def test_how_files_are_read_and_judged(hcaudit: Hcaudit, engine: Engine) -> None:
    line = "a.csv --rules my/pack --as-of 2022-01-31 --kind orders --encoding gb18030 --sheet 在途 --lang en"
    settings = asked(hcaudit, engine, line)
    assert (settings.pack, settings.as_of) == ("my/pack", dt.date(2022, 1, 31))
    assert (settings.kind, settings.encoding, settings.sheet) == ("orders", "gb18030", "在途")
    assert settings.lang == "en"


@pytest.mark.parametrize(
    ("line", "environment", "lang"),
    [
        ("check a.csv", {}, "zh"),
        ("check a.csv", {"LANG": "en_US.UTF-8"}, "en"),
        ("check a.csv", {"LANG": "C.UTF-8"}, "zh"),
        ("check a.csv", {"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN"}, "zh"),
        ("check a.csv", {"LANG": "en_US.UTF-8", "HCAUDIT_LANG": "zh"}, "zh"),
        ("--lang en check a.csv", {"HCAUDIT_LANG": "zh"}, "en"),
        ("check a.csv --lang=en", {"HCAUDIT_LANG": "fr"}, "en"),
        ("--lang en check a.csv --lang zh", {}, "zh"),
        ("check --lang en -- a.csv --lang zh", {}, "en"),
    ],
)
def test_the_language(
    line: str,
    environment: dict[str, str],
    lang: str,
    hcaudit: Hcaudit,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert hcaudit(*line.split(" ")).code == 0
    assert engine.asked is not None
    assert engine.asked.lang == lang
