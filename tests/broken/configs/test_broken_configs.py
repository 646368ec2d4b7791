"""A gallery of broken configurations, each with the words its message must hold; all its mistakes are told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from hcaudit.config.reading import read_config
from hcaudit.errors import ConfigError, HcauditError
from hcaudit.pipeline import audit
from hcaudit.settings import Settings

ORDERS = "申请编号,业务类型,供电单位,受理时间\n1,高压新装,城关供电所,2021-12-01\n"

BROKEN = {
    "a key": ('rooster = ["张三"]', ["rooster", "did you mean roster", "known: pack, parameters"]),
    "a key of limits": ("[limits]\nmemory = 5", ["limits.memory", "memory_mb, time_s"]),
    "pack is a number": ("pack = 5", ["pack should be text", "quotation marks"]),
    "pack is empty": ('pack = " "', ["pack is empty"]),
    "pack does not exist": ('pack = "my-pack"', ["no rule pack my-pack", "huangchuan-2021-38", "folder"]),
    "roster is text": ('roster = "张三"', ["roster should be a list", "brackets"]),
    "a name is a number": ('roster = ["张三", 5]', ["roster[2]", "text"]),
    "a parameter is text": ('[parameters]\n"T12.min_working_days" = "5"', ["T12.min_working_days", "whole number"]),
    "a parameter is true": ('[parameters]\n"T12.min_working_days" = true', ["T12.min_working_days", "whole number"]),
    "a parameter names no rule": ("[parameters]\nmin_working_days = 5", ["min_working_days", "name its rule"]),
    "a parameter does not exist": ('[parameters]\n"T12.min_days" = 5', ["T12.min_days", "T12.min_working_days"]),
    "a parameter is too small": ('[parameters]\n"T12.min_working_days" = -1', ["-1", "T12.min_working_days", "below"]),
    "a parameter is set twice": (
        '[parameters]\n"T12.min_working_days" = 5\n[parameters.T12]\nmin_working_days = 6',
        ["T12.min_working_days", "5 and 6", "keep one"],
    ),
    "a kind does not exist": ("[columns.order]\nunit = []", ["order", "orders, tickets"]),
    "a field does not exist": ('[columns.orders]\nunits = ["所"]', ["units", "order_no, customer_no"]),
    "an alias is no list": ('[columns.orders]\nunit = "所"', ["columns.orders.unit", "list"]),
    "a header is taken": ('[columns.orders]\nunit = ["户号"]', ["户号", "customer_no", "unit"]),
    "a header for two fields": (
        '[columns.orders]\nunit = ["归口"]\nteam = ["归 口"]',
        ["归 口", "belongs to the field unit", "team"],
    ),
    "a vocabulary does not exist": ("[values.state]\nin_transit = []", ["state", "status"]),
    "a value does not exist": ('[values.status]\ngone = ["没了"]', ["gone", "in_transit, archived, terminated"]),
    "a word for two values": (
        '[values.status]\nin_transit = ["挂起"]\nterminated = ["挂起"]',
        ["挂起", "in_transit", "terminated"],
    ),
    "a spelling for two units": ('[units]\n"甲所" = ["城关"]\n"乙所" = ["城关"]', ["城关", "甲所", "乙所"]),
    "a unit is another's spelling": ('[units]\n"甲所" = ["乙所"]\n"乙所" = ["丙所"]', ["乙所", "甲所"]),
    "a limit is too small": ("[limits]\nmemory_mb = 1", ["limits.memory_mb", "256"]),
    "a table is no table": ('units = "甲"', ["units should be a table"]),
    "a year is no year": ("[calendar.27]", ["calendar.27", "[calendar.2027]"]),
    "a day is none": ('[calendar.2027]\noff = ["2027-02-30"]', ["calendar.2027", "2027-02-30"]),
    "a year is left out": (
        "[calendar.2028]\noff = [2028-01-01]\ncomplete = true",
        ["calendar.2028", "2027", "complete"],
    ),
    "it is no TOML": ('pack = "x"\nroster = [张三]', ["no toml", "line 2", "quotation marks"]),
    "a bracket is open": ('roster = ["张三"', ["no toml", "open"]),
}


def said(folder: Path, text: str, lang: str = "en") -> list[str]:
    """Return what is said about the configuration `text`."""
    (folder / "orders.csv").write_text(ORDERS, encoding="utf-8")
    (folder / "my.toml").write_text(text, encoding="utf-8")
    with pytest.raises(HcauditError) as caught:
        audit(Settings(sources=[folder / "orders.csv"], config=read_config(folder / "my.toml")))
    assert (type(caught.value), caught.value.exit_code) == (ConfigError, 2)
    return [words.said_in(lang) for words in caught.value.texts]


@pytest.mark.parametrize("name", BROKEN)
def test_says_what_is_wrong(name: str, tmp_path: Path) -> None:
    text, words = BROKEN[name]
    (message,) = said(tmp_path, text)
    assert "my.toml" in message
    assert [word for word in words if word.lower() not in message.lower()] == []
    assert said(tmp_path, text, "zh")


def test_says_all_mistakes_at_once(tmp_path: Path) -> None:
    shape = 'pakc = "x"\nroster = "张三"\npack = "nope"\n'
    tables = [BROKEN[name][0] for name in ("a field does not exist", "a value does not exist", "a year is left out")]
    tables += [BROKEN["a parameter does not exist"][0], BROKEN["a spelling for two units"][0]]
    assert len(said(tmp_path, shape + "\n".join(tables))) == 8


def test_a_file_that_is_not_there_names_the_ways_it_was_given(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="--config"):
        read_config(tmp_path / "none.toml")


def test_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "gbk.toml").write_bytes('roster = ["张三"]'.encode("gb18030"))
    with pytest.raises(ConfigError, match="UTF-8"):
        read_config(tmp_path / "gbk.toml")
