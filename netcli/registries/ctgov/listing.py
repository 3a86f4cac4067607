"""The records of one query, page by page."""

from collections.abc import Callable, Iterator, Sequence

from netcli.registries.address import Service
from netcli.registries.ctgov.fields import at, number_at
from netcli.registries.ctgov.mapping import RegisterRecord, read_study
from netcli.registries.register import BAD_REQUEST, Asked, Page, Progress, Register, RegisterRefused
from netcli.text import counted

CTGOV = Service("ClinicalTrials.gov", "https://clinicaltrials.gov/api/v2", "NETCLI_CTGOV_URL", "ctgov")
PAGE_SIZE = 200
MOST_EMPTY_PAGES = 20
DAY = len("2026-11-23")


class Listing:
    """Iterate to read; a page is asked for when the one before is used up, so memory stays flat.

    Up to `limit` records are read, and those that `fits` tells are given. After the first page, `url`, `asked_at`
    and `total` are known; after the last, `more`, `left_out`, `unread` and `notes`.
    """

    def __init__(
        self,
        register: Register,
        parameters: Sequence[tuple[str, str]],
        limit: int,
        progress: Progress | None = None,
        fits: Callable[[RegisterRecord], bool] = lambda _: True,
    ) -> None:
        self._register = register
        self._parameters = [*parameters, ("pageSize", str(min(limit, PAGE_SIZE)))]
        self._limit = limit
        self._tell = progress
        self._fits = fits
        self._seen: set[str] = set()
        self._token = ""
        self.unread = 0
        self.left_out = 0
        self.total: int | None = None
        self.url = self.asked_at = ""
        self.from_cache = False
        self.more = False
        self._restarted = False

    def __iter__(self) -> Iterator[RegisterRecord]:
        try:
            yield from self._walk()
        except RegisterRefused as refusal:
            if refusal.status != BAD_REQUEST or not self._token:
                raise
            self._restarted, self._register.refresh = True, True
            yield from self._walk()

    @property
    def read(self) -> int:
        """How many trials were read, whether they fit or not."""
        return len(self._seen)

    @property
    def notes(self) -> list[str]:
        """What the reader should know of this answer."""
        notes = list(self._register.cache.notes)
        notes += [f"Left out: {counted(self.unread, 'record')} without a number."] if self.unread else []
        notes += ["The register's list changed while it was read; it was read again."] if self._restarted else []
        return notes

    def _walk(self) -> Iterator[RegisterRecord]:
        self.unread = 0
        for asked in self._pages():
            for study in asked.page["studies"]:
                record = read_study(study, asked.asked_at[:DAY])
                if record is None:
                    self.unread += 1
                elif record.trial.id not in self._seen:
                    if self.read >= self._limit:
                        self.more = True
                        return
                    self._seen.add(record.trial.id)
                    if self._fits(record):
                        yield record
                    else:
                        self.left_out += 1
            self.more = bool(asked.page.get("nextPageToken"))
            if self.read >= self._limit:
                return

    def _pages(self) -> Iterator[Asked]:
        """Yield page after page. One that brought nothing new is as good as empty, and not many of those are read."""
        self._token, used, empty = "", set[str](), 0
        while True:
            # The total is asked for once; all else must be the same on every page.
            own = [("pageToken", self._token)] if self._token else [("countTotal", "true")]
            asked = self._register.ask("studies", [*self._parameters, *own], is_list_of_studies)
            if not self._token:
                self.url, self.asked_at, self.from_cache = asked.url, asked.asked_at, asked.from_cache
                self.total = number_at(asked.page, "totalCount")
            before = self.read
            yield asked
            empty = 0 if self.read > before else empty + 1
            self._token = at(asked.page, "nextPageToken") or ""
            if not self._token:
                return
            if self._token in used or empty > MOST_EMPTY_PAGES:
                raise self._register.unavailable("its list of pages does not end")
            used.add(self._token)
            if self._tell:
                self._tell(f"{self.read:,} of {self.total or 'an unknown number of'} trials read")


def is_list_of_studies(page: Page) -> bool:
    """Return whether a page has the form of a list of studies."""
    return isinstance(page.get("studies"), list) and isinstance(page.get("nextPageToken", ""), str | None)
