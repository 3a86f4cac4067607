"""One exchange with one address: what came back, or in a few words why nothing did.

The firewall of ClinicalTrials.gov judges the pair of TLS fingerprint and User-Agent; requests with its own default
agent passes, browser names and custom ones are what gets refused. Proxies and CA bundles of the environment are
honoured; a loopback address is always reached directly.

The exchange runs in a thread of its own, and netcli waits for it no longer than its patience lasts. No time-out of a
socket can promise that: a byte of a header now and then, a hundred "100 Continue", chunks that never begin or a
name server without an answer keep any library waiting. The thread is a daemon, so that nothing waits for it at exit.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple

from netcli.registries.address import is_loopback
from netcli.registries.patience import OutOfPatienceError, Patience

if TYPE_CHECKING:
    import requests

MAX_BYTES = 16_000_000  # unpacked; the largest page seen is a tenth of that
_CHUNK = 65_536
_HEADERS = {"Accept": "application/json"}
_UNTRUSTED = "its certificate is not trusted here (set REQUESTS_CA_BUNDLE to the CA file of your network)"
_TICK = 0.2  # seconds: on Windows, Ctrl-C is heard only between two waits


class HttpAnswer(NamedTuple):
    """Status, headers (names in any case), body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class NoAnswerError(Exception):
    """Nothing usable came back. `again`: another try may help."""

    def __init__(self, reason: str, *, again: bool = True) -> None:
        super().__init__(reason)
        self.again = again


def fetch(url: str, patience: Patience) -> HttpAnswer:
    """Ask once, following nothing; raise NoAnswerError, or OutOfPatienceError when the time is over."""
    outcomes: SimpleQueue[HttpAnswer | NoAnswerError] = SimpleQueue()
    Thread(target=lambda: outcomes.put(_exchange(url, patience.timeouts)), daemon=True).start()
    while True:
        try:
            outcome = outcomes.get(timeout=min(patience.left, _TICK))
        except Empty:
            if patience.left:
                continue
            raise OutOfPatienceError from None
        if isinstance(outcome, HttpAnswer):
            return outcome
        raise outcome if patience.left else OutOfPatienceError


def ca_bundle() -> str | None:
    """Return the CA file or folder that the environment names: a hospital network may have its own."""
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"):
        if path := os.environ.get(name):
            return path
    folders = os.environ.get("SSL_CERT_DIR", "").split(os.pathsep)
    return next((folder for folder in folders if folder and Path(folder).is_dir()), None)


def _exchange(url: str, timeouts: tuple[float, float]) -> HttpAnswer | NoAnswerError:
    """Return what came back. Whatever a register, a proxy or a setting can break here is no answer, never a crash."""
    try:
        import requests

        with requests.Session() as session:
            session.trust_env = not is_loopback(url)
            session.auth = _keep_netrc_out
            # A redirect is an answer like any other: requests would read it whole, unbounded, and follow it anywhere.
            session.get_redirect_target = lambda _: None  # type: ignore[method-assign, assignment]
            options: dict[str, Any] = {"timeout": timeouts, "stream": True, "verify": _verify(url)}
            with session.get(url, headers=_HEADERS, **options) as answer:
                return HttpAnswer(answer.status_code, answer.headers, _body(answer))
    except NoAnswerError as error:
        return error
    except Exception as error:
        return _no_answer(error)


def _verify(url: str) -> str | bool:
    bundle = ca_bundle() if url.startswith("https:") else None
    if bundle is not None and not Path(bundle).exists():
        raise NoAnswerError("the CA file that the environment names does not exist", again=False)
    return bundle or True


def _body(answer: "requests.Response") -> bytes:
    body = bytearray()
    for piece in answer.iter_content(_CHUNK):
        body += piece
        if len(body) > MAX_BYTES:
            raise NoAnswerError(f"its answer is larger than {MAX_BYTES:,} bytes", again=False)
    return bytes(body)


def _no_answer(error: Exception) -> NoAnswerError:
    """Say what went wrong in words of our own, by the kinds of error in the chain: the libraries' words change."""
    import http.client
    import socket
    import ssl

    from requests import exceptions
    from urllib3.exceptions import DecodeError, LocationParseError, NewConnectionError
    from urllib3.exceptions import TimeoutError as WaitedError

    kinds: tuple[tuple[tuple[type[BaseException], ...], str, bool], ...] = (
        # Of the two addresses that are used, the register's was checked before.
        ((exceptions.InvalidURL, exceptions.InvalidSchema, LocationParseError), "the proxy set cannot be used", False),
        ((exceptions.ProxyError,), "the proxy did not let the request through", False),
        ((socket.gaierror,), "its name was not found", False),
        ((ConnectionRefusedError,), "the connection was refused", False),
        ((NewConnectionError,), "no connection could be made", False),
        ((ssl.SSLCertVerificationError,), _UNTRUSTED, False),
        ((ssl.SSLError, PermissionError), "no secure connection could be made with the CA settings here", False),
        ((exceptions.Timeout, WaitedError, TimeoutError), "it did not answer in time", True),
        ((DecodeError, exceptions.ContentDecodingError), "its answer could not be unpacked", True),
        ((http.client.IncompleteRead, ConnectionError, exceptions.ChunkedEncodingError), "its answer broke off", True),
    )  # fmt: skip
    chain = list(_chain(error))
    for types, words, again in kinds:
        if any(isinstance(link, types) for link in chain):
            return NoAnswerError(words, again=again)
    return NoAnswerError("what came back is no answer of a web server")


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _keep_netrc_out(request: Any) -> Any:
    return request  # without an auth of its own, requests would send the passwords of ~/.netrc
