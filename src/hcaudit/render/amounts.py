"""Single amounts in words and figures; it must not know where they stand (whole columns are `cells`' matter)."""

from __future__ import annotations

from hcaudit.model.report import MONEY_COLUMNS


def yuan_text(fen: int) -> str:
    """Return an amount as plain yuan with two decimals, ``30000.00``."""
    return amount_text(fen).replace(",", "")


def amount_text(fen: int | None) -> str:
    """Return an amount in yuan as people read it, ``30,000.00``; None is empty."""
    if fen is None:
        return ""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02}"


def is_amount(total: str) -> bool:
    """Tell whether a total of a run is money: its name is a money column's, or ends like one (``waived_amount``)."""
    return any(total == name or total.endswith(f"_{name}") for name in MONEY_COLUMNS)
