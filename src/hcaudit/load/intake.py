"""One file or table → its typed sheets, and what was left out and why; it must not know other files."""

from __future__ import annotations

import codecs
import dataclasses
import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hcaudit.load.decoding import Bytes, decode, told
from hcaudit.load.encodings import judged, undecoded
from hcaudit.load.failures import said_by_json
from hcaudit.load.folding import fold
from hcaudit.load.headers import (
    SEARCHED_ROWS,
    Ambiguous,
    Outcome,
    OwnReport,
    Recognised,
    TemplateGuide,
    Unrecognised,
    recognise,
)
from hcaudit.load.isolation import ReaderProcess
from hcaudit.load.limits import Limits
from hcaudit.load.memory import read_table
from hcaudit.load.problems import Place, Problem, listed, listed_by_language
from hcaudit.load.rawsheet import RawSheet, UnusableFileError
from hcaudit.load.readers import IN_CHILD
from hcaudit.load.reports import is_own_file, is_own_workbook
from hcaudit.load.sheet import TypedSheet, read_sheet
from hcaudit.load.sniff import Form, form_of
from hcaudit.load.sources import Entry
from hcaudit.load.tables import tables_of
from hcaudit.load.templates import GUIDE, without_unfilled
from hcaudit.load.text import read_delimited
from hcaudit.load.vocabulary import Vocabulary
from hcaudit.model.records import Kind, SheetIntake
from hcaudit.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadOptions:
    """What the user says about the files: all are of this kind, encoding or sheet, and what reading one may take.

    `memory_limit_mb` and `time_limit_s` are those of the child process that reads workbooks and markup (`Limits`).
    """

    kind: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    memory_limit_mb: int = Limits().memory_mb
    time_limit_s: float = Limits().time_s


_UNREADABLE_FORMS: Mapping[Form, str] = {
    Form.EMPTY: "load.empty-file",
    Form.ARCHIVE: "load.archive-method",
    Form.PDF: "load.pdf",
    Form.IMAGE: "load.image",
    Form.DOCUMENT: "load.document",
    Form.LOCKED: "load.locked",
    Form.BINARY: "load.binary",
}

