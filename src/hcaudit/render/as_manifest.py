"""Writes what a run vouches for - inputs and outputs with their hashes, versions, options, totals - as JSON.

It must not know how any of it was found out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from hcaudit.model.report import Run
from hcaudit.render.as_json import run_facts
from hcaudit.render.row_texts import json_text

LAYOUT = 1
"""Counted up when a key changes its meaning or goes away; new keys may come without it."""

Facts = Mapping[str, object]

_UNREAD: Facts = {"path": None, "size": None, "sha256": None, "note": "not-read"}
"""What is known of a file that was left out unread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a run knows of itself beside its report; nothing in it depends on the machine's clock.

    `versions` are those of hcaudit, Python and the libraries that decide about bytes or verdicts; `hashes` those of
    the rulebook; `overlays` what the user laid over the calendar.  `inputs`, `decisions` and `outputs` have one
    mapping a file (file, size, sha256; inputs also path and note); `config` and `since`, the output of the earlier run
    that this one is compared with, are one of them, or None.
    """

    command: str
    versions: Mapping[str, str]
    hashes: Mapping[str, str]
    options: Facts
    config: Facts | None
    overlays: Sequence[Facts]
    inputs: Sequence[Facts]
    decisions: Sequence[Facts]
    outputs: Sequence[Facts]
    exit_code: int
    since: Facts | None = None


def write_manifest(manifest: Manifest, run: Run, stream: BinaryIO) -> None:
    """Write the manifest of `run`: UTF-8, keys in a fixed order, amounts as strings in yuan."""
    facts = {name: value for name, value in run_facts(run).items() if name != "inputs"}
    own = {
        "manifest": LAYOUT,
        "command": manifest.command,
        "versions": dict(manifest.versions),
        "options": dict(manifest.options),
        "config": manifest.config,
        **facts,
        **({"since": {**_of(facts["since"]), **manifest.since}} if manifest.since and run.since else {}),
        "calendar": {**run.calendar, "overlays": list(manifest.overlays)},
        "hashes": dict(manifest.hashes),
        "inputs": list(_with_sheets(manifest.inputs, run.inputs)),
        "decisions": list(manifest.decisions),
        "outputs": list(manifest.outputs),
        "exit_code": manifest.exit_code,
    }
    stream.write(f"{json_text(own, indent=1)}\n".encode("utf-8", errors="backslashreplace"))


def _of(facts: object) -> Facts:
    return facts if isinstance(facts, Mapping) else {}


def _with_sheets(files: Sequence[Facts], sheets: Sequence[Facts]) -> Iterator[Facts]:
    """Yield the files, each with the counts of its sheets; those of an archive are the sheets of its members."""
    left = list(sheets)
    for file in files:
        own = [sheet for sheet in left if _is_of(str(sheet["file"]), str(file["file"]))]
        left = [sheet for sheet in left if sheet not in own]
        yield {**file, "sheets": own}
    for sheet in left:
        yield {"file": sheet["file"], **_UNREAD, "sheets": [sheet]}


def _is_of(sheet: str, file: str) -> bool:
    return sheet == file or sheet.startswith(f"{file}/")
