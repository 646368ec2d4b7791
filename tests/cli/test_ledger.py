"""`check --ledger` and the command `ledger`: what is posted, shown, closed, voided, and how each ends."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hcaudit.cli import layout
from tests.cli.conftest import Hcaudit, Result

DECEMBER = ("--month", "2021-12", "--as-of", "2022-01-31")
JANUARY = ("--month", "2022-01", "--as-of", "2022-01-31")
HEADER = "申请编号,户名,业务类型,供电单位,受理时间,现场勘察时间,方案答复时间\n"
LATE = "4121000001,某某面粉厂,高压新装,城关供电所,2021-12-01,2021-12-02,2021-12-20\n"
LATE_TOO = "4121000002,某某水泥厂,高压新装,仁和供电所,2021-12-01,2021-12-03,2021-12-21\n"
LATER = "4121000003,某某砖厂,高压新装,仁和供电所,2022-01-04,2022-01-05,2022-01-20\n"


SHOWN = (("show",), ("show", "2021-12"), ("show", "--show", "fines"), ("show", "--show", "events"))


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("hcaudit.cli.booking._now", lambda: "2022-02-01T08:00:00+00:00")
    give(LATE)


@pytest.fixture
def lock() -> Iterator[sqlite3.Connection]:
    """Hold the ledger ``l.db``."""
    connection = sqlite3.connect("l.db", isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.close()


def give(*orders: str) -> None:
    Path("orders.csv").write_text(HEADER + "".join(orders), encoding="utf-8")


def check(hcaudit: Hcaudit, *words: str, lang: str = "en") -> Result:
    return hcaudit("check", "orders.csv", "--select", "T08", "--ledger", "l.db", "--lang", lang, *words)


def posted(result: Result) -> str:
    (line,) = (line for line in result.err.splitlines() if line.startswith(("Ledger", "台账")))
    return line.partition(": ")[2] or line.partition("：")[2]


def fines(hcaudit: Hcaudit, *words: str) -> list[dict[str, Any]]:
    result = hcaudit("ledger", "show", *words, "--ledger", "l.db", "--format", "json")
    assert result.code == 0, result.err
    found: list[dict[str, Any]] = json.loads(result.out)["fines"]
    return found


def test_a_run_posts_its_fines_once(hcaudit: Hcaudit) -> None:
    first, again = (check(hcaudit, *DECEMBER) for _ in range(2))
    assert (first.code, again.code) == (1, 1)
    assert posted(first) == "1 posted, 0 adjusted, 0 already there"
    assert posted(again) == "0 posted, 0 adjusted, 1 already there"
    assert first.out == again.out
    (fine,) = fines(hcaudit)
    told = {name: fine[name] for name in ("act", "month", "item", "unit", "record_no", "rules", "amount", "late")}
    assert told == {
        "act": "posted", "month": "2021-12", "item": "2.3", "unit": "城关供电所", "record_no": "4121000001",
        "rules": ["T08"], "amount": "30000.00", "late": False,
    }  # fmt: skip


def test_without_a_ledger_nothing_is_told_of_one(hcaudit: Hcaudit) -> None:
    result = hcaudit("check", "orders.csv", "--select", "T08", *DECEMBER)
    assert "台账" not in result.err
    assert not Path("l.db").exists()


def test_an_adjustment_shows_before_and_after(hcaudit: Hcaudit) -> None:
    check(hcaudit, *DECEMBER)
    give(LATE.replace("城关", "仁和"))
    assert posted(check(hcaudit, *DECEMBER)) == "0 posted, 1 adjusted, 0 already there"
    result = hcaudit("ledger", "show", "2021-12", "--ledger", "l.db", "--format", "json")
    event = json.loads(result.out)["events"][-1]
    told = {name: event[name] for name in ("seq", "act", "ground", "unit_before", "unit", "amount_before", "amount")}
    assert told == {
        "seq": 2, "act": "adjusted", "ground": "facts", "unit_before": "城关供电所", "unit": "仁和供电所",
        "amount_before": "30000.00", "amount": "30000.00",
    }  # fmt: skip
    assert [row["unit"] for row in json.loads(result.out)["balances"]] == ["仁和供电所"]


def test_a_fine_that_is_gone_is_told_and_stays(hcaudit: Hcaudit) -> None:
    check(hcaudit, *DECEMBER)
    give(LATE.replace("2021-12-20", "2021-12-03"))
    result = check(hcaudit, *DECEMBER)
    assert result.code == 0
    assert "1 fine of the ledger is no longer found" in result.err
    assert "4121000001" in result.err
    assert len(fines(hcaudit)) == 1
    assert "no longer found" in check(hcaudit, *DECEMBER, "-q").err


def test_a_closed_month_takes_nothing_and_what_is_found_late_goes_into_the_next(hcaudit: Hcaudit) -> None:
    check(hcaudit, *DECEMBER)
    assert hcaudit("ledger", "close", "2021-12", "--ledger", "l.db").code == 0
    give(LATE, LATE_TOO, LATER)
    december = check(hcaudit, *DECEMBER)
    assert posted(december) == "0 posted, 0 adjusted, 1 already there"
    assert "1 fine belongs to a closed month" in december.err
    january = check(hcaudit, *JANUARY)
    assert posted(january) == "2 posted, 0 adjusted, 1 already there"
    assert "1 late, booked in 2022-01" in january.err
    assert [(one["month"], one["occurred_on"], one["late"]) for one in fines(hcaudit)] == [
        ("2021-12", "2021-12-10", False),
        ("2022-01", "2021-12-11", True),
        ("2022-01", "2022-01-13", False),
    ]


def test_a_void_fine_is_not_posted_again(hcaudit: Hcaudit) -> None:
    check(hcaudit, *DECEMBER)
    (fine,) = fines(hcaudit)
    result = hcaudit("ledger", "void", fine["fine_id"], "--reason", "复议", "--ledger", "l.db", "--lang", "en")
    assert (result.code, result.err.split(" (")[0]) == (0, f"Voided fine {fine['fine_id']}")
    again = check(hcaudit, *DECEMBER)
    assert posted(again) == "0 posted, 0 adjusted, 0 already there"
    assert "1 is void and stays so" in again.err
    (fine,) = fines(hcaudit)
    assert (fine["act"], fine["amount"], fine["ground"]) == ("voided", "0.00", "复议")


def test_a_waiver_takes_a_posted_fine_back(hcaudit: Hcaudit) -> None:
    result = check(hcaudit, *DECEMBER, "--format", "json")
    (finding,) = json.loads(result.out)["findings"]
    Path("decisions.csv").write_text(
        f"违规编号,裁定,理由,裁定人,裁定日期\n{finding['finding_id']},豁免,台风,主任,2022-01-05\n", encoding="utf-8"
    )
    decided = (*DECEMBER, "--decisions", "decisions.csv")
    assert posted(check(hcaudit, *decided)) == "0 posted, 1 adjusted, 0 already there"
    assert [(one["amount"], one["ground"]) for one in fines(hcaudit)] == [("0.00", "waived")]
    forgotten = check(hcaudit, *DECEMBER)
    assert "although an earlier run had it waived" in forgotten.err


def test_new_only_tells_by_its_exit_code_whether_there_is_anything(hcaudit: Hcaudit) -> None:
    first, again = (check(hcaudit, *DECEMBER, "--new-only", "--format", "csv") for _ in range(2))
    assert (first.code, again.code) == (1, 0)
    assert b"4121000001" in first.out
    assert b"4121000001" not in again.out
    give(LATE, LATE_TOO)
    more = check(hcaudit, *DECEMBER, "--new-only", "--format", "csv")
    assert (more.code, b"4121000001" in more.out, b"4121000002" in more.out) == (1, False, True)


def test_nothing_is_posted_if_the_report_cannot_be_written(hcaudit: Hcaudit, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("hcaudit.render.as_csv.csv.write_csv", fail)
        assert check(hcaudit, *DECEMBER, "-o", "out.csv").code == 3
    assert not Path("out.csv").exists()
    assert posted(check(hcaudit, *DECEMBER)) == "1 posted, 0 adjusted, 0 already there"


def test_held_by_another_run(hcaudit: Hcaudit, lock: sqlite3.Connection) -> None:
    for words in (
        ("check", "orders.csv", "--select", "T08", *DECEMBER),
        ("ledger", "close", "2021-12"),
        ("ledger", "void", "0" * 16, "--reason", "x"),
    ):
        lock.execute("ROLLBACK")
        assert check(hcaudit, *DECEMBER).code == 1
        lock.execute("BEGIN IMMEDIATE")
        result = hcaudit(*words, "--ledger", "l.db", "--no-wait", "--lang", "en")
        assert result.code == 75
        assert "being written by another run" in result.err
        assert result.out == b""


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("words", [(), ("2021-12",), ("--show", "fines"), ("--show", "events")])
def test_tables_fit_the_terminal(words: tuple[str, ...], lang: str, hcaudit: Hcaudit) -> None:
    give(LATE, LATE_TOO, LATER)
    check(hcaudit)
    hcaudit("ledger", "close", "2021-12", "--ledger", "l.db")
    result = hcaudit("ledger", "show", *words, "--ledger", "l.db", "--lang", lang, "--format", "table")
    page = result.out.decode("utf-8")
    assert (result.code, result.err) == (0, "")
    assert [line for line in page.splitlines() if layout.width(line) > 80] == []
    assert "30,000.00" in page
    if not words:
        assert "60,000.00" in page
        assert ("2021-12（已结账）" if lang == "zh" else "2021-12 (closed)") in page


def test_an_empty_ledger_is_said_to_be_so(hcaudit: Hcaudit) -> None:
    give(LATE.replace("2021-12-20", "2021-12-03"))
    assert check(hcaudit, *DECEMBER).code == 0
    for words in ((), ("2021-12",)):
        page = hcaudit("ledger", "show", *words, "--ledger", "l.db", "--format", "table", "--lang", "en").out
        assert page.decode().startswith("Nothing")


def test_csv_is_for_programs_too(hcaudit: Hcaudit) -> None:
    check(hcaudit, *DECEMBER)
    rows = csv.DictReader(io.StringIO(hcaudit("ledger", "show", "--ledger", "l.db", "--headers", "en").out.decode()))
    assert [(row["month"], row["closed"], row["item"], row["amount"]) for row in rows] == [
        ("2021-12", "false", "2.3", "30000.00")
    ]
    assert hcaudit("ledger", "show", "--ledger", "l.db").out.decode().startswith("月份,已结账,单位")


def test_everything_can_be_taken_away_and_built_anew(hcaudit: Hcaudit, tmp_path: Path) -> None:
    give(LATE, LATE_TOO, LATER)
    check(hcaudit)
    hcaudit("ledger", "close", "2021-12", "--ledger", "l.db")
    result = hcaudit("ledger", "export", "--ledger", "l.db", "-o", "l.json", "-o", "l.csv", "-o", "l.xlsx")
    assert (result.code, result.out) == (0, b"")
    contents = json.loads(Path("l.json").read_text(encoding="utf-8"))["contents"]
    assert {name: len(rows) for name, rows in contents.items()} == {
        "closings": 1, "entries": 3, "events": 3, "remembered": 0, "runs": 2, "told": 3,
    }  # fmt: skip
    assert built_anew(contents) == {name: [tuple(row.values()) for row in rows] for name, rows in contents.items()}
    book = openpyxl.load_workbook("l.xlsx")
    assert book.sheetnames == ["月度余额", "在账扣罚", "入账事项", "运行清单"]
    assert "4121000001" in [cell.value for row in book["在账扣罚"].iter_rows() for cell in row]
    assert len(list(csv.reader(io.StringIO(Path("l.csv").read_text(encoding="utf-8-sig"))))) == 4


def built_anew(contents: dict[str, list[dict[str, Any]]]) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of a ledger made of what was taken away."""
    old, new = sqlite3.connect("l.db"), sqlite3.connect("new.db", isolation_level=None)
    for (statement,) in old.execute("SELECT sql FROM sqlite_master WHERE type = 'table'"):
        new.execute(statement)
    for name, rows in contents.items():
        for row in rows:
            slots = ", ".join("?" * len(row))
            new.execute(f"INSERT INTO {name} ({', '.join(row)}) VALUES ({slots})", list(row.values()))  # noqa: S608
    found = {name: new.execute(f"SELECT * FROM {name}").fetchall() for name in contents}  # noqa: S608
    new.close()
    old.close()
    return found


