"""Made-up months with holes and contradictions: whatever the rules say of a record can be explained, day by day."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest

from hcaudit import groundwork, pipeline
from hcaudit.config import Config
from hcaudit.explanation import docket_of
from hcaudit.judging.trace import Docket, record_trace
from hcaudit.load import TableSource
from hcaudit.settings import Settings
from hcaudit.shipped import rules_folder
from tests.property.months import Month, month_of_seed
from tests.property.reading import OFF_BY_DEFAULT

SIZE, SEEDS = 12, range(6)
EXCLUSIVE, OTHERWISE = 'mode = "exclusive"', 'mode = "inclusive"\nafter_hours = "15:00"'


def docket(month: Month, pack: str | None = None) -> Docket:
    first, last = month.period or (None, None)
    settings = Settings(
        sources=[TableSource(name=name, table=table) for name, table in month.sources().items()],
        config=Config(),
        pack=pack,
        as_of=month.as_of,
        period_from=first,
        period_to=last,
        parameters={name: str(value) for name, value in month.parameters.items()},
        extend_select=tuple(OFF_BY_DEFAULT),
    )
    return docket_of(pipeline.judged(settings), settings)


@pytest.fixture
def otherwise_counted(tmp_path: Path) -> str:
    """Return a pack that counts the starting day, and takes late starts for the next day's."""
    copy = tmp_path / "pack"
    shutil.copytree(Path(str(rules_folder())) / groundwork.DEFAULT_PACK, copy)
    text = (copy / "pack.toml").read_text(encoding="utf-8")
    (copy / "pack.toml").write_text(text.replace(EXCLUSIVE, OTHERWISE), encoding="utf-8")
    return str(copy)


def assert_explained(one: Docket) -> None:
    """Explain every record; verdicts that their days or companions do not bear out are internal errors."""
    told = 0
    for kind, view in one.bench.around.views.items():
        for row in range(len(view)):
            record = record_trace(kind, row, one)
            told += len(record.rules)
            silent = [trace.rule.code for trace in record.rules if not (trace.points or trace.settles)]
            assert silent == [], record.record_no
            assert [rule.rule.code for rule in record.others if not (rule.parts or rule.why)] == [], record.record_no
            doubtful = [trace for trace in record.rules if trace.outcome == "undetermined"]
            assert [trace.rule.code for trace in doubtful if not trace.settles] == [], record.record_no
    assert told


@pytest.mark.parametrize("seed", SEEDS)
def test_every_verdict_is_borne_out(seed: int) -> None:
    assert_explained(docket(month_of_seed(seed, SIZE)))


@pytest.mark.parametrize("seed", SEEDS)
def test_every_verdict_is_borne_out_however_days_are_counted(seed: int, otherwise_counted: str) -> None:
    month = dataclasses.replace(month_of_seed(seed, SIZE), period=None)
    assert_explained(docket(month, otherwise_counted))
