"""What one case of each item costs (SOURCE, Annex 2; SPEC §5)."""

from __future__ import annotations

import pytest

from hcaudit.groundwork import closed_values
from hcaudit.judging.price import Price, price_of
from hcaudit.load import read_vocabulary
from hcaudit.model.rule import Item
from hcaudit.packs import read_pack
from hcaudit.shipped import rules_folder

_VOCABULARY = read_vocabulary(rules_folder())
ITEMS = read_pack("huangchuan-2021-38", _VOCABULARY.kinds, closed_values(_VOCABULARY)).items

# Amount, leadership share, frontline share, in yuan, as Annex 2 has them; None where it states none.
TARIFF: dict[str, tuple[int | None, int | None, int | None]] = {
    **dict.fromkeys(("1.1", "1.2", "1.3", "1.4"), (50_000, 20_000, 30_000)),
    "2.1": (25_000, 10_000, 15_000),
    **dict.fromkeys(("2.2a", "2.2c", "2.3", "2.5", "2.8"), (30_000, 10_000, 20_000)),
    **dict.fromkeys(("2.2b", "2.2d"), (2_000, 500, 1_500)),
    "2.4": (5_000, 2_000, 3_000),
    **dict.fromkeys(("2.6", "2.7"), (20_000, 5_000, 15_000)),
    "2.9a": (None, None, None),
    "2.9b": (20_000, None, None),
    "2.9c": (None, None, None),
    "2.9d": (None, None, None),
    "2.9e": (1_000, None, None),
    "3.1": (2_000, None, None),
    "3.2": (5_000, 2_000, 3_000),
    "3.3": (2_000, None, None),
    "3.4a": (50, None, None),
    "3.4b": (200, None, None),
    "3.5": (10_000, 4_000, 6_000),
}


def in_yuan(*prices: int | None) -> tuple[int | None, ...]:
    return tuple(None if fen is None else fen // 100 for fen in prices)


def test_every_line_of_annex_2() -> None:
    plain = {name: price_of(item, aggravated=False) for name, item in ITEMS.items()}
    assert {name: in_yuan(p.amount, p.leadership_share, p.frontline_share) for name, p in plain.items()} == TARIFF
    assert {name: p.reward for name, p in plain.items() if p.reward} == {"2.9a": 20_000_00, "2.9d": 2_000_00}
    assert {p.multiplier for p in plain.values()} == {None}


@pytest.mark.parametrize("aggravated", [False, True])
def test_shares_add_up(aggravated: bool) -> None:
    for item in ITEMS.values():
        price = price_of(item, aggravated=aggravated)
        if price.leadership_share is None or price.frontline_share is None:
            assert (price.leadership_share, price.frontline_share) == (None, None)
        else:
            assert price.leadership_share + price.frontline_share == price.amount


def test_multipliers() -> None:
    worse = {name: price_of(item, aggravated=True) for name, item in ITEMS.items()}
    complaint, live_work = worse.pop("2.1"), worse.pop("3.5")
    assert complaint == Price(
        base=25_000_00,
        multiplier="1.5",
        amount=37_500_00,
        leadership_share=15_000_00,
        frontline_share=22_500_00,
        reward=None,
    )
    assert (live_work.base, live_work.multiplier, live_work.amount) == (10_000_00, "2", 20_000_00)
    assert (live_work.leadership_share, live_work.frontline_share) == (8_000_00, 12_000_00)
    assert all(price == price_of(ITEMS[name], aggravated=False) for name, price in worse.items())


def test_who_assesses() -> None:
    campaigns: dict[str, list[str]] = {}
    for name, item in ITEMS.items():
        campaigns.setdefault(_zh(item), []).append(name)
    assert campaigns["降投诉攻坚行动"] == ["2.1"]
    assert campaigns["降停电攻坚行动"] == ["3.1", "3.2", "3.3", "3.4a", "3.4b", "3.5"]
    assert set(campaigns) == {"", "降投诉攻坚行动", "降停电攻坚行动"}


def test_only_the_reliability_fee_is_fined_by_customer() -> None:
    assert [name for name, item in ITEMS.items() if item.per == "customer"] == ["2.6"]


def _zh(item: Item) -> str:
    return item.assessed_by["zh"] if item.assessed_by else ""
