"""Two ways to fetch an address: requests, and the standard library for when a firewall refuses that one.

The firewall of ClinicalTrials.gov judges the pair of TLS fingerprint and User-Agent. Each library keeps its
own default agent: browser names and custom ones are what gets refused. Proxies and CA bundles of the
environment are honoured; a loopback address is always reached directly.
"""

import os
from collections.abc import Callable, Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from netcli.registries.patience import Patience
from netcli.text import clean

if TYPE_CHECKING:
    import ssl

MAX_BYTES = 64_000_000
_CHUNK = 65_536
_HEADERS = {"Accept": "application/json"}
_UNTRUSTED = "its certificate is not trusted here (set REQUESTS_CA_BUNDLE to the CA file of your network)"
# How the two libraries spell what went wrong, in words; the rest may pass on a second try.
_FINAL = (
    (("NameResolution", "getaddrinfo", "Name or service", "name resolution", "nodename"), "its name was not found"),
    (("refused",), "the connection was refused"),
    (("ProxyError", "Tunnel"), "the proxy did not let the request through"),
    (("CERTIFICATE_VERIFY_FAILED", "SSLError", "SSLCert"), _UNTRUSTED),
    (("CA certificate", "TLS CA"), "the CA bundle of the environment cannot be read"),
    (("Exceeded 30 redirects", "TooManyRedirects"), "it redirects without end"),
)


class HttpAnswer(NamedTuple):
    """Status, headers with lower-case names, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class NoAnswerError(Exception):
    """Nothing usable came back. `again`: another try may help."""

    def __init__(self, reason: str, *, again: bool = True) -> None:
        super().__init__(reason)
        self.again = again


Transport = Callable[[str, Patience], HttpAnswer]


def by_requests(url: str, patience: Patience) -> HttpAnswer:
    """Fetch with requests, redirects followed; raise NoAnswerError."""
    import requests
    from urllib3.exceptions import HTTPError

    with requests.Session() as session:
        session.trust_env = not is_loopback(url)
        session.auth = _keep_netrc_out
        verify = ca_bundle() or True
        try:
            with session.get(url, headers=_HEADERS, timeout=patience.timeouts, stream=True, verify=verify) as answer:
                body = _read(lambda: answer.raw.read1(_CHUNK, decode_content=True), patience)
                return HttpAnswer(answer.status_code, _lower(answer.headers), body)
        except requests.Timeout:
            raise NoAnswerError("it did not answer in time") from None
        except (requests.RequestException, HTTPError, OSError) as error:
            raise _no_answer(error) from None


def by_urllib(url: str, patience: Patience) -> HttpAnswer:
    """Fetch with the standard library, redirects followed; raise NoAnswerError."""
    import http.client
    from urllib.error import HTTPError
    from urllib.request import HTTPSHandler, ProxyHandler, Request, build_opener

    direct = [ProxyHandler({})] if is_loopback(url) else []
    try:
        opener = build_opener(HTTPSHandler(context=_tls()), *direct)
        try:
            answer: Any = opener.open(Request(url, headers=_HEADERS), timeout=patience.timeouts[1])  # noqa: S310
        except HTTPError as refusal:  # an answer like any other
            answer = refusal
        with answer:
            body = _read(lambda: answer.read1(_CHUNK), patience)
            headers = _lower(answer.headers)
            length = headers.get("content-length", "")
            if length.isdecimal() and len(body) < int(length):
                raise NoAnswerError("its answer broke off")
            return HttpAnswer(answer.status, headers, body)
    except TimeoutError:
        raise NoAnswerError("it did not answer in time") from None
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise _no_answer(error) from None


def is_loopback(url: str) -> bool:
    """Return whether the address is this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def ca_bundle() -> str | None:
    """Return the CA file or folder that the environment names: a hospital network may have its own."""
    names = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")
    return next((os.environ[name] for name in names if os.environ.get(name)), None)


def _tls() -> "ssl.SSLContext":
    import ssl

    bundle = ca_bundle()
    folder = bundle is not None and Path(bundle).is_dir()
    return ssl.create_default_context(cafile=None if folder else bundle, capath=bundle if folder else None)


def _read(piece: Callable[[], bytes], patience: Patience) -> bytes:
    body = bytearray()
    while more := piece():
        body += more
        if len(body) > MAX_BYTES:
            raise NoAnswerError(f"its answer is larger than {MAX_BYTES:,} bytes", again=False)
        if patience.left <= 0:
            raise NoAnswerError("it did not answer in time", again=False)
    return bytes(body)


def _no_answer(error: Exception) -> NoAnswerError:
    told = f"{type(error).__name__} {error}"
    for signs, words in _FINAL:
        if any(sign in told for sign in signs):
            return NoAnswerError(words, again=False)
    if any(sign in told for sign in ("IncompleteRead", "ChunkedEncoding", "Disconnected", "reset")):
        return NoAnswerError("its answer broke off")
    return NoAnswerError(clean(str(error), 120))


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _keep_netrc_out(request: Any) -> Any:
    return request  # without an auth of its own, requests would send the passwords of ~/.netrc
