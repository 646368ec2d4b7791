"""How an explanation speaks: the language, the pack's words, what is hidden; it must not know what is explained."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from hcaudit.model.evidence import CellState, Origin, Peer, Value, moment_text
from hcaudit.model.explanation import Explanation, RecordTrace
from hcaudit.model.problems import problem_texts
from hcaudit.model.records import FieldType, Kind
from hcaudit.model.rule import Pack, Rule
from hcaudit.render.amounts import amount_text
from hcaudit.render.cells import visible_text
from hcaudit.render.masking import masked, masked_problems
from hcaudit.render.rulebook.terms import Terms, counted, value_words
from hcaudit.texts import Text, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """What the words of an explanation depend on; `mask` hides what is personal: cells, and all under such headers."""

    pack: Pack
    lang: str
    mask: bool
    personal_headers: frozenset[str]

    def say(self, key: str, /, **values: object) -> str:
        """Return the sentence ``explain.KEY``."""
        return say(f"explain.{key}", self.lang, **values)

    def text(self, text: Text) -> str:
        """Return a text of the explanation in the reader's language."""
        return text.said_in(self.lang)

    def joined(self, words: list[str], key: str = "semicolon") -> str:
        """Return words as one, between them what ``explain.KEY`` says."""
        return self.say(key).join(word for word in words if word)

    def terms(self, kind: Kind, rule: Rule | None = None) -> Terms:
        """Return what the words of the rulebook depend on."""
        parameters = rule.parameters if rule else {}
        return Terms(
            lang=self.lang, kind=kind, kinds=self.pack.kinds, parameters=parameters, counting=self.pack.counting
        )

    def figure(self, figure: object, unit: str | None) -> str:
        """Return a figure with its unit."""
        number = f"{figure:.15g}" if isinstance(figure, float) else str(figure)
        return counted(number, unit, self.lang) if unit else number

    def weekday(self, day: dt.date) -> str:
        """Return the name of a day of the week."""
        return self.say(f"weekday-{day.weekday()}")

    def day(self, key: str, day: dt.date, /, **values: object) -> str:
        """Return the sentence ``explain.KEY`` about a day."""
        return self.say(key, day=day.isoformat(), weekday=self.weekday(day), **values)


def tongue_of(explanation: Explanation, lang: str, *, mask: bool) -> Tongue:
    """Return how `explanation` is told in `lang`."""
    return Tongue(pack=explanation.pack, lang=lang, mask=mask, personal_headers=explanation.personal_headers)


def header_words(value: Value, tongue: Tongue) -> str:
    """Return what the column of a cell is called."""
    return visible_text(value.header or value.field.headers[tongue.lang])


def cell_words(value: Value, tongue: Tongue) -> str:
    """Return a cell with the header of its column."""
    key = "cell" if value.state is CellState.KNOWN else "cell-doubtful"
    return tongue.say(key, header=header_words(value, tongue), content=state_words(value, tongue))


def state_words(value: Value, tongue: Tongue) -> str:
    """Return what stands in a cell, or why a rule sees nothing in it."""
    if value.state is CellState.KNOWN:
        return content_words(value, tongue)
    if value.state is CellState.UNREADABLE and value.raw is not None:
        return tongue.say("state-unreadable-raw", raw=_hidden(visible_text(value.raw), value, tongue))
    still = "-status" if value.state is CellState.LATER and not value.field.type.is_date else ""
    return tongue.say(f"state-{value.state}{still}", value=content_words(value, tongue))


def content_words(value: Value, tongue: Tongue) -> str:
    """Return what stands in a cell, in words of the language; nothing where nothing known stands in it."""
    plain = value.value
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return value_words("yes" if plain else "no", tongue.lang)
    if value.field.type is FieldType.MONEY and isinstance(plain, int):
        return tongue.say("yuan", amount=amount_text(plain))
    if isinstance(plain, dt.datetime):
        return moment_text(plain)
    words = value_words(_plain(plain, value.field.type), tongue.lang)
    return _hidden(visible_text(words), value, tongue)


def machine_value(value: Value, tongue: Tongue) -> object:
    """Return what stands in a cell as JSON can hold it."""
    plain = value.value
    if value.field.type is FieldType.MONEY and isinstance(plain, int):
        return amount_text(plain).replace(",", "")
    if plain is None or isinstance(plain, bool | int | float):
        return plain
    return _hidden(_plain(plain, value.field.type), value, tongue)


def raw_value(value: Value, tongue: Tongue) -> str | None:
    """Return the text of a cell that could not be read."""
    return None if value.raw is None else _hidden(value.raw, value, tongue)


def origin_words(origin: Origin, tongue: Tongue) -> str:
    """Return where a record was read."""
    key = "origin-sheet" if origin.sheet else "origin"
    return tongue.say(key, file=visible_text(origin.file), sheet=visible_text(origin.sheet), row=origin.row)


def peer_words(peer: Peer, tongue: Tongue) -> str:
    """Return another record that matters, and why it does."""
    facts = {
        "kind": peer.kind.titles[tongue.lang],
        "record": visible_text(peer.record_no),
        "origin": origin_words(peer.origin, tongue),
        "note": visible_text(tongue.text(peer.note)),
    }
    if peer.at is None:
        return tongue.say("peer-undated", **facts)
    return tongue.say("peer", at=moment_text(peer.at), **facts)


def problem_rows(record: RecordTrace, tongue: Tongue) -> list[Mapping[str, Any]]:
    """Return the problems found in the record's row: `column`, `value` and, in words, `problem`."""
    words = pa.array([tongue.text(text) for text in problem_texts(record.problems)], pa.string())
    place = record.problems.schema.get_field_index("problem")
    said = record.problems.set_column(place, "problem", words).select(["column", "value", "problem"])
    rows: list[Mapping[str, Any]] = (
        masked_problems(said, tongue.personal_headers) if tongue.mask else said
    ).to_pylist()
    return rows


def _plain(value: object, kind: FieldType) -> str:
    if kind is FieldType.MONTH and isinstance(value, dt.date):
        return f"{value:%Y-%m}"
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _hidden(text: str, value: Value, tongue: Tongue) -> str:
    return masked(text) if tongue.mask and value.field.personal else text
