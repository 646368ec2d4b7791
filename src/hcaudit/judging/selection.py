"""Which rules are judged, and with what parameters; it must not know how a rule is judged."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hcaudit.errors import UsageError
from hcaudit.model.rule import Pack, Parameter
from hcaudit.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """`codes` of the rules to judge; `off` those off by default and not asked for; `parameters` by rule code."""

    codes: frozenset[str]
    off: frozenset[str]
    parameters: Mapping[str, Mapping[str, int]]


def select_rules(
    pack: Pack, select: Iterable[str], extend: Iterable[str], ignore: Iterable[str], parameters: Mapping[str, str]
) -> Selection:
    """Return the rules chosen by codes or prefixes of codes, and the parameters in force.

    Without `select` every rule is chosen but those off by default; `extend` adds, `ignore` takes away.

    Raises:
        UsageError: a code matches no rule, or a parameter does not exist or has no good value.
    """
    chosen, added, ignored = (_codes(pack, prefixes) for prefixes in (select, extend, ignore))
    off = frozenset(code for code, rule in pack.rules.items() if rule.off_by_default)
    codes = ((chosen or frozenset(pack.rules) - off) | added) - ignored
    return Selection(codes=codes, off=off - codes, parameters=_parameters(pack, parameters))


def _codes(pack: Pack, prefixes: Iterable[str]) -> frozenset[str]:
    codes: set[str] = set()
    for prefix in prefixes:
        found = {code for code in pack.rules if code.startswith(prefix.upper())}
        if not found:
            raise UsageError(Text("audit.no-such-rule", code=prefix, known=_nearest(prefix.upper(), pack.rules)))
        codes |= found
    return frozenset(codes)


def parameters_of(pack: Pack) -> Mapping[str, Parameter]:
    """Return the parameters of a pack's rules by ``CODE.NAME``."""
    return {f"{code}.{name}": p for code, rule in pack.rules.items() for name, p in rule.parameters.items()}


def _parameters(pack: Pack, given: Mapping[str, str]) -> Mapping[str, Mapping[str, int]]:
    values = {
        code: {name: p.default for name, p in rule.parameters.items() if p.default is not None}
        for code, rule in pack.rules.items()
    }
    known = parameters_of(pack)
    for key, text in given.items():
        if key not in known:
            raise UsageError(Text("audit.no-such-parameter", parameter=key, known=_nearest(key, known)))
        code, name = key.split(".", 1)
        values[code][name] = _figure(key, text, known[key])
    return values


def _figure(key: str, text: str, parameter: Parameter) -> int:
    try:
        figure = int(text)
    except ValueError:
        figure = parameter.minimum - 1
    if figure < parameter.minimum:
        raise UsageError(Text("audit.parameter-wrong", parameter=key, value=text, minimum=parameter.minimum))
    return figure


def _nearest(word: str, known: Iterable[str]) -> str:
    choices = sorted(known)
    return ", ".join(difflib.get_close_matches(word, choices, n=5, cutoff=0.4) or choices)
