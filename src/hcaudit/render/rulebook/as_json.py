"""The rulebook as JSON: machine keys in English, sentences in the language asked for; it must not know who reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from hcaudit.render.row_texts import json_text
from hcaudit.render.rulebook.page import PackPage, RulePage

_LISTED = ("code", "name", "title", "clause", "item", "kind", "trigger", "outcome", "off_by_default")


def rules_json(pack: PackPage, pages: Sequence[RulePage]) -> str:
    """Return the pack and all about each rule as one JSON document."""
    return _document(pack, [asdict(page) for page in pages])


def list_json(pack: PackPage, pages: Sequence[RulePage]) -> str:
    """Return the pack and what a list shows of each rule as one JSON document."""
    return _document(pack, [_row(page) for page in pages])


def _row(page: RulePage) -> Mapping[str, object]:
    listed = {name: getattr(page, name) for name in _LISTED}
    return {**listed, "unset": list(page.unset), "parameters": {one.key: one.value for one in page.parameters}}


def facts_json(facts: Mapping[str, object]) -> str:
    """Return `facts` as one JSON document."""
    return f"{json_text(facts, indent=2)}\n"


def _document(pack: PackPage, rules: Sequence[Mapping[str, object]]) -> str:
    return facts_json({"pack": asdict(pack), "rules": rules})
