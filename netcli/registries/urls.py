"""Build web addresses: every value is percent-encoded exactly once."""

from collections.abc import Iterable
from urllib.parse import quote, urlencode

# Harmless in a query, and far easier to read than their codes.
_READABLE = ",:()/"


def build_url(page: str, parameters: Iterable[tuple[str, str]]) -> str:
    """Return `page` with the parameters that have a value. Values are given as they are, not encoded."""
    given = [(name, value) for name, value in parameters if value]
    return f"{page}?{urlencode(given, quote_via=quote, safe=_READABLE, errors='replace')}" if given else page
