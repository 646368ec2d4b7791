"""Times the loading of a workbook of orders against a bare pass of its reader: python -m bench.workbook [ROUNDS].

Each pass is timed within a process of its own, where the other leaves no memory behind; the two take turns.  The child
process in which hcaudit reads is part of its time and of its memory.  It reports and asserts nothing.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import statistics
import subprocess
import sys
from pathlib import Path

import xlsxwriter

FOLDER = Path(__file__).parents[1] / "build" / "bench"
ROWS = 100_000

HEADERS = (
    *("申请编号", "户号", "户名", "用电地址", "业务类型", "供电单位", "客户经理", "工单状态", "合同容量", "供电电压"),
    *("电源类型", "是否有配套工程", "受理时间", "现场勘察时间", "方案答复时间", "资料收集完毕时间", "竣工验收时间"),
    *("送电时间", "归档时间"),
)

BARE = """
import python_calamine
def run(path):
    return python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
"""
HCAUDIT = """
import importlib.abc, sys
class NoPandas(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == "pandas":
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, NoPandas())
import pyarrow
from hcaudit.load import load, read_vocabulary
from hcaudit.shipped import rules_folder
vocabulary = read_vocabulary(rules_folder())
def run(path):
    return load([path], vocabulary=vocabulary)
"""
MEASURE = """
import json, resource, sys, time
begun = time.perf_counter()
result = run(sys.argv[1])
seconds = time.perf_counter() - begun
own, child = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
tables = getattr(result, "records", {})
typed = sum(records.table.nbytes for records in tables.values()) / 1e6
print(json.dumps({"seconds": seconds, "own": own, "child": child, "typed": typed}))
"""


def main(rounds: int = 5) -> None:
    """Measure both passes `rounds` times each and print their medians and ratios."""
    data = FOLDER / "orders.xlsx"
    if not data.exists():
        print(f"writing {data.name} …", flush=True)
        write(data)
    passes = {"bare python-calamine": BARE, "hcaudit load": HCAUDIT}
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in passes}
    for turn in range(rounds + 1):
        for name, code in passes.items():
            measured = _measured(code, data)
            # The first round warms the file's pages up.
            if turn:
                runs[name].append(measured)
    print(f"{ROWS} rows, {len(HEADERS)} columns, {data.stat().st_size / 1e6:.0f} MB, {rounds} rounds each\n")
    medians = {name: {key: statistics.median(run[key] for run in of) for key in of[0]} for name, of in runs.items()}
    for name, median in medians.items():
        sizes = f"peak {median['own']:5.0f} MB, child {median['child']:5.0f} MB, typed table {median['typed']:5.1f} MB"
        print(f"{name:<22} median {median['seconds']:6.2f} s   {sizes}")
    bare, loaded = medians.values()
    print(f"{'ratio':<22} median {loaded['seconds'] / bare['seconds']:6.2f}")


def write(path: Path) -> None:
    """Write the workbook: made-up orders with texts, numbers and native dates."""
    path.parent.mkdir(parents=True, exist_ok=True)
    chance = random.Random(20211126)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("在途")
        moments = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_row(0, 0, HEADERS)
        for place in range(1, ROWS + 1):
            texts, capacity, stages = _order(chance, place)
            sheet.write_row(place, 0, texts)
            sheet.write_number(place, 8, capacity)
            for column, stage in enumerate(stages, 12):
                sheet.write_datetime(place, column, stage, moments)


def _order(chance: random.Random, place: int) -> tuple[list[str], int, list[dt.datetime]]:
    accepted = dt.datetime(2021, 11, 26, 9) + dt.timedelta(minutes=chance.randrange(40_000))
    texts = [
        f"4121{place:012d}",
        f"{chance.randrange(10**10):010d}",
        f"客户{chance.randrange(90_000)}",
        f"示例县第{chance.randrange(5000)}号",
        chance.choice(["高压新装", "低压居民新装", "低压非居民新装"]),
        chance.choice(["青石供电所", "柳湾供电所", "白沙供电所"]),
        f"经理{chance.randrange(50)}",
        chance.choice(["在途", "归档"]),
        "",
        chance.choice(["10kV", "380V"]),
        "单电源",
        chance.choice("是否"),
    ]
    stages = [accepted + dt.timedelta(minutes=step * chance.randrange(3000)) for step in range(7)]
    return texts, chance.choice([8, 160, 315, 630]), stages


def _measured(code: str, data: Path) -> dict[str, float]:
    """Return what one pass took: seconds, peak memory of its process and its child's, size of the typed table (MB)."""
    command = [sys.executable, "-c", code + MEASURE, str(data)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
