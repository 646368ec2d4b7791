"""What the documents promise is so: sessions, commands, options, make targets, links; and nothing is left out."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from docs import sessions
from docs.sessions import DOCUMENTS, Exchange
from hcaudit.cli.app import COMMANDS, main
from hcaudit.texts import catalogue

ROOT = Path(__file__).parents[2]
INSTALLING = {"--require-hashes", "--no-deps", "--no-build-isolation"}
"""Options of pip."""
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def everything() -> str:
    """Return all documents, those of other rooms of docs/ among them."""
    others = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md")}
    return "\n".join(page(name) for name in sorted({*DOCUMENTS, *others}))


def help_of(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main([*words, "--help", "--lang", "en"]) == 0
    return capsys.readouterr().out


def options_of(capsys: pytest.CaptureFixture[str], command: str) -> set[str]:
    """Return the options that the help page of a command declares, not those its examples use."""
    declared = re.findall(r"^  (?:-\w, )?--[a-z].*$", help_of(capsys, command), re.MULTILINE)
    return set(OPTION.findall("\n".join(declared)))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_sessions_show_what_is_said(name: str) -> None:
    stale = [exchange for exchange in sessions.play(name) if not exchange.agrees]
    assert [(each.asked, each.shown) for each in stale] == [(each.asked, each.said) for each in stale], (
        f"read the difference, then: python -m docs.sessions {name}"
    )


@pytest.mark.parametrize("name", DOCUMENTS)
def test_options_exist(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    known = set(OPTION.findall("".join(help_of(capsys, *words) for words in [(), *((name,) for name in COMMANDS)])))
    assert set(OPTION.findall(page(name))) - INSTALLING <= known


@pytest.mark.parametrize("name", DOCUMENTS)
def test_commands_exist(name: str) -> None:
    assert set(re.findall(r"(?:`|\$ |bin/|^ {4})hcaudit ([a-z]+)\b", page(name), re.MULTILINE)) <= {*COMMANDS}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_shown_and_every_option_mentioned(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = everything()
    assert f"hcaudit {command}" in said
    options = options_of(capsys, command)
    assert len(options) > 1
    assert sorted(options - set(OPTION.findall(said))) == []


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_a_readme_names_every_command(readme: str) -> None:
    assert [command for command in COMMANDS if f"hcaudit {command}" not in page(readme)] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_make_targets_exist(name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", page("Makefile"), re.MULTILINE))
    assert set(re.findall(r"`?\bmake ([a-z]+)`?(?:  |`|\n| PLATFORM)", page(name))) <= targets


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    folder = (ROOT / name).parent
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", page(name))
    assert [link for link in links if not (folder / link).exists()] == []


def test_every_document_is_linked_from_both_readmes() -> None:
    documents = [name for name in DOCUMENTS if name.startswith("docs/")]
    for readme in ("README.md", "README.zh-CN.md"):
        assert [name for name in documents if f"({name})" not in page(readme)] == []


def test_help_of_make_lists_every_target() -> None:
    makefile = page("Makefile")
    listed = re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE)
    assert listed == re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[0].split()


def test_ci_runs_the_test_command_of_the_readme() -> None:
    assert page(".ci/run").splitlines()[-1] == "make test"
    assert "make test " in page("README.md")


@pytest.mark.parametrize(
    ("shown", "said", "agrees"),
    [
        (["a", "b"], ["a", "b"], True),
        (["a", "b"], ["a", "c"], False),
        (["a"], ["a", "b"], False),
        (["a", "…", "d"], ["a", "b", "c", "d"], True),
        (["a", "…", "d"], ["a", "d"], False),
        (["a", "…"], ["a", "b"], True),
        (["…", "b."], ["a", "bc"], False),
        ([], [], True),
    ],
)
def test_a_line_left_out_stands_for_lines(shown: Sequence[str], said: Sequence[str], agrees: bool) -> None:
    text, answer = ("".join(f"{line}\n" for line in lines) for lines in (shown, said))
    assert Exchange(asked="", shown=text, said=answer, begin=0, end=0, is_cell=False).agrees is agrees


def test_a_session_keeps_names_and_shows_the_last_value(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "sample_data").mkdir()
    (tmp_path / "guide.md").write_text(
        "```python\nx = 2\n```\n\n```python\nprint(x)\nx + 1\n```\n\n```text\n2\n4\n```\n", encoding="utf-8"
    )
    monkeypatch.setattr(sessions, "ROOT", tmp_path)
    assert [exchange.agrees for exchange in sessions.play("guide.md")] == [True, False]
    assert sessions.refreshed("guide.md").endswith("\n```text\n2\n3\n```\n")


def test_every_document_shows_something() -> None:
    shown = [name for name in DOCUMENTS if re.search(r"```(console|python)\n", page(name))]
    assert set(DOCUMENTS) - set(shown) <= {"sample_data/README.md"}


def test_the_clerk_is_told_of_every_sheet_of_the_workbook() -> None:
    of_others = ("sheet-clock-counts", "sheet-progress", "sheet-ledger")
    texts = catalogue("zh", "render")
    sheets = [texts[key] for key in texts if key.startswith("sheet-") and not key.startswith(of_others)]
    assert len(sheets) > 1
    assert [sheet for sheet in sheets if f"| {sheet} |" not in page("docs/clerk.zh-CN.md")] == []


def test_no_document_stands_twice() -> None:
    assert [name for name, same in itertools.groupby(sorted(DOCUMENTS)) if len(list(same)) > 1] == []
