"""Dates and times in all the forms exports have them; it must not know which field they belong to.

A clean column is cast at once.  The others are read by shape: the digits of every cell are replaced by 0, the few
distinct shapes are understood one by one, and the digits then gathered for all cells of a shape together.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.load.cells import Chunk, Reading, Slots, StringBytes, bytes_of, cast_whole, tidy
from hcaudit.load.folding import fold

_SECONDS = pa.timestamp("s")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_LOWEST, _HIGHEST = np.datetime64(f"{_FIRST_YEAR}-01-01", "s"), np.datetime64(f"{_LAST_YEAR + 1}-01-01", "s")
_EPOCH_1900, _EPOCH_1904 = np.datetime64("1899-12-30", "s"), np.datetime64("1904-01-01", "s")
_SERIALS_SINCE = np.datetime64("1970-01-01", "s")
_FILLER_SERIALS = 2
_DAY = 86_400

_HALF = r"(?:(?P<am{0}>上午|[Aa][Mm])|(?P<pm{0}>下午|[Pp][Mm]))"
_TIME = r"(?P<H>0{1,2})[:时点](?:(?P<M>0{1,2})(?:[:分](?:(?P<S>0{1,2})(?:\.0+)?秒?)?)?)?"
_CLOCK = rf"(?:{_HALF.format('')} ?)?{_TIME}(?: ?{_HALF.format('_')})?"
_ZONE = r"(?: ?(?:\+(?P<east>00):?(?P<east_minutes>00)|-(?P<west>00):?(?P<west_minutes>00)|(?P<utc>Z)))?"
_WEEKDAY = r"(?: *\(?(?:星期|周)[一二三四五六日天]\)?)?"
_HOURS_IN_CHINA = 8
_SHAPES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<y>0000)(?:[-/.]|年 ?)(?P<m>00?)(?:[-/.]|月 ?)(?P<d>00?)[日号]?{_WEEKDAY}(?:[ T]*{_CLOCK}{_ZONE})?",
        rf"(?P<y>0000)(?P<m>00)(?P<d>00)(?:[ T]+{_CLOCK}{_ZONE})?",
        r"(?P<y>0000)(?P<m>00)(?P<d>00)[ T]?(?P<H>00)(?P<M>00)(?:(?P<S>00)(?:\.?000)?)?",
        r"(?P<serial>0{1,5})(?:\.(?P<fraction>0{1,9})0*)?",
        rf"(?P<clock>){_CLOCK}",
    )
)


_WORDS = frozenset(["am", "am_", "pm", "pm_", "utc", "clock"])
"""What a shape has or has not, and no digits."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Where the digits of one component stand in a shape, in bytes."""

    start: int
    length: int


def read_moments(chunk: pa.StringArray, reading: Reading) -> Chunk:
    """Return a chunk of text as ``timestamp[s]``."""
    moments = cast_whole(chunk, _SECONDS)
    if moments is None:
        return _by_shape(tidy(chunk), reading)
    return _by_shape(chunk, reading) if _has_strange_days(moments, reading) else Chunk(moments)


def read_days(chunk: pa.StringArray, reading: Reading) -> Chunk:
    """Return a chunk of text as ``date32``; clock times are dropped."""
    moments = read_moments(chunk, reading)
    return Chunk(pc.cast(pc.floor_temporal(moments.values, unit="day"), pa.date32()), moments.unreadable)


def _has_strange_days(moments: pa.Array, reading: Reading) -> bool:
    """Return whether there is a filler date or a year out of range."""
    span = pc.min_max(moments)
    if not span["min"].is_valid:
        return False
    low, high = (np.datetime64(span[end].cast(pa.int64()).as_py(), "s") for end in ("min", "max"))
    if low < _LOWEST or high >= _HIGHEST:
        return True
    return any(
        low <= day + np.timedelta64(_DAY - 1, "s") and day <= high for day in _days(reading.vocabulary.filler_days)
    )


@functools.cache
def _days(fillers: frozenset[int]) -> tuple[np.datetime64, ...]:
    """Return the filler dates that exist, as midnights."""
    days = []
    for filler in fillers:
        text = f"{filler:08d}"
        try:
            days.append(np.datetime64(f"{text[:4]}-{text[4:6]}-{text[6:]}", "s"))
        except ValueError:
            continue
    return tuple(days)


def _by_shape(chunk: pa.StringArray, reading: Reading) -> Chunk:
    raw = bytes_of(chunk)
    shapes = _shapes(raw)
    filled = chunk.is_valid().to_numpy(zero_copy_only=False)
    values = np.full(len(chunk), np.datetime64("NaT"), "datetime64[s]")
    known = ~filled
    codes = shapes.indices.to_numpy()
    order = np.argsort(codes, kind="stable")
    edges = np.searchsorted(codes[order], np.arange(len(shapes.dictionary) + 1))
    for code, shape in enumerate(shapes.dictionary.to_pylist()):
        slots = order[edges[code] : edges[code + 1]]
        if fold(shape) in reading.vocabulary.empty:
            known[slots] = True
        elif layout := _layout(shape):
            values[slots], known[slots] = _read_slots(raw, slots, layout, reading)
    values[~filled] = np.datetime64("NaT")
    return Chunk(pa.array(values, _SECONDS), np.flatnonzero(~(known | ~filled)))


def _shapes(raw: StringBytes) -> pa.DictionaryArray:
    digits = (raw.data - np.uint8(ord("0"))) <= 9  # noqa: PLR2004 - the ten digits
    blank = np.where(digits, np.uint8(ord("0")), raw.data)
    count = len(raw.offsets) - 1
    text = pa.Array.from_buffers(pa.string(), count, [None, pa.py_buffer(raw.offsets), pa.py_buffer(blank)])
    return text.dictionary_encode()


