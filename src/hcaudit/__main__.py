"""``python -m hcaudit`` is the program `hcaudit`."""

import sys

from hcaudit.cli.program import program

sys.exit(program())
