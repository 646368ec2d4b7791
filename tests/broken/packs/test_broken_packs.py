"""A gallery of broken packs, each with the words its message must hold."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from hcaudit.checks import CHECKS
from hcaudit.errors import PackError, UsageError
from hcaudit.groundwork import DEFAULT_PACK, closed_values
from hcaudit.load import read_vocabulary
from hcaudit.model.rule import Pack
from hcaudit.packs import read_pack
from hcaudit.packs.field_types import WANTED
from hcaudit.shipped import rules_folder

VOCABULARY = read_vocabulary(rules_folder())
T05 = "rules/T05-high-voltage-16-working-days.toml"
T12 = "rules/T12-high-voltage-too-short.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the shipped pack, to be spoiled."""
    copy = tmp_path / "my-pack"
    shutil.copytree(Path(str(rules_folder())) / DEFAULT_PACK, copy)
    return copy


def read(folder: Path) -> Pack:
    return read_pack(str(folder), VOCABULARY.kinds, closed_values(VOCABULARY))


def replaced(file: str, old: str, new: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def copied(file: str, to: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        shutil.copy(folder / file, folder / to)

    return spoil


def removed(file: str) -> Callable[[Path], None]:
    return lambda folder: (folder / file).unlink()


BROKEN = {
    "a key is missing": (replaced(T05, "clause =", "clausula ="), [T05[6:], "clause", "clausula", "known"]),
    "the check does not exist": (replaced(T05, "[check.deadline]", "[check.dedline]"), ["dedline", "deadline"]),
    "the field does not exist": (replaced(T05, '"energized_at"', '"energised_at"'), ["energised_at", "energized_at"]),
    "the class does not exist": (replaced(T05, '["hv"]', '["hw"]'), ["hw", "hv"]),
    "the item does not exist": (replaced(T05, 'item = "2.3"', 'item = "2.33"'), ["2.33", "2.3"]),
    "the kind does not exist": (replaced(T05, 'kind = "orders"', 'kind = "order"'), ["order", "orders"]),
    "the limit is no number": (replaced(T05, "working_days = 16", "working_days = true"), ["working_days"]),
    "within and by": (
        replaced(T05, 'to = "energized_at"', 'to = "energized_at"\nby = "archived_at"'),
        ["within", "by"],
    ),
    "a parameter is not declared": (replaced(T12, '"min_working_days" }', '"min_days" }'), ["min_days", "parameters"]),
    "a code is used twice": (copied(T05, "rules/T05-again.toml"), ["T05", "T05-again.toml", "twice"]),
    "a file has another code": (replaced(T05, 'code = "T05"', 'code = "T55"'), ["T55", T05[6:]]),
    "a file is no TOML": (replaced(T05, "[applies]", "[applies"), [T05[6:], "TOML", "line"]),
    "shares do not add up": (replaced("tariff.toml", "leadership = 20000", "leadership = 20001"), ["add up"]),
    "a consequence is unknown": (
        replaced("tariff.toml", 'consequences = ["unit-graded-c"', 'consequences = ["unit-graded-d"'),
        ["unit-graded-d", "unit-graded-c"],
    ),
    "a value is not in the vocabulary": (
        replaced("rules/R01-off-system.toml", '线下流转"]', '线下流专"]'),
        ["线下流专", "线下流转"],
    ),
    "a clock starts with a text": (
        replaced(T05, 'from = "accepted_at"', 'from = "manager"'),
        [T05[6:], "manager", "text", "a date is needed"],
    ),
    "a limit on a text": (
        replaced("rules/C01-other-charges.toml", 'field = "other_fees"', 'field = "unit"'),
        ["C01-", "unit", "a figure is needed"],
    ),
    "words sought in a date": (
        replaced(T12, 'business_type = { has = ["高压新装"] }', 'accepted_at = { has = ["2021"] }'),
        [T12[6:], "accepted_at", "moment", "a text is needed"],
    ),
    "a visit has no such answer": (
        replaced("rules/M03-visit-of-both-persons.toml", '"met_handler"', '"met_the_handler"'),
        ["M03-", "met_the_handler", "met_handler"],
    ),
    "a file is missing": (removed("tariff.toml"), ["tariff.toml", "missing"]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_says_what_is_wrong(name: str, folder: Path) -> None:
    spoil, words = BROKEN[name]
    spoil(folder)
    with pytest.raises(PackError) as raised:
        read(folder)
    message = "\n".join(text.said_in("en") for text in raised.value.texts).lower()
    for word in words:
        assert word.lower() in message
    assert all(text.said_in("zh") for text in raised.value.texts)


def test_says_all_mistakes_at_once(folder: Path) -> None:
    for name in ("the class does not exist", "a parameter is not declared", "shares do not add up"):
        BROKEN[name][0](folder)
    with pytest.raises(PackError) as raised:
        read(folder)
    message = raised.value.texts
    assert len(message) >= 3


def test_a_copy_reads_like_the_original(folder: Path) -> None:
    assert read(folder) == read_pack(DEFAULT_PACK, VOCABULARY.kinds, closed_values(VOCABULARY))


def test_every_check_says_which_fields_it_reads() -> None:
    assert list(WANTED) == list(CHECKS)


def test_an_unknown_pack_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match=DEFAULT_PACK):
        read_pack("huangchuan-2021", VOCABULARY.kinds, closed_values(VOCABULARY))
