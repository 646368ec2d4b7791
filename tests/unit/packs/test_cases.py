"""Files of worked cases: what they may say, and all their mistakes at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from hcaudit.errors import PackError
from hcaudit.packs.cases import read_cases

CASE = """
[[case]]
name = "甲"
as_of = 2021-12-31
{more}
expect = [{{ outcome = "{outcome}" }}]
"""


def written(folder: Path, **files: str) -> Path:
    """Return a pack folder with these files of cases."""
    (folder / "cases").mkdir()
    for code, text in files.items():
        (folder / "cases" / f"{code}.toml").write_text(text, encoding="utf-8")
    return folder


def case(more: str = "", outcome: str = "kept") -> str:
    return CASE.format(more=more, outcome=outcome)


def test_cases_come_with_the_code_of_their_rule(tmp_path: Path) -> None:
    found = list(read_cases(written(tmp_path, T02=case(), T01=case() + case())))
    assert [code for code, _ in found] == ["T01", "T01", "T02"]


def test_a_pack_without_cases_has_none(tmp_path: Path) -> None:
    assert list(read_cases(tmp_path)) == []


def test_only_the_kinds_named_are_given_and_visits_even_without_any(tmp_path: Path) -> None:
    text = case('orders = [{ status = "在途" }]') + case("visits = []") + case()
    rows = [dict(one.rows()) for _, one in read_cases(written(tmp_path, M02=text))]
    assert rows == [{"orders": [{"status": "在途"}]}, {"visits": []}, {}]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (case(outcome="fine"), ["outcome"]),
        (case("orderz = []"), ["orderz", "orders"]),
        (case("parameters = { n = 1.5 }"), ["parameters.n"]),
        (case().replace("expect", "expects"), ["expect"]),
        (case().replace("[{", "[[{"), ["T01.toml", "TOML"]),
    ],
)
def test_mistakes(text: str, words: list[str], tmp_path: Path) -> None:
    with pytest.raises(PackError) as caught:
        list(read_cases(written(tmp_path, T01=text)))
    message = "\n".join(one.said_in("en") for one in caught.value.texts)
    for word in words:
        assert word in message


def test_the_mistakes_of_all_files_are_said(tmp_path: Path) -> None:
    with pytest.raises(PackError) as caught:
        list(read_cases(written(tmp_path, T01=case(outcome="fine"), T02=case("orderz = []"))))
    message = "\n".join(one.said_in("en") for one in caught.value.texts)
    assert "T01.toml" in message
    assert "T02.toml" in message
