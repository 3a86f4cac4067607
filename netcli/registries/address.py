"""Which addresses of a register netcli asks: safe ones, and never another than was meant."""

import os
import re
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from netcli.errors import UnknownValue

# Scheme, host, port, path; no name or password (it would be printed with every answer), no query, nothing invisible.
_FORM = re.compile(r"https?://(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?(/[!-~]*)?")
_ENDS_PATH = re.compile(r"[?#@\\]")


class Service(NamedTuple):
    """A register that netcli can ask: its name, its address, the variable that gives it another.

    `short` is the word by which its kept answers are told from those of others.
    """

    name: str
    address: str
    variable: str
    short: str

    def base(self) -> str:
        """Return the base address of its interface, from the variable if that is set. Raise UnknownValue.

        Plain http is for this machine only: on the way, what a trial is said to do could be changed. What was set is
        not repeated in the error: it may hold a password.
        """
        base = os.environ.get(self.variable, "").strip().rstrip("/") or self.address
        origin = _origin(base) if _FORM.fullmatch(base) and not _ENDS_PATH.search(base) else None
        if origin is None or (origin[0] == "http" and not is_loopback(base)):
            hint = f"Give https://HOST/PATH without a password, or http on this machine; the default is {self.address}."
            raise UnknownValue(f"{self.variable} is no usable address", hint)
        return base


def is_loopback(url: str) -> bool:
    """Return whether the address is this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def within_origin(url: str, location: str) -> str | None:
    """Return the address that a redirect of `url` leads to; None when it leaves scheme, host or port."""
    try:
        target = urljoin(url, location)
    except ValueError:
        return None
    return target if _origin(target) == _origin(url) else None


def _origin(url: str) -> tuple[str, str, int] | None:
    """Return scheme, host and port; None for what has none of them."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
    except (ValueError, KeyError):
        return None
    return (parts.scheme, parts.hostname, port) if parts.hostname else None
