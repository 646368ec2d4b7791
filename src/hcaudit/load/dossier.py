"""Stage 1 from end to end: sources → Dossier; it must not know how a file is read or a record merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hcaudit.errors import UsageError
from hcaudit.load.archives import unpacked
from hcaudit.load.assembly import Assembled, assemble
from hcaudit.load.intake import FileIntake, LoadOptions, take_in
from hcaudit.load.isolation import ReaderProcess
from hcaudit.load.limits import Limits
from hcaudit.load.problems import problem_table
from hcaudit.load.sheet import TypedSheet
from hcaudit.load.sources import Source, entries_of
from hcaudit.load.vocabulary import Vocabulary
from hcaudit.model.records import Dossier, SheetIntake
from hcaudit.texts import Text

_AS_IT_IS = LoadOptions()


def load(sources: Sequence[Source], *, vocabulary: Vocabulary, options: LoadOptions = _AS_IT_IS) -> Dossier:
    """Return everything the sources say.

    A file that cannot be used is named in `unusable`, with a problem that says why; the others are loaded.

    Raises:
        UsageError: there is no such kind.
        InputError: a path does not exist, or a folder or pattern has no file.
    """
    if options.kind is not None and options.kind not in vocabulary.kinds:
        raise UsageError(Text("load.no-such-kind", kind=options.kind, known=", ".join(vocabulary.kinds)))
    with ReaderProcess(Limits(memory_mb=options.memory_limit_mb, time_s=options.time_limit_s)) as child:
        files = [take_in(entry, vocabulary, options, child) for entry in unpacked(entries_of(sources))]
    assembled = {
        name: assemble(kind, sheets, vocabulary)
        for name, kind in vocabulary.kinds.items()
        if (sheets := [sheet for sheet in _typed(files) if sheet.kind.name == name])
    }
    found = [problem for file in files for problem in file.problems]
    found += [problem for sheet in _typed(files) for problem in sheet.problems]
    found += [problem for kind in assembled.values() for problem in kind.problems]
    return Dossier(
        records={name: kind.records for name, kind in assembled.items()},
        problems=problem_table(found),
        intake=tuple(_counted(files, assembled)),
        unusable=tuple(file.name for file in files if not file.usable),
    )


def _typed(files: Sequence[FileIntake]) -> list[TypedSheet]:
    return [sheet for file in files for sheet in file.sheets if isinstance(sheet, TypedSheet)]


def _counted(files: Sequence[FileIntake], assembled: Mapping[str, Assembled]) -> list[SheetIntake]:
    """Return the sheets' intake in the order of the sources, with the final counts."""
    final = {name: iter(kind.intake) for name, kind in assembled.items()}
    return [
        next(final[sheet.kind.name]) if isinstance(sheet, TypedSheet) else sheet
        for file in files
        for sheet in file.sheets
    ]
