"""Runs the worked cases of a pack through the whole audit and tells which come out otherwise; it knows no format."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa

from hcaudit.judging.bench import bench_of
from hcaudit.judging.horizon import views_on
from hcaudit.judging.judge import Judgement, judge
from hcaudit.judging.selection import select_rules
from hcaudit.load import LoadOptions, TableSource, Vocabulary, load
from hcaudit.model.records import Kind
from hcaudit.model.rule import Pack
from hcaudit.model.verdicts import Outcome
from hcaudit.packs.cases import Case, Expectation, Row
from hcaudit.texts import Text
from hcaudit.workdays import WorkCalendar, state_council_calendar

Answer = Mapping[str, object]


def differences(code: str, case: Case, pack: Pack, vocabulary: Vocabulary) -> Iterator[Text]:
    """Yield a text for each expectation of a worked case of rule `code` that does not come out."""
    answers = _answers(code, case, pack, vocabulary, state_council_calendar())
    for expectation in case.expect:
        record = expectation.record or next(iter(answers), "1")
        if record not in answers:
            known = ", ".join(answers) or "-"
            yield Text("rules.case-no-such-record", rule=code, case=case.name, record=record, known=known)
            continue
        for name, expected in _expected(expectation).items():
            found = answers[record][name]
            if not _same(found, expected):
                yield Text(
                    "audit.case-differs",
                    rule=code,
                    case=case.name,
                    record=record,
                    what=name,
                    expected=_told(expected),
                    found=_told(found),
                )


def _expected(expectation: Expectation) -> Answer:
    return expectation.model_dump(exclude={"record"}, exclude_none=True)


def _same(found: object, expected: object) -> bool:
    if isinstance(found, float) and isinstance(expected, int | float):
        return math.isclose(found, expected, rel_tol=1e-9)
    return found == expected


def _told(answer: object) -> str:
    """Return an answer as a worked case would write it; a dash where there is none."""
    match answer:
        case bool():
            return str(answer).lower()
        case float():
            return "-" if math.isnan(answer) else f"{answer:.15g}"
        case None:
            return "-"
        case _:
            return str(answer)


def _answers(code: str, case: Case, pack: Pack, vocabulary: Vocabulary, calendar: WorkCalendar) -> Mapping[str, Answer]:
    """Return what rule `code` says of each record of its kind, by number."""
    sources = [_table(vocabulary.kinds[kind], rows, case.without) for kind, rows in case.rows().items()]
    dossier = load(sources, vocabulary=vocabulary, options=LoadOptions())
    views = views_on(dossier, np.datetime64(case.as_of))
    parameters = {f"{code}.{name}": str(value) for name, value in case.parameters.items()}
    bench = bench_of(pack, views, calendar, np.datetime64(case.as_of), roster=None)
    selection = select_rules(pack, [code], [], [], parameters)
    if pack.rules[code].kind not in views:
        return {}
    judgement = next(one for one in judge(bench, selection) if one.rule.code == code)
    numbers = views[judgement.rule.kind].records.table["record_no"].to_pylist()
    return {number: _answer(judgement, row) for row, number in enumerate(numbers)}


def _answer(judgement: Judgement, row: int) -> Answer:
    """Return what a judgement says of the record at `row`."""
    answer: dict[str, object] = {"outcome": Outcome(judgement.outcomes[row]).word}
    slots = np.flatnonzero(judgement.rows == row).tolist()
    if slots:
        verdicts, slot = judgement.verdicts, slots[0]
        answer["due_on"] = verdicts.due[slot].item()
        answer["occurred_on"] = verdicts.occurred[slot].item()
        answer["measured"] = float(verdicts.measured[slot])
        answer["aggravated"] = verdicts.aggravated is not None and bool(verdicts.aggravated[slot])
    return answer


def _table(kind: Kind, rows: list[Row], without: list[str]) -> TableSource:
    """Return the records as an export with every column of the kind but those left out."""
    numbered = [{kind.number[0]: f"{place}", "unit": "甲供电所", **row} for place, row in enumerate(rows, start=1)]
    columns = {
        name: pa.array([row.get(name) for row in numbered], pa.string()) for name in kind.fields if name not in without
    }
    return TableSource(name=kind.name, table=pa.table(columns))
