"""`--new-only`: a page for people only where there is something to read, a document for machines always."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Hcaudit


@pytest.mark.parametrize("form", ["digest", "table", "md"])
def test_no_news_is_no_page(form: str, orders: Path, hcaudit: Hcaudit, tmp_path: Path) -> None:
    words = ["check", orders, "--as-of", "2021-12-31", "-q", "--format", form, "-o", tmp_path / "a.csv"]
    news = ["--ledger", tmp_path / "fines.ledger", "--new-only", "--no-wait"]
    first, second = (hcaudit(*words, *news) for _ in range(2))
    assert (first.code, bool(first.out), first.err) == (1, True, "")
    assert (second.code, second.out, second.err) == (0, b"", "")
    assert (tmp_path / "a.csv").read_bytes().count(b"\n") == 1
    assert hcaudit(*words).out


def test_a_document_is_complete_without_news(orders: Path, hcaudit: Hcaudit, tmp_path: Path) -> None:
    words = ["check", orders, "--as-of", "2021-12-31", "-q", "--format", "json", "--new-only"]
    ledger = ["--ledger", tmp_path / "fines.ledger"]
    first, second = (json.loads(hcaudit(*words, *ledger).out) for _ in range(2))
    assert set(first) == set(second)
    assert (len(first["fines"]), len(second["fines"])) == (1, 0)


def test_what_is_wrong_is_told_without_news(orders: Path, hcaudit: Hcaudit, tmp_path: Path) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"PK")
    words = ["check", orders, tmp_path / "broken.xlsx", "--as-of", "2021-12-31", "-q", "--format", "digest"]
    news = ["--ledger", tmp_path / "fines.ledger", "--new-only"]
    _, second = (hcaudit(*words, *news) for _ in range(2))
    assert (second.code, second.out, "broken.xlsx" in second.err) == (3, b"", True)
