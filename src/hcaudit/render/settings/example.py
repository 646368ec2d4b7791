"""A configuration file to begin with, every setting in it commented out; it must not know who reads it.

A line that begins with ``# `` explains; one that begins with ``#`` alone is a setting to be uncommented.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hcaudit.model.rule import Parameter
from hcaudit.texts import say


def example_toml(parameters: Mapping[str, Parameter], facts: Mapping[str, object], lang: str) -> str:
    """Return the file: it offers the `parameters` (by ``CODE.NAME``).

    Of `facts` it needs ``pack``, the ``memory`` and ``time`` a file may take, and the first ``year`` without a notice.
    """
    figures = "\n".join(line for name, one in parameters.items() for line in _figure(name, one, lang))
    return say("config.example", lang, parameters=figures, **facts).strip("\n") + "\n"


def _figure(name: str, parameter: Parameter, lang: str) -> Iterator[str]:
    """Yield a parameter: what it means, and the setting with its default or, where there is none, its least figure."""
    yield f"# {parameter.meaning[lang]}"
    yield f'#"{name}" = {parameter.minimum if parameter.default is None else parameter.default}'
