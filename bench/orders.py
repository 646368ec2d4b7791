"""Writes a file of made-up orders as large as one likes: python -m bench.orders FILE [NUMBER].

The same file every time.  It must not know what a rule makes of the orders.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

SEED = 20211126
CHUNK = 100_000
BUSINESS = (
    "低压居民新装",
    "低压居民增容",
    "低压非居民新装",
    "低压非居民增容",
    "低压充电桩新装",
    "高压新装",
    "高压增容",
)
SHARES = (0.45, 0.1, 0.2, 0.1, 0.05, 0.07, 0.03)
FIRST_HIGH_VOLTAGE = 5
UNITS = tuple(f"示例县第{number}供电所" for number in range(1, 41))

Days = npt.NDArray[np.datetime64]
Numbers = npt.NDArray[np.int64]


def write(path: Path, number: int = 1_000_000) -> None:
    """Write `number` orders to `path` as UTF-8 CSV with 19 columns, some 350 bytes a row."""
    path.parent.mkdir(parents=True, exist_ok=True)
    source = np.random.default_rng(SEED)
    target = path.with_suffix(".part")
    with pyarrow.csv.CSVWriter(target, _chunk(source, 0, 1).schema) as writer:
        for start in range(0, number, CHUNK):
            writer.write_table(_chunk(source, start, min(CHUNK, number - start)))
    target.replace(path)


def _chunk(source: np.random.Generator, start: int, size: int) -> pa.Table:
    business = source.choice(len(BUSINESS), size, p=SHARES)
    unit = source.integers(0, len(UNITS), size)
    serial = np.arange(start, start + size)
    columns = {
        "申请编号": _joined("30212112", _padded(serial, 10)),
        "户号": _padded(source.integers(0, 10**10, size), 10),
        "户名": _joined("示例客户第", _padded(source.integers(0, 10**7, size), 7), "号有限责任公司"),
        "用电地址": _joined(
            "示例省示例市示例县城关镇人民路与建设大道交叉口向东三百米路北第", _padded(serial % 9973, 5), "号"
        ),
        "业务类型": _chosen(BUSINESS, business),
        "供电单位": _chosen(UNITS, unit),
        "客户经理": _joined("经理某", _padded(unit * 3 + serial % 3, 3)),
        "工单状态": pa.array(np.full(size, "已归档")),
        "合同容量": pa.array(source.choice([8, 30, 80, 160, 200, 630], size)),
        "是否具备直接装表条件": _chosen(("是", "否"), source.integers(0, 2, size)),
        "是否有配套工程": _chosen(("是", "否"), (source.random(size) > 0.3).astype(np.int64)),
    }
    return pa.table(columns | _stages(source, business >= FIRST_HIGH_VOLTAGE))


def _lags(source: np.random.Generator, size: int) -> Numbers:
    """Return how many working days each order drags on: none, but for one in twenty-five."""
    return np.where(source.random(size) < 0.04, source.integers(1, 10, size), 0)


def _stages(source: np.random.Generator, high_voltage: npt.NDArray[np.bool_]) -> dict[str, pa.Array]:
    """Return the dates of each order: all stages for high voltage, survey and power for the others."""
    size = len(high_voltage)
    accepted = np.datetime64("2021-11-26") + source.integers(0, 90, size)
    surveyed = _after(accepted, np.where(high_voltage, source.integers(0, 3, size), 0))
    replied = _after(surveyed, source.integers(1, 6, size))
    started = _after(replied, source.integers(0, 3, size))
    finished = _after(started, source.integers(2, 20, size))
    ready = _after(replied, source.integers(3, 20, size))
    inspected = _after(ready, source.integers(1, 4, size))
    lags = _lags(source, size)
    energized = np.where(high_voltage, _after(inspected, 1 + lags), _after(surveyed, lags))
    return {
        "受理时间": _moments(source, accepted),
        "现场勘察时间": _moments(source, surveyed),
        "方案答复时间": _moments(source, replied, high_voltage),
        "配套工程开工时间": _moments(source, started, high_voltage),
        "配套工程竣工时间": _moments(source, finished, high_voltage),
        "资料收集完毕时间": _moments(source, ready, high_voltage),
        "竣工验收时间": _moments(source, inspected, high_voltage),
        "送电时间": _moments(source, energized),
    }


def _after(days: Days, number: Numbers) -> Days:
    return np.asarray(np.busday_offset(days, number, roll="forward"))


def _moments(source: np.random.Generator, days: Days, only: npt.NDArray[np.bool_] | None = None) -> pa.Array:
    seconds = source.integers(8 * 3600, 18 * 3600, len(days))
    moments = days.astype("datetime64[s]") + seconds.astype("timedelta64[s]")
    return pc.strftime(pa.array(moments, mask=None if only is None else ~only), format="%Y-%m-%d %H:%M:%S")


def _padded(numbers: Numbers, width: int) -> pa.Array:
    return pc.utf8_lpad(pa.array(numbers).cast(pa.string()), width=width, padding="0")


def _joined(*parts: str | pa.Array) -> pa.Array:
    return pc.binary_join_element_wise(*parts, "")


def _chosen(words: tuple[str, ...], places: Numbers) -> pa.Array:
    return pa.array(words).take(pa.array(places))


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000)
