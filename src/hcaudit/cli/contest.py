"""Writes a workbook for each unit, in which it can contest its findings; it must not know what stands in one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from hcaudit.cli import outputs
from hcaudit.cli.receipts import Receipt
from hcaudit.errors import InputError, UsageError
from hcaudit.model.report import Report, of_unit
from hcaudit.render import FORMATS, Look
from hcaudit.render.cells import CONTROLS
from hcaudit.texts import Text, say

XLSX = "xlsx"
_NOT_FOR_THE_WORLD = 0o770
_NOT_IN_NAMES = re.compile(rf'{CONTROLS.pattern}|[\t\n\r<>:"/\\|?*]')
_LONGEST = 80


def plan(folder: str | None, format_name: str | None) -> Path | None:
    """Return the folder of `--by-unit`, None where it is not asked for.

    Raises:
        UsageError: `--format` asks for another format, or the folder is a file.
    """
    if folder is None:
        return None
    if format_name not in (None, XLSX):
        raise UsageError(Text("cli.by-unit-format", format=format_name))
    path = Path(folder)
    if path.exists() and not path.is_dir():
        raise UsageError(Text("cli.by-unit-file", folder=folder))
    return path


def write(report: Report, folder: Path | None, look: Look, receipts: list[Receipt] | None = None) -> None:
    """Write the workbook of every unit that has findings, fines or decisions into `folder`, all of them or none.

    `receipts`, where they are wanted, gets one for each.

    Raises:
        InputError: the folder or a file in it cannot be written.
    """
    if folder is None:
        return
    try:
        folder.mkdir(mode=_NOT_FOR_THE_WORLD, parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            Text("cli.by-unit-unwritable", folder=str(folder), why=error.strerror or str(error))
        ) from error
    units = _file_names(report, look.lang)
    targets = outputs.plan([str(folder / name) for name in units])
    form, plain = FORMATS[XLSX], replace(look, colour=False)
    outputs.write(
        targets,
        lambda target, stream: form.render(of_unit(report, units[target.path.name]), stream, plain),
        receipts,
    )


def _file_names(report: Report, lang: str) -> Mapping[str, str | None]:
    """Return the units by the names of their files; names that fall together are told apart by a number."""
    found = {
        unit for table in (report.findings, report.fines, report.decided) for unit in table["unit"].unique().to_pylist()
    }
    names: dict[str, str | None] = {}
    for unit in sorted(found, key=lambda unit: (unit is None, unit or "")):
        stem = _NOT_IN_NAMES.sub("_", unit or say("cli.no-unit", lang))[:_LONGEST].strip(" .") or "_"
        name, number = f"{stem}.xlsx", 1
        while name.casefold() in {known.casefold() for known in names}:
            number += 1
            name = f"{stem}-{number}.xlsx"
        names[name] = unit
    return names
