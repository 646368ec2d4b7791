"""Hides the names, phones and addresses of customers (`--mask`); it must not know who asks for it."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

_PHONE = re.compile(r"(\d{3})[\d -]{2,}(\d{4})")
_PERSONAL_HEADER = "户名|姓名|户名称|客户名|工程名称|地址|电话|手机|联系方式|(?i:name|address|phone)"
"""Headers of columns whose values are personal.  A problem tells its column as the file heads it, and files
may head it as they like: rather one value too many is hidden than one too few."""


def masked(text: str) -> str:
    """Return `text` with all but its beginning starred out (张三 → 张*; a phone keeps its last digits)."""
    if phone := _PHONE.fullmatch(text):
        return f"{phone[1]}****{phone[2]}"
    return text[:1] + "*" * (len(text) - 1) if len(text) > 1 else "*"


def masked_problems(problems: pa.Table) -> pa.Table:
    """Return `problems` with the values of personal columns hidden, also where the sentence repeats them."""
    personal = pc.fill_null(pc.match_substring_regex(problems["column"], _PERSONAL_HEADER), fill_value=False)
    if not pc.any(personal).as_py():
        return problems
    rows = problems.to_pylist()
    for row, hide in zip(rows, personal.to_pylist(), strict=True):
        if hide and row["value"]:
            hidden = masked(row["value"])
            row["problem"] = (row["problem"] or "").replace(row["value"], hidden)
            row["value"] = hidden
    return pa.Table.from_pylist(rows, schema=problems.schema)
