"""``hcaudit config``: what is in force and where it comes from, every mistake, the schema, an example."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from hcaudit.cli import layout
from hcaudit.config.reading import read_config
from tests.cli.conftest import Hcaudit

KEYS = [
    "config",
    "lang",
    "pack",
    "parameters.B02.min_orders",
    "parameters.B02.window_minutes",
    "parameters.B04.within_days",
    "parameters.T12.min_working_days",
    "parameters.T13.max_working_days",
    "parameters.T14.min_working_days",
    "roster",
    "columns",
    "values",
    "units",
    "calendar",
    "limits.memory_mb",
    "limits.time_s",
    "outputs.files",
    "outputs.format",
    "outputs.show",
    "outputs.headers",
    "outputs.mask",
]
CONFIG = """\
roster = ["李四", "张三"]
[parameters]
"T12.min_working_days" = 5
[columns.orders]
unit = ["所属公司"]
[units]
"城关供电所" = ["城关所"]
[calendar.2027]
off = [2027-01-01]
file = "2027.json"
[outputs]
files = ["a.xlsx"]
mask = false
"""
NOTICE = '{"year": 2027, "days": [{"name": "元旦", "date": "2027-01-02", "isOffDay": true}]}'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working directory, below a folder that may hold the configuration."""
    inner = tmp_path / "inner"
    inner.mkdir()
    monkeypatch.chdir(inner)
    return inner


def settings(hcaudit: Hcaudit, *words: object) -> dict[str, Any]:
    """Return what is told of each setting, by its key; a key told twice has the later."""
    result = hcaudit("config", "--format", "json", *words)
    assert (result.code, result.err) == (0, "")
    return {one["key"]: one for one in json.loads(result.out)["settings"]}


def test_every_setting_is_told_even_without_a_file(folder: Path, hcaudit: Hcaudit) -> None:
    told = settings(hcaudit)
    assert list(told) == KEYS
    assert {one["source"] for key, one in told.items() if key not in {"lang", "parameters.B04.within_days"}} == {
        "default"
    }
    assert told["pack"]["value"] == "huangchuan-2021-38"
    assert told["parameters.B04.within_days"] == {
        "key": "parameters.B04.within_days",
        "value": 30,
        "source": "pack",
        "name": "huangchuan-2021-38",
    }


def test_a_file_sets_what_it_says(folder: Path, hcaudit: Hcaudit) -> None:
    file = folder.parent / "hcaudit.toml"
    file.write_text(CONFIG, encoding="utf-8")
    (folder.parent / "2027.json").write_text(NOTICE, encoding="utf-8")
    told = settings(hcaudit)
    assert told["config"] == {"key": "config", "value": str(file), "source": "found", "name": None}
    of_file = {key: one["value"] for key, one in told.items() if one["source"] == "file"}
    assert of_file == {
        "parameters.T12.min_working_days": 5,
        "roster": ["张三", "李四"],
        "columns.orders.unit": ["所属公司"],
        "units.城关供电所": ["城关所"],
        "calendar.2027": {"off": ["2027-01-01"], "work": [], "complete": False},
        "outputs.files": ["a.xlsx"],
        "outputs.mask": False,
    }
    assert {told[key]["name"] for key in of_file if key != "calendar.2027"} == {str(file)}
    listed = json.loads(hcaudit("config", "--format", "json").out)["settings"]
    assert [one["name"] for one in listed if one["key"] == "calendar.2027"] == [
        str(folder.parent / "2027.json"),
        "hcaudit.toml [calendar.2027]",
    ]


@pytest.mark.parametrize("way", ["option", "environment"])
def test_what_names_the_file_is_told(way: str, folder: Path, hcaudit: Hcaudit, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "my.toml").write_text('roster = ["张三"]\n', encoding="utf-8")
    if way == "environment":
        monkeypatch.setenv("HCAUDIT_CONFIG", "my.toml")
    told = settings(hcaudit, *(["--config", "my.toml"] if way == "option" else []))["config"]
    assert (told["value"], told["source"], told["name"]) == (
        "my.toml",
        way,
        {"option": "--config", "environment": "HCAUDIT_CONFIG"}[way],
    )


@pytest.mark.parametrize(
    ("variables", "words", "lang", "source", "name"),
    [
        ({}, [], "zh", "locale", "LANG"),
        ({"LANG": "C"}, [], "zh", "default", None),
        ({"LANG": "POSIX"}, [], "zh", "default", None),
        ({"LANG": "C.UTF-8"}, [], "zh", "default", None),
        ({"LANG": "fr_FR.UTF-8"}, [], "zh", "default", None),
        ({"LANG": ""}, [], "zh", "default", None),
        ({"LANG": "en_GB.UTF-8"}, [], "en", "locale", "LANG"),
        ({"LANG": "zh_CN", "LC_ALL": "en_GB"}, [], "en", "locale", "LC_ALL"),
        ({"LANG": "en_GB", "HCAUDIT_LANG": "zh"}, [], "zh", "environment", "HCAUDIT_LANG"),
        ({"HCAUDIT_LANG": "zh"}, ["--lang", "en"], "en", "option", "--lang"),
    ],
)
def test_what_chooses_the_language_is_told(
    variables: dict[str, str],
    words: list[str],
    lang: str,
    source: str,
    name: str | None,
    folder: Path,
    hcaudit: Hcaudit,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)
    told = settings(hcaudit, *words)["lang"]
    assert (told["value"], told["source"], told["name"]) == (lang, source, name)


