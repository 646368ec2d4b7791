"""From findings to fines and rewards, by the tariff; it must not know how a finding came about.

One fine an item and record (or customer), ever: several findings of one item are one fine that lists them all.
Money is integer fen throughout.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.errors import InternalError
from hcaudit.model.records import Mask
from hcaudit.model.report import FINES
from hcaudit.model.rule import Item, Pack
from hcaudit.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What one case of an item costs, in fen."""

    base: int | None
    multiplier: str | None
    amount: int | None
    leadership: int | None
    frontline: int | None
    reward: int | None


def price_of(item: Item, *, aggravated: bool) -> Price:
    """Return the price of one case.

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
        leadership=times(item.leadership),
        frontline=times(item.frontline),
        reward=item.reward,
    )


def with_amounts(findings: pa.Table, pack: Pack) -> pa.Table:
    """Return the findings with `amount`: what the fine each belongs to costs, or would cost if it stood."""
    finable = pc.is_in(findings["outcome"], pa.array(["violation", "suspected"])).to_numpy()
    aggravated = _spread(_groups(findings, pack), finable & findings["aggravated"].to_numpy())
    plain = {item.id: price_of(item, aggravated=False).amount for item in pack.items.values()}
    worse = {item.id: price_of(item, aggravated=True).amount for item in pack.items.values()}
    amounts = pc.if_else(
        pa.array(finable),
        pc.if_else(pa.array(aggravated), _looked_up(findings["item"], worse), _looked_up(findings["item"], plain)),
        pa.scalar(None, pa.int64()),
    )
    return findings.set_column(findings.schema.get_field_index("amount"), "amount", amounts)


def fines_of(findings: pa.Table, pack: Pack, lang: str) -> pa.Table:
    """Return the fines and rewards (`FINES`) that the findings which stand add up to, in the order of printing.

    A fine takes its unit, record and day from its earliest finding (then by record number).
    """
    standing = findings.filter(pa.array(_stands(findings)))
    keys = [(name, "ascending") for name in ("occurred_on", "record_no", "rule")]
    standing = standing.take(pc.sort_indices(standing, sort_keys=keys))
    groups = _groups(standing, pack)
    order = np.argsort(groups, kind="stable")
    starts = np.flatnonzero(np.diff(groups[order], prepend=-1))
    first = standing.take(pa.array(order[starts]))
    offsets = pa.array(np.append(starts, len(order)).astype(np.int32))
    grouped = standing.select(["finding_id", "rule"]).take(pa.array(order))
    aggravated = _spread(groups, standing["aggravated"].to_numpy())[order[starts]] if len(order) else np.empty(0, bool)
    columns = {
        "finding_ids": pa.ListArray.from_arrays(offsets, grouped["finding_id"].combine_chunks()),
        "rules": pa.ListArray.from_arrays(offsets, grouped["rule"].combine_chunks()),
        "record_no": first["fined_record"],
        **{name: first[name] for name in ("pack", "item", "unit", "team", "manager", "person", "occurred_on")},
        **_prices(first["item"].to_pylist(), aggravated.tolist(), pack, lang),
    }
    fines = pa.table([columns[field.name] for field in FINES], schema=FINES)
    return in_printing_order(fines, pack)


def in_printing_order(table: pa.Table, pack: Pack) -> pa.Table:
    """Return fines in the tariff's order, then by unit, day and record."""
    ranked = table.append_column("rank", _looked_up(table["item"], {item: rank for rank, item in enumerate(pack.items)}))
    keys = [(name, "ascending") for name in ("rank", "unit", "occurred_on", "record_no")]
    return table.take(pc.sort_indices(ranked, sort_keys=keys, null_placement="at_end"))


def _prices(items: list[str], aggravated: list[bool], pack: Pack, lang: str) -> dict[str, pa.Array]:
    kinds = {(item.id, worse): price_of(item, aggravated=worse) for item in pack.items.values() for worse in (False, True)}
    prices = [kinds[key] for key in zip(items, aggravated, strict=True)]
    notes = [pack.items[item] for item in items]
    return {
        "event": pa.array([item.event[lang] for item in notes], pa.string()),
        "base": pa.array([price.base for price in prices], pa.int64()),
        "multiplier": pa.array([price.multiplier for price in prices], pa.string()),
        "amount": pa.array([price.amount for price in prices], pa.int64()),
        "leadership_share": pa.array([price.leadership for price in prices], pa.int64()),
        "frontline_share": pa.array([price.frontline for price in prices], pa.int64()),
        "reward": pa.array([price.reward for price in prices], pa.int64()),
        "assessed_by": pa.array([item.assessed_by[lang] if item.assessed_by else None for item in notes], pa.string()),
        "note": pa.array([item.note[lang] if item.note else None for item in notes], pa.string()),
    }


def _stands(findings: pa.Table) -> Mask:
    """Whether each finding costs or earns money: violations and rewards not waived, suspicions confirmed."""
    outcome, disposition = findings["outcome"], findings["disposition"]
    proved = pc.and_(pc.is_in(outcome, pa.array(["violation", "reward"])), pc.not_equal(disposition, "waived"))
    confirmed = pc.and_(pc.equal(outcome, "suspected"), pc.equal(disposition, "confirmed"))
    return np.asarray(pc.and_(pc.or_(proved, confirmed), pc.is_valid(findings["item"])).to_numpy())


def _groups(findings: pa.Table, pack: Pack) -> npt.NDArray[np.int64]:
    """Return a number a finding, the same for findings of one fine: one item and record, or customer."""
    per_customer = pa.array([item.id for item in pack.items.values() if item.per == "customer"], pa.string())
    by_customer = pc.and_(pc.is_in(findings["item"], per_customer), pc.is_valid(findings["customer_no"]))
    owner = pc.if_else(by_customer, pc.binary_join_element_wise("customer", findings["customer_no"], "\n"), findings["fined_record"])
    keys = pc.binary_join_element_wise(findings["item"], owner, "\n", null_handling="replace", null_replacement="")
    codes = keys.combine_chunks().dictionary_encode().indices
    return np.asarray(codes.to_numpy(zero_copy_only=False), dtype=np.int64)


def _spread(groups: npt.NDArray[np.int64], marked: Mask) -> Mask:
    """Return for each slot whether any slot of its group is marked."""
    worst = np.zeros(groups.max(initial=-1) + 1, dtype=np.bool_)
    worst[groups[marked]] = True
    return np.asarray(worst[groups])


def _looked_up(keys: pa.ChunkedArray, values: Mapping[str, int | None]) -> pa.Array:
    """Return `values` by key, null where the key is null."""
    positions = pc.index_in(keys, pa.array(list(values), pa.string()))
    return pa.array(list(values.values()), pa.int64()).take(positions)
