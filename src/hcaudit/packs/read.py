"""From the files of a pack to a `Pack`, all mistakes reported together; it must not know what is judged by it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources.abc import Traversable
from pathlib import Path

from hcaudit.errors import PackError, UsageError
from hcaudit.model.records import Kind
from hcaudit.model.rule import Pack
from hcaudit.packs.build import build_pack, build_rule
from hcaudit.packs.consistency import Vocabularies, inconsistencies
from hcaudit.packs.files import read_form, toml_files
from hcaudit.packs.forms import ClassesForm, PackForm, RuleForm, TariffForm
from hcaudit.packs.mistakes import nearest
from hcaudit.shipped import rules_folder
from hcaudit.texts import Text


def shipped_packs() -> list[str]:
    """Return the ids of the packs that ship with hcaudit."""
    return sorted(entry.name for entry in rules_folder().iterdir() if entry.joinpath("pack.toml").is_file())


def read_pack(name: str, kinds: Mapping[str, Kind], vocabularies: Vocabularies) -> Pack:
    """Return the pack with the id, or in the folder, `name`.

    Raises:
        UsageError: there is no such pack.
        PackError: the pack has mistakes; it carries all of them.
    """
    folder = pack_folder(name)
    mistakes: list[Text] = []
    form = read_form(folder.joinpath("pack.toml"), PackForm, mistakes)
    classes = read_form(folder.joinpath("classes.toml"), ClassesForm, mistakes)
    tariff = read_form(folder.joinpath("tariff.toml"), TariffForm, mistakes)
    rule_files = toml_files(folder.joinpath("rules"))
    if not rule_files:
        mistakes.append(Text("packs.no-rules", file=f"{folder.name}/rules"))
    rules = []
    for file in rule_files:
        rule_form = read_form(file, RuleForm, mistakes)
        if rule_form is not None:
            rules.append((file.name, build_rule(file.name, rule_form, mistakes)))
    good = [(file, rule) for file, rule in rules if rule]
    mistakes += inconsistencies(good, classes, tariff, kinds, vocabularies)
    if mistakes or not (form and classes and tariff):
        raise PackError(Text("packs.broken", pack=name, n=len(mistakes)), *mistakes)
    return build_pack(form, classes, tariff, [rule for _, rule in good], kinds)


def pack_folder(name: str) -> Traversable:
    """Return the folder of the pack with the id, or at the path, `name`.

    Raises:
        UsageError: there is no such pack.
    """
    if name in shipped_packs():
        return rules_folder().joinpath(name)
    if Path(name).is_dir():
        return Path(name)
    raise UsageError(Text("packs.no-such-pack", pack=name, known=nearest(name, shipped_packs())))
