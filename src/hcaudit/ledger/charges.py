"""What a fine comes to, and where it stands in the ledger; it must not know how either came about.

Money is whole fen; days are ISO texts, months ``YYYY-MM``.  A charge holds numbers, not names: who was assessed
stands in the reports.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

MONTH_LENGTH = len("2021-12")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One finding of a fine: its ids, the record it is about (without names) and the file that record stood in.

    The file says where to look, not what is so: the same facts from a file of another name are the same.
    """

    finding_id: str
    facts_id: str
    rule: str
    kind: str
    record_no: str
    source_file: str = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What one fine or reward comes to, as a run sees it.

    One that no longer `stands` - waived or voided - costs nothing.  Shares are None where the source states none.
    """

    fine_id: str
    pack: str
    item: str
    assessed_by: str | None
    record_no: str
    unit: str | None
    occurred_on: str
    base: int | None
    multiplier: str | None
    amount: int | None
    leadership_share: int | None
    frontline_share: int | None
    reward: int | None
    proofs: tuple[Proof, ...]
    stands: bool = True

    @property
    def month(self) -> str:
        """The month it occurred in."""
        return self.occurred_on[:MONTH_LENGTH]

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules broken, in the order of their codes."""
        return tuple(sorted({proof.rule for proof in self.proofs}))

    @property
    def money(self) -> tuple[object, ...]:
        """What the books say of it: who is charged, by whom, and what."""
        sums = (self.amount, self.leadership_share, self.frontline_share, self.reward)
        return (self.stands, self.unit, self.item, self.assessed_by, *sums)

    def dropped(self) -> Charge:
        """Return it costing nothing: it no longer stands."""
        return replace(
            self,
            stands=False,
            amount=_nothing(self.amount),
            leadership_share=_nothing(self.leadership_share),
            frontline_share=_nothing(self.frontline_share),
            reward=_nothing(self.reward),
        )


def _nothing(amount: int | None) -> int | None:
    return None if amount is None else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a fine stands: its last event (`seq`), what that said, and the month it is booked in.

    `late` tells that it is not the month it occurred in.  `as_of` is the last day that was seen by then.
    """

    seq: int
    event: str
    charge: Charge
    month: str
    late: bool
    as_of: str

    @property
    def voided(self) -> bool:
        """Whether a person took it back for good."""
        return self.event == "voided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """One event to be added: what a fine now comes to, and where that is booked.

    `before` is where it stood (None: nowhere); what it cost is taken back in the month `out_of`, and what it costs is
    charged to `month`.
    """

    event: str
    charge: Charge
    month: str
    before: Standing | None = None
    out_of: str | None = None
    late: bool = False
    reason: str | None = None
