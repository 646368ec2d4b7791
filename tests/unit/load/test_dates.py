"""Every form of date the exports have."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.load.samples import reading, typed

NINE_FIVE = dt.datetime(2021, 12, 3, 9, 5)
MIDNIGHT = dt.datetime(2021, 12, 3)
ACCEPTED = reading("orders", "accepted_at")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-12-03 09:05:00", NINE_FIVE),
        ("2021/12/3 9:05", NINE_FIVE),
        ("2021/12/03 09:05:00", NINE_FIVE),
        ("2021-12-03 09:05:00.0", NINE_FIVE),
        ("2021-12-03T09:05:00", NINE_FIVE),
        ("2021-12-03 09:05:00+08:00", NINE_FIVE),
        ("2021-12-03T09:05:00 +0800", NINE_FIVE),
        ("2021-12-03T01:05:00Z", NINE_FIVE),
        ("2021-12-03T01:05:00.000+00:00", NINE_FIVE),
        ("2021-12-02T20:05:00-05:00", NINE_FIVE),
        ("2021-12-03T06:35:00+05:30", NINE_FIVE),
        ("2021/12/3 上午9:05", NINE_FIVE),
        ("2021/12/3 下午 3:05", dt.datetime(2021, 12, 3, 15, 5)),
        ("2021/12/3 下午15:05", dt.datetime(2021, 12, 3, 15, 5)),
        ("2021-12-03 09:05:00 AM", NINE_FIVE),
        ("2021-12-3 12:05 am", dt.datetime(2021, 12, 3, 0, 5)),
        ("2021-12-3 12:05 PM", dt.datetime(2021, 12, 3, 12, 5)),
        ("2021年12月3日 星期五", MIDNIGHT),
        ("2021-12-03(周五) 9:05", NINE_FIVE),
        ("2021年 12月 3日", MIDNIGHT),
        ("2021.12.03 9:05", NINE_FIVE),
        ("2021年12月3日 9:05", NINE_FIVE),
        ("2021年12月03日9时05分", NINE_FIVE),
        ("2021年12月3日 09时05分00秒", NINE_FIVE),
        ("20211203090500", NINE_FIVE),
        ("202112030905", NINE_FIVE),
        ("20211203 09:05", NINE_FIVE),
        ("20211203 090500", NINE_FIVE),
        ("２０２１－１２－０３　０９：０５", NINE_FIVE),
        ("\t2021-12-03 09:05 ", NINE_FIVE),
        ("'2021-12-03 09:05", NINE_FIVE),
        ("2021-12-03", MIDNIGHT),
        ("2021.12.3", MIDNIGHT),
        ("2021年12月3日", MIDNIGHT),
        ("20211203", MIDNIGHT),
        ("44533", MIDNIGHT),
        ("44533.0", MIDNIGHT),
        ("44533.5", dt.datetime(2021, 12, 3, 12)),
        ("44533.378472222", dt.datetime(2021, 12, 3, 9, 5)),
        ("2024-02-29", dt.datetime(2024, 2, 29)),
    ],
)
def test_readable(text: str, expected: dt.datetime) -> None:
    column = typed([text], ACCEPTED)
    assert column.values.to_pylist() == [expected]
    assert not len(column.unreadable)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "—",
        "\\N",
        "NULL",
        "无",
        "1900-01-00",
        "1900/1/0",
        "1900-01-01",
        "1899-12-30",
        "9999-12-31",
        "9999-12-31 23:59:59",
        "99991231",
        "0",
        "1",
        "00:00:00",
        "0000-00-00 00:00:00",
        "1970-01-01 08:00:00",
    ],
)
def test_empty(text: str) -> None:
    column = typed([text or None, "2021-12-03"], ACCEPTED)
    assert column.values.to_pylist() == [None, MIDNIGHT]
    assert not len(column.unreadable)


@pytest.mark.parametrize(
    "text",
    [
        "待定",
        "2021-02-29",
        "2021-13-01",
        "2021-12-03 25:00",
        "2021-12-03 09:60",
        "1899-05-01",
        "2200-01-01",
        "2021-12",
        "2021",
        "20213",
        "12/3/2021",
        "21-12-03",
        "2021-12-03Z",
        "2021-12-03+08:00",
        "2021-12-03 上午13:05",
        "2021-12-03 下午24:05",
        "2021-12-03 12-03-2021",
        "9:05",
        "#N/A",
        "44533a",
        "123456",
    ],
)
def test_unreadable(text: str) -> None:
    column = typed(["2021-12-03", text, None], ACCEPTED)
    assert column.values.to_pylist() == [MIDNIGHT, None, None]
    assert column.unreadable.tolist() == [1]


def test_serials_of_the_1904_epoch() -> None:
    column = typed(["43071.5"], reading("orders", "accepted_at", epoch_1904=True))
    assert column.values.to_pylist() == [dt.datetime(2021, 12, 3, 12)]


def test_a_filler_in_a_clean_column_is_found() -> None:
    column = typed(["2021-12-03 00:00:00", "9999-12-31 00:00:00", "1900-01-01 00:00:00"], ACCEPTED)
    assert column.values.to_pylist() == [MIDNIGHT, None, None]
    assert not len(column.unreadable)


def test_days_drop_the_clock_time() -> None:
    column = typed(["2021-12-03 23:59", "x"], reading("incidents", "found_on"))
    assert column.values.to_pylist() == [dt.date(2021, 12, 3), None]
    assert column.unreadable.tolist() == [1]


@pytest.mark.parametrize(
    "text", ["2021-12", "202112", "2021年12月", "2021/12", "2021.12", "2021-12-17", "2021年12月份", "44540"]
)
def test_months(text: str) -> None:
    assert typed([text], reading("exams", "month")).values.to_pylist() == [dt.date(2021, 12, 1)]


@pytest.mark.parametrize("text", ["2021-13", "12月", "202113", "20213", "2021"])
def test_no_months(text: str) -> None:
    assert typed([text], reading("exams", "month")).unreadable.tolist() == [0]


FORMS = ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y.%m.%d %H:%M:%S", "%Y年%m月%d日 %H:%M:%S", "%Y%m%d%H%M%S")
MOMENTS = st.datetimes(dt.datetime(1971, 1, 1), dt.datetime(2199, 12, 31)).map(lambda at: at.replace(microsecond=0))


@given(st.lists(st.tuples(MOMENTS, st.sampled_from(FORMS), st.booleans()), min_size=1, max_size=20))
@settings(deadline=None)
def test_mixed_forms_in_one_column(cells: list[tuple[dt.datetime, str, bool]]) -> None:
    texts = [moment.strftime(form) if filled else None for moment, form, filled in cells]
    expected = [moment if filled else None for moment, _, filled in cells]
    column = typed(texts, ACCEPTED)
    assert column.values.to_pylist() == expected
    assert not len(column.unreadable)
