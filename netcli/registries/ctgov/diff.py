"""Compare the bundled trials with their records in ClinicalTrials.gov: what a maintainer has to update."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from msgspec import Struct

from netcli.knowledge.model import Trial
from netcli.registries.cache import utc_now
from netcli.registries.ctgov.listing import CTGOV, DAY, Listing
from netcli.registries.ctgov.mapping import FIELDS, RegisterRecord, read_study
from netcli.registries.patience import Patience
from netcli.registries.register import (
    BAD_REQUEST,
    NOT_FOUND,
    OddAnswer,
    Page,
    Progress,
    Register,
    RegisterRefused,
)
from netcli.text import counted

BATCH = 50  # ids in one request: an address of 600 characters
WEB_URL = "https://clinicaltrials.gov/"
_ASKED = [("format", "json"), ("fields", FIELDS)]


class Change(Struct, frozen=True, kw_only=True):
    """One field of a bundled trial that the register holds differently, as of the record's own date."""

    trial: str
    nct: str
    field: str
    bundled: str | int | list[str] | None
    register: str | int | list[str] | None
    register_date: str


class DiffAnswer(Struct, frozen=True, kw_only=True):
    """All changes; how many trials were compared; which ids the register does not have, or holds unreadably.

    `without_nct` names the bundled trials that cannot be asked for.
    """

    changes: list[Change]
    compared: int
    not_found: list[str]
    unreadable: list[str]
    without_nct: list[str]
    url: str
    asked_at: str
    from_cache: bool
    notes: list[str]


def diff_trials(
    bundled: Mapping[str, Trial],
    *,
    refresh: bool = False,
    progress: Progress | None = None,
    patience: Patience | None = None,
    now: Callable[[], datetime] = utc_now,
) -> DiffAnswer:
    """Ask the register for every bundled trial with an NCT id and compare. Raise RegisterUnavailable.

    All of it takes no longer than the patience allows (45 s) for each 50 trials.
    """
    patience = patience or Patience()
    register = Register(CTGOV, WEB_URL, refresh=refresh, progress=progress, patience=patience, now=now)
    reader = _Reader(register, progress)
    numbers = list(dict.fromkeys(trial.nct for trial in bundled.values() if trial.nct))
    sound = [number for number in numbers if re.fullmatch(r"NCT[0-9]{8}", number)]  # a malformed one spoils the batch
    patience.begin(-(-len(sound) // BATCH))
    for start in range(0, len(sound), BATCH):
        reader.read(sound[start : start + BATCH])
    if reader.unreadable and not reader.records:
        raise register.unavailable(f"none of {counted(len(reader.unreadable), 'record')} could be read")
    return DiffAnswer(
        changes=list(compare(bundled, reader.records)),
        compared=len(reader.records),
        not_found=[number for number in numbers if number not in {*reader.records, *reader.unreadable}],
        unreadable=reader.unreadable,
        without_nct=[trial.id for trial in bundled.values() if not trial.nct],
        url=reader.url,
        asked_at=reader.asked_at,
        from_cache=reader.from_cache,
        notes=register.cache.notes,
    )


def compare(bundled: Mapping[str, Trial], records: Mapping[str, RegisterRecord]) -> Iterator[Change]:
    """Yield what differs in number, status, phases and enrolment; `records` is by the NCT id asked for.

    What a record does not state is no difference.
    """
    for trial in bundled.values():
        if trial.nct and (record := records.get(trial.nct)):
            held = record.trial
            pairs: dict[str, tuple[str | int | list[str] | None, str | int | list[str] | None]] = {
                "nct": (trial.nct, held.nct),
                "status": (trial.status, held.status),
                "phases": (sorted(trial.phases), sorted(held.phases)),
                "enrollment": (trial.enrollment, held.enrollment),
            }
            for field, (ours, theirs) in pairs.items():
                if ours != theirs and field not in record.missing:
                    yield Change(
                        trial=trial.id,
                        nct=trial.nct,
                        field=field,
                        bundled=ours,
                        register=theirs,
                        register_date=held.status_as_of,
                    )


class _Reader:
    """Records by the number asked for. One unknown number makes the register refuse a whole batch."""

    def __init__(self, register: Register, progress: Progress | None) -> None:
        self._register, self._progress = register, progress
        self.records: dict[str, RegisterRecord] = {}
        self.unreadable: list[str] = []
        self.url = self.asked_at = ""
        self.from_cache = True

    def read(self, numbers: list[str]) -> None:
        """Read a batch; when it is refused, its halves."""
        if len(numbers) == 1:
            return self._read_one(numbers[0])
        listing = Listing(self._register, [*_ASKED, ("filter.ids", ",".join(numbers))], len(numbers), self._progress)
        try:
            found = {record.trial.nct: record for record in listing}
        except RegisterRefused as refusal:
            if refusal.status != BAD_REQUEST:
                raise
            half = len(numbers) // 2
            self.read(numbers[:half])
            return self.read(numbers[half:])
        self._note(listing.url, listing.asked_at, from_cache=listing.from_cache)
        self.records.update({number: found[number] for number in numbers if number in found})
        for number in numbers:
            if number not in found:
                self._read_one(number)
        return None

    def _read_one(self, number: str) -> None:
        """Read one study; a number that was merged into another is redirected to it."""
        try:
            asked = self._register.ask(f"studies/{number}", _ASKED, _is_study)
        except OddAnswer:
            self.unreadable.append(number)
            return
        except RegisterRefused as refusal:
            if refusal.status != NOT_FOUND:
                raise
            return
        self._note(asked.url, asked.asked_at, from_cache=asked.from_cache)
        if record := read_study(asked.page, asked.asked_at[:DAY]):
            self.records[number] = record

    def _note(self, url: str, asked_at: str, *, from_cache: bool) -> None:
        self.url, self.asked_at = self.url or url, self.asked_at or asked_at
        self.from_cache = self.from_cache and from_cache


def _is_study(page: Page) -> bool:
    return read_study(page, "") is not None
