"""The shape of a pack's files, as pydantic models; they must not know what the rest of the pack holds."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from hcaudit.texts import Text


class Form(BaseModel):
    """A table of a pack file: unknown keys are mistakes, values are not coerced."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=False)


class WordingForm(Form):
    """A text in both languages."""

    zh: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]


Filled = Annotated[list[str], Field(min_length=1)]


class NotForm(Form):
    """The value is none of these (a field left empty is none of them)."""

    not_: str | list[str] = Field(alias="not")


class HasForm(Form):
    """The text contains one of these words."""

    has: Filled


class HasNoneForm(Form):
    """The text contains none of these words (a field left empty contains none)."""

    has_none: Filled


class FilledForm(Form):
    """The field is filled, readable or not."""

    filled: Literal[True]


ConditionForm = str | Filled | NotForm | HasForm | HasNoneForm | FilledForm


class AlternativeForm(Form):
    """Conditions that must all hold: one of the classes, one of the stages, completed, and every field as told."""

    class_: Filled | None = Field(alias="class", default=None)
    stage: list[Literal["in_transit", "archived", "terminated"]] = []
    completed: bool = False
    where: dict[str, ConditionForm] = {}


class AppliesForm(AlternativeForm):
    """Whom a rule applies to: records of `kind` that meet the table itself and one of `any`."""

    kind: str
    any_: list[AlternativeForm] = Field(alias="any", default=[])


class ParameterForm(Form):
    """A figure the user may set; without a default the rule waits for it."""

    minimum: int = 0
    default: int | None = None
    meaning: WordingForm


class RuleForm(Form):
    """One rule file."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{1,3}[0-9]{2,3}$")]
    name: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    clause: Annotated[str, Field(min_length=1)]
    item: str | None = None
    title: WordingForm
    explanation: WordingForm
    interpretation: WordingForm | None = None
    outcome: Literal["violation", "suspected", "reward"] = "violation"
    off_by_default: bool = False
    consequences: list[str] = []
    in_effect_by: Literal["governing date", "occurrence"] = "governing date"
    applies: AppliesForm
    parameters: dict[str, ParameterForm] = {}
    check: Annotated[dict[str, dict[str, Any]], Field(min_length=1, max_length=1)]


class CountingForm(Form):
    """How days are counted."""

    mode: Literal["exclusive", "inclusive"] = "exclusive"
    after_hours: Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")] | None = None


class PackForm(Form):
    """pack.toml."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: WordingForm
    source: str
    effective_from: dt.date
    stated_until: dt.date | None = None
    counting: CountingForm = CountingForm()
    readings: list[WordingForm] = []


class ClassForm(Form):
    """A row of classes.toml."""

    is_: str = Field(alias="is")
    business_type_has: list[Filled] = []
    customer_class: str | None = None
    capacity_up_to_kva: int | None = None
    above: str | None = None

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        if (self.capacity_up_to_kva is None) != (self.above is None):
            raise ValueError(Text("forms.together", keys="capacity_up_to_kva, above"))
        return self


class ClassesForm(Form):
    """classes.toml."""

    class_: list[ClassForm] = Field(alias="class", default=[])


class ItemForm(Form):
    """A line of the penalty table, in yuan."""

    id: Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+[a-z]?$")]
    event: WordingForm
    amount: Annotated[int, Field(gt=0)] | None = None
    leadership: Annotated[int, Field(ge=0)] | None = None
    frontline: Annotated[int, Field(ge=0)] | None = None
    reward: Annotated[int, Field(gt=0)] | None = None
    per: Literal["record", "customer"] = "record"
    assessed_by: WordingForm | None = None
    note: WordingForm | None = None
    multiplier: Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+)?$")] | None = None
    consequences: list[str] = []

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if (self.leadership is None) != (self.frontline is None):
            raise ValueError(Text("forms.together", keys="leadership, frontline"))
        shares = [share for share in (self.leadership, self.frontline) if share is not None]
        if shares and self.amount != sum(shares):
            raise ValueError(Text("forms.shares", keys="leadership, frontline", sum="amount"))
        if self.amount is not None and self.reward is not None:
            raise ValueError(Text("forms.not-both", keys="amount, reward"))
        if self.amount is None and self.reward is None and not self.consequences:
            raise ValueError(Text("forms.one-at-least", keys="amount, reward, consequences"))
        return self


class ConsequenceForm(Form):
    """A consequence beside money, and whom it meets."""

    title: WordingForm
    meets: Literal["unit", "persons", "assessment group"]


class TariffForm(Form):
    """tariff.toml."""

    consequence: dict[str, ConsequenceForm] = {}
    item: list[ItemForm] = []
