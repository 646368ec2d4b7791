"""Writes a whole report as one HTML page that needs nothing else; it must not know what stands on the page."""

from __future__ import annotations

from importlib import resources
from typing import BinaryIO

from jinja2 import Environment, PackageLoader, StrictUndefined

from hcaudit.model.report import Report
from hcaudit.render.cells import SEPARATOR
from hcaudit.render.look import Look
from hcaudit.render.page.content import content_of
from hcaudit.render.page.policy import content_policy
from hcaudit.render.page.style import style_sheet

_PACKAGE, _FOLDER = "hcaudit.render", "page"
_PIECES = 512
"""Pieces of mark-up written at a time."""


def render(report: Report, stream: BinaryIO, look: Look) -> None:
    """Write every part, in UTF-8: no network, no script needed, all data escaped, rows made as they are written."""
    content = content_of(report, look)
    lists = [*content["sheets"], content["inputs"]]
    style = style_sheet(_own("page.css"), lists, [name for name, _ in content["penalty_headings"]])
    script = _own("page.js")
    template = _templates().get_template("page.html.jinja")
    policy = content_policy(style, script)
    page = template.stream(content, separator=SEPARATOR, policy=policy, style=style, script=script)
    page.enable_buffering(_PIECES)
    stream.writelines(piece.encode() for piece in page)


def _templates() -> Environment:
    return Environment(
        loader=PackageLoader(_PACKAGE, _FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _own(file: str) -> str:
    return resources.files(_PACKAGE).joinpath(_FOLDER, file).read_text(encoding="utf-8")
