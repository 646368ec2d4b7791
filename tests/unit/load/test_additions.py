"""What users add: units' spellings, and mistakes in what they add told together."""

from __future__ import annotations

from pathlib import Path

import pytest

from hcaudit.errors import ConfigError
from hcaudit.load import load, with_additions, with_units
from tests.unit.load.samples import orders, rows_of, vocabulary

UNITS = {"城关供电所": ["城关所", "城关（营业）所"], "仁和供电所": []}


def units_read(folder: Path, *written: str) -> list[object]:
    (folder / "a.csv").write_text(orders(*({"供电单位": unit} for unit in written)), encoding="utf-8")
    records = load([folder / "a.csv"], vocabulary=with_units(vocabulary(), UNITS)).records["orders"]
    return [unit for (unit,) in rows_of(records, "unit")]


def test_spellings_become_one(tmp_path: Path) -> None:
    written = ("城关所", "城关 供电所", "城关(营业)所", "双柳供电所", "")
    assert units_read(tmp_path, *written) == ["城关供电所", "城关供电所", "城关供电所", "双柳供电所", None]


def test_every_kind_has_them() -> None:
    more = with_units(vocabulary(), UNITS)
    assert all(kind.fields["unit"].vocabulary == "unit" for kind in more.kinds.values() if "unit" in kind.fields)
    assert with_units(vocabulary(), {}) is vocabulary()


def test_a_word_may_be_given_another_meaning() -> None:
    more = with_additions(vocabulary(), {}, {"status": {"terminated": ["撤回", "完成"]}})
    assert more.words["status"].meaning("完成") == "terminated"


def test_all_mistakes_are_told() -> None:
    aliases = {"order": {"unit": ["x"]}, "orders": {"units": ["x"], "unit": ["户号"]}}
    values = {"state": {"x": ["y"]}, "status": {"gone": ["没了"], "archived": ["没了"]}}
    with pytest.raises(ConfigError) as caught:
        with_additions(vocabulary(), aliases, values)
    assert [text.key for text in caught.value.texts] == [
        "load.unknown-kind",
        "load.unknown-field",
        "load.header-taken",
        "load.unknown-vocabulary",
        "load.unknown-value",
        "load.word-taken",
    ]


def meanings(word: str, values: dict[str, dict[str, list[str]]]) -> dict[str, str | None]:
    """Return what a word means in each vocabulary of yes and no once `values` are added."""
    words = with_additions(vocabulary(), {}, values).words
    return {name: words[name].meaning(word) for name in ("yes_no", "passed", "substantiated", "grid_works")}


def test_a_word_for_yes_or_no_reaches_every_vocabulary_that_has_them() -> None:
    assert set(meanings("确有", {"yes_no": {"yes": ["确有"]}}).values()) == {"yes"}
    assert set(meanings("已", {"yes_no": {"no": ["已"]}}).values()) == {"no"}


def test_a_vocabulary_keeps_what_it_says_itself() -> None:
    known = {"yes_no": "no", "passed": "yes", "substantiated": "no", "grid_works": "no"}
    assert meanings("合格", {"yes_no": {"no": ["合格"]}}) == known
    for own, shared in (("yes", "no"), ("no", "yes")):
        both = {"yes_no": {"yes": [], "no": [], shared: ["甲"]}, "passed": {own: ["甲"]}}
        assert meanings("甲", both) == dict.fromkeys(known, shared) | {"passed": own}
