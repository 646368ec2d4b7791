"""How each file was understood, described once, shown as text, JSON, CSV and Markdown; it must not read files."""

from hcaudit.render.intake.page import IntakePage, intake_page

__all__ = ["IntakePage", "intake_page"]
