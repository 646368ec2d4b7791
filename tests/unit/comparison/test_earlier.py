"""Reading an earlier run back: as hcaudit wrote it, reformatted, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hcaudit.comparison import read_earlier
from hcaudit.comparison.document import read_document
from hcaudit.errors import InputError
from tests.unit.render.reports import empty_month, finding, month, rendered, with_findings

ODD = '},\n{"\\ \u2028 "]\n], 𠮷\x1b'


def written(tmp_path: Path, text: bytes) -> Path:
    file = tmp_path / "earlier.json"
    file.write_bytes(text)
    return file


def edited(edit: Callable[[Any], object]) -> bytes:
    """Return the JSON of a month that somebody has edited."""
    document = json.loads(rendered(month(), "json"))
    edit(document)
    return json.dumps(document).encode()


def test_tables_come_back_as_they_were(tmp_path: Path) -> None:
    earlier = read_earlier(written(tmp_path, rendered(month(), "json")))
    for name in ("findings", "fines", "coverage"):
        table = getattr(earlier, name)
        assert table.equals(getattr(month(), name).select(table.column_names)), name
    assert earlier.parameters == month().run.parameters


@pytest.mark.parametrize("make", [month, empty_month])
@pytest.mark.parametrize(
    "reformat",
    [
        lambda document: json.dumps(document, indent=4),
        lambda document: json.dumps(document, ensure_ascii=False, separators=(",", ":")),
        lambda document: "\ufeff" + json.dumps(document, ensure_ascii=False),
        lambda document: json.dumps(dict(reversed(document.items())) | {"more": [1]}),
    ],
)
def test_a_reformatted_file_is_the_same_run(
    reformat: Callable[[Any], str], make: Callable[[], Any], tmp_path: Path
) -> None:
    text = rendered(make(), "json")
    as_written = read_earlier(written(tmp_path, text))
    again = read_earlier(written(tmp_path, reformat(json.loads(text)).encode()))
    assert again == as_written


def test_any_text_comes_back_from_a_file_cut_at_its_lines(tmp_path: Path) -> None:
    report = with_findings(month(), [finding(1, rule=ODD, unit=ODD), finding(2, rule="T05")])
    file = written(tmp_path, rendered(report, "json"))
    assert read_earlier(file).findings["unit"].to_pylist() == [ODD, "城关供电所"]
    assert read_document(file, ["findings"]).rows["findings"].count(b"\n") == 2


@pytest.mark.parametrize(
    "text", [b"", b"\xff\xfe", b"finding_id,rule\n1,T05\n", b'{"a": 1}\n{"a": 2}\n', b"[" * 99_999]
)
def test_what_is_no_json_is_refused(text: bytes, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="不是 JSON"):
        read_earlier(written(tmp_path, text))


@pytest.mark.parametrize("text", ["[]", "3", "{}", '{"run": []}', '{"manifest": 1, "as_of": "2021-12-31"}'])
def test_other_json_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="不是 hcaudit 的 JSON 输出"):
        read_earlier(written(tmp_path, text.encode()))


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="不是 JSON"):
        read_earlier(written(tmp_path, rendered(month(), "json")[:-40]))


@pytest.mark.parametrize("name", ["missing.json", "."])
def test_a_file_that_cannot_be_read_is_told(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read_earlier(tmp_path / name)
    assert str(tmp_path / name) in str(refused.value)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda document: document.pop("fines"), ["fines 部分", "“fines”"]),
        (lambda document: document.update(findings={}), ["findings 部分"]),
        (lambda document: document.update(findings=[3]), ["findings 部分"]),
        (lambda document: document["findings"][0].pop("facts_id"), ["findings 部分", "“facts_id”"]),
        (lambda document: document["findings"][1].update(due_on="2021-02-30"), ["findings 部分", "2021-02-30"]),
        (lambda document: document["findings"][1].update(amount=30000), ["findings 部分", "amount"]),
        (lambda document: document["findings"][1].update(measured="long"), ["findings 部分", "measured"]),
        (lambda document: document["fines"][0].update(amount="1.005"), ["fines 部分"]),
        (lambda document: document["fines"][0].update(finding_ids="a"), ["fines 部分", "finding_ids"]),
        (lambda document: document["run"].pop("as_of"), ["run 部分", "“as_of”"]),
        (lambda document: document["run"].update(as_of="yesterday"), ["run 部分", "yesterday"]),
        (lambda document: document["run"].update(period=None), ["run 部分"]),
        (lambda document: document["run"]["totals"].update(fines=None), ["run 部分"]),
        (lambda document: document["run"].update(parameters=[]), ["run 部分"]),
    ],
)
def test_a_damaged_file_is_told_where(edit: Callable[[Any], object], words: list[str], tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read_earlier(written(tmp_path, edited(edit)))
    assert [word for word in ["earlier.json", *words] if word not in str(refused.value)] == []


def test_columns_that_a_comparison_does_not_need_may_be_missing(tmp_path: Path) -> None:
    def edit(document: Any) -> None:
        for row in document["findings"]:
            del row["customer_name"], row["source_row"]

    assert read_earlier(written(tmp_path, edited(edit))).findings.num_rows == 5
