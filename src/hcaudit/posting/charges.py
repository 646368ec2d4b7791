"""Fines as the ledger takes them: numbers, no names, the same in every language; it must not know what is posted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.judging.fines import fine_ids_of, fines_of
from hcaudit.ledger.charges import Charge, Proof
from hcaudit.model.records import Dossier
from hcaudit.model.rule import Pack
from hcaudit.texts import DEFAULT_LANGUAGE

_SAME = ("pack", "item", "assessed_by", "unit", "base", "multiplier")
_MONEY = ("amount", "leadership_share", "frontline_share", "reward")
_PROOF = ("facts_id", "rule", "kind", "record_no", "source_file", "person")
_HIDDEN = "*"


def charges_of(findings: pa.Table, pack: Pack) -> Mapping[str, Charge]:
    """Return the fines and rewards that `findings` (of `judging.findings`) add up to, by their ids."""
    # Whatever language the report is in: one ledger serves all.
    fines = fines_of(findings, pack, DEFAULT_LANGUAGE)
    ids = fine_ids_by_finding(findings, pack)
    proofs = _proofs(findings, fines)
    found = [_charge(ids, row, proofs) for row in fines.to_pylist()]
    return {charge.fine_id: charge for charge in found}


def fine_ids_by_finding(findings: pa.Table, pack: Pack) -> Mapping[str, str]:
    """Return the id of the fine that each finding is, or would be, part of, by the finding's id."""
    pairs = zip(findings["finding_id"].to_pylist(), fine_ids_of(findings, pack).to_pylist(), strict=True)
    return dict(pairs)


def waived_ids(findings: pa.Table, pack: Pack, charges: Mapping[str, Charge]) -> frozenset[str]:
    """Return the ids of the fines that do not stand because a finding of theirs is waived."""
    waived = findings.filter(pc.equal(findings["disposition"], "waived"))
    return frozenset(fine_ids_of(waived, pack).to_pylist()) - charges.keys()


def shown_by(dossier: Dossier) -> Callable[[Charge], bool]:
    """Return the test whether the files of a run should show a fine: each of its records, or the record's file.

    A file is known by its name, a record by its number, whatever file it is in now.
    """
    files = {sheet.file for sheet in dossier.intake if sheet.kind is not None}
    numbers: dict[str, frozenset[str]] = {}

    def is_there(proof: Proof) -> bool:
        if proof.source_file in files:
            return True
        if proof.kind not in numbers:
            numbers[proof.kind] = _numbers(dossier, proof.kind)
        return proof.record_no in numbers[proof.kind]

    return lambda charge: all(is_there(proof) for proof in charge.proofs)


def without_names(number: str, person: str | None) -> str:
    """Return a record's number without the name of the person that is its last part (of an exam's)."""
    return f"{number.removesuffix(person)}{_HIDDEN}" if person and number.endswith(f"/{person}") else number


def _numbers(dossier: Dossier, kind: str) -> frozenset[str]:
    records = dossier.records.get(kind)
    return frozenset() if records is None else frozenset(records.table["record_no"].to_pylist())


def _proofs(findings: pa.Table, fines: pa.Table) -> Mapping[str, Proof]:
    """Return the findings that the fines list, by their ids."""
    listed = pc.is_in(findings["finding_id"], fines["finding_ids"].combine_chunks().flatten())
    rows = findings.filter(listed).select(["finding_id", *_PROOF]).to_pylist()
    return {row["finding_id"]: _proof(row) for row in rows}


def _proof(row: Mapping[str, Any]) -> Proof:
    number = without_names(row["record_no"], row["person"])
    facts = {name: row[name] for name in ("finding_id", "facts_id", "rule", "kind")}
    return Proof(record_no=number, source_file=row["source_file"] or "", **facts)


def _charge(ids: Mapping[str, str], row: Mapping[str, Any], proofs: Mapping[str, Proof]) -> Charge:
    finding_ids: Sequence[str] = row["finding_ids"]
    return Charge(
        fine_id=ids[finding_ids[0]],
        record_no=without_names(row["record_no"], row["person"]),
        occurred_on=row["occurred_on"].isoformat(),
        proofs=tuple(_in_order(proofs[one] for one in finding_ids)),
        **{name: row[name] for name in (*_SAME, *_MONEY)},
    )


def _in_order(proofs: Iterable[Proof]) -> list[Proof]:
    return sorted(proofs, key=lambda proof: (proof.rule, proof.finding_id))
