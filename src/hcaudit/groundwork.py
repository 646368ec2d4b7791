"""What a run stands on beside words: pack, calendar and parameters, as shipped and as the configuration says.

It must not load, judge or price anything.  Each function adds what is wrong with the configuration to `mistakes`
and goes on with what is shipped, so that all of it can be told at once.
"""

from __future__ import annotations

from collections.abc import Mapping

from hcaudit.config import Config, or_else
from hcaudit.errors import ConfigError
from hcaudit.judging.selection import parameters_of
from hcaudit.load import Vocabulary
from hcaudit.load.folding import clean
from hcaudit.model.rule import Pack
from hcaudit.packs import pack_fingerprint, read_pack, shipped_packs, vocabulary_fingerprint
from hcaudit.packs.mistakes import nearest
from hcaudit.texts import Text
from hcaudit.workdays import WorkCalendar, state_council_calendar, with_overlays

DEFAULT_PACK = "huangchuan-2021-38"


def calendar_for(config: Config, mistakes: list[Text]) -> WorkCalendar:
    """Return which days count."""
    shipped = state_council_calendar()
    if not config.overlays:
        return shipped
    return or_else(shipped, lambda: with_overlays(shipped, config.overlays), None, mistakes)


def open_calendar(config: Config) -> WorkCalendar:
    """Return which days count.

    Raises:
        ConfigError: with every mistake in what `config` says of its shape and of days.
    """
    mistakes = list(config.mistakes)
    calendar = calendar_for(config, mistakes)
    if mistakes:
        raise ConfigError(*mistakes)
    return calendar


def pack_named(named: str | None, config: Config, mistakes: list[Text]) -> str:
    """Return the id or the folder of the pack: that `named` by the call, else the configuration's, else the default."""
    if named or config.pack is None or config.pack in shipped_packs():
        return named or config.pack or DEFAULT_PACK
    folder = config.folder / config.pack
    if not folder.is_dir():
        text = Text("config.no-such-pack", pack=config.pack, known=", ".join(shipped_packs()))
        mistakes.append(config.blamed(text))
        return DEFAULT_PACK
    return str(folder)


def pack_for(named: str | None, config: Config, vocabulary: Vocabulary, mistakes: list[Text]) -> Pack:
    """Return the pack that is `named` by the call, else by the configuration, else the shipped one.

    Raises:
        UsageError: there is no pack of the name the call gives.
        PackError: the pack has mistakes; it carries all of them.
    """
    return read_pack(pack_named(named, config, mistakes), vocabulary.kinds, closed_values(vocabulary))


def fingerprints_for(named: str | None, config: Config) -> Mapping[str, str]:
    """Return SHA-256 hashes of the `pack` (named as for `pack_for`) and of the shipped `vocabulary`.

    Raises:
        UsageError: there is no pack of the name the call gives.
    """
    return {"pack": pack_fingerprint(pack_named(named, config, [])), "vocabulary": vocabulary_fingerprint()}


def parameters_for(given: Mapping[str, str], config: Config, pack: Pack, mistakes: list[Text]) -> Mapping[str, str]:
    """Return the parameters in force: those of the configuration, those `given` by the call over them."""
    known = parameters_of(pack)
    good: dict[str, str] = {}
    for name, figure in config.parameters.items():
        if name not in known:
            text = Text("config.no-such-parameter", parameter=name, known=nearest(name, known))
        elif figure < known[name].minimum:
            text = Text("config.parameter-too-small", parameter=name, value=figure, minimum=known[name].minimum)
        else:
            good[name] = str(figure)
            continue
        mistakes.append(config.blamed(text))
    return {**good, **given}


def roster_for(config: Config) -> frozenset[str] | None:
    """Return the client managers there are, their names as the loader writes them; None where that is not told."""
    return None if config.roster is None else frozenset(map(clean, config.roster))


def closed_values(vocabulary: Vocabulary) -> Mapping[str, frozenset[str]]:
    """Return the values each vocabulary can give, of those that know every value."""
    return {name: frozenset(words.known) for name, words in vocabulary.words.items() if not words.open}