_IN_BYTES = frozenset({Form.TEXT, Form.HTML, Form.XML})
"""The forms whose encoding may be mistaken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileIntake:
    """What came of one file: its sheets in order, typed or left out, and the problems of the latter."""

    name: str
    sheets: tuple[TypedSheet | SheetIntake, ...]
    problems: tuple[Problem, ...] = ()
    usable: bool = True


def take_in(entry: Entry, vocabulary: Vocabulary, options: LoadOptions, child: ReaderProcess) -> FileIntake:
    """Return what came of one file or table; one that cannot be used is said to be so, not raised."""
    if entry.note:
        return FileIntake(name=entry.name, sheets=(_left_out(entry.name, "", entry.note),))
    try:
        sheets = without_unfilled(list(_sheets(entry, vocabulary, options, child)))
    except UnusableFileError as error:
        if entry.optional:
            return FileIntake(name=entry.name, sheets=(_left_out(entry.name, "", "load.note-no-data"),))
        return _unusable(entry.name, error.texts[0])
    except MemoryError:
        return _unusable(entry.name, Text("load.no-memory", file=entry.name))
    problems = tuple(problem for _, problem in sheets if problem)
    return FileIntake(name=entry.name, sheets=tuple(sheet for sheet, _ in sheets), problems=problems)


def _unusable(file: str, why: Text) -> FileIntake:
    problem = Problem(place=Place(file=file), key=why.key.removeprefix("load."), details=_plain(dict(why.values)))
    sheet = _left_out(file, "", "load.note-unusable")
    return FileIntake(name=file, sheets=(sheet,), problems=(problem,), usable=False)


def _sheets(
    entry: Entry, vocabulary: Vocabulary, options: LoadOptions, child: ReaderProcess
) -> Iterator[tuple[TypedSheet | SheetIntake, Problem | None]]:
    raws = _chosen(entry.name, _read(entry, vocabulary, options, child), options.sheet)
    if raws is None or is_own_workbook(raws, vocabulary.reports):
        yield _left_out(entry.name, "", "load.note-own-report"), None
        return
    raws = [table for raw in raws for table in tables_of(raw, vocabulary, options.kind)]
    outcomes = [_recognise(raw, vocabulary, options.kind) for raw in raws]
    if not any(isinstance(outcome, Recognised | OwnReport) for outcome in outcomes):
        raise UnusableFileError(_why(entry.name, outcomes))
    for raw, outcome in zip(raws, outcomes, strict=True):
        if isinstance(outcome, Recognised):
            yield read_sheet(raw, outcome, vocabulary), undecoded(raw)
        else:
            yield _beside(raw, outcome)


def _read(
    entry: Entry, vocabulary: Vocabulary, options: LoadOptions, child: ReaderProcess
) -> Sequence[RawSheet] | None:
    """Return the raw sheets of a file or table, None for a report that hcaudit wrote."""
    if entry.read is None:
        return [read_table(entry.name, entry.table)]
    data = entry.read()
    form = form_of(data)
    if form is Form.BINARY and options.encoding:
        form = Form.TEXT
    if is_own_file(form, data, vocabulary.reports):
        return None
    if form is Form.JSON:
        raise UnusableFileError(Text("load.json", file=entry.name, said=said_by_json(data)))
    if form in _UNREADABLE_FORMS:
        raise UnusableFileError(Text(_UNREADABLE_FORMS[form], file=entry.name))
    read = functools.partial(_read_as, child, entry, form)
    if options.encoding or form not in _IN_BYTES:
        return read(data, options.encoding)
    return judged(entry.name, data, read, lambda raw: _is_known(raw, vocabulary, options.kind))


def _read_as(child: ReaderProcess, entry: Entry, form: Form, data: Bytes, encoding: str | None) -> Sequence[RawSheet]:
    """Return the sheets of a file; the encoding that the user names is laid before what a page says of itself."""
    if form is Form.TEXT:
        return [read_delimited(entry.name, data, encoding)]
    if encoding is None or form not in _IN_BYTES:
        return child.read(IN_CHILD[form], entry.name, data, entry.archive)
    decoded = decode(entry.name, data, encoding)
    plain = codecs.BOM_UTF8 + decoded.data[decoded.start :]
    sheets = child.read(IN_CHILD[form], entry.name, plain, entry.archive)
    return [dataclasses.replace(sheet, encoding=encoding) for sheet in sheets]


def _is_known(raw: RawSheet, vocabulary: Vocabulary, kind: str | None) -> bool:
    return isinstance(_recognise(raw, vocabulary, kind), Recognised | OwnReport)


def _chosen(file: str, raws: Sequence[RawSheet] | None, sheet: str | None) -> Sequence[RawSheet] | None:
    """Return the sheets that the user wants; a file without sheets has none to choose from."""
    if raws is None or sheet is None or not any(raw.sheet for raw in raws):
        return raws
    chosen = [raw for raw in raws if fold(raw.sheet) == fold(sheet)]
    if not chosen:
        raise UnusableFileError(
            Text("load.no-such-sheet", file=file, sheet=sheet, there=listed(raw.sheet for raw in raws))
        )
    return chosen


def _recognise(raw: RawSheet, vocabulary: Vocabulary, kind: str | None) -> Outcome:
    rows = raw.first(SEARCHED_ROWS) if raw.header is None else [list(raw.header)]
    outcome = recognise(rows, vocabulary, kind)
    return outcome.without_rows() if isinstance(outcome, Recognised) and raw.header is not None else outcome


def _why(file: str, outcomes: Sequence[Outcome]) -> Text:
    """Return why no sheet of a file is of a known kind."""
    for outcome in outcomes:
        if isinstance(outcome, Ambiguous):
            return Text("load.ambiguous-kind", file=file, kinds=_names(outcome))
    nearest = [outcome for outcome in outcomes if isinstance(outcome, Unrecognised) and outcome.nearest]
    if not nearest:
        return Text("load.no-header", file=file)
    best = max(nearest, key=lambda outcome: (outcome.near, -len(outcome.missing)))
    return Text("load.no-kind", file=file, **_nearest(best))


def _beside(raw: RawSheet, outcome: Outcome) -> tuple[SheetIntake, Problem | None]:
    """Return the intake of a sheet that is left out while others of its file are not."""
    place = Place(file=raw.file, sheet=raw.sheet)
    match outcome:
        case OwnReport():
            return _left_out(raw.file, raw.sheet, "load.note-own-report", raw), None
        case Unrecognised() | Ambiguous() if raw.hidden:
            return _left_out(raw.file, raw.sheet, "load.note-hidden-sheet", raw), None
        case TemplateGuide():
            return _left_out(raw.file, raw.sheet, GUIDE, raw), None
        case Ambiguous():
            problem = Problem(place=place, key="problem-ambiguous-sheet", details={"kinds": _names(outcome)})
            return _left_out(raw.file, raw.sheet, "load.note-ambiguous", raw), problem
        case Unrecognised(near=True):
            problem = Problem(place=place, key="problem-unrecognised-sheet", details=_nearest(outcome))
            return _left_out(raw.file, raw.sheet, "load.note-no-data", raw), problem
        case _:
            return _left_out(raw.file, raw.sheet, "load.note-no-data", raw), None


def _names(outcome: Ambiguous) -> Mapping[str, str]:
    return listed_by_language(_name(kind) for kind in outcome.kinds)


def _name(kind: Kind) -> Mapping[str, str]:
    return {"zh": f"{kind.titles['zh']} {kind.name}", "en": f"{kind.titles['en']} ({kind.name})"}


def _nearest(outcome: Unrecognised) -> Mapping[str, object]:
    kind = outcome.nearest
    if kind is None:
        return {"kind": "", "missing": ""}
    missing = listed_by_language(kind.fields[name].headers for name in outcome.missing)
    return {"kind": _name(kind), "missing": missing}


def _plain(values: Mapping[str, object]) -> dict[str, object]:
    """Return the values of a sentence as the table of problems can hold them; wordings by language stay such."""
    return {name: value if isinstance(value, int | Mapping) else str(value) for name, value in values.items()}


def _left_out(file: str, sheet: str, note: str, raw: RawSheet | None = None) -> SheetIntake:
    rows = len(raw.rows) if raw is not None else 0
    encoding, garbled = told(raw.encoding if raw is not None else None)
    return SheetIntake(
        file=file,
        sheet=sheet,
        kind=None,
        encoding=encoding,
        garbled=garbled,
        header_row=None,
        headers=(),
        rows=rows,
        records=0,
        duplicates=0,
        non_records=rows,
        problem_rows=0,
        note=note,
    )
