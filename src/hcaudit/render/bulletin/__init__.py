"""Rolls - lists with what they are about - in every format; it must not know what they list."""

from hcaudit.render.bulletin.bulletin import Bulletin, Roll
from hcaudit.render.bulletin.formats import WRITERS

__all__ = ["WRITERS", "Bulletin", "Roll"]
