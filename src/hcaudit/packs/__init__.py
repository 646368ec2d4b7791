"""Stage 2, TOML → Pack: reads a rulebook and reports every mistake in it at once; it must not know exports."""

from hcaudit.packs.fingerprint import pack_fingerprint, vocabulary_fingerprint
from hcaudit.packs.read import pack_folder, read_pack, shipped_packs

__all__ = [
    "pack_fingerprint",
    "pack_folder",
    "read_pack",
    "shipped_packs",
    "vocabulary_fingerprint",
]
