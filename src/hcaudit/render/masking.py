"""Hides the names, phones and addresses of customers (`--mask`); it must not know who asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.render.cells import change_texts

_PHONE = re.compile(r"(\d{3})[\d -]{2,}(\d{4})")
_PERSONAL_HEADER = "户名|姓名|户名称|客户名|工程名称|地址|电话|手机|联系方式|(?i:name|address|phone)"
"""Headers of columns whose values are personal.  A problem tells its column as the file heads it, and files
may head it as they like: rather one value too many is hidden than one too few."""

_ADVICE = frozenset({"CSV UTF-8"})
"""What sentences quote that are no values: the name of a form to save a file in."""

_QUOTED = re.compile('(?<=“)[^”]+(?=”)|(?<=「)[^」]+(?=」)|(?<=")[^"]+(?=")')


def masked(text: str) -> str:
    """Return `text` with all but its beginning starred out (张三 → 张*; a phone keeps its last digits)."""
    if phone := _PHONE.fullmatch(text):
        return f"{phone[1]}****{phone[2]}"
    return text[:1] + "*" * (len(text) - 1) if len(text) > 1 else "*"


def masked_columns(table: pa.Table, columns: Iterable[str]) -> pa.Table:
    """Return `table` with the texts of those of its columns that are personal hidden."""
    for name in sorted(set(columns).intersection(table.column_names)):
        place = table.schema.get_field_index(name)
        table = table.set_column(place, name, change_texts(table[name], masked))
    return table


def masked_problems(problems: pa.Table, headers: frozenset[str]) -> pa.Table:
    """Return `problems` with the values of personal columns, and of whole rows, hidden; in the sentences too.

    Columns are personal that have one of `headers`, and those whose header sounds like it.
    """
    told = pc.is_in(problems["column"], value_set=pa.array(sorted(headers), pa.string()))
    is_personal = pc.or_(told, pc.match_substring_regex(problems["column"], _PERSONAL_HEADER))
    personal = pc.fill_null(is_personal, fill_value=True).to_pylist()  # a problem without a column shows its row
    values, sentences = problems["value"].to_pylist(), problems["problem"].to_pylist()
    for place, hide in enumerate(personal):
        if hide and values[place]:
            sentences[place] = _masked_in(sentences[place] or "", values[place], headers)
            values[place] = masked(values[place])
    return _with_column(_with_column(problems, "value", values), "problem", sentences)


def _masked_in(sentence: str, value: str, headers: frozenset[str]) -> str:
    """Return a sentence about a personal value with it, and every other value it quotes, hidden."""
    hidden = masked(value)
    known = headers | _ADVICE | {hidden}
    # The value first: it may have quotation marks in it.
    return _QUOTED.sub(
        lambda quoted: quoted[0] if quoted[0] in known else masked(quoted[0]), sentence.replace(value, hidden)
    )


def _with_column(table: pa.Table, name: str, values: list[str | None]) -> pa.Table:
    return table.set_column(table.schema.get_field_index(name), name, pa.array(values, pa.string()))
