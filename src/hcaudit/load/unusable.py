"""What is raised for a file that cannot be used; it must not know why one cannot."""

from __future__ import annotations

from hcaudit.errors import InputError


class UnusableFileError(InputError):
    """A file cannot be used at all; the other files still can."""
