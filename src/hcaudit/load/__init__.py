"""Stage 1, exports → Dossier: read, recognise, type, merge; it must not know rules, packs or verdicts."""

from hcaudit.load.additions import with_additions, with_units
from hcaudit.load.dossier import load
from hcaudit.load.intake import LoadOptions
from hcaudit.load.sources import Source, TableSource
from hcaudit.load.vocabulary import Vocabulary, Words, read_decision_vocabulary, read_vocabulary

__all__ = [
    "LoadOptions",
    "Source",
    "TableSource",
    "Vocabulary",
    "Words",
    "load",
    "read_decision_vocabulary",
    "read_vocabulary",
    "with_additions",
    "with_units",
]
