"""What a page may do: nothing but show itself; it must not know what is on the page."""

from __future__ import annotations

import base64
from hashlib import sha256


def content_policy(style: str, script: str) -> str:
    """Return the content security policy of a page with this style sheet and script, and nothing else to load."""
    own = f"style-src {_source(style)}; script-src {_source(script)}"
    return f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"
