"""``python -m hcaudit`` is the program `hcaudit`."""

from hcaudit.cli.program import program

program()
