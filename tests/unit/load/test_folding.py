"""Words and headers in the form in which they are compared."""

from __future__ import annotations

import pytest

from hcaudit.load.folding import clean, fold, fold_header


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  城关供电所\t", "城关供电所"),
        ("\u200b\ufeff城关 供电所\u00a0", "城关 供电所"),
        ("ＡＢ１２", "AB12"),
        ('="0012"', "0012"),
        ("'0012", "0012"),
        ("", ""),
        ("\u3000", ""),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_fold_drops_spaces_and_case() -> None:
    assert fold(" N / A ") == "n/a"
    assert fold("合 计") == "合计"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("现场勘查时间", "现场 勘察时间"),
        ("班（所）长", "班(所)长"),
        ("申请编号*", "申请编号"),
        ("申请\n编号：", "申请编号"),
        ("Order No.", "order no."),
        ("合同容量【kVA】", "合同容量(KVA)"),
    ],
)
def test_headers_that_are_the_same(one: str, other: str) -> None:
    assert fold_header(one) == fold_header(other)


def test_the_last_bracket_of_a_header_is_told() -> None:
    assert fold_header("合同容量（kVA）") == ("合同容量(kva)", "kva")
    assert fold_header("班(所)长") == ("班(所)长", None)
