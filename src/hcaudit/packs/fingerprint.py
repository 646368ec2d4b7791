"""A hash over the files that a rulebook is, so that two runs can tell whether they judged by the same one.

It must not know what stands in them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.resources.abc import Traversable

from hcaudit.packs.files import toml_files
from hcaudit.packs.read import pack_folder
from hcaudit.shipped import rules_folder

_RULES = "rules"


def pack_fingerprint(name: str) -> str:
    """Return the SHA-256, in hexadecimal digits, of the pack with the id, or in the folder, `name`.

    It covers the names and bytes of every file that decides about a verdict; worked cases decide nothing.

    Raises:
        UsageError: there is no such pack.
    """
    return _hashed(_files_of_pack(pack_folder(name)))


def vocabulary_fingerprint() -> str:
    """Return the SHA-256 of what headers and words mean, as shipped."""
    return _hashed((file.name, file) for file in toml_files(rules_folder()))


def _files_of_pack(folder: Traversable) -> Iterator[tuple[str, Traversable]]:
    yield from ((file.name, file) for file in toml_files(folder))
    yield from ((f"{_RULES}/{file.name}", file) for file in toml_files(folder.joinpath(_RULES)))


def _hashed(files: Iterator[tuple[str, Traversable]]) -> str:
    """Return the hash of names and bytes, each with its length before it, so that none runs into the next."""
    total = hashlib.sha256()
    for name, file in files:
        for part in (name.encode(), file.read_bytes()):
            total.update(len(part).to_bytes(8, "big"))
            total.update(part)
    return total.hexdigest()
