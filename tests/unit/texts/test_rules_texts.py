"""What the rules folder says to people: in both languages, in characters a Chinese console has."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hcaudit.shipped import rules_folder
from hcaudit.texts import LANGUAGES

FOLDER = Path(str(rules_folder()))
FILES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.toml"))
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
SOURCE = re.compile(r"潢电〔2021〕38号")
"""The number of the source, a proper name."""


def read(file: str) -> Any:
    return tomllib.loads((FOLDER / file).read_text(encoding="utf-8"))


def wordings(node: Any, at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every table that says something by language, with the way to it."""
    if isinstance(node, dict):
        if set(LANGUAGES) & set(node):
            yield at, node
        for key, value in node.items():
            yield from wordings(value, f"{at}.{key}")
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from wordings(value, f"{at}[{place}]")


@pytest.mark.parametrize("file", FILES)
def test_whatever_is_said_is_said_in_both_languages(file: str) -> None:
    lacking = [at for at, words in wordings(read(file)) if not all(words.get(lang) for lang in LANGUAGES)]
    assert lacking == []


@pytest.mark.parametrize("file", FILES)
def test_english_is_english_and_a_chinese_console_has_every_character(file: str) -> None:
    for at, words in wordings(read(file)):
        assert not CHINESE.search(SOURCE.sub("", words["en"])), at
        for lang in LANGUAGES:
            assert words[lang].encode("gbk").decode("gbk") == words[lang], at


def test_the_rules_speak_at_all() -> None:
    found = {file for file in FILES if any(wordings(read(file)))}
    rules = {file for file in FILES if "/rules/" in file}
    assert rules
    assert found >= {"fields.toml", "decisions.toml"} | rules
    assert {file.rpartition("/")[2] for file in found} >= {"pack.toml", "tariff.toml"}
