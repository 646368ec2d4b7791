"""The style sheet of a page, and the names of cells where a screen has no room for headings; it knows no values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from hcaudit.render.page.sheet import Sheet

_NARROW = "@media (max-width: 720px) {\n%s}\n"
_RISKY = re.compile(r"[^\w\s.,()（）/-]")


def style_sheet(common: str, sheets: Iterable[Sheet], penalty_headings: Sequence[str]) -> str:
    """Return `common` with rules that name the cells of `sheets` and of the penalty table on narrow screens."""
    rules = [rule for sheet in sheets for rule in _names(sheet)]
    # The first two, item and event, are known when they are seen.
    rules += [_rule("list-penalty", place, name) for place, name in enumerate(penalty_headings[2:], start=3)]
    return common + _NARROW % "".join(rules)


def _names(sheet: Sheet) -> Iterator[str]:
    """Yield a rule a column whose cells do not say themselves what they are; the first names its row."""
    for place, column in enumerate(sheet.columns[1:], start=2):
        if len(column.parts) == 1:
            yield _rule(f"list-{sheet.key}", place, column.heading)


def _rule(key: str, place: int, name: str) -> str:
    return f'  #{key} td:nth-child({place})::before {{ content: "{_quoted(name)}"; }}\n'


def _quoted(text: str) -> str:
    return _RISKY.sub(lambda found: f"\\{ord(found[0]):x} ", text)
