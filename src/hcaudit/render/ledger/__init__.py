"""What a ledger holds, described once, shown as text, CSV, JSON and workbook; it must not open one."""

from hcaudit.render.ledger.tables import balances_table, events_table, fines_table, unit_balances

__all__ = ["balances_table", "events_table", "fines_table", "unit_balances"]
