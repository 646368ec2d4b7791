"""What is installed, and in which version; it must not know who asks."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import metadata

_DECIDING = ("holidays", "numpy", "pyarrow", "pydantic", "python-calamine", "rich", "typer", "XlsxWriter")
"""The libraries that decide about verdicts or about the bytes of outputs."""


def version_of(distribution: str) -> str:
    """Return the version of what is installed under this name; a checkout that is run as it lies has none."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "(not installed)"


def versions() -> Mapping[str, str]:
    """Return the versions of hcaudit, of Python and of the libraries that matter."""
    libraries = {name: version_of(name) for name in _DECIDING}
    return {"hcaudit": version_of("hcaudit"), "python": ".".join(map(str, sys.version_info[:3])), **libraries}
