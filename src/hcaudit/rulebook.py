"""Joins packs, their worked cases and the rulebook's pages: what the command `rules` and the docs show.

It must not know how a page looks or how a rule is judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hcaudit.casework import differences
from hcaudit.config import Config
from hcaudit.errors import ConfigError, PackError, UsageError
from hcaudit.groundwork import closed_values, pack_named
from hcaudit.load import Vocabulary
from hcaudit.model.rule import Pack
from hcaudit.packs import pack_folder, read_pack
from hcaudit.packs.case_consistency import case_inconsistencies
from hcaudit.packs.cases import Case, Expectation, read_cases
from hcaudit.packs.mistakes import nearest
from hcaudit.reading import vocabulary_for
from hcaudit.render.rulebook import Example, Expected, PackPage, PackVerdict, RulePage, Setting, pack_page, rule_page
from hcaudit.texts import Text

KEEPING = frozenset({"kept", "not_applicable"})
"""Outcomes of a worked case that shows a rule being kept."""

BREAKING = frozenset({"violation", "suspected", "reward"})
"""Outcomes of a worked case that shows what a rule finds."""

_MOST_NEAR = 5

CasesByRule = Sequence[tuple[str, Case]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """A pack without mistakes, its worked cases, each with the code of its rule, and the parameters `config` sets."""

    pack: Pack
    cases: CasesByRule
    config: Config

    def codes(self, prefixes: Sequence[str]) -> Sequence[str]:
        """Return the codes of the rules that `prefixes` (codes or their beginnings) choose, each once.

        Raises:
            UsageError: one chooses no rule.
        """
        return list(dict.fromkeys(code for prefix in prefixes for code in self._chosen(prefix.upper())))

    def overview(self, lang: str) -> PackPage:
        """Return the description of the pack."""
        return pack_page(self.pack, lang)

    def page(self, code: str, lang: str) -> RulePage:
        """Return the description of the rule `code`."""
        examples = [_example(case) for owner, case in self.cases if owner == code]
        page = rule_page(self.pack.rules[code], self.pack, examples, lang)
        return replace(page, parameters=tuple(map(self._in_force, page.parameters)))

    def _in_force(self, setting: Setting) -> Setting:
        """Return a parameter with the value that the configuration gives it, if that is one it can have."""
        given = self.config.parameters.get(setting.key)
        if given is None or given < setting.minimum:
            return setting
        return replace(setting, value=given, set_by=str(self.config.path or self.config.name))

    def _chosen(self, prefix: str) -> Sequence[str]:
        known = self.pack.rules
        found = [prefix] if prefix in known else [code for code in known if code.startswith(prefix)]
        if not found:
            raise UsageError(Text("rules.no-such-rule", code=prefix, known=nearest(prefix, known, _MOST_NEAR)))
        return found


def open_rulebook(named: str | None, config: Config) -> Rulebook:
    """Return the rulebook with the id, or in the folder, `named`; None takes that of `config`.

    Raises:
        UsageError: there is no such pack.
        ConfigError: with every mistake in `config` that concerns words and packs.
        PackError: the pack has mistakes.
    """
    vocabulary, name = _ground(named, config)
    pack = read_pack(name, vocabulary.kinds, closed_values(vocabulary))
    return Rulebook(pack=pack, cases=read_cases(pack_folder(name)), config=config)


def check_pack(named: str | None, config: Config) -> PackVerdict:
    """Return what is wrong with the pack, named as for `open_rulebook`, its worked cases run.

    Raises:
        UsageError: there is no such pack.
        ConfigError: as `open_rulebook`.
    """
    vocabulary, name = _ground(named, config)
    mistakes: list[Text] = []
    pack, cases = _pack(name, vocabulary, mistakes), _cases(name, mistakes)
    if pack is None or mistakes:
        return PackVerdict(pack=name, mistakes=tuple(mistakes))
    return PackVerdict(
        pack=name,
        mistakes=tuple(_wrong_cases(cases, pack, vocabulary)),
        warnings=tuple(_lacking_cases(cases, pack)),
        rules=len(pack.rules),
        items=len(pack.items),
        cases=len(cases),
    )


def _ground(named: str | None, config: Config) -> tuple[Vocabulary, str]:
    """Return the vocabulary in force, and the id or folder of the pack."""
    mistakes = list(config.mistakes)
    vocabulary, name = vocabulary_for(config, mistakes), pack_named(named, config, mistakes)
    if mistakes:
        raise ConfigError(*mistakes)
    return vocabulary, name


def _pack(name: str, vocabulary: Vocabulary, mistakes: list[Text]) -> Pack | None:
    """Return the pack, or None after adding what is wrong with it to `mistakes`."""
    try:
        return read_pack(name, vocabulary.kinds, closed_values(vocabulary))
    except PackError as error:
        mistakes += [text for text in error.texts if text.key != "packs.broken"]
    return None


def _cases(name: str, mistakes: list[Text]) -> CasesByRule:
    try:
        return read_cases(pack_folder(name))
    except PackError as error:
        mistakes += error.texts
    return ()


def _wrong_cases(cases: CasesByRule, pack: Pack, vocabulary: Vocabulary) -> Iterator[Text]:
    """Yield what the worked cases get wrong; those that speak of what does not exist are not run."""
    wrong = [(code, case, list(case_inconsistencies(code, case, pack))) for code, case in cases]
    # Cases of one file often share a mistake, which is told once.
    yield from {str(text): text for _, _, texts in wrong for text in texts}.values()
    for code, case, texts in wrong:
        if not texts:
            yield from differences(code, case, pack, vocabulary)


def _lacking_cases(cases: CasesByRule, pack: Pack) -> Iterator[Text]:
    for rule in pack.rules:
        outcomes = {expectation.outcome for code, case in cases if code == rule for expectation in case.expect}
        if not outcomes & KEEPING:
            yield Text("rules.no-keeping-case", code=rule)
        if not outcomes & BREAKING:
            yield Text("rules.no-breaking-case", code=rule)


def _example(case: Case) -> Example:
    return Example(name=case.name, as_of=case.as_of.isoformat(), expected=tuple(_expected(one) for one in case.expect))


def _expected(one: Expectation) -> Expected:
    figures = one.model_dump(exclude={"record", "outcome"}, exclude_none=True, mode="json")
    return Expected(record=one.record, outcome=one.outcome, figures=figures)