@functools.lru_cache(maxsize=4096)
def _layout(shape: str) -> Mapping[str, _Part] | None:
    """Return where the components of a date stand in cells of this shape, None if it is no date."""
    for pattern in _SHAPES:
        if match := pattern.fullmatch(shape):
            return {
                name: _Part(len(shape[: match.start(name)].encode()), match.end(name) - match.start(name))
                for name, text in match.groupdict().items()
                if text is not None
            }
    return None


def _read_slots(
    raw: StringBytes, slots: Slots, layout: Mapping[str, _Part], reading: Reading
) -> tuple[npt.NDArray[np.datetime64], npt.NDArray[np.bool_]]:
    """Return moments (NaT where empty or unreadable) and whether the cell is understood, for slots of one shape."""
    starts = raw.offsets[slots].astype(np.int64)
    parts = {name: _digits(raw.data, starts, part) for name, part in layout.items() if name not in _WORDS}
    if "serial" in parts:
        return _serials(parts["serial"], parts.get("fraction"), layout, epoch_1904=reading.epoch_1904)
    zero = np.zeros(len(slots), np.int64)
    hour, minute, second = (parts.get(name, zero) for name in "HMS")
    if "y" not in parts:
        return np.full(len(slots), np.datetime64("NaT"), "datetime64[s]"), (hour == 0) & (minute == 0) & (second == 0)
    year, month, day = parts["y"], parts["m"], parts["d"]
    months = (year - 1970).astype("datetime64[Y]").astype("datetime64[M]") + (month - 1)
    days = months.astype("datetime64[D]") + (day - 1)
    real = (month >= 1) & (month <= 12) & (day >= 1) & (days.astype("datetime64[M]") == months)  # noqa: PLR2004
    real &= (year >= _FIRST_YEAR) & (year <= _LAST_YEAR)
    hour = _hours_of_day(hour, layout)
    real &= (hour <= 23) & (minute <= 59) & (second <= 59)  # noqa: PLR2004 - a clock
    filler = np.isin(year * 10_000 + month * 100 + day, list(reading.vocabulary.filler_days))
    seconds = hour * 3600 + minute * 60 + second - _seconds_behind(parts, layout)
    moments = days.astype("datetime64[s]") + seconds.astype("timedelta64[s]")
    moments[~real | filler] = np.datetime64("NaT")
    return moments, real | filler


def _hours_of_day(hour: Slots, layout: Mapping[str, _Part]) -> Slots:
    """Return hours of a clock of twelve as those of one of twenty-four; an afternoon may be told by both."""
    if {"am", "am_"} & layout.keys():
        return np.where(hour == 12, 0, np.where(hour > 12, 99, hour))  # noqa: PLR2004
    return np.where(hour < 12, hour + 12, hour) if {"pm", "pm_"} & layout.keys() else hour  # noqa: PLR2004


def _seconds_behind(parts: Mapping[str, Slots], layout: Mapping[str, _Part]) -> Slots | int:
    """Return by how many seconds the clocks of China are behind those of the zone that is named; mostly by none."""
    if "utc" in layout:
        return -_HOURS_IN_CHINA * 3600
    if "east" in parts:
        return (parts["east"] - _HOURS_IN_CHINA) * 3600 + parts["east_minutes"] * 60
    if "west" in parts:
        return -(parts["west"] + _HOURS_IN_CHINA) * 3600 - parts["west_minutes"] * 60
    return 0


def _digits(data: npt.NDArray[np.uint8], starts: Slots, part: _Part) -> Slots:
    value = np.zeros(len(starts), np.int64)
    for place in range(part.start, part.start + part.length):
        value = value * 10 + (data[starts + place] - np.uint8(ord("0")))
    return value


def _serials(
    serial: Slots, fraction: Slots | None, layout: Mapping[str, _Part], *, epoch_1904: bool
) -> tuple[npt.NDArray[np.datetime64], npt.NDArray[np.bool_]]:
    """Read Excel's day numbers, only those since 1970, so that a bare year or month is not taken for one."""
    seconds = serial * _DAY
    if fraction is not None:
        seconds += np.rint(fraction * (_DAY / 10.0 ** layout["fraction"].length)).astype(np.int64)
    moments = (_EPOCH_1904 if epoch_1904 else _EPOCH_1900) + seconds.astype("timedelta64[s]")
    real = (moments >= _SERIALS_SINCE) & (moments < _HIGHEST)
    moments[~real] = np.datetime64("NaT")
    return moments, real | (serial <= _FILLER_SERIALS)


_MONTH = re.compile(r"(\d{4})(?:[-/.]|年)?(\d{1,2})月?份?")


def read_month(text: str) -> str | None:
    """Return ``YYYY-MM-01`` for a month (``2021-12``, ``202112``, ``2021年12月``), None for anything else."""
    match = _MONTH.fullmatch(fold(text))
    if not match or not 1 <= int(match[2]) <= 12 or not _FIRST_YEAR <= int(match[1]) <= _LAST_YEAR:  # noqa: PLR2004
        return None
    if len(match[2]) == 1 and match[0].isdigit():
        return None
    return f"{match[1]}-{int(match[2]):02d}-01"


def read_months(chunk: pa.StringArray, reading: Reading) -> Chunk:
    """Return a chunk of text as ``date32``, the first of each month."""
    firsts = pa.array([read_month(text) or text if text else None for text in chunk.to_pylist()], pa.string())
    days = read_days(firsts, reading)
    return Chunk(pc.cast(pc.floor_temporal(pc.cast(days.values, _SECONDS), unit="month"), pa.date32()), days.unreadable)
