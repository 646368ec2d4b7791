"""Stage 2, TOML → Pack: reads a rulebook and reports every mistake in it at once; it must not know exports."""

from hcaudit.packs.read import read_pack, rules_folder, shipped_packs

__all__ = ["read_pack", "rules_folder", "shipped_packs"]
