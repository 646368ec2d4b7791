"""What one case of an item costs, by the tariff, in integer fen; it must not know findings."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import pyarrow as pa

from hcaudit.errors import InternalError
from hcaudit.model.rule import Item, Pack, Wording
from hcaudit.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What one case of an item costs or earns, in fen; None where the source states nothing."""

    base: int | None
    multiplier: str | None
    amount: int | None
    leadership_share: int | None
    frontline_share: int | None
    reward: int | None


def price_of(item: Item, *, aggravated: bool) -> Price:
    """Return the price of one case; multipliers never compound.

    Raises:
        InternalError: the multiplied amount is no whole number of fen.
    """
    factor = Fraction(item.multiplier) if aggravated and item.multiplier else Fraction(1)

    def times(fen: int | None) -> int | None:
        if fen is None:
            return None
        product = fen * factor
        if product.denominator != 1:
            raise InternalError(Text("audit.no-whole-fen", item=item.id))
        return int(product)

    return Price(
        base=item.amount,
        multiplier=item.multiplier if aggravated else None,
        amount=times(item.amount),
        leadership_share=times(item.leadership),
        frontline_share=times(item.frontline),
        reward=item.reward,
    )


def price_columns(items: list[str], aggravated: list[bool], pack: Pack, lang: str) -> dict[str, pa.Array]:
    """Return the columns of a table of fines that the tariff gives, one slot a case."""
    lines = [(item, worse) for item in pack.items.values() for worse in (False, True)]
    places = {(item.id, worse): place for place, (item, worse) in enumerate(lines)}
    chosen = pa.array([places[key] for key in zip(items, aggravated, strict=True)], pa.int32())
    prices = [price_of(item, aggravated=worse) for item, worse in lines]
    money = ("base", "amount", "leadership_share", "frontline_share", "reward")
    tariff = {
        **{name: pa.array([getattr(price, name) for price in prices], pa.int64()) for name in money},
        "multiplier": pa.array([price.multiplier for price in prices], pa.string()),
        "event": pa.array([item.event[lang] for item, _ in lines], pa.string()),
        "assessed_by": pa.array([_said(item.assessed_by, lang) for item, _ in lines], pa.string()),
        "note": pa.array([_said(item.note, lang) for item, _ in lines], pa.string()),
    }
    return {name: column.take(chosen) for name, column in tariff.items()}


def _said(wording: Wording | None, lang: str) -> str | None:
    return wording[lang] if wording else None
