"""The exceptions hcaudit raises on purpose; it must not know who catches them or in which language.

    HcauditError                 exit code
    ├── UsageError               2   the command line or the call is wrong
    ├── ConfigError              2   hcaudit.toml is wrong
    ├── PackError                2   a rule pack is wrong; carries every mistake at once
    ├── InputError               3   a file cannot be used
    ├── NothingJudgedError       3   nothing could be judged
    ├── InternalError            4   hcaudit contradicts itself
    └── LedgerLockedError       75   another run is writing to the ledger

Every message names the place and ends with the remedy.  The words are in ``hcaudit/texts``: an error
carries the key of its message and the values to fill in, so that the command line can say it in the
user's language.
"""

from __future__ import annotations

from typing import ClassVar

from hcaudit.texts import Text


class HcauditError(Exception):
    """Anything hcaudit reports to its user; `texts` holds one message or several."""

    exit_code: ClassVar[int] = 4

    def __init__(self, *texts: Text) -> None:
        super().__init__(*texts)
        self.texts = texts

    def __str__(self) -> str:
        return "\n".join(str(text) for text in self.texts)


class UsageError(HcauditError):
    """The command line or the call is wrong."""

    exit_code = 2


class ConfigError(HcauditError):
    """The configuration is wrong."""

    exit_code = 2


class PackError(HcauditError):
    """A rule pack is wrong; one text for each mistake."""

    exit_code = 2


class InputError(HcauditError):
    """A file cannot be used."""

    exit_code = 3


class NothingJudgedError(HcauditError):
    """No record of any file could be judged."""

    exit_code = 3


class InternalError(HcauditError):
    """A result contradicts itself: never shown as a verdict."""

    exit_code = 4


class LedgerLockedError(HcauditError):
    """Another run is writing to the ledger: try again later."""

    exit_code = 75
