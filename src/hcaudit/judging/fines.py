"""From findings to fines and rewards; it must not know how a finding came about.

One fine an item and record (or customer), ever: several findings of one item are one fine that lists them all.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.judging.identity import fine_ids
from hcaudit.judging.ordering import order_by, sorted_by
from hcaudit.judging.price import price_columns, price_of
from hcaudit.model.records import Mask
from hcaudit.model.report import FINES
from hcaudit.model.rule import Pack

_COPIED = ("pack", "item", "unit", "team", "manager", "person", "occurred_on")
_DECISIVE = (
    *_COPIED,
    *("finding_id", "rule", "record_no", "outcome", "disposition"),
    *("customer_no", "fined_kind", "fined_record", "aggravated"),
)
"""What of a finding makes its fine."""

Groups = npt.NDArray[np.int64]
"""A number a finding, the same for all findings of one fine."""


def with_amounts(findings: pa.Table, pack: Pack) -> pa.Table:
    """Return the findings with `amount`: what the fine each belongs to costs, or would cost if it stood."""
    finable = pc.is_in(findings["outcome"], pa.array(["violation", "suspected"])).to_numpy()
    aggravated = _spread(fine_groups(findings, pack), finable & findings["aggravated"].to_numpy())
    plain = {item.id: price_of(item, aggravated=False).amount for item in pack.items.values()}
    worse = {item.id: price_of(item, aggravated=True).amount for item in pack.items.values()}
    amounts = pc.if_else(
        pa.array(finable),
        pc.if_else(pa.array(aggravated), _looked_up(findings["item"], worse), _looked_up(findings["item"], plain)),
        pa.scalar(None, pa.int64()),
    )
    return findings.set_column(findings.schema.get_field_index("amount"), "amount", amounts)


def standing(findings: pa.Table) -> pa.Table:
    """Return the findings that stand: violations and rewards not waived, suspicions confirmed."""
    outcome, disposition = findings["outcome"], findings["disposition"]
    proved = pc.and_(pc.is_in(outcome, pa.array(["violation", "reward"])), pc.not_equal(disposition, "waived"))
    confirmed = pc.and_(pc.equal(outcome, "suspected"), pc.equal(disposition, "confirmed"))
    return findings.filter(pc.or_(proved, confirmed))


def fines_of(findings: pa.Table, pack: Pack, lang: str) -> pa.Table:
    """Return the fines and rewards (`FINES`) that the findings which stand add up to, in the order of printing.

    A fine takes its unit, record and day from its earliest finding (then by record number).
    """
    with_money = pa.array([item.id for item in pack.items.values() if item.amount or item.reward], pa.string())
    stand = standing(findings.select(_DECISIVE))
    stand = stand.filter(pc.is_in(stand["item"], with_money)).combine_chunks()
    groups = fine_groups(stand, pack)
    stand = stand.append_column("group", pa.array(groups))
    first = _first_of_groups(stand)
    by_rule = sorted_by(stand.select(["group", "rule", "finding_id"]), "group", "rule", "finding_id")
    worse = _spread(groups, stand["aggravated"].to_numpy())
    aggravated = worse[np.unique(groups, return_index=True)[1]]
    columns = {
        "finding_ids": _lists(by_rule, "finding_id"),
        "rules": _lists(_distinct(by_rule), "rule"),
        "record_no": first["fined_record"],
        **{name: first[name] for name in _COPIED},
        **price_columns(first["item"].to_pylist(), aggravated.tolist(), pack, lang),
    }
    return _in_printing_order(pa.table([columns[field.name] for field in FINES], schema=FINES), pack)


def _in_printing_order(fines: pa.Table, pack: Pack) -> pa.Table:
    """Return fines in the tariff's order, then by unit, day and record."""
    ranks = {item: rank for rank, item in enumerate(pack.items)}
    ranked = fines.append_column("rank", _looked_up(fines["item"], ranks))
    return fines.take(order_by(ranked, "rank", "unit", "occurred_on", "record_no"))


def fine_groups(findings: pa.Table, pack: Pack) -> Groups:
    """Return which findings are of one fine: those of one item and record, or customer."""
    codes = _charged_to(findings, pack).dictionary_encode().indices
    return np.asarray(codes.to_numpy(zero_copy_only=False), dtype=np.int64)


def fine_ids_of(findings: pa.Table, pack: Pack) -> pa.Array:
    """Return the id of the fine that each finding is, or would be, part of."""
    keys = _charged_to(findings, pack).dictionary_encode()
    return pa.array(fine_ids(pack.id, keys.dictionary.to_pylist()), pa.string()).take(keys.indices)


def _charged_to(findings: pa.Table, pack: Pack) -> pa.Array:
    """Return item and record, or customer, of each finding as one text."""
    per_customer = pa.array([item.id for item in pack.items.values() if item.per == "customer"], pa.string())
    by_customer = pc.and_(pc.is_in(findings["item"], per_customer), pc.is_valid(findings["customer_no"]))
    owner = pc.if_else(by_customer, findings["customer_no"], findings["fined_record"])
    what = pc.if_else(by_customer, "customer", findings["fined_kind"])
    keys = pc.binary_join_element_wise(
        findings["item"], what, owner, "\n", null_handling="replace", null_replacement=""
    )
    return keys.combine_chunks()


def _first_of_groups(findings: pa.Table) -> pa.Table:
    """Return the earliest finding of each group, then by record number and rule, in the order of the groups."""
    order = order_by(findings, "group", "occurred_on", "record_no", "rule")
    starts = np.unique(findings["group"].to_numpy()[order.to_numpy()], return_index=True)[1]
    return findings.take(order.take(pa.array(starts)))


def _lists(ordered: pa.Table, column: str) -> pa.ListArray:
    """Return the values of `column` of each group, in the order of the groups."""
    starts = np.unique(ordered["group"].to_numpy(), return_index=True)[1]
    offsets = pa.array(np.append(starts, len(ordered)).astype(np.int32))
    return pa.ListArray.from_arrays(offsets, ordered[column].combine_chunks())


def _distinct(ordered: pa.Table) -> pa.Table:
    """Return one finding a group and rule."""
    rules = pc.dictionary_encode(ordered["rule"].combine_chunks()).indices.to_numpy(zero_copy_only=False)
    keys = np.stack([ordered["group"].to_numpy(), rules], axis=1)
    return ordered.filter(pa.array(np.any(keys != np.roll(keys, 1, axis=0), axis=1) | (np.arange(len(keys)) == 0)))


def _spread(groups: Groups, marked: Mask) -> Mask:
    """Return for each slot whether any slot of its group is marked."""
    worst = np.zeros(groups.max(initial=-1) + 1, dtype=np.bool_)
    worst[groups[marked]] = True
    return np.asarray(worst[groups])


def _looked_up(keys: pa.ChunkedArray, values: Mapping[str, int | None]) -> pa.Array:
    """Return `values` by key, null where the key is null."""
    positions = pc.index_in(keys, pa.array(list(values), pa.string()))
    return pa.array(list(values.values()), pa.int64()).take(positions)
