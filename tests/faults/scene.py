"""Months to be posted, what they must come to, and what is looked at after a run was killed.

It must not know why a run ended.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pyarrow import csv

from hcaudit.errors import InputError
from hcaudit.ledger import contents, journal
from hcaudit.ledger.file import opened_to_read
from hcaudit.ledger.verification import verify
from tests.faults import processes
from tests.property.ledger_years import make_year

ROOT = Path(__file__).parents[2]
OUTPUTS = ("out.csv", "out.json", "out.md")
SEED, SIZE = 11, 30
FOUND, LOCKED = 1, 75
"""Exit codes: of a run of these months that nobody disturbs, and of one that finds the ledger held."""

Books = tuple[tuple[object, ...], ...]
State = tuple[tuple[str, ...], Books]
"""The ids of the fines posted, and what every account comes to."""

NOTHING: State = ((), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Data of some months in a folder, and what posting them one by one comes to: ledger and outputs after each."""

    folder: Path
    months: tuple[str, ...]
    states: Mapping[str, State]
    outputs: Mapping[str, Mapping[str, bytes]]

    @property
    def data(self) -> Path:
        """The folder of the exports."""
        return self.folder / "data"


def make_scene(folder: Path, most: int | None = None) -> Scene:
    """Make up the data in `folder`, and post every month once without any fault to know what must come of it.

    With `most` only so many months are posted.
    """
    year = make_year(random.Random(SEED), SIZE)
    data = folder / "data"
    data.mkdir(parents=True)
    for source in year.files():
        csv.write_csv(source.table, data / source.name)
    months = tuple(year.months())[:most]
    clean = folder / "clean"
    clean.mkdir()
    states: dict[str, State] = {}
    outputs: dict[str, Mapping[str, bytes]] = {}
    for month in months:
        done = processes.run(words(data, clean, month))
        assert done.code == FOUND, done.told
        states[month] = state_of(clean / "ledger.db")
        outputs[month] = written(clean)
    return Scene(folder=folder, months=months, states=states, outputs=outputs)


def words(data: Path, folder: Path, month: str, *more: str) -> list[str]:
    """Return the command line that posts a month and writes its outputs in `folder`."""
    outputs = [word for name in OUTPUTS for word in ("-o", str(folder / name))]
    ledger = ["--ledger", str(folder / "ledger.db")]
    return ["check", str(data), "--month", month, "--lang", "en", *ledger, *outputs, *more]


def state_of(path: Path) -> State:
    """Return the fines posted and the books of a ledger, which must be sound."""
    if not path.exists() or not path.stat().st_size:
        return NOTHING
    with opened_to_read(path) as ledger:
        faults = verify(ledger).faults
        assert faults == (), [str(fault) for fault in faults]
        first = journal.rows(ledger, "SELECT fine_id FROM events WHERE event = 'posted'")
        rows = contents.balances(ledger)
    return tuple(sorted(str(row["fine_id"]) for row in first)), tuple(
        sorted((tuple(row.values()) for row in rows), key=str)
    )


def written(folder: Path) -> Mapping[str, bytes]:
    """Return the outputs there are."""
    return {name: (folder / name).read_bytes() for name in OUTPUTS if (folder / name).exists()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """What was found after a run was killed and another had finished its work: how many of each.

    `torn`: outputs that are neither as before nor complete, `halfway`: ledgers that are neither; `losses` and
    `doubles`: fines; `stale`: locks; `drafts`: unfinished files left beside the outputs (never under their names).
    """

    torn: int
    halfway: int
    losses: int
    doubles: int
    stale: int
    drafts: int

    @property
    def faults(self) -> int:
        """How many faults there are; a draft is litter."""
        return self.torn + self.halfway + self.losses + self.doubles + self.stale


def aftermath(scene: Scene, folder: Path, month: str) -> Aftermath:
    """Look at what a killed run of `month` left in `folder`, let the next run finish, and look again.

    The drafts are taken away afterwards, so that each is counted once.
    """
    before, after = before_and_after(scene, month)
    found = state_of_or_nothing(folder / "ledger.db")
    outputs, wanted = written(folder), scene.outputs[month]
    torn = sum(one not in (wanted[name], scene.outputs.get(before, {}).get(name)) for name, one in outputs.items())
    drafts = len(list(folder.glob(".hcaudit-*")))
    halfway = found not in (scene.states.get(before, NOTHING), after)
    again = processes.run(words(scene.data, folder, month, "--no-wait"))
    final, _ = state_of(folder / "ledger.db")
    for draft in folder.glob(".hcaudit-*"):
        draft.unlink()
    return Aftermath(
        torn=torn + (written(folder) != wanted),
        halfway=int(halfway) + (state_of(folder / "ledger.db") != after),
        losses=len(set(after[0]) - set(final)),
        doubles=len(final) - len(set(final)) + len(set(final) - set(after[0])),
        stale=int(again.code == LOCKED),
        drafts=drafts,
    )


def before_and_after(scene: Scene, month: str) -> tuple[str, State]:
    """Return the month before `month` (empty if it is the first), and what the ledger must be after it."""
    place = scene.months.index(month)
    return (scene.months[place - 1] if place else ""), scene.states[month]


def state_of_or_nothing(path: Path) -> State:
    """Return the state of a ledger that may not have come into being."""
    try:
        return state_of(path)
    except InputError as error:
        if error.texts[0].key != "ledger.no-file":
            raise
        return NOTHING
