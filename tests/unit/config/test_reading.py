"""What a configuration says."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from hcaudit.config import Config
from hcaudit.config.reading import read_config, read_tables
from hcaudit.errors import ConfigError

WHOLE = """\
pack = "my-pack"
roster = ["张三", " 李四 "]

[parameters]
"T12.min_working_days" = 5
T13.max_working_days = 2

[parameters.B02]
min_orders = 10

[columns.orders]
unit = ["所属公司"]

[values.status]
in_transit = ["派工中"]

[units]
"城关供电所" = ["城关所", "城关营业所"]

[calendar.2027]
off = [2027-01-01]

[limits]
memory_mb = 2048
time_s = 60
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "hcaudit.toml"
    path.write_text(WHOLE, encoding="utf-8")
    return path


def test_everything_is_read(file: Path) -> None:
    config = read_config(file)
    assert config.mistakes == ()
    assert (config.pack, config.roster) == ("my-pack", frozenset({"张三", "李四"}))
    assert config.parameters == {"T12.min_working_days": 5, "T13.max_working_days": 2, "B02.min_orders": 10}
    assert config.columns == {"orders": {"unit": ["所属公司"]}}
    assert config.values == {"status": {"in_transit": ["派工中"]}}
    assert config.units == {"城关供电所": ["城关所", "城关营业所"]}
    assert [(one.year, list(one.off)) for one in config.overlays] == [(2027, [dt.date(2027, 1, 1)])]
    assert (config.memory_mb, config.time_s) == (2048, 60)
    assert (config.name, config.folder) == ("hcaudit.toml", file.parent)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_as_windows_programs_save_it(encoding: str, file: Path) -> None:
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    file.write_bytes((mark + WHOLE.replace("\n", "\r\n")).encode(encoding))
    config = read_config(file)
    assert (config.pack, config.units) == ("my-pack", {"城关供电所": ["城关所", "城关营业所"]})


@pytest.mark.parametrize("text", [WHOLE.encode("gbk"), b"\xff\xfe\x00", WHOLE.encode("utf-16-le")])
def test_another_encoding_is_told(text: bytes, file: Path) -> None:
    file.write_bytes(text)
    with pytest.raises(ConfigError):
        read_config(file)


def test_nothing_said_is_nothing_laid_down(tmp_path: Path) -> None:
    (tmp_path / "empty.toml").touch()
    config = read_config(tmp_path / "empty.toml")
    assert config == Config(path=tmp_path / "empty.toml")
    assert config.roster is None


def test_a_file_of_the_calendar_stands_beside_the_configuration(tmp_path: Path) -> None:
    notice = '{"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}]}'
    (tmp_path / "2027.json").write_text(notice, encoding="utf-8")
    config = read_tables({"calendar": {"2027": {"file": "2027.json"}}}, tmp_path / "my.toml")
    assert config.mistakes == ()
    assert config.overlays[0].complete


def test_what_is_wrong_is_left_out_and_the_rest_stays() -> None:
    config = read_tables({"pack": 5, "roster": ["张三"], "units": {"甲": "乙"}})
    assert len(config.mistakes) == 2
    assert (config.pack, config.roster, config.units) == (None, frozenset({"张三"}), {})
