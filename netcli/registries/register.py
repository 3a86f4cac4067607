"""Ask a service on the web for one page of data: retries, redirects, pace, the cache."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from netcli.errors import RegisterUnavailable
from netcli.registries.address import Service, within_origin
from netcli.registries.cache import Cache, Kept, cache_folder, stamp, utc_now
from netcli.registries.patience import OutOfPatienceError, Patience
from netcli.registries.transport import HttpAnswer, NoAnswerError, fetch
from netcli.registries.web_search import build_url
from netcli.text import clean

if TYPE_CHECKING:
    from urllib3.util import Retry

OK, BAD_REQUEST, NOT_FOUND = 200, 400, 404
MOVED = (301, 302, 303, 307, 308)
TRY_AGAIN = (429, 500, 502, 503, 504)
A_DAY = 86_400
Progress = Callable[[str], None]
Page = dict[str, Any]


class Asked(NamedTuple):
    """A page as the register gave it, the address asked, and when (UTC, ISO 8601)."""

    page: Page
    url: str
    asked_at: str
    from_cache: bool


class RegisterRefused(RegisterUnavailable):
    """The register answered and said no; `status` is the HTTP status, `said` its own words, "" for a web page."""

    def __init__(self, message: str, hint: str, status: int, said: str = "") -> None:
        super().__init__(message, hint)
        self.status = status
        self.said = said


class OddAnswer(RegisterUnavailable):
    """The register answered with an object of another form than asked for."""


class Register:
    """A service as one caller sees it. `web_url` is offered to the user when it cannot be asked."""

    def __init__(
        self,
        service: Service,
        web_url: str,
        *,
        patience: Patience,
        refresh: bool = False,
        progress: Progress | None = None,
        cache: Cache | None = None,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self.name = service.name
        self._base = service.base()
        self._hint = f"Open {web_url} in a browser instead."
        self.refresh = refresh
        self._tell = progress or _silent
        self._patience = patience
        self.cache = cache or Cache(cache_folder(), service.short, now)
        self._now = now

    def ask(self, path: str, parameters: Sequence[tuple[str, str]], has_form: Callable[[Page], bool]) -> Asked:
        """Return the JSON object at `path`, of the form that `has_form` tests.

        Raise RegisterUnavailable with the page to open instead; RegisterRefused when the register said no.
        """
        url = build_url(f"{self._base}/{path}", parameters)
        if not self.refresh and (kept := self.cache.find(url, has_form)):
            return Asked(kept.page, url, kept.asked_at, from_cache=True)
        asked_at = stamp(self._now())
        page = self._page_of(self._fetch(url))
        if not has_form(page):
            raise OddAnswer(f"{self.name} could not be asked: its answer has another form than expected", self._hint)
        self.cache.keep(url, Kept(page, asked_at))
        return Asked(page, url, asked_at, from_cache=False)

    def unavailable(self, reason: str) -> RegisterUnavailable:
        """Return the error that says `reason` and offers the web page."""
        return RegisterUnavailable(f"{self.name} could not be asked: {reason}", self._hint)

    def _fetch(self, url: str) -> HttpAnswer:
        """Ask until there is an answer. A redirect within the register counts as a try and keeps the pace."""
        import requests  # noqa: F401 (to load it takes long: between a turn and its request it would hurry the next)
        from urllib3.exceptions import ProtocolError
        from urllib3.util import Retry

        retry = Retry(total=5, read=1, backoff_factor=1, backoff_max=16, backoff_jitter=0.5)
        while True:
            try:
                self._patience.take_turn()
                answer = fetch(url, self._patience)
            except OutOfPatienceError:
                raise self.unavailable(f"no whole answer within {self._patience.allowed:g} s") from None
            except NoAnswerError as error:
                if not error.again:
                    raise self.unavailable(str(error)) from error
                retry = self._next_try(retry, str(error), lost=ProtocolError(str(error)))
                continue
            if answer.status in MOVED and (location := answer.headers.get("Location")):
                url = self._moved(url, location)
                retry = self._count(retry, "it sends from one address to the next")
            elif answer.status in TRY_AGAIN:
                reason = f"it answered with status {answer.status}"
                retry = self._next_try(retry, reason, answer.headers.get("Retry-After", ""))
            else:
                return answer

    def _moved(self, url: str, location: str) -> str:
        """Return where a redirect leads: an answer from another place is not the register's."""
        if target := within_origin(url, location):
            return target
        raise self.unavailable("it sends to another address, which netcli does not follow")

    def _count(self, retry: "Retry", reason: str, lost: Exception | None = None) -> "Retry":
        from urllib3.exceptions import MaxRetryError

        try:
            return retry.increment("GET", error=lost)
        except MaxRetryError:
            raise self.unavailable(f"{reason}, again and again") from None

    def _next_try(self, retry: "Retry", reason: str, retry_after: str = "", lost: Exception | None = None) -> "Retry":
        """Wait as long as the register asks, or a little longer each time."""
        following = self._count(retry, reason, lost)
        asked = _seconds(following, retry_after)
        wait = following.get_backoff_time() if asked is None else asked
        self._tell(f"{self.name}: {reason}; trying again in {wait:.0f} s")
        try:
            self._patience.wait(wait)
        except OutOfPatienceError:
            long = "a day or more" if wait >= A_DAY else f"{wait:.0f} s"
            asks = "" if asked is None else f" and asks to wait {long}"
            raise self.unavailable(
                f"{reason}{asks}; netcli waits no longer than {self._patience.allowed:g} s"
            ) from None
        return following

    def _page_of(self, answer: HttpAnswer) -> Page:
        html = "html" in answer.headers.get("Content-Type", "") or answer.body.lstrip()[:1] == b"<"
        if answer.status != OK:
            said = "" if html else clean(answer.body[:2000].decode("utf-8", "replace"), 300)
            reason = f"{self.name} refused the question ({answer.status}){': ' + said if said else ''}"
            raise RegisterRefused(reason, self._hint, answer.status, said)
        if html:
            raise self.unavailable("it sent a web page instead of data")
        try:
            page = json.loads(answer.body)
        except (ValueError, RecursionError):
            raise self.unavailable("its answer is not whole JSON") from None
        return page if isinstance(page, dict) else {}


def _seconds(retry: "Retry", retry_after: str) -> float | None:
    """Return the wait that a Retry-After header asks for, a day at most; None when it says nothing readable."""
    try:
        return min(retry.parse_retry_after(retry_after), A_DAY)
    except Exception:  # no number, no date, or one that no clock can hold
        return None


def _silent(_message: str) -> None:
    pass
