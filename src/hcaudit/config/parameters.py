"""The table ``[parameters]`` flattened: ``T12.min_working_days`` → figure; it must not know which ones there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hcaudit.texts import Text


def flattened(table: Mapping[str, object], mistakes: list[Text]) -> Mapping[str, int]:
    """Return the parameters by ``CODE.NAME``, after adding what is wrong with others to `mistakes`.

    ``"T12.min_working_days" = 5`` and ``[parameters.T12]`` with ``min_working_days = 5`` say the same.
    """
    found: dict[str, int] = {}
    for name, value in _entries(table):
        if not isinstance(value, int) or isinstance(value, bool):
            mistakes.append(_wrong(name, Text("forms.wants-whole-number")))
        elif "." not in name:
            mistakes.append(_wrong(name, Text("config.wants-rule")))
        elif found.setdefault(name, value) != value:
            mistakes.append(_wrong(name, Text("config.set-twice", one=found[name], other=value)))
    return found


def _entries(table: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if isinstance(value, Mapping) and "." not in key:
            yield from ((f"{key}.{name}", figure) for name, figure in value.items())
        else:
            yield key, value


def _wrong(name: str, why: Text) -> Text:
    return Text("config.value-wrong", key=f"parameters.{name}", why=why)