def test_exports_are_the_same_twice_and_are_no_data(hcaudit: Hcaudit, tmp_path: Path) -> None:
    check(hcaudit, *DECEMBER)
    names = ("l.json", "l.csv", "l.xlsx")
    exported = []
    for _ in range(2):
        hcaudit("ledger", "export", "--ledger", "l.db", *(word for name in names for word in ("-o", name)))
        exported.append([Path(name).read_bytes() for name in names])
    assert exported[0] == exported[1]
    Path("balances.csv").write_bytes(hcaudit("ledger", "show", "--ledger", "l.db").out)
    again = hcaudit("check", ".", "--select", "T08", *DECEMBER, "--ledger", "l.db", "--lang", "en")
    assert again.code == 1
    assert posted(again) == "0 posted, 0 adjusted, 1 already there"


def test_what_a_killed_run_leaves_beside_the_ledger_is_no_data(hcaudit: Hcaudit) -> None:
    check(hcaudit, *DECEMBER)
    for companion in ("l.db-wal", "l.db-shm", "l.db-journal"):
        Path(companion).touch()
    assert hcaudit("check", ".", "--select", "T08", *DECEMBER).code == 1


def test_verify_tells_what_it_counted_and_what_is_wrong(hcaudit: Hcaudit) -> None:
    check(hcaudit, *DECEMBER)
    result = hcaudit("ledger", "verify", "--ledger", "l.db", "--lang", "en")
    assert result.code == 0
    assert "1 fine or reward posted" in result.out.decode()
    assert "Fines: 30,000.00 yuan" in result.out.decode()
    assert "is sound" in result.err
    connection = sqlite3.connect("l.db", isolation_level=None)
    connection.execute("DROP TRIGGER entries_stay")
    connection.execute("UPDATE entries SET amount = 1")
    connection.close()
    result = hcaudit("ledger", "verify", "--ledger", "l.db", "--lang", "en")
    assert result.code == 3
    assert "error: Event 1" in result.err


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_a_ledger_that_may_not_be_written_can_be_read(hcaudit: Hcaudit) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everything")
    check(hcaudit, *DECEMBER)
    Path("l.db").chmod(0o440)
    assert hcaudit("ledger", "verify", "--ledger", "l.db").code == 0
    assert check(hcaudit, *DECEMBER).code == 3


