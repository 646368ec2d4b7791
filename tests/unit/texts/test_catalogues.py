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
from hcaudit.texts import DEFAULT_LANGUAGE, LANGUAGES, catalogue, say

PACKAGE = Path(hcaudit.__file__).parent
AREAS = sorted(file.stem for file in (PACKAGE / "texts" / DEFAULT_LANGUAGE).glob("*.toml"))
KEY = re.compile(rf"({'|'.join(AREAS)})\.[a-z0-9]+(-[a-z0-9]+)*")
LOAD_KEY = re.compile(r"(problem|note)(-[a-z0-9]+)+")
"""Keys of the area ``load`` that are written without it: they go through a table of problems."""

BEGINNING = re.compile(r"([a-z]+\.)?[a-z0-9]+(-[a-z0-9]+)*-")
FILE = re.compile(r".*\.(css|js|json|toml)")
HAN = re.compile(r"[\u4e00-\u9fff]")
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")

DATA_IN_ENGLISH = re.compile(
    r"template\.(example-[a-z_]+|guide-sheet|meaning-(usage_class|visitor_role)|type-yes_no)"
    r"|load\.problem-unreadable-sources|render\.decision-choose"
)
"""English sentences that name what stands, or is to be written, in a Chinese file."""

COUNTED = re.compile(r"\{(\w+):[^{}|]*\|[^{}|]*\}")
"""A word that goes with a number."""

ALWAYS_MANY = {
    *("calendar.break", "calendar.month-title", "calendar.year-title"),
    *("load.archive-too-many", "load.too-many-parts", "load.too-many-sheets"),
}
"""English sentences about more than one whatever they count."""

DATA_IN_CODE = {
    "casework.py": "the unit of worked cases that name none",
    "load/dates.py": "how exports write dates",
    "load/doubts.py": "the values of yes and no, as a problem shows them",
    "load/figures.py": "how exports write amounts",
    "load/folding.py": "characters that stand for each other",
    "load/markup.py": "the name of a table without one",
    "load/nonrecords.py": "what follows a total",
    "load/numbering.py": "the level of an exam",
    "load/wording.py": "how exports write a number of power sources",
    "render/masking.py": "headers of personal columns",
    "stationery.py": "the words a template offers for yes and no",
    "workdays/festivals.py": "the names of holidays in the notices",
    "workdays/state_council.py": "as workdays/festivals.py",
}
"""The modules that hold Chinese outside docstrings, and what it is: data, never a sentence."""


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


@functools.cache
def patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what the keys put together in the code look like, with its place: an f-string that begins with an area."""
    joined = [
        (place, [_fixed(part) for part in node.values]) for place, node in nodes() if isinstance(node, ast.JoinedStr)
    ]
    area = re.compile(rf"({'|'.join(AREAS)})\\\.[a-z0-9\\-]*")
    return tuple((place, re.compile("".join(parts))) for place, parts in joined if area.fullmatch(parts[0]))


def _fixed(part: ast.expr) -> str:
    """Return what a part of an f-string looks like."""
    return re.escape(part.value) if isinstance(part, ast.Constant) and isinstance(part.value, str) else ".+"


@pytest.mark.parametrize(
    ("n", "said"), [(0, "0 rules"), (1, "1 rule"), (2, "2 rules"), ("1", "1 rule"), ("21", "21 rules")]
)
def test_a_word_goes_with_its_number(n: object, said: str) -> None:
    words = say("rules.pack-effect", "en", source="{n:a|b}", effective_from="|", n=n)
    assert words == f"By {{n:a|b}}, in effect from |; {said}"


@pytest.mark.parametrize("area", AREAS)
def test_english_counts_one_of_a_thing_as_one(area: str) -> None:
    numbers = {
        found[1] for other in AREAS for words in catalogue("en", other).values() for found in COUNTED.finditer(words)
    }
    always_plural = re.compile(rf"\{{({'|'.join(sorted(numbers))})\}} ([a-z]+ )?[a-z]+s\b|\(s\)")
    plural = {f"{area}.{key}" for key, words in catalogue("en", area).items() if always_plural.search(words)}
    assert plural <= ALWAYS_MANY


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


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("area", AREAS)
def test_a_chinese_console_has_every_character(area: str, lang: str) -> None:
    for words in catalogue(lang, area).values():
        assert words.encode("gbk").decode("gbk") == words


@pytest.mark.parametrize("area", AREAS)
def test_english_sentences_hold_no_chinese_but_data(area: str) -> None:
    chinese = {f"{area}.{key}" for key, words in catalogue("en", area).items() if CHINESE.search(words)}
    assert {key for key in chinese if not DATA_IN_ENGLISH.fullmatch(key)} == set()


def test_the_code_holds_no_chinese_but_data() -> None:
    docstrings = {id(node.value) for _, node in nodes() if isinstance(node, ast.Expr)}
    chinese = {
        place.partition(":")[0]
        for place, node in nodes()
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and HAN.search(node.value)
        if id(node) not in docstrings
    }
    assert chinese == set(DATA_IN_CODE)


def test_every_key_that_is_written_out_exists() -> None:
    there = keys()
    missing = {f"{call.place} {call.key}" for call in calls() if call.key not in there}
    missing |= {
        f"{place} {text}"
        for place, text in literals()
        if KEY.fullmatch(text) and text not in there and not FILE.fullmatch(text)
    }
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
    assert sorted(key for key in keys() if not is_said(key)) == []


def is_said(key: str) -> bool:
    """Tell whether the code writes a key out, puts it together, or goes through all that begin like it."""
    name = name_of(key)
    if {key, name} & written() or key.startswith(beginnings()) or name.startswith(beginnings()):
        return True
    return any(pattern.fullmatch(key) for _, pattern in patterns() if not pattern.pattern.endswith(r"\..+"))


@functools.cache
def written() -> frozenset[str]:
    return frozenset(text for _, text in literals())


def name_of(key: str) -> str:
    return key.split(".", 1)[1]


@functools.cache
def beginnings() -> tuple[str, ...]:
    """Return what keys put together in the code begin with: ``word-``, ``calendar.month-`` - more than an area."""
    fixed = [node.values[0] for _, node in nodes() if isinstance(node, ast.JoinedStr)]
    first = {part.value for part in fixed if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    return tuple(sorted(filter(BEGINNING.fullmatch, first)))
