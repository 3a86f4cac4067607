"""Ask the ClinicalTrials.gov API v2 for one page: retries, pace, a second transport on 403, the cache."""

import json
import os
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from netcli.errors import RegisterUnavailable, UnknownValue
from netcli.registries.cache import Cache, Kept, cache_folder, stamp, utc_now
from netcli.registries.patience import OutOfPatienceError, Patience
from netcli.registries.transport import HttpAnswer, NoAnswerError, Transport, by_requests, by_urllib, is_loopback
from netcli.registries.urls import build_url
from netcli.text import clean

if TYPE_CHECKING:
    from urllib3.util import Retry

NAME = "ClinicalTrials.gov"
DEFAULT_API = "https://clinicaltrials.gov/api/v2"
OK, BAD_REQUEST, FORBIDDEN, NOT_FOUND = 200, 400, 403, 404
TRY_AGAIN = (429, 500, 502, 503, 504)
Progress = Callable[[str], None]
Page = dict[str, Any]


class Asked(NamedTuple):
    """A page as the register gave it, the address asked, and when (UTC, ISO 8601)."""

    page: Page
    url: str
    asked_at: str
    from_cache: bool


class RegisterRefused(RegisterUnavailable):
    """The register answered and said no; `status` is the HTTP status."""

    def __init__(self, message: str, hint: str, status: int) -> None:
        super().__init__(message, hint)
        self.status = status


def api_base() -> str:
    """Return the base address of the API, from NETCLI_CTGOV_URL if set. Raise UnknownValue.

    Plain http is for this machine only: on the way, what a trial is said to do could be changed.
    """
    base = os.environ.get("NETCLI_CTGOV_URL", "").strip().rstrip("/") or DEFAULT_API
    try:
        parts = urlsplit(base)
        usable = bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(base)))
    except ValueError:
        usable = False
    if not usable:
        hint = f"Give an https address, or http on this machine; the default is {DEFAULT_API}."
        raise UnknownValue(f"NETCLI_CTGOV_URL is no usable address: {clean(base, 200)}", hint)
    return base


class Register:
    """The register as one caller sees it. `web_url` is offered to the user when it cannot be asked."""

    def __init__(
        self,
        web_url: str,
        *,
        refresh: bool = False,
        progress: Progress | None = None,
        patience: Patience | None = None,
        cache: Cache | None = None,
        transports: Sequence[Transport] = (by_requests, by_urllib),
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._base = api_base()
        self._hint = f"Open {web_url} in a browser instead."
        self.refresh = refresh
        self._tell = progress or _silent
        self._patience = patience or Patience()
        self.cache = cache or Cache(cache_folder(), now)
        self._transports = list(transports)
        self._now = now

    def ask(self, path: str, parameters: Sequence[tuple[str, str]], has_form: Callable[[Page], bool]) -> Asked:
        """Return the JSON object at `path`, of the form that `has_form` tests.

        Raise RegisterUnavailable with the page to open instead; RegisterRefused when the register said no.
        """
        url = build_url(f"{self._base}/{path}", parameters)
        if not self.refresh and (kept := self.cache.find(url)):
            return Asked(kept.page, url, kept.asked_at, from_cache=True)
        self._patience.begin()
        asked_at = stamp(self._now())
        page = self._page_of(self._fetch(url))
        if not has_form(page):
            raise self.unavailable("its answer has another form than expected")
        self.cache.keep(url, Kept(page, asked_at))
        return Asked(page, url, asked_at, from_cache=False)

    def unavailable(self, reason: str) -> RegisterUnavailable:
        """Return the error that says `reason` and offers the web page."""
        return RegisterUnavailable(f"{NAME} could not be asked: {reason}", self._hint)

    def _fetch(self, url: str) -> HttpAnswer:
        from urllib3.util import Retry

        retry = Retry(total=5, backoff_factor=1, backoff_max=16, backoff_jitter=0.5, status_forcelist=TRY_AGAIN)
        lost = 0
        while True:
            self._patience.take_turn()
            try:
                answer = self._transports[0](url, self._patience)
            except NoAnswerError as error:
                lost += 1
                if not error.again or lost > 1:
                    raise self.unavailable(str(error)) from None
                retry = self._next_try(retry, url, str(error), None)
                continue
            if answer.status == FORBIDDEN and len(self._transports) > 1:
                del self._transports[0]  # the same client would only be refused again
                self._tell(f"{NAME} refused the first way of asking; trying the other")
            elif answer.status in TRY_AGAIN:
                reason = f"it answered with status {answer.status}"
                retry = self._next_try(retry, url, reason, answer.headers.get("retry-after"))
            else:
                return answer

    def _next_try(self, retry: "Retry", url: str, reason: str, retry_after: str | None) -> "Retry":
        """Wait as long as the register asks, or a little longer each time."""
        from urllib3.exceptions import InvalidHeader, MaxRetryError

        try:
            following = retry.increment("GET", url)
        except MaxRetryError:
            raise self.unavailable(f"{reason}, again and again") from None
        try:
            wait = following.parse_retry_after(retry_after) if retry_after else following.get_backoff_time()
        except InvalidHeader:
            wait = following.get_backoff_time()
        self._tell(f"{NAME}: {reason}; trying again in {wait:.0f} s")
        try:
            self._patience.wait(wait)
        except OutOfPatienceError:
            asks = f" and asks to wait {wait:.0f} s" if retry_after else ""
            limit = f"netcli waits no longer than {self._patience.budget:g} s"
            raise self.unavailable(f"{reason}{asks}; {limit}") from None
        return following

    def _page_of(self, answer: HttpAnswer) -> Page:
        html = "html" in answer.headers.get("content-type", "") or answer.body.lstrip()[:1] == b"<"
        if answer.status != OK:
            said = "" if html else clean(answer.body[:2000].decode("utf-8", "replace"), 300)
            reason = f"{NAME} refused the question ({answer.status}){': ' + said if said else ''}"
            raise RegisterRefused(reason, self._hint, answer.status)
        if html:
            raise self.unavailable("it sent a web page instead of data")
        try:
            page = json.loads(answer.body)
        except (ValueError, RecursionError):
            raise self.unavailable("its answer is not whole JSON") from None
        return page if isinstance(page, dict) else {}


def _silent(_message: str) -> None:
    pass
