"""Which rules are judged, and with what figures (SPEC §6: --select, --extend-select, --ignore, --set)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from hcaudit import UsageError
from hcaudit.groundwork import closed_values
from hcaudit.judging.selection import Selection, select_rules
from hcaudit.load import read_vocabulary
from hcaudit.model.rule import Pack
from hcaudit.packs import read_pack
from hcaudit.shipped import rules_folder


@pytest.fixture(scope="module")
def pack() -> Pack:
    vocabulary = read_vocabulary(rules_folder())
    return read_pack("huangchuan-2021-38", vocabulary.kinds, closed_values(vocabulary))


def chosen(pack: Pack, select: str = "", extend: str = "", ignore: str = "", **parameters: str) -> Selection:
    given = {name.replace("__", "."): value for name, value in parameters.items()}
    return select_rules(pack, select.split(), extend.split(), ignore.split(), given)


STEPS = {"S01", "S02", "S03"}
VISITS = {"M01", "M02", "M03"}


def test_by_default_all_but_those_off_by_default(pack: Pack) -> None:
    selection = chosen(pack)
    assert selection.codes == set(pack.rules) - STEPS
    assert selection.off == STEPS


def test_codes_and_prefixes(pack: Pack) -> None:
    assert chosen(pack, select="T05").codes == {"T05"}
    assert chosen(pack, select="M").codes == VISITS
    assert chosen(pack, select="M T05").codes == {*VISITS, "T05"}
    assert chosen(pack, select="T1").codes == {"T10", "T11", "T12", "T13", "T14"}
    assert chosen(pack, select="m0").codes == VISITS


def test_to_extend_and_to_ignore(pack: Pack) -> None:
    assert chosen(pack, extend="S02").codes == (set(pack.rules) - STEPS) | {"S02"}
    assert chosen(pack, select="M", extend="S").codes == VISITS | STEPS
    assert chosen(pack, select="S01").codes == {"S01"}
    assert chosen(pack, select="M", ignore="M02").codes == {"M01", "M03"}
    assert chosen(pack, ignore="M T B").codes == {code for code in pack.rules if code[0] not in "MTBS"}
    assert chosen(pack, extend="S", ignore="S").codes == set(pack.rules) - STEPS
    assert chosen(pack, extend="S01").off == {"S02", "S03"}


@pytest.mark.parametrize("option", ["select", "extend", "ignore"])
def test_an_unknown_code_is_refused_with_the_nearest(pack: Pack, option: str) -> None:
    with pytest.raises(UsageError) as refused:
        chosen(pack, **{option: "T99"})
    assert refused.value.exit_code == 2
    assert "T99" in str(refused.value)
    assert "T09" in str(refused.value)


def test_figures(pack: Pack) -> None:
    assert _figures(chosen(pack)) == {"B04": {"within_days": 30}}
    figures = _figures(chosen(pack, T12__min_working_days="5", B04__within_days="0", T13__max_working_days="0"))
    assert figures == {"B04": {"within_days": 0}, "T12": {"min_working_days": 5}, "T13": {"max_working_days": 0}}


@pytest.mark.parametrize("value", ["0", "-1", "5.5", "five", ""])
def test_a_figure_that_cannot_be_is_refused(pack: Pack, value: str) -> None:
    with pytest.raises(UsageError, match=r"T12\.min_working_days"):
        chosen(pack, T12__min_working_days=value)


def test_an_unknown_parameter_is_refused_with_the_nearest(pack: Pack) -> None:
    with pytest.raises(UsageError) as refused:
        chosen(pack, T12__min_days="5")
    assert "T12.min_days" in str(refused.value)
    assert "T12.min_working_days" in str(refused.value)


def _figures(selection: Selection) -> Mapping[str, Mapping[str, int]]:
    return {code: dict(values) for code, values in selection.parameters.items() if values}
