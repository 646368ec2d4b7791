"""What public holidays are called in both languages; it must not know when they are."""

from __future__ import annotations

from collections.abc import Iterable

from hcaudit.texts import Text

JOINER = "、"
"""How the notices join the names of holidays that fall together."""

_KEYS = {
    "元旦": "new-year",
    "春节": "spring-festival",
    "清明节": "qingming",
    "劳动节": "labour-day",
    "端午节": "dragon-boat",
    "中秋节": "mid-autumn",
    "国庆节": "national-day",
    "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日": "victory-70",
}


def festival(name: str) -> Text | str:
    """Return the holiday called `name` in Chinese; a name not known is said as it is in every language.

    >>> festival("中秋节、国庆节").said_in("en")
    'Mid-Autumn Festival and National Day'
    """
    first, _, others = name.partition(JOINER)
    said = Text(f"workdays.festival-{_KEYS[first]}") if first in _KEYS else first
    return Text("workdays.festival-pair", first=said, others=festival(others)) if others else said


def joined(names: Iterable[str]) -> str | None:
    """Return different names as one, None if there are none."""
    return JOINER.join(dict.fromkeys(names)) or None


def split(name: str | None) -> tuple[str, ...]:
    """Return the names that `joined` made one of."""
    return tuple(name.split(JOINER)) if name else ()
