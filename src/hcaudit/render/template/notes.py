"""The note on a header: what the field means, whether it is required, how it is written; it knows no layout."""

from __future__ import annotations

from hcaudit.model.records import Field, FieldType, Kind
from hcaudit.render.template.choices import Choices
from hcaudit.texts import catalogue, say


def note_of(kind: Kind, field: Field, choices: Choices | None, lang: str) -> str:
    """Return the note on the header of `field`."""
    lines = [
        meaning_of(kind, field, lang),
        say("template.required" if field.required else "template.optional", lang),
        _form_of(field, choices, lang),
    ]
    if choices:
        lines.append(say("template.pick-words", lang, choices=say("template.comma", lang).join(choices.words)))
    return "\n".join(lines)


def meaning_of(kind: Kind, field: Field, lang: str) -> str:
    """Return what `field` means in `kind`; where no kind has a sentence of its own, all share one."""
    if f"meaning-{kind.name}-{field.name}" in catalogue(lang, "template"):
        return say(f"template.meaning-{kind.name}-{field.name}", lang)
    return say(f"template.meaning-{field.name}", lang)


def _form_of(field: Field, choices: Choices | None, lang: str) -> str:
    if choices and field.type is FieldType.TEXT:
        return say("template.type-choice", lang)
    return say(f"template.type-{field.type}", lang)
