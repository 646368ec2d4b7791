"""The figures in the specification of a check; it must not know what they limit."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictInt, StrictStr

Figure = Annotated[StrictInt | StrictStr, Field(union_mode="left_to_right")]
"""A whole number, or the name of the parameter that holds it."""

Amount = StrictInt | Annotated[StrictStr, Field(pattern=r"^[0-9]+(\.[0-9]+)?$")]
"""A whole number, or a decimal one as text, so that it is never rounded."""
