"""What is told of every sheet: kind, encoding, header, fields, counts, doubts; it must not know any form of output."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hcaudit.model.records import Dossier, Kind, SheetIntake
from hcaudit.render.intake.doubts import Doubt, doubts_by_sheet
from hcaudit.texts import say


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderPage:
    """One column as the file heads it, and the field it was taken for, None if for none; `title` is the field's."""

    header: str
    field: str | None
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage:
    """How one sheet was understood; `kind` is None where it was left out, `note` then says why.

    `garbled`: some characters are not of the encoding.  `lacking` are the fields of the kind that no column of the
    sheet was taken for.
    """

    file: str
    sheet: str
    kind: str | None
    kind_title: str | None
    encoding: str | None
    garbled: bool
    header_row: int | None
    rows: int
    records: int
    duplicates: int
    non_records: int
    problem_rows: int
    note: str | None
    usable: bool
    columns: tuple[HeaderPage, ...]
    lacking: tuple[HeaderPage, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakePage:
    """How everything given was understood, sheet by sheet, in the order of the sources."""

    sheets: tuple[SheetPage, ...]

    @property
    def read(self) -> tuple[SheetPage, ...]:
        """The sheets that are data."""
        return tuple(sheet for sheet in self.sheets if sheet.kind is not None)

    @property
    def left_out(self) -> tuple[SheetPage, ...]:
        """The files and sheets that were not read."""
        return tuple(sheet for sheet in self.sheets if sheet.kind is None)


def intake_page(dossier: Dossier, lang: str, *, mask: bool = False) -> IntakePage:
    """Return how everything in `dossier` was understood, in words of `lang`; `mask` hides personal values."""
    doubts = doubts_by_sheet(dossier, lang, mask=mask)
    return IntakePage(
        sheets=tuple(_sheet(one, dossier, doubts.get((one.file, one.sheet), ()), lang) for one in dossier.intake)
    )


def _sheet(one: SheetIntake, dossier: Dossier, doubts: Sequence[Doubt], lang: str) -> SheetPage:
    kind = dossier.records[one.kind].kind if one.kind else None
    names = {title: name for title, name in reversed(one.headers) if name}
    return SheetPage(
        file=one.file,
        sheet=one.sheet,
        kind=one.kind,
        kind_title=kind.titles[lang] if kind else None,
        encoding=one.encoding,
        garbled=one.garbled,
        header_row=one.header_row,
        rows=one.rows,
        records=one.records,
        duplicates=one.duplicates,
        non_records=one.non_records,
        problem_rows=one.problem_rows,
        note=say(one.note, lang) if one.note else None,
        usable=one.file not in dossier.unusable,
        columns=tuple(_header(title, name, kind, lang) for title, name in one.headers),
        lacking=tuple(_lacking(one, kind, lang)),
        doubts=tuple(_with_field(doubt, names) for doubt in doubts),
    )


def _header(header: str, name: str | None, kind: Kind | None, lang: str) -> HeaderPage:
    title = kind.fields[name].headers[lang] if kind and name else None
    return HeaderPage(header=header, field=name, title=title)


def _lacking(one: SheetIntake, kind: Kind | None, lang: str) -> Iterator[HeaderPage]:
    there = {name for _, name in one.headers}
    for name in kind.fields if kind else ():
        if name not in there:
            yield _header("", name, kind, lang)


def _with_field(doubt: Doubt, names: Mapping[str, str]) -> Doubt:
    return dataclasses.replace(doubt, field=names.get(doubt.column or ""))
