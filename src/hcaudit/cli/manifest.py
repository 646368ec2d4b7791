"""The manifest of a run (`--manifest`): looks at the inputs before, writes it when all else stands.

It must not know how a report is made or laid out.  A manifest is the last file that is written, so one that exists
vouches for outputs that are complete; whether they are still the same their hashes tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

import typer
from typer.core import TyperArgument, TyperOption

from hcaudit.cli import outputs, request, streams
from hcaudit.cli.delivery import Delivery
from hcaudit.cli.receipts import Receipt
from hcaudit.cli.versions import versions
from hcaudit.load.fingerprints import Fingerprint, Watched, fingerprint_of, watched
from hcaudit.load.sources import STDIN, readable_name
from hcaudit.model.report import Report
from hcaudit.render.as_manifest import Manifest, write_manifest
from hcaudit.settings import Settings
from hcaudit.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What a run will vouch for: where to, what its files were before it read them, and - as it goes - its outputs."""

    target: outputs.Target
    inputs: tuple[Watched, ...]
    decisions: tuple[Watched, ...]
    config: tuple[Watched, ...]
    since: Fingerprint | None
    receipts: list[Receipt] = field(default_factory=list)


def plan(where: Delivery, settings: Settings) -> Seal | None:
    """Return what is to be vouched for; None where no manifest is asked for.

    Raises:
        InputError: a path does not exist.
    """
    if where.manifest is None:
        return None
    stdin = streams.hold_stdin() if STDIN in settings.sources else None
    config = settings.config.path
    return Seal(
        target=where.manifest,
        inputs=watched(settings.sources, stdin),
        decisions=watched(settings.decisions),
        config=watched([config]) if config else (),
        since=_earlier(settings),
    )


def _earlier(settings: Settings) -> Fingerprint | None:
    """Return what the file of the earlier run is now: the run may write its own output over it."""
    if settings.since is None or not settings.since.is_file():
        return None
    return fingerprint_of(next(iter(watched([settings.since]))))


def receipts(seal: Seal | None) -> list[Receipt] | None:
    """Return the list that is to get a receipt for each output; None where none is wanted."""
    return None if seal is None else seal.receipts


def write(seal: Seal | None, context: typer.Context, settings: Settings, report: Report, exit_code: int) -> None:
    """Write the manifest, if one is asked for; tell on stderr which input was written to while it was read.

    Raises:
        InputError: it cannot be written.
    """
    if seal is None:
        return
    from hcaudit.groundwork import fingerprints_for  # noqa: PLC0415 - as long as files are being read, it can wait

    inputs, decisions, config = ([fingerprint_of(one) for one in files] for files in _files(seal))
    manifest = Manifest(
        command=str(context.info_name),
        versions=versions(),
        hashes=fingerprints_for(settings.pack, settings.config),
        options=_options(context),
        config=asdict(config[0]) if config else None,
        overlays=[{"year": one.year, "complete": one.complete} for one in settings.config.overlays],
        inputs=[asdict(one) for one in inputs],
        decisions=[asdict(one) for one in decisions],
        outputs=[asdict(one) for one in seal.receipts],
        since=asdict(seal.since) if seal.since else None,
        exit_code=exit_code,
    )
    outputs.write([seal.target], lambda _, stream: write_manifest(manifest, report.run, stream))
    _tell_changes([*inputs, *decisions, *config], settings.lang)


def _files(seal: Seal) -> Sequence[tuple[Watched, ...]]:
    return seal.inputs, seal.decisions, seal.config


def _options(context: typer.Context) -> Mapping[str, object]:
    """Return every argument and option of the command with the value it has, null where it is not given."""
    found: dict[str, object] = {}
    for param in context.command.params:
        if isinstance(param, TyperArgument):
            found[str(param.metavar)] = _plain(context.params.get(str(param.name)))
        elif isinstance(param, TyperOption) and not param.is_eager:
            found[max(param.opts, key=len)] = _plain(context.params.get(str(param.name)))
    return {**found, "--lang": context.obj, "--mask": request.look(context).mask}


def _plain(value: object) -> object:
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return readable_name(value) if isinstance(value, str) else value


def _tell_changes(files: Sequence[Fingerprint], lang: str) -> None:
    for one in files:
        if one.note == "changed":
            streams.alarm(Text("cli.manifest-changed", file=one.file).said_in(lang), colour=False)
