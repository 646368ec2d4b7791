"""Bytes made from good bytes by breaking them, the same for the same seed; it must not know what reads them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

TOKENS = tuple(
    token.encode() if isinstance(token, str) else token
    for token in (
        *",;|\t\n\r\"'=<>&/\\()[]{}（）：",
        *("\r\n", '""', '="', '"\n"', "\x00", "\u200b", "\ufeff", "\u3000", "\xa0", "\ufffd", "𠮷", "é", "²", "١"),
        *("申请编号", "受理时间", "业务类型", "供电单位", "合计", "工单编号", "月份", "对象", "成绩", "容量(kVA)"),
        *("2021-12-03", "2021/2/30 24:61", "20211203090500", "44533.378472", "1900-01-00", "9999-12-31", "0000-00-00"),
        *("12月3日", "2021年12月", "202112", "-", "1e400", "1.23457E+17", "NaN", "-0.0", "9" * 30, "1,250", "630kVA"),
        *("#N/A", "#UNCALCULATED!", "NULL", "是", "否", "×", "√", "¥", "万元", "%", "^", "&#x110000;", "&#0;", "&nbsp"),
        *("<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<td colspan=999", "<td rowspan=0>", "<!--", "-->"),
        *("<script>", "</title", "x:num=", "<Row ss:Index='9'>", "<Cell ss:MergeDown='9'>", "</Cell>", "<![CDATA["),
        *("<!DOCTYPE a [", "charset=", "utf-16", "gb2312", "MIME-Version: 1.0\n", "Content-Type: text/html\n\n", "--"),
        *(b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00", b"\xef\xbb\xbf", b"\x81", b"\xff", b"\xe4\xb8", b"\x1f\x8b"),
        *(b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PAR1", b"\xd0\xcf\x11\xe0", "高压".encode("gbk")),
    )
)
_LONGEST = 6000


def mutated(seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """Return one of the seeds, broken in one to eight places."""
    data = chance.choice(seeds)
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
        data = chance.choice(_WAYS)(data, seeds, chance)[:_LONGEST]
    return data


def _span(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(data))
    return start, min(len(data), start + chance.choice((1, 2, 5, 20, 200)))


def _insert(data: bytes, _seeds: Sequence[bytes], chance: random.Random) -> bytes:
    place = chance.randint(0, len(data))
    return data[:place] + chance.choice(TOKENS) * chance.choice((1, 1, 1, 2, 40)) + data[place:]


def _replace(data: bytes, _seeds: Sequence[bytes], chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + chance.choice(TOKENS) + data[end:]


def _flip(data: bytes, _seeds: Sequence[bytes], chance: random.Random) -> bytes:
    if not data:
        return data
    broken = bytearray(data)
    broken[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(broken)


def _cut(data: bytes, _seeds: Sequence[bytes], chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _end(data: bytes, _seeds: Sequence[bytes], chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _double(data: bytes, _seeds: Sequence[bytes], chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 3, 30)) + data[end:]


def _splice(data: bytes, seeds: Sequence[bytes], chance: random.Random) -> bytes:
    other = chance.choice(seeds)
    return data[: chance.randint(0, len(data))] + other[chance.randint(0, len(other)) :]


_WAYS: tuple[Callable[[bytes, Sequence[bytes], random.Random], bytes], ...] = (
    _insert,
    _insert,
    _replace,
    _replace,
    _flip,
    _cut,
    _end,
    _double,
    _splice,
)
