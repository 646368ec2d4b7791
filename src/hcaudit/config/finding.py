"""Which file is the configuration: the one named, else the nearest; it must not know what stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

CONFIG_NAME = "hcaudit.toml"
CONFIG_VARIABLE = "HCAUDIT_CONFIG"


def find_config(named: str | Path | None, environment: Mapping[str, str]) -> Path | None:
    """Return the configuration file: `named`, else HCAUDIT_CONFIG, else the nearest up from the working directory.

    One that is named need not exist - reading it will tell; None where nothing is named and nothing lies there.
    """
    if named is not None:
        return Path(named)
    if told := environment.get(CONFIG_VARIABLE):
        return Path(told)
    try:
        here = Path.cwd()
    except OSError:  # the working directory has been removed
        return None
    return next((file for folder in (here, *here.parents) if _is_file(file := folder / CONFIG_NAME)), None)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a folder that may not be searched
        return False
