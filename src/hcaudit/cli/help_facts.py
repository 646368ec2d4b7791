"""What the sentences of the help pages speak of; it must not know which page says what."""

from __future__ import annotations

from hcaudit.groundwork import DEFAULT_PACK
from hcaudit.outlook import SOON
from hcaudit.packs.schema import SCHEMAS
from hcaudit.render import FORMATS, SHOWN
from hcaudit.render.bulletin import WRITERS

FACTS = {
    "pack": DEFAULT_PACK,
    "formats": " ".join(FORMATS),
    "suffixes": " ".join(suffix for form in FORMATS.values() for suffix in form.suffixes),
    "shows": " ".join(SHOWN),
    "schemas": " ".join(SCHEMAS),
    "bulletins": " ".join(WRITERS),
    "bulletin_suffixes": " ".join(suffix for name in WRITERS for suffix in FORMATS[name].suffixes),
    "within": str(SOON),
}
