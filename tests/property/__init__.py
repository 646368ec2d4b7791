"""The engine against an independent, day-by-day reading of the contract."""
