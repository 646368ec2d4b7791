"""Puts together what an audit returns, in the user's language; it must not judge or price anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.checks.family import circular
from hcaudit.judging.bench import Bench
from hcaudit.judging.classes import BUSINESS_TYPE
from hcaudit.judging.horizon import Horizon
from hcaudit.judging.period import Period
from hcaudit.judging.selection import Selection
from hcaudit.judging.settle import Objection
from hcaudit.judging.unplaced import header_in
from hcaudit.model.problems import problem_texts
from hcaudit.model.records import PROVENANCE, Dossier, SheetIntake
from hcaudit.model.report import FINDINGS, REPORT_PROBLEMS, WORKING, Report, Run
from hcaudit.model.rule import Pack
from hcaudit.model.view import View
from hcaudit.texts import Text, say
from hcaudit.workdays import WorkCalendar

PARENT = "parent_no"
"""The field by which a record names its parent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a run was about."""

    horizon: Horizon
    period: Period
    pack: Pack
    calendar: WorkCalendar
    selection: Selection
    dossier: Dossier
    views: Mapping[str, View]


def assemble(facts: Facts, *, lang: str, warnings: tuple[str, ...], **tables: pa.Table) -> Report:
    """Return the report: `tables` are the tables of `Report`."""
    tables["findings"] = tables["findings"].select([field.name for field in (*FINDINGS, *WORKING)])
    run = run_of(facts, lang=lang, totals=_totals(facts, **tables), warnings=warnings)
    return Report(lang=lang, run=run, **tables)


def run_of(facts: Facts, *, lang: str, totals: Mapping[str, int], warnings: tuple[str, ...]) -> Run:
    """Return what was run, with what it came to."""
    return Run(
        as_of=facts.horizon.as_of.astype(object),
        as_of_source=facts.horizon.source,
        period_from=facts.period.first,
        period_to=facts.period.last,
        pack_id=facts.pack.id,
        pack_title=facts.pack.titles[lang],
        calendar=_calendar(facts.calendar),
        parameters=_parameters(facts.selection),
        inputs=tuple(_input(sheet, lang) for sheet in facts.dossier.intake),
        totals=totals,
        warnings=warnings,
        unusable=facts.dossier.unusable,
        personal_headers=facts.dossier.personal_headers,
    )


def warnings_of(facts: Facts, lang: str) -> tuple[str, ...]:
    """Return what the user must not overlook, in words."""
    notes = [note.said_in(lang) for note in facts.calendar.notes]
    return (*notes, *_beyond_stated_period(facts, lang))


def problems_of(dossier: Dossier, bench: Bench, objections: Sequence[Objection], lang: str) -> pa.Table:
    """Return the problems (`REPORT_PROBLEMS`) of loading, of classification and of decisions, in words."""
    words = [text.said_in(lang) for text in problem_texts(dossier.problems)]
    places = dossier.problems.select(REPORT_PROBLEMS.names[:-1])
    loaded = places.append_column("problem", pa.array(words, pa.string())).cast(REPORT_PROBLEMS)
    found = [*_unknown_types(bench, dossier, lang), *_circles(bench, dossier, lang), *_not_applied(objections, lang)]
    return pa.concat_tables([loaded, pa.Table.from_pylist(found, schema=REPORT_PROBLEMS)])


def _unknown_types(bench: Bench, dossier: Dossier, lang: str) -> Iterator[Mapping[str, object]]:
    """Yield a problem a business type that nobody knows, and one if it is empty, at the first row that has it."""
    for kind, classes in bench.classes.items():
        view = bench.around.views[kind]
        if BUSINESS_TYPE not in view.records.kind.fields:
            continue
        untold = view.records.table.filter(pa.array(classes.untold))
        if len(untold):
            yield _type_problem("audit.empty-business-type", untold, view, dossier, lang)
        unknown = view.records.table.filter(pa.array(classes.unknown_type))
        for value in pc.unique(unknown[BUSINESS_TYPE]):
            those = unknown.filter(pc.equal(unknown[BUSINESS_TYPE], value))
            yield _type_problem("audit.unknown-business-type", those, view, dossier, lang)


def _type_problem(key: str, rows: pa.Table, view: View, dossier: Dossier, lang: str) -> Mapping[str, object]:
    """Return the problem that `rows` share, at the first of them."""
    first = rows.slice(0, 1).to_pylist()[0]
    return {
        **{name: first[name] for name in PROVENANCE.names},
        "column": header_in(dossier, first, view.records.kind.fields[BUSINESS_TYPE], lang),
        "value": first[BUSINESS_TYPE],
        "problem": Text(key, value=first[BUSINESS_TYPE], rows=Text("audit.rows", count=len(rows))).said_in(lang),
    }


def _circles(bench: Bench, dossier: Dossier, lang: str) -> Iterator[Mapping[str, object]]:
    """Yield a problem a record that is its own parent, or in a circle of parents."""
    for view in bench.around.views.values():
        parent = view.records.kind.fields.get(PARENT)
        if parent is None:
            continue
        for row in view.records.table.filter(pa.array(circular(view, PARENT))).to_pylist():
            yield {
                **{name: row[name] for name in PROVENANCE.names},
                "column": header_in(dossier, row, parent, lang),
                "value": row[PARENT],
                "problem": say("audit.circle", lang, record=row["record_no"]),
            }


def _not_applied(objections: Sequence[Objection], lang: str) -> Iterator[Mapping[str, object]]:
    """Yield a problem a decision that was not applied."""
    for objection in objections:
        row, column = objection.row, objection.column
        value = row[column] if column else None
        yield {
            **{name: row[name] for name in PROVENANCE.names},
            "column": say(f"audit.{column}", lang) if column else None,
            "value": None if value is None else str(value),
            "problem": objection.why.said_in(lang),
        }


def _beyond_stated_period(facts: Facts, lang: str) -> Iterator[str]:
    until = facts.pack.stated_until
    if until is None:
        return
    later = sum(
        int((view.days(view.records.kind.governed_by).values > np.datetime64(until)).sum())
        for view in facts.views.values()
    )
    if later:
        yield say("audit.beyond-stated-period", lang, records=later, until=until, source=facts.pack.source)


def _calendar(calendar: WorkCalendar) -> Mapping[str, str]:
    return {
        "source": calendar.source,
        "version": calendar.version,
        "begins": calendar.begins.isoformat(),
        "published_through": calendar.published_through.isoformat(),
    }


def _parameters(selection: Selection) -> Mapping[str, str]:
    return {
        f"{code}.{name}": str(value)
        for code, values in sorted(selection.parameters.items())
        for name, value in sorted(values.items())
    }


def _input(sheet: SheetIntake, lang: str) -> Mapping[str, object]:
    facts = asdict(sheet)
    del facts["headers"]
    return {**facts, "note": say(sheet.note, lang) if sheet.note else None}


def record_totals(facts: Facts, coverage: pa.Table) -> Mapping[str, int]:
    """Return how much was read, and how often a rule of `coverage` judged a record."""
    loaded = sum(len(records) for records in facts.dossier.records.values())
    existing = sum(len(view) for view in facts.views.values())
    judged = ("kept", "violations", "suspected", "rewards", "undetermined", "not_applicable")
    return {
        "rows": sum(sheet.rows for sheet in facts.dossier.intake),
        "records": existing,
        "later_than_as_of": loaded - existing,
        "judged": sum(pc.sum(coverage[name]).as_py() or 0 for name in judged),
    }


def _totals(
    facts: Facts, *, findings: pa.Table, fines: pa.Table, coverage: pa.Table, **others: pa.Table
) -> Mapping[str, int]:
    outcomes = {entry["values"]: entry["counts"] for entry in findings["outcome"].value_counts().to_pylist()}
    sums = {
        name: pc.sum(fines[name]).as_py() or 0 for name in ("amount", "leadership_share", "frontline_share", "reward")
    }
    return {
        **record_totals(facts, coverage),
        "violations": outcomes.get("violation", 0),
        "suspected": outcomes.get("suspected", 0),
        "rewards": outcomes.get("reward", 0),
        "undetermined": outcomes.get("undetermined", 0),
        "problems": others["problems"].num_rows,
        "fines": pc.count(fines["amount"]).as_py(),
        **sums,
    }
