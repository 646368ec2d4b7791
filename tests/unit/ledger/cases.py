"""Charges and ledgers for tests: a test names only what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from hcaudit.ledger import journal
from hcaudit.ledger.act import Act
from hcaudit.ledger.charges import Booking, Charge, Proof, Standing
from hcaudit.ledger.file import Ledger, locked, opened_to_write
from hcaudit.ledger.plan import Plan, Scope, Seen, planned

PACK = "pack"
ACT = Act(command="check", made_at="2022-01-05T08:00:00+00:00", version="1", pack=PACK, as_of="2021-12-31")


def charge(fine_id: str = "f1", **facts: Any) -> Charge:
    """Return a fine of 30 000 yuan of 20 December 2021."""
    proof = Proof(finding_id=f"{fine_id}-T05", facts_id="0", rule="T05", kind="orders", record_no="A1", source_file="a")
    standard = {
        "pack": PACK,
        "item": "2.3",
        "assessed_by": None,
        "record_no": "A1",
        "unit": "甲",
        "occurred_on": "2021-12-20",
        "base": 30_000_00,
        "multiplier": None,
        "amount": 30_000_00,
        "leadership_share": 10_000_00,
        "frontline_share": 20_000_00,
        "reward": None,
        "proofs": (proof,),
    }
    return Charge(fine_id=fine_id, **{**standard, **facts})


def standing(one: Charge, **facts: Any) -> Standing:
    """Return where a fine stands that was posted in its month."""
    standard = {"seq": 1, "event": "posted", "month": one.month, "late": False, "as_of": "2021-12-31"}
    return Standing(charge=one, **{**standard, **facts})


def scope(month: str | None = "2021-12", **facts: Any) -> Scope:
    """Return the scope of a run for a month, or for everything."""
    days = {"first": None, "last": None} if month is None else {"first": f"{month}-01", "last": f"{month}-31"}
    closed = frozenset(facts.pop("closed", ()))
    standard = {
        **days,
        "late": None if month in closed else month,
        "closed": closed,
        "rules": frozenset({"T05", "T08"}),
        "as_of": "2021-12-31",
    }
    return Scope(**{**standard, **facts})


def plan_of(
    charges: Iterable[Charge],
    standings: Iterable[Standing],
    where: Scope,
    waived: Iterable[str] = (),
    shows: bool = True,
) -> Plan:
    """Return the plan of a run that sees `charges` where the ledger has `standings`."""
    seen = Seen(charges={one.fine_id: one for one in charges}, waived=frozenset(waived), shows=lambda _: shows)
    return planned(seen, {one.charge.fine_id: one for one in standings}, where)


def post(path: Path, *bookings: Booking, as_of: str = "2021-12-31", act: Act = ACT) -> None:
    """Post bookings as one run."""
    with opened_to_write(path, 5.0) as ledger, locked(ledger, 5.0):
        run = journal.begin_run(ledger, act)
        journal.add(ledger, run, bookings, as_of)


def first(one: Charge, **facts: Any) -> Booking:
    """Return the first booking of a fine."""
    return Booking(**{"event": "posted", "charge": one, "month": one.month, **facts})


def where_they_stand(ledger: Ledger) -> Mapping[str, Standing]:
    """Return where all fines stand."""
    return journal.standings(ledger, PACK)