@pytest.mark.parametrize("columns", [60, 80, 200])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_help_page_fits(lang: str, columns: int, hcaudit: Hcaudit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    result = hcaudit("ledger", "--help", "--lang", lang)
    lines = result.out.decode("utf-8").splitlines()
    assert (result.code, result.err) == (0, "")
    assert [line for line in lines if layout.width(line) > min(columns, 100)] == []


def test_what_data_says_is_shown_and_not_obeyed(hcaudit: Hcaudit) -> None:
    give(LATE.replace("城关供电所", "=1+\x1b[31m1"))
    check(hcaudit, *DECEMBER)
    give(LATE.replace("城关供电所", "=1+\x1b[31m1").replace("2021-12-20", "2021-12-03"))
    told = [check(hcaudit, *DECEMBER).err.encode()]
    shown = [((*words, "--format", form)) for words in SHOWN for form in ("table", "csv", "json")]
    for words in (*shown, ("export", "--format", "csv"), ("export", "--format", "json")):
        told += [hcaudit("ledger", *words, "--ledger", "l.db").out]
    assert [one for one in told if b"\x1b" in one] == []
    rows = csv.DictReader(io.StringIO(hcaudit("ledger", "show", "--ledger", "l.db", "--headers", "en").out.decode()))
    assert [row["unit"] for row in rows] == ["'=1+\\x1b[31m1"]


def test_a_log_has_the_numbers(hcaudit: Hcaudit) -> None:
    lines = [json.loads(line) for line in check(hcaudit, *DECEMBER, "--log-format", "json").err.splitlines()]
    (line,) = (line for line in lines if line["event"] == "posted")
    assert (line["ledger"], line["posted"], line["adjusted"], line["gone"]) == ("l.db", 1, 0, 0)


WRONG = [
    ("check orders.csv --new-only", 2, "--new-only needs a ledger"),
    ("check orders.csv --no-wait", 2, "--no-wait needs a ledger"),
    ("check orders.csv --ledger .", 2, "is a folder"),
    ("check orders.csv --ledger no/l.db", 2, "no folder no"),
    ("check orders.csv --ledger orders.csv", 3, "is no ledger"),
    ("check orders.csv --ledger l.db --manifest ./l.db", 2, "both the ledger and an output"),
    ("check orders.csv --ledger l.csv -o l.csv", 2, "both the ledger and an output"),
    ("ledger", 2, "which ledger"),
    ("ledger shwo --ledger l.db", 2, "did you mean show?"),
    ("ledger show --ledger no.db", 3, "no ledger no.db"),
    ("ledger show 2021 --ledger l.db", 2, "“2021” is no month"),
    ("ledger show 2021-12 2022-01 --ledger l.db", 2, "hcaudit ledger show 2021-12"),
    ("ledger show --format xml --ledger l.db", 2, "table, csv, json"),
    ("ledger show --show all --ledger l.db", 2, "balances, fines, events"),
    ("ledger show --reason x --ledger l.db", 2, "no option --reason"),
    ("ledger export --format table --ledger l.db", 2, "csv, json, xlsx"),
    ("ledger export -o l.md --ledger l.db", 2, ".csv"),
    ("ledger close --ledger l.db", 2, "hcaudit ledger close 2021-12"),
    ("ledger close 2021-12 --ledger no.db", 3, "no ledger no.db"),
    ("ledger close 2022-03 --ledger l.db", 2, "No run has posted the month 2022-03"),
    ("ledger void 123 --reason x --ledger l.db", 2, "no number of a fine"),
    ("ledger void 0123456789abcdef --ledger l.db", 2, "--reason"),
    ("ledger void 0123456789abcdef --reason x --ledger l.db", 2, "no fine 0123456789abcdef"),
    ("ledger verify --ledger orders.csv", 3, "is no ledger"),
]


@pytest.mark.parametrize(("line", "code", "words"), WRONG, ids=[line for line, _, _ in WRONG])
def test_mistakes(line: str, code: int, words: str, hcaudit: Hcaudit) -> None:
    check(hcaudit, *DECEMBER)
    result = hcaudit(*line.split(" "), "--lang", "en")
    assert (result.code, result.out) == (code, b"")
    assert words in result.err
    assert result.err.count("error:") == 1
    assert Path("orders.csv").read_text(encoding="utf-8").startswith("申请编号")
