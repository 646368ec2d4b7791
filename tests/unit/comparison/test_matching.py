"""Rows are matched one to one, whatever keys they have."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from hcaudit.comparison.matching import keys_by, keys_by_member, pair

KEYS = st.lists(st.sampled_from(["a", "b", "c", None, "a\x1f"]), max_size=12)


def table(keys: list[str | None]) -> pa.Table:
    return pa.table({"key": pa.array(keys, pa.string()), "row": pa.array(range(len(keys)), pa.int64())})


@given(before=KEYS, after=KEYS)
def test_every_row_is_matched_once_or_left_over_once(before: list[str | None], after: list[str | None]) -> None:
    old, new = table(before), table(after)
    same = pair(old, new, (keys_by(old, "key"), keys_by(new, "key")))
    assert same.before_again["key"].to_pylist() == same.after_again["key"].to_pylist()
    for there, matched, rest in (
        (old, same.before_again, same.only_before),
        (new, same.after_again, same.only_after),
    ):
        assert sorted([*matched["row"].to_pylist(), *rest["row"].to_pylist()]) == there["row"].to_pylist()
    assert {key for key in before if key in after} == set(same.after_again["key"].to_pylist())


def test_later_keys_are_for_what_the_first_left_over() -> None:
    columns = {"item": ["1", "1"], "ids": [["x"], ["y", "z"]], "record": ["r", "s"]}
    before = pa.table(columns)
    after = pa.table({**columns, "ids": [["w"], ["z"]], "record": ["r", "r"]})
    members = tuple(keys_by_member(one, "item", "ids") for one in (before, after))
    records = tuple(keys_by(one, "record") for one in (before, after))
    same = pair(before, after, members, records)  # type: ignore[arg-type]
    assert list(zip(same.old.tolist(), same.new.tolist(), strict=True)) == [(0, 0), (1, 1)]
