"""How an output is to look; it must not know what a report says."""

from __future__ import annotations

from dataclasses import dataclass

from hcaudit.texts import DEFAULT_LANGUAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The choices a user makes about an output.

    `show` names the part (a key of `parts.SHOWN`) that formats without room for everything hold; None is
    the format's default.  `lang` is the language of labels; `headers` that of column headings: ``en`` for
    the machine keys, otherwise (None) Chinese.  `width` is the terminal's in columns, `colour` whether it
    has any, `mask` hides customers' names, `bom` starts a CSV with a byte order mark.
    """

    show: str | None = None
    lang: str = DEFAULT_LANGUAGE
    headers: str | None = None
    width: int = 80
    colour: bool = False
    mask: bool = False
    bom: bool = False

    @property
    def machine_keys(self) -> bool:
        """Whether columns are headed by their machine keys, and cells hold machine values."""
        return self.headers == "en"
