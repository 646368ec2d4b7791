"""Makes up complaints and outages over a few months, and posts them to a ledger; it must not know what is right."""

from __future__ import annotations

import calendar
import datetime as dt
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from hcaudit.ledger import contents
from hcaudit.ledger.file import opened_to_read
from hcaudit.ledger.verification import verify
from hcaudit.load import TableSource
from hcaudit.model.report import Report
from hcaudit.posting.outcome import Posting, Wish
from hcaudit.posting.run import posted
from hcaudit.settings import Settings
from tests.property.month_cells import as_text
from tests.property.month_orders import Values, moment
from tests.property.months import HEADERS, Table
from tests.property.reading_records import Hole

FIRST = dt.date(2021, 11, 10)
DAYS = 140
KINDS = {"tickets": "ticket_no", "line_outages": "outage_no", "transformer_outages": "outage_no"}
MOMENTS = {"tickets": "received_at", "line_outages": "started_at", "transformer_outages": "started_at"}
UNITS = ("城关供电所", "双柳供电所")
Books = Mapping[tuple[object, ...], tuple[object, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """Records of every kind in the order of time, and the columns that all files of a kind have."""

    records: Mapping[str, Sequence[Values]]
    fields: Mapping[str, tuple[str, ...]]

    def months(self) -> list[str]:
        """Return the months in which there is any record."""
        return sorted({month_of(kind, one) for kind, found in self.records.items() for one in found})

    def files(self, month: str | None = None) -> list[TableSource]:
        """Return the records as exports: one a kind, of a month or of all of them."""
        rng = random.Random(month)
        return [
            TableSource(name=f"{kind}-{month or 'all'}.csv", table=_table(kind, self.fields[kind], chosen, rng))
            for kind, found in self.records.items()
            if (chosen := [one for one in found if month in (None, month_of(kind, one))])
        ]


def make_year(rng: random.Random, size: int) -> Year:
    """Return a year with `size` records of each kind, some torn, some children of others."""
    makers = {"tickets": _ticket, "line_outages": _line_outage, "transformer_outages": _transformer_outage}
    records = {}
    for kind, make in makers.items():
        days = sorted(FIRST + dt.timedelta(days=rng.randrange(DAYS)) for _ in range(size))
        records[kind] = [make(rng, day, place) for place, day in enumerate(days)]
    lost = {"tickets": ("manmade", "parent_no", "customer_no"), "line_outages": ("counted",)}
    dropped = {kind: rng.choice((None, None, None, *names)) for kind, names in lost.items()}
    fields = {kind: tuple(name for name in HEADERS[kind] if name != dropped.get(kind)) for kind in KINDS}
    return Year(records=records, fields=fields)


def month_of(kind: str, record: Values) -> str:
    """Return the month of a record."""
    value = record[MOMENTS[kind]]
    assert isinstance(value, dt.datetime)
    return f"{value:%Y-%m}"


def _ticket(rng: random.Random, day: dt.date, place: int) -> Values:
    return {
        "ticket_no": f"TK{place}",
        "category": rng.choice((*("投诉",) * 6, "意见", "质检", None, Hole.UNREADABLE)),
        "received_at": moment(rng, day),
        "unit": rng.choice(UNITS),
        "expansion_related": rng.choice((*(True,) * 8, False, None, Hole.UNREADABLE)),
        "substantiated": rng.choice((True, False)),
        "customer_no": rng.choice((None, "0400000001", "0400000002", "0400000003")),
        "event_no": rng.choice((None, "E1", "E2")),
        "manmade": rng.choice((None, False, False, True)),
        "escalated": rng.choice((None, False, False, True)),
        "parent_no": rng.choice((None, None, None, f"TK{rng.randrange(place + 1)}", "TK999")),
    }


def _line_outage(rng: random.Random, day: dt.date, place: int) -> Values:
    return {
        "outage_no": f"LO{place}",
        "line": rng.choice(("1号线", "1号线", "2号线", None)),
        "unit": rng.choice(UNITS),
        "started_at": moment(rng, day),
        "cause": rng.choice((*("故障",) * 8, "计划", None, Hole.UNREADABLE)),
        "household_hours": None,
        "counted": rng.choice((*(None, True) * 5, False, Hole.UNREADABLE)),
    }


def _transformer_outage(rng: random.Random, day: dt.date, place: int) -> Values:
    return {
        "outage_no": f"TO{place}",
        "transformer": rng.choice(("1号台区", "1号台区", "1号台区", "2号台区")),
        "unit": UNITS[0],
        "started_at": moment(rng, day),
        "counted": rng.choice((*(None, True) * 5, False)),
    }


def _table(kind: str, fields: tuple[str, ...], records: Sequence[Values], rng: random.Random) -> pa.Table:
    rows = tuple(tuple(record[name] for name in fields) for record in records)
    cells = tuple(tuple(as_text(name, value, rng) for name, value in zip(fields, row, strict=True)) for row in rows)
    return Table(name=kind, kind=kind, fields=fields, rows=rows, cells=cells).arrow()


def settings_for(sources: Iterable[TableSource], month: str | None = None, as_of: dt.date | None = None) -> Settings:
    """Return what to audit: all, or a month."""
    first = last = None
    if month:
        first = dt.date.fromisoformat(f"{month}-01")
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return Settings(sources=tuple(sources), period_from=first, period_to=last, as_of=as_of)


def post(settings: Settings, path: Path, *, only_new: bool = False) -> Posting:
    """Post a run to the ledger at `path`; return what it posted."""
    wish = Wish(path=path, patience=60.0, made_at="2022-04-01T00:00:00+00:00", version="test", only_new=only_new)
    with posted(settings, wish) as posting:
        return posting


def books(path: Path) -> Books:
    """Return what every account of a sound ledger comes to."""
    with opened_to_read(path) as ledger:
        assert verify(ledger).faults == ()
        rows = contents.balances(ledger)
    return {
        (row["month"], row["unit"], row["item"]): tuple(row[name] for name in ("lines", "amount", "reward"))
        for row in rows
    }


def books_of(report: Report) -> Books:
    """Return what the fines of a report come to by month, unit and item."""
    sums: dict[tuple[object, ...], list[int]] = {}
    for fine in report.fines.to_pylist():
        account = sums.setdefault((f"{fine['occurred_on']:%Y-%m}", fine["unit"], fine["item"]), [0, 0, 0])
        for place, part in enumerate((1, fine["amount"] or 0, fine["reward"] or 0)):
            account[place] += part
    return {account: tuple(parts) for account, parts in sums.items()}
