"""Months posted one by one come to what one audit over all of them does, in whatever order and from whatever files."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from hcaudit import pipeline
from hcaudit.judging import history
from hcaudit.load import TableSource
from hcaudit.posting import run
from hcaudit.posting.anew import Anew
from hcaudit.settings import Settings
from tests.property.agreement import engine_report
from tests.property.ledger_years import Books, Year, books, books_of, make_year, post, settings_for
from tests.property.month_decisions import as_table, make_rulings
from tests.property.months import month_of_seed

SEEDS = range(4)
DATA_SEEDS = (1, 7)


def whole(year: Year) -> Books:
    return books_of(pipeline.audit(settings_for(year.files())))


def year_of(seed: int) -> Year:
    return make_year(random.Random(seed), 20)


@pytest.mark.parametrize("seed", SEEDS)
def test_each_month_from_its_own_files_in_order(seed: int, tmp_path: Path) -> None:
    year = year_of(seed)
    for month in year.months():
        post(settings_for(year.files(month), month), tmp_path / "ledger.db")
    assert books(tmp_path / "ledger.db") == whole(year)


@pytest.mark.parametrize("seed", SEEDS)
def test_each_month_from_its_own_files_in_any_order(seed: int, tmp_path: Path) -> None:
    year = year_of(seed)
    months = random.Random(seed).sample(year.months(), len(year.months()))
    for place, month in enumerate(months):
        post(settings_for(year.files(month), month if place % 2 else None), tmp_path / "ledger.db")
    assert books(tmp_path / "ledger.db") == whole(year)


@pytest.mark.parametrize("seed", SEEDS[:2])
def test_the_reports_of_the_months_are_those_of_the_whole(seed: int, tmp_path: Path) -> None:
    year = year_of(seed)
    found: dict[tuple[object, ...], tuple[object, ...]] = {}
    for month in year.months():
        found |= books_of(post(settings_for(year.files(month), month), tmp_path / "ledger.db").report)
    assert found == whole(year)


@pytest.mark.parametrize("blind", ["history", "anew"])
def test_the_comparison_bites(blind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if blind == "history":
        monkeypatch.setattr(history, "looks_back", lambda _: False)
    else:
        monkeypatch.setattr(run, "looked_at_anew", lambda *_: Anew(charges={}, known=frozenset()))
    different = 0
    for seed in (1, 2):
        year, path = year_of(seed), tmp_path / f"{seed}.db"
        for month in reversed(year.months()) if blind == "anew" else year.months():
            post(settings_for(year.files(month), month), path)
        different += books(path) != whole(year)
    assert different


@pytest.mark.parametrize("seed", DATA_SEEDS)
def test_the_months_of_the_same_data_can_be_posted_in_any_order(seed: int, tmp_path: Path) -> None:
    data, rng = month_of_seed(seed, 25), random.Random(seed)
    sources = [TableSource(name=name, table=table) for name, table in data.sources().items()]
    rulings = make_rulings(rng, engine_report(data).findings.to_pylist(), data.as_of)
    decisions = [TableSource(name="decisions", table=as_table(rulings))]
    everything = replace(settings_for(sources, as_of=data.as_of), decisions=decisions)
    months = sorted({str(account[0]) for account in books_of(pipeline.audit(everything))})
    assert len(months) > 1

    def of_month(month: str) -> Settings:
        settings = replace(settings_for(sources, month), decisions=decisions)
        assert settings.period_to is not None
        return replace(settings, as_of=min(data.as_of, settings.period_to))

    found = []
    for attempt in range(2):
        path = tmp_path / f"{attempt}.db"
        for month in rng.sample(months, len(months)):
            post(of_month(month), path)
        found.append(books(path))
    assert found[0] == found[1]
