"""Stage 4, a report as bytes: one module a format; it must not know where the report came from."""

from hcaudit.render.formats import FORMATS, Format, Render, format_of_file
from hcaudit.render.look import Look
from hcaudit.render.parts import SHOWN

__all__ = ["FORMATS", "SHOWN", "Format", "Look", "Render", "format_of_file"]
