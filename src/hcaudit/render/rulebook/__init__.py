"""The rulebook for people and machines: described once, shown as text, Markdown and JSON; it must not read packs."""

from hcaudit.render.rulebook.page import Example, Expected, PackPage, RulePage, Setting, pack_page, rule_page
from hcaudit.render.rulebook.verdict import PackVerdict

__all__ = ["Example", "Expected", "PackPage", "PackVerdict", "RulePage", "Setting", "pack_page", "rule_page"]
