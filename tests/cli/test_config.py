"""``hcaudit.toml`` on the command line and in the API: found, in force, and beaten by what a call says."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import hcaudit as package
from hcaudit.groundwork import DEFAULT_PACK
from hcaudit.packs import pack_folder
from tests.cli.conftest import Hcaudit

ORDERS = """\
申请编号,业务类型,所属公司,受理时间,送电时间,工单状态,客户经理
1,高压新装,城关所,2021-12-01,2021-12-03,办完了,李四
2,高压新装,城关 供电营业所,2021-12-01,,在途,张三
3,高压新装,城关供电所,2021-12-01,,在途,张三
"""
CONFIG = """\
roster = ["张三"]
[parameters]
"T12.min_working_days" = 5
[columns.orders]
unit = ["所属公司"]
[values.status]
archived = ["办完了"]
[units]
"城关供电所" = ["城关所", "城关供电营业所"]
[calendar.2027]
off = [2027-01-01]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working directory, with orders that only the configuration beside them makes readable."""
    (tmp_path / "orders.csv").write_text(ORDERS, encoding="utf-8")
    (tmp_path / "hcaudit.toml").write_text(CONFIG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def report(hcaudit: Hcaudit, *words: object) -> Any:
    result = hcaudit("check", "orders.csv", "--format", "json", *words)
    assert result.code in {0, 1}, result.err
    return json.loads(result.out)


def found(document: Any) -> set[tuple[str, str]]:
    return {(finding["rule"], finding["record_no"]) for finding in document["findings"]}


def test_all_of_it_is_in_force(folder: Path, hcaudit: Hcaudit) -> None:
    document = report(hcaudit, "--as-of", "2021-12-10")
    assert found(document) == {("M01", "1"), ("T12", "1")}
    assert {finding["unit"] for finding in document["findings"]} == {"城关供电所"}
    assert document["problems"] == []
    assert document["run"]["parameters"]["T12.min_working_days"] == "5"
    assert any("2027" in warning for warning in document["run"]["warnings"])


def test_the_summary_names_it(folder: Path, hcaudit: Hcaudit) -> None:
    assert "hcaudit.toml" in hcaudit("check", "orders.csv", "--as-of", "2021-12-10").err
    assert "hcaudit.toml" in hcaudit("check", "orders.csv", "--as-of", "2021-12-10", "--lang", "en").err


def test_a_parameter_of_the_call_wins(folder: Path, hcaudit: Hcaudit) -> None:
    assert found(report(hcaudit, "--set", "T12.min_working_days=1", "--as-of", "2021-12-10")) == {("M01", "1")}


@pytest.mark.parametrize("way", ["option", "variable"])
def test_another_file_can_be_named(way: str, folder: Path, hcaudit: Hcaudit, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "other.toml").write_text(CONFIG.replace("张三", "李四"), encoding="utf-8")
    options: Iterable[str] = ["--config", "other.toml"] if way == "option" else []
    if way == "variable":
        monkeypatch.setenv("HCAUDIT_CONFIG", "other.toml")
    assert ("M01", "2") in found(report(hcaudit, *options, "--as-of", "2021-12-10"))


def test_the_pack_of_the_configuration_is_beside_it_and_beaten_by_the_option(
    folder: Path, hcaudit: Hcaudit, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(Path(str(pack_folder(DEFAULT_PACK))), folder / "mine")
    pack = folder / "mine" / "pack.toml"
    pack.write_text(pack.read_text(encoding="utf-8").replace(DEFAULT_PACK, "mine-2021"), encoding="utf-8")
    (folder / "hcaudit.toml").write_text(f'pack = "mine"\n{CONFIG}', encoding="utf-8")
    (folder / "below").mkdir()
    monkeypatch.chdir(folder / "below")
    for options, name in (([], "mine-2021"), (["--rules", DEFAULT_PACK], DEFAULT_PACK)):
        result = hcaudit("check", "../orders.csv", "--format", "json", *options)
        assert json.loads(result.out)["run"]["pack"] == name


def test_the_rulebook_is_that_of_the_configuration(
    folder: Path, hcaudit: Hcaudit, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(Path(str(pack_folder(DEFAULT_PACK))), folder / "mine")
    pack = folder / "mine" / "pack.toml"
    pack.write_text(pack.read_text(encoding="utf-8").replace(DEFAULT_PACK, "mine-2021"), encoding="utf-8")
    (folder / "hcaudit.toml").write_text('pack = "mine"\n', encoding="utf-8")
    (folder / "below").mkdir()
    monkeypatch.chdir(folder / "below")
    for action in (["list"], ["show", "T05"]):
        for options, name in (([], "mine-2021"), (["--rules", DEFAULT_PACK], DEFAULT_PACK)):
            result = hcaudit("rules", *action, "--format", "json", *options)
            assert json.loads(result.out)["pack"]["id"] == name
    assert json.loads(hcaudit("rules", "check", "--format", "json").out)["pack"] == str(folder / "mine")
    (folder / "hcaudit.toml").write_text('pack = "none"\n', encoding="utf-8")
    result = hcaudit("rules")
    assert (result.code, result.out) == (2, b"")
    assert "没有规则包 none" in result.err


def test_words_of_decisions_may_be_added(folder: Path, hcaudit: Hcaudit) -> None:
    text = CONFIG.replace("[values.status]", '[values.decision]\nwaive = ["放过"]\n[values.status]')
    (folder / "hcaudit.toml").write_text(text, encoding="utf-8")
    (one,) = (row for row in report(hcaudit, "--as-of", "2021-12-10")["findings"] if row["rule"] == "T12")
    decision = f"违规编号,裁定,理由,裁定人,裁定日期\n{one['finding_id']},放过,属实,王五,2021-12-09\n"
    (folder / "decisions.csv").write_text(decision, encoding="utf-8")
    document = report(hcaudit, "--as-of", "2021-12-10", "--decisions", "decisions.csv")
    assert {row["disposition"] for row in document["findings"] if row["rule"] == "T12"} == {"waived"}


def test_an_unset_parameter_is_told_both_ways_to_set_it(folder: Path, hcaudit: Hcaudit) -> None:
    (reason,) = (row["reason"] for row in report(hcaudit, "--as-of", "2021-12-10")["coverage"] if row["rule"] == "T13")
    assert "--set T13.max_working_days=" in reason
    assert "[parameters]" in reason


def test_mistakes_are_lines_and_exit_2(folder: Path, hcaudit: Hcaudit) -> None:
    (folder / "bad.toml").write_text('pakc = "x"\n[columns.orders]\nunits = ["a"]\n', encoding="utf-8")
    for command in ("check", "columns"):
        result = hcaudit(command, "orders.csv", "--config", "bad.toml")
        assert (result.code, result.out) == (2, b"")
        assert [line[:12] for line in result.err.splitlines()] == ["错误：bad.toml："[:12]] * 2


def test_the_responsible_unit_of_a_decision_may_be_spelled_as_well(folder: Path, hcaudit: Hcaudit) -> None:
    (one,) = (row for row in report(hcaudit, "--as-of", "2021-12-10")["findings"] if row["rule"] == "T12")
    decision = f"违规编号,裁定,理由,裁定人,裁定日期,责任单位\n{one['finding_id']},确认,属实,王五,2021-12-09,城关所\n"
    (folder / "decisions.csv").write_text(decision, encoding="utf-8")
    document = report(hcaudit, "--as-of", "2021-12-10", "--decisions", "decisions.csv")
    assert {row["unit"] for row in document["findings"]} == {"城关供电所"}


def test_the_api_finds_it_too(folder: Path) -> None:
    judged = package.audit("orders.csv", as_of="2021-12-10")
    assert set(judged.findings["rule"].to_pylist()) == {"M01", "T12"}


@pytest.mark.parametrize("config", ["other.toml", {"columns": {"orders": {"unit": ["所属公司"]}}}])
def test_the_api_takes_a_file_or_tables(config: object, folder: Path) -> None:
    (folder / "other.toml").write_text('[columns.orders]\nunit = ["所属公司"]\n', encoding="utf-8")
    judged = package.audit("orders.csv", as_of="2021-12-10", config=config)  # type: ignore[arg-type]
    assert judged.findings["rule"].to_pylist() == []
    assert judged.problems["value"].to_pylist() == ["办完了"]


def test_the_api_can_do_without(folder: Path) -> None:
    with pytest.raises(package.HcauditError, match="供电单位"):
        package.audit("orders.csv", as_of="2021-12-10", config={})
