"""The command line; it must not judge, price or format anything itself."""

from hcaudit.cli.app import main

__all__ = ["main"]
