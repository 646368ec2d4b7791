"""What the READMEs promise is so: commands, options, make targets, links, and the output they show."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "README.zh-CN.md", "sample_data/README.md")
HCAUDIT = (sys.executable, "-c", "import sys; from hcaudit.cli import main; sys.exit(main())")


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def hcaudit(*arguments: str) -> str:
    """Return what `hcaudit` says on standard output, with the language and width left to the options."""
    unset = {"HCAUDIT_CONFIG", "HCAUDIT_LANG"}
    settings = {name: value for name, value in os.environ.items() if name not in unset}
    settings |= {"COLUMNS": "120", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [*HCAUDIT, *arguments], cwd=ROOT, env=settings, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


def examples() -> list[tuple[str, str]]:
    """Return each command of a console block with the output shown below it."""
    blocks = [block for name in PAGES for block in re.findall(r"```console\n(.*?)```", page(name), re.DOTALL)]
    return [pair for block in blocks for pair in re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)]


@pytest.mark.parametrize(("command", "output"), examples())
def test_examples_show_what_is_printed(command: str, output: str) -> None:
    words = shlex.split(command)
    assert words[0] == "hcaudit"
    assert hcaudit(*words[1:]) == output


@pytest.mark.parametrize("name", PAGES)
def test_options_exist(name: str) -> None:
    installing = {"--require-hashes", "--no-deps", "--no-build-isolation"}
    mentioned = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", page(name))) - installing
    known = set(re.findall(r"--[a-z][a-z-]+", hcaudit("--help") + hcaudit("check", "--help")))
    assert mentioned <= known


@pytest.mark.parametrize("name", PAGES)
def test_commands_exist(name: str) -> None:
    mentioned = set(re.findall(r"\bhcaudit ([a-z]+) ", page(name)))
    assert mentioned <= set(re.findall(r"^  ([a-z]+)\b", hcaudit("--help"), re.MULTILINE))


@pytest.mark.parametrize("name", PAGES)
def test_make_targets_exist(name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", page("Makefile"), re.MULTILINE))
    assert set(re.findall(r"`?\bmake ([a-z]+)`?(?:  |`|\n)", page(name))) <= targets


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    folder = (ROOT / name).parent
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", page(name))
    assert [link for link in links if not (folder / link).exists()] == []


def test_help_of_make_lists_every_target() -> None:
    makefile = page("Makefile")
    listed = re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE)
    assert listed == re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[0].split()


def test_ci_runs_the_test_command_of_the_readme() -> None:
    assert page(".ci/run").splitlines()[-1] == "make test"
    assert "make test " in page("README.md")
