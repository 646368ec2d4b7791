"""Columns of money: fen as yuan; it must not know which columns hold any."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

YUAN = pa.decimal128(18, 2)
"""Money as outputs hold it: yuan with two decimals."""


def yuan(fen: pa.Array) -> pa.Array:
    """Return amounts in fen (int64) as decimal yuan."""
    return pc.multiply(fen.cast(pa.decimal128(19, 0)), pa.scalar(Decimal("0.01"))).cast(YUAN)


def fen(amounts: pa.Array) -> pa.Array:
    """Return `amounts` in yuan, texts such as ``30000.00``, as fen (int64).

    Raises:
        pa.ArrowInvalid: one is no amount, or has parts of a fen.
    """
    return pc.multiply(amounts.cast(pa.decimal128(19, 2)), pa.scalar(Decimal(100))).cast(pa.int64())