@pytest.mark.parametrize(("lang", "shown"), [("zh", ["（未设定）", "规则包", "选项 --lang"]), ("en", ["(not set)", "rule pack", "option --lang"])])  # fmt: skip  # noqa: E501
@pytest.mark.parametrize("columns", [80, 120])
def test_people_get_a_table(
    columns: int, lang: str, shown: list[str], folder: Path, hcaudit: Hcaudit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    (folder / "hcaudit.toml").write_text(CONFIG.replace('file = "2027.json"', "complete = true"), encoding="utf-8")
    text = hcaudit("config", "--lang", lang).out.decode("utf-8")
    assert hcaudit("config", "show", "--lang", lang).out.decode("utf-8") == text
    for words in (*shown, "parameters.T12.min_working_days", '["张三", "李四"]', "hcaudit.toml"):
        assert words in text
    assert [line for line in text.splitlines() if layout.width(line) > columns] == []


def test_all_mistakes_are_told_at_once(folder: Path, hcaudit: Hcaudit) -> None:
    text = (
        'pakc = "x"\npack = "none"\n[outputs]\nformat = "xls"\nshow = "all"\nfiles = ["a.doc", 5]\nmask = "yes"\n'
        '[columns.order]\nunit = ["x"]\n[columns.orders]\nunit = "x"\n[calendar.27]\n[parameters]\n"T12.days" = 5\n'
    )
    (folder / "bad.toml").write_text(text, encoding="utf-8")
    result = hcaudit("config", "--config", "bad.toml", "--lang", "en")
    assert (result.code, result.out) == (2, b"")
    wrong = ["files[2]", "outputs.mask", "pakc", "columns.orders.unit", "calendar.27", "outputs.format", "outputs.show"]
    for word in [*wrong, "rule pack none", "kind of data “order”", "T12.days"]:
        assert word in result.err
    assert result.err.count("\n") == len(wrong) + 3


def test_the_schema_is_one(folder: Path, hcaudit: Hcaudit) -> None:
    result = hcaudit("config", "schema")
    schema = json.loads(result.out)
    Draft202012Validator.check_schema(schema)
    assert set(schema["properties"]) >= {"pack", "parameters", "roster", "columns", "values", "units", "calendar"}
    assert "receiving" not in schema["properties"]["columns"]["properties"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_example_is_read_without_mistakes(lang: str, folder: Path, hcaudit: Hcaudit) -> None:
    example = hcaudit("config", "example", "--lang", lang).out.decode("utf-8")
    assert {line[:1] for line in example.splitlines()} == {"#", ""}
    file = folder / "hcaudit.toml"
    file.write_text(example, encoding="utf-8")
    assert {one["source"] for one in settings(hcaudit).values()} == {"default", "found", "locale", "pack"}
    file.write_text(re.sub(r"^#(?=\S)", "", example, flags=re.MULTILINE), encoding="utf-8")
    assert read_config(file).mistakes == ()
    told = settings(hcaudit)
    assert {key for key, one in told.items() if one["source"] != "file"} == {"config", "lang"}
    assert {key.split(".")[0] for key in told} == {key.split(".")[0] for key in KEYS}


@pytest.mark.parametrize("action", ["example", "schema"])
def test_a_file_gets_what_would_be_shown(action: str, folder: Path, hcaudit: Hcaudit) -> None:
    shown = hcaudit("config", action).out
    result = hcaudit("config", action, "-o", "new.toml")
    assert (result.code, result.out) == (0, b"")
    assert "new.toml" in result.err
    assert Path("new.toml").read_bytes() == shown


def test_a_configuration_that_is_there_is_not_overwritten(folder: Path, hcaudit: Hcaudit) -> None:
    mine = 'roster = ["张三"]\n'
    Path("mine.toml").write_text(mine, encoding="utf-8")
    result = hcaudit("config", "example", "-o", "mine.toml", "--lang", "en")
    assert (result.code, result.out) == (2, b"")
    assert "mine.toml exists already" in result.err
    assert Path("mine.toml").read_text(encoding="utf-8") == mine


@pytest.mark.parametrize(
    ("words", "chinese", "english"),
    [
        ("show -o x.toml", "config show 不写文件", "config show writes no file"),
        ("shwo", "是不是想写 show", "did you mean show?"),
        ("show pack", "后面多写了：pack", "too many words: pack"),
        ("--format yaml", "text, json", "text, json"),
        ("schema --format json", "--format 只用于 config show", "for config show only"),
    ],
)
def test_a_wrong_command_line(words: str, chinese: str, english: str, folder: Path, hcaudit: Hcaudit) -> None:
    for lang, told in (("zh", chinese), ("en", english)):
        result = hcaudit("config", *words.split(), "--lang", lang)
        assert (result.code, result.out, result.err.count("\n")) == (2, b"", 1)
        assert told in result.err


@pytest.mark.parametrize("words", [[], ["example"], ["--help"]])
def test_a_chinese_console_can_show_it(words: list[str], folder: Path, hcaudit: Hcaudit) -> None:
    (folder / "hcaudit.toml").write_text('roster = ["张三"]\n', encoding="utf-8")
    shown = hcaudit("config", *words, terminal=True, encoding="gbk").out.decode("gbk")
    assert "hcaudit.toml" in shown
    assert "?" not in shown, "what the console cannot show is replaced by a question mark"
