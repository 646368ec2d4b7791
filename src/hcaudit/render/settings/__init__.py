"""The settings in force, for people and machines, and a file to begin with; it must not know what sets any of them."""

from hcaudit.render.settings.page import Origin, Setting, Source

__all__ = ["Origin", "Setting", "Source"]
