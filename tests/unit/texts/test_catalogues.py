"""The catalogues of sentences: both languages say the same, in characters a Chinese console has, all that is asked."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import pytest

import hcaudit
from hcaudit.texts import DEFAULT_LANGUAGE, LANGUAGES, catalogue

PACKAGE = Path(hcaudit.__file__).parent
AREAS = sorted(file.stem for file in (PACKAGE / "texts" / DEFAULT_LANGUAGE).glob("*.toml"))
KEY = re.compile(rf"({'|'.join(AREAS)})\.[a-z0-9]+(-[a-z0-9]+)*")
LOAD_KEY = re.compile(r"(problem|note)(-[a-z0-9]+)+")
"""Keys of the area ``load`` that are written without it: they go through a table of problems."""

BY_PREFIX = ("render.word-", "rules.brief-", "rules.figure-", "rules.test-", "rules.value-")
"""Sentences that the code takes out of a catalogue by the beginning of their keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A ``Text(…)`` or ``say(…)`` in the code whose key is written out; `given` is None where more may be given."""

    place: str
    key: str
    given: frozenset[str] | None


def keys(lang: str = DEFAULT_LANGUAGE) -> set[str]:
    """Return every key of a language, with its area."""
    return {f"{area}.{name}" for area in AREAS for name in catalogue(lang, area)}


def placeholders(template: str) -> set[str]:
    """Return the names of the values a sentence speaks of."""
    return {re.split(r"[.\[]", name)[0] for _, name, _, _ in Formatter().parse(template) if name is not None}


@functools.cache
def nodes() -> tuple[tuple[str, ast.AST], ...]:
    """Return every node of the code, with its place."""
    trees = [(file, ast.parse(file.read_text("utf-8"))) for file in sorted(PACKAGE.rglob("*.py"))]
    return tuple(
        (f"{file.relative_to(PACKAGE).as_posix()}:{getattr(node, 'lineno', 0)}", node)
        for file, tree in trees
        for node in ast.walk(tree)
    )


def calls() -> Iterator[Call]:
    """Yield the calls that write their key out."""
    for place, node in nodes():
        if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        key = node.args[0].value
        if name in ("Text", "say") and isinstance(key, str) and "." in key:
            names = [keyword.arg for keyword in node.keywords]
            # A page fills in facts of its own beside what the call gives.
            is_open = None in names or isinstance(node.func, ast.Attribute)
            yield Call(place=place, key=key, given=None if is_open else frozenset(filter(None, names)))


def literals() -> Iterator[tuple[str, str]]:
    """Yield every string written in the code, with its place."""
    for place, node in nodes():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield place, node.value


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield what the keys put together in the code look like, with its place: an f-string that begins with an area."""
    for place, node in nodes():
        if not isinstance(node, ast.JoinedStr):
            continue
        parts = [_fixed(part) for part in node.values]
        if re.fullmatch(rf"({'|'.join(AREAS)})\\\.[a-z0-9\\-]*", parts[0]):
            yield place, re.compile("".join(parts))


def _fixed(part: ast.expr) -> str:
    """Return what a part of an f-string looks like."""
    return re.escape(part.value) if isinstance(part, ast.Constant) and isinstance(part.value, str) else ".+"


def test_both_languages_have_the_same_areas() -> None:
    for lang in LANGUAGES:
        assert sorted(file.stem for file in (PACKAGE / "texts" / lang).glob("*.toml")) == AREAS


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_have_the_same_keys(area: str) -> None:
    zh, en = (set(catalogue(lang, area)) for lang in ("zh", "en"))
    assert zh - en == set()
    assert en - zh == set()


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_speak_of_the_same_values(area: str) -> None:
    zh, en = (catalogue(lang, area) for lang in ("zh", "en"))
    differ = {key for key in zh.keys() & en.keys() if placeholders(zh[key]) != placeholders(en[key])}
    assert differ == set()


@pytest.mark.parametrize("area", AREAS)
def test_a_chinese_console_has_every_character(area: str) -> None:
    for words in catalogue("zh", area).values():
        assert words.encode("gbk").decode("gbk") == words


def test_every_key_that_is_written_out_exists() -> None:
    there = keys()
    missing = {f"{call.place} {call.key}" for call in calls() if call.key not in there}
    missing |= {f"{place} {text}" for place, text in literals() if KEY.fullmatch(text) and text not in there}
    assert missing == set()


def test_every_problem_and_note_of_the_loader_has_its_sentence() -> None:
    there = keys()
    asked = {(place, text) for place, text in literals() if place.startswith("load/") and LOAD_KEY.fullmatch(text)}
    assert asked
    assert {f"{place} {key}" for place, key in asked if f"load.{key}" not in there} == set()


def test_every_key_that_is_put_together_can_exist() -> None:
    there = keys()
    assert {place for place, pattern in patterns() if not any(map(pattern.fullmatch, there))} == set()


def test_every_value_a_sentence_speaks_of_is_given() -> None:
    there = keys()
    for call in calls():
        if call.given is not None and call.key in there:
            area, name = call.key.split(".", 1)
            assert placeholders(catalogue(DEFAULT_LANGUAGE, area)[name]) - call.given == set(), (
                f"{call.place} {call.key}"
            )


def test_no_sentence_is_left_over() -> None:
    written = {text for _, text in literals()}
    telling = [pattern for _, pattern in patterns() if not pattern.pattern.endswith(r"\..+")]
    unsaid = sorted(
        key
        for key in keys()
        if not key.startswith(BY_PREFIX)
        and not {key, key.split(".", 1)[1]} & written
        and not any(pattern.fullmatch(key) for pattern in telling)
    )
    if unsaid:
        pytest.skip(f"sentences nothing in the code seems to say: {', '.join(unsaid)}")
