"""What is new, gone or changed against an earlier run's JSON; it must not know how either run came about."""

from hcaudit.comparison.compare import compared
from hcaudit.comparison.earlier import Earlier, read_earlier

__all__ = ["Earlier", "compared", "read_earlier"]
