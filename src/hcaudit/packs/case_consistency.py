"""Whether worked cases speak of what there is: rules, fields, parameters; it must not know how they come out."""

from __future__ import annotations

from collections.abc import Iterator

from hcaudit.model.rule import Pack, Rule
from hcaudit.packs.cases import Case
from hcaudit.packs.mistakes import nearest
from hcaudit.texts import Text


def case_inconsistencies(code: str, case: Case, pack: Pack) -> Iterator[Text]:
    """Yield a text for each thing a worked case in the file of rule `code` names that does not exist."""
    file = f"cases/{code}.toml"
    rule = pack.rules.get(code)
    if rule is None:
        yield Text("rules.case-of-no-rule", file=file, code=code, known=nearest(code, pack.rules))
        return
    yield from _columns(file, case, pack)
    yield from _parameters(file, case, rule)
    if rule.kind not in case.rows():
        kind = pack.kinds[rule.kind]
        yield Text("rules.case-no-records", file=file, case=case.name, kind=kind.titles, name=kind.name)


def _columns(file: str, case: Case, pack: Pack) -> Iterator[Text]:
    for kind, rows in case.rows().items():
        fields = pack.kinds[kind].fields
        for name in dict.fromkeys(name for row in rows for name in row if name not in fields):
            yield Text("packs.no-such-field", file=file, field=name, kind=kind, known=nearest(name, fields))
    known = {name for kind in case.rows() for name in pack.kinds[kind].fields}
    for name in case.without:
        if name not in known:
            near = nearest(name, known)
            yield Text("rules.case-no-such-column", file=file, case=case.name, column=name, known=near)


def _parameters(file: str, case: Case, rule: Rule) -> Iterator[Text]:
    for name, value in case.parameters.items():
        parameter = rule.parameters.get(name)
        if parameter is None:
            yield Text("packs.no-such-parameter", file=file, name=name, known=", ".join(rule.parameters) or "-")
        elif value < parameter.minimum:
            facts = {"parameter": f"{rule.code}.{name}", "minimum": parameter.minimum}
            yield Text("rules.case-parameter", file=file, case=case.name, **facts)
