"""Fields, values, figures and conditions of a rule in words of a language; it must not know any check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hcaudit.model.records import Kind
from hcaudit.model.rule import Condition, Counting, Parameter
from hcaudit.texts import catalogue, say

_PERCENT = 100
_HOUR = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What words depend on: the language, the kind of data and all kinds, the rule's parameters, how days count."""

    lang: str
    kind: Kind
    kinds: Mapping[str, Kind]
    parameters: Mapping[str, Parameter]
    counting: Counting

    def say(self, key: str, **values: object) -> str:
        """Return the sentence ``rules.KEY``."""
        return say(f"rules.{key}", self.lang, **values)

    def field(self, name: str, kind: str | None = None) -> str:
        """Return the header of a field of the rule's kind (or of `kind`), in quotes."""
        fields = (self.kinds[kind] if kind else self.kind).fields
        return self.say("quoted", name=fields[name].headers[self.lang])

    def fields(self, names: Iterable[str], kind: str | None = None) -> str:
        """Return the headers of fields, all of which are meant."""
        return joined([self.field(name, kind) for name in names], "and", self.lang)

    def figure(self, figure: int | str, unit: str) -> str:
        """Return a figure, or the name and default of the parameter that holds it, with its unit."""
        if isinstance(figure, str):
            default = self.parameters[figure].default
            named = figure if default is None else self.say("parameter-value", name=figure, value=default)
            return counted(named, unit, self.lang)
        return counted(figure, unit, self.lang)


def joined(words: Iterable[str], how: str, lang: str) -> str:
    """Return `words` as a list whose last two are joined by `how`: ``and`` or ``or``."""
    *others, last = words
    if not others:
        return last
    return say("rules.separator", lang).join(others) + say(f"rules.{how}", lang) + last


def counted(figure: object, unit: str, lang: str) -> str:
    """Return a figure with its unit; a unit hcaudit has no word for stands as the pack has it."""
    if unit == "share":
        figure = _per_cent(str(figure))
    known = f"figure-{unit}" in catalogue(lang, "rules")
    return say(f"rules.figure-{unit}" if known else "rules.figure-other", lang, n=figure, unit=unit)


def clock_time(minutes: int) -> str:
    """Return a time of day given in minutes as ``17:30``."""
    hours, rest = divmod(minutes, _HOUR)
    return f"{hours:02}:{rest:02}"


def value_words(value: str, lang: str) -> str:
    """Return the word for a machine value; what is no machine value is itself the word."""
    return catalogue(lang, "rules").get(f"value-{value}", value)


def condition_words(condition: Condition, terms: Terms) -> str:
    """Return one condition in words."""
    field = terms.field(condition.field)
    if condition.filled:
        return terms.say("filled", field=field)
    for key, values in (
        ("is-any", condition.is_any),
        ("is-none", condition.is_none),
        ("has", condition.has),
        ("has-none", condition.has_none),
    ):
        if values:
            words = joined([value_words(value, terms.lang) for value in values], "or", terms.lang)
            return terms.say(key, field=field, values=words)
    raise AssertionError(f"a condition without a test: {condition}")


def all_of(parts: Iterable[str], terms: Terms) -> str:
    """Return conditions that must all hold as one."""
    *others, last = parts
    if not others:
        return last
    return terms.say("both", one=terms.say("comma").join(others), other=last)


def _per_cent(share: str) -> str:
    return f"{float(share) * _PERCENT:g}" if share.replace(".", "", 1).isdigit() else share
