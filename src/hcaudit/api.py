"""The Python API: exports or tables in, a report of Arrow tables out; it must not know the command line."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path

from hcaudit import asking, outlook, pipeline
from hcaudit.asking import Day, Sources
from hcaudit.config.mistakes import known_and_nearest
from hcaudit.errors import UsageError
from hcaudit.model.explanation import Explanation
from hcaudit.model.outlook import Outlook
from hcaudit.model.progress import Progress, Week
from hcaudit.model.report import Report
from hcaudit.texts import DEFAULT_LANGUAGE, Text

EXPLANATION_FORMS = ("text", "md", "json")
"""What `explanation_text` can return."""


def audit(
    sources: Sources,
    *,
    as_of: Day | None = None,
    month: str | None = None,
    period: tuple[Day | None, Day | None] | None = None,
    parameters: Mapping[str, object] | None = None,
    rules: str | None = None,
    select: str | Sequence[str] = (),
    extend_select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    decisions: Sources = (),
    since: str | Path | None = None,
    config: str | Path | Mapping[str, object] | None = None,
    lang: str = DEFAULT_LANGUAGE,
) -> Report:
    """Audit exports and return the report.

    Args:
        sources: paths (files, folders, globs), or tables (anything with the Arrow stream protocol:
            ``pyarrow.Table``, ``pandas.DataFrame``), one or by name.
        as_of: the last day that is seen, a date or ``YYYY-MM-DD``; default: the latest event date of the data.
        month: keep what occurred in this month, ``YYYY-MM``.
        period: keep what occurred from the first to the second day; not together with `month`.
        parameters: rule parameters by ``CODE.NAME``, such as ``{"T12.min_working_days": 5}``.
        rules: id or folder of the rule pack; default: that of the configuration, else the shipped one.
        select: codes or prefixes of the rules to judge; default: all but those off by default.
        extend_select: codes or prefixes to judge as well.
        ignore: codes or prefixes not to judge.
        decisions: files or tables of supervisors' decisions, as `sources`.
        since: the JSON of an earlier run, to compare with: the report then has `changes` (`model.changes.CHANGES`).
        config: the configuration, a file or its tables (``{}``: none); default: as the command line finds it, in
            HCAUDIT_CONFIG or the nearest ``hcaudit.toml`` up from the working directory.
        lang: ``zh`` or ``en``.

    Returns:
        Arrow tables, one row a finding, a fine … (`Report`); days are date32 and working days, money is int64 fen.

    Raises:
        HcauditError: something asked for does not exist, or nothing can be used; the message says what to do.

    >>> orders = {"申请编号": ["1", "2"], "业务类型": ["低压居民新装", "低压居民新装"], "供电单位": ["甲所", "甲所"]}
    >>> orders |= {"受理时间": ["2021-12-01", "2021-12-01"], "送电时间": ["2021-12-03", "2021-12-06"]}
    >>> import pyarrow as pa
    >>> report = audit(pa.table(orders), as_of="2021-12-31", config={}, select="T02", lang="en")
    >>> report.findings.select(["record_no", "outcome", "reason"]).to_pylist()
    [{'record_no': '2', 'outcome': 'undetermined', 'reason': 'Whether the rule applies is not known (Grid works ...'}]

    With the column that was missing:

    >>> orders |= {"配套情况": ["无工程", "无工程"]}
    >>> report = audit(pa.table(orders), as_of="2021-12-31", config={}, select="T02")
    >>> report.findings.select(["record_no", "outcome", "due_on", "amount"]).to_pylist()
    [{'record_no': '2', 'outcome': 'violation', 'due_on': datetime.date(2021, 12, 3), 'amount': 3000000}]
    """
    settings = asking.settings_for(
        sources, config, lang, as_of=as_of, month=month, period=period, parameters=parameters, rules=rules,
        select=select, extend_select=extend_select, ignore=ignore, decisions=decisions,
    )  # fmt: skip
    return pipeline.audit(
        dataclasses.replace(
            settings,
            since=None if since is None else Path(since),
            early_warnings=True,
        )
    )


def due(
    sources: Sources,
    *,
    within: int = outlook.SOON,
    later: bool = False,
    as_of: Day | None = None,
    parameters: Mapping[str, object] | None = None,
    rules: str | None = None,
    select: str | Sequence[str] = (),
    extend_select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    decisions: Sources = (),
    config: str | Path | Mapping[str, object] | None = None,
    lang: str = DEFAULT_LANGUAGE,
) -> Outlook:
    """Return what is due: the clocks of open orders and protection settings, the worst first.

    A clock is due soon `within` so many working days; `later` lists also those that have more time.  All else is as in
    `audit`.

    Returns:
        Arrow tables (`Outlook`): one row a running clock, and one a unit and manager.

    Raises:
        HcauditError: something asked for does not exist, or nothing can be used; the message says what to do.

    >>> orders = {"申请编号": ["1"], "业务类型": ["高压新装"], "供电单位": ["甲所"], "受理时间": ["2021-12-01"]}
    >>> orders |= {"配套情况": ["无工程"], "方案答复时间": [None], "资料收集完毕时间": [None], "送电时间": [None]}
    >>> import pyarrow as pa
    >>> outlook = due(pa.table(orders), as_of="2021-12-21", config={}, select="T05")
    >>> outlook.clocks.select(["state", "due_on", "days_left", "measured", "limit"]).to_pylist()
    [{'state': 'due_soon', 'due_on': datetime.date(2021, 12, 23), 'days_left': 2, 'measured': 14.0, 'limit': 16.0}]
    """
    if within < 0:
        raise UsageError(Text("due.within-negative", value=within))
    settings = asking.settings_for(
        sources, config, lang, as_of=as_of, parameters=parameters, rules=rules, select=select,
        extend_select=extend_select, ignore=ignore, decisions=decisions,
    )  # fmt: skip
    return outlook.due(settings, within, later=later)


def progress(
    sources: Sources,
    *,
    week: str | None = None,
    as_of: Day | None = None,
    rules: str | None = None,
    config: str | Path | Mapping[str, object] | None = None,
    lang: str = DEFAULT_LANGUAGE,
) -> Progress:
    """Return the progress of the high-voltage orders that were open, accepted or energized in a week.

    The `week` is given as ``2021-W51``; default: the one in which as-of lies.  All else is as in `audit`.

    Returns:
        Arrow tables (`Progress`): one row an order, and one a unit.

    Raises:
        HcauditError: something asked for does not exist, or nothing can be used; the message says what to do.

    >>> orders = {"申请编号": ["1"], "业务类型": ["高压新装"], "供电单位": ["甲所"], "受理时间": ["2021-12-01"]}
    >>> orders |= {"配套情况": ["无工程"], "方案答复时间": [None], "资料收集完毕时间": [None], "送电时间": [None]}
    >>> import pyarrow as pa
    >>> weekly = progress(pa.table(orders), week="2021-W49", as_of="2021-12-12", config={})
    >>> weekly.orders.select(["stage", "state", "days_used", "limit", "due_on"]).to_pylist()
    [{'stage': 'accepted', 'state': 'later', 'days_used': 7, 'limit': 16, 'due_on': datetime.date(2021, 12, 23)}]
    """
    reported = None if week is None else Week.named(week)
    return outlook.progress(asking.settings_for(sources, config, lang, as_of=as_of, rules=rules), reported)


def explain(
    sources: Sources,
    *,
    order: str,
    rule: str | None = None,
    as_of: Day | None = None,
    month: str | None = None,
    period: tuple[Day | None, Day | None] | None = None,
    parameters: Mapping[str, object] | None = None,
    rules: str | None = None,
    select: str | Sequence[str] = (),
    extend_select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    decisions: Sources = (),
    config: str | Path | Mapping[str, object] | None = None,
    lang: str = DEFAULT_LANGUAGE,
) -> Explanation:
    """Return everything that decides the record `order`: each rule's clock day by day, verdict, clause, fine.

    The `order` is the number of an order or of any other record, or the id of a finding; `rule` is the code of
    the one rule to explain.  All else is as in `audit`; the period only limits as-of and tells which findings it has.

    Raises:
        HcauditError: no record has the number, something asked for does not exist, or nothing can be used; the message
            says what to do.

    >>> orders = {"申请编号": ["1"], "业务类型": ["低压居民新装"], "供电单位": ["甲所"], "配套情况": ["无工程"]}
    >>> orders |= {"受理时间": ["2022-01-28"], "送电时间": ["2022-02-09"]}
    >>> import pyarrow as pa
    >>> explanation = explain(pa.table(orders), order="1", rule="T02", as_of="2022-02-28", config={})
    >>> verdict = explanation.records[0].rules[0]
    >>> verdict.outcome, str(verdict.clock.due), verdict.clock.measured
    ('violation', '2022-01-30', 5)
    >>> [(str(day.date), day.reason, day.holiday) for day in verdict.clock.days][2:5]
    [('2022-01-30', 'make-up', '春节'), ('2022-01-31', 'holiday', '春节'), ('2022-02-01', 'holiday', '春节')]
    """
    from hcaudit import explanation  # noqa: PLC0415 - no other call waits for what only an explanation needs

    settings = asking.settings_for(
        sources, config, lang, as_of=as_of, month=month, period=period, parameters=parameters, rules=rules,
        select=select, extend_select=extend_select, ignore=ignore, decisions=decisions,
    )  # fmt: skip
    return explanation.explain(settings, order, rule)


def explanation_text(
    explanation: Explanation, *, form: str = "text", lang: str | None = None, mask: bool = False
) -> str:
    """Return an explanation in words, as the command ``explain`` shows it.

    Args:
        explanation: what `explain` returned.
        form: ``text``, ``md`` (Markdown) or ``json``.
        lang: ``zh`` or ``en``; default: that of the explanation.
        mask: hide the names, phones and addresses of customers.

    Raises:
        UsageError: there is no such form or language.

    >>> orders = {"申请编号": ["1"], "业务类型": ["低压居民新装"], "供电单位": ["甲所"], "配套情况": ["无工程"]}
    >>> orders |= {"受理时间": ["2022-01-28"], "送电时间": ["2022-02-09"]}
    >>> import pyarrow as pa
    >>> explanation = explain(pa.table(orders), order="1", rule="T02", as_of="2022-02-28", config={}, lang="en")
    >>> print(explanation_text(explanation).splitlines()[8])
    T02 Low-voltage connection without grid works took over 2 working days: violation
    """
    if form not in EXPLANATION_FORMS:
        choices = known_and_nearest(form, EXPLANATION_FORMS)
        raise UsageError(Text("config.no-such-word", key="form", word=form, **choices))
    # Rich, with which the calendars are drawn, is for those who ask for text.
    from hcaudit.render.explanation import as_json, as_markdown, as_text  # noqa: PLC0415

    forms = {
        "text": as_text.explanation_text,
        "md": as_markdown.explanation_markdown,
        "json": as_json.explanation_json,
    }
    words = forms[form](explanation, explanation.lang if lang is None else asking.language_of(lang), mask=mask)
    return words.removesuffix("\n")
