"""How the trials on record stand in ClinicalTrials.gov now: their records by the numbers asked for."""

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from netcli.knowledge.model import Trial
from netcli.registries.ctgov.listing import DAY, PAGE_SIZE, Listing
from netcli.registries.ctgov.mapping import STANDING_FIELDS, RegisterRecord, read_study
from netcli.registries.register import BAD_REQUEST, NOT_FOUND, OddAnswer, Page, Progress, Register, RegisterRefused
from netcli.text import counted

BATCH = PAGE_SIZE  # ids in one request: an address of 3,000 characters
FOR_A_PAGE = 25  # trials for which the time of a page is allowed
FEW = 3  # numbers that may be missing from an answer before it is no answer
_ASKED = [("format", "json"), ("fields", STANDING_FIELDS)]
Value = str | int | list[str] | None


class Standing(Struct, frozen=True, kw_only=True):
    """Records by the number asked for; which numbers the register does not have, or holds unreadably."""

    records: Mapping[str, RegisterRecord]
    not_found: list[str]
    unreadable: list[str]
    url: str
    asked_at: str
    from_cache: bool


def time_for(trials: Iterable[Trial]) -> int:
    """Return for how many pages to allow time: one number that is not known costs a dozen requests."""
    return -(-len(_sound(_numbers(trials))) // FOR_A_PAGE)


def read_standing(trials: Iterable[Trial], register: Register, progress: Progress | None) -> Standing:
    """Ask for every trial with an NCT id, in one request where the register allows. Raise RegisterUnavailable."""
    numbers = _numbers(trials)
    sound = _sound(numbers)
    reader = _Reader(register, progress)
    for start in range(0, len(sound), BATCH):
        reader.read(sound[start : start + BATCH])
    if reader.unreadable and not reader.records:
        raise register.unavailable(f"none of {counted(len(reader.unreadable), 'record')} could be read")
    return Standing(
        records=reader.records,
        not_found=[number for number in numbers if number not in {*reader.records, *reader.unreadable}],
        unreadable=reader.unreadable,
        url=reader.url,
        asked_at=reader.asked_at,
        from_cache=reader.from_cache,
    )


def differences(trial: Trial, record: RegisterRecord) -> Iterator[tuple[str, Value, Value]]:
    """Yield field, what is on record, and what the register says, where they differ.

    What a record does not state is no difference, and a study without phases has the phase "na" in the register.
    """
    held = record.trial
    pairs: dict[str, tuple[Value, Value]] = {
        "nct": (trial.nct, held.nct),
        "status": (trial.status, held.status),
        "phases": (sorted(trial.phases) or ["na"], sorted(held.phases)),
        "enrollment": (trial.enrollment, held.enrollment),
    }
    for field, (ours, theirs) in pairs.items():
        if ours != theirs and record.says(field):
            yield field, ours, theirs


def _numbers(trials: Iterable[Trial]) -> list[str]:
    return list(dict.fromkeys(trial.nct for trial in trials if trial.nct))


def _sound(numbers: list[str]) -> list[str]:
    return [number for number in numbers if re.fullmatch(r"NCT[0-9]{8}", number)]  # a malformed one spoils the batch


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
        if len(numbers) > FEW and not found:
            raise self._register.unavailable(f"it has none of the {counted(len(numbers), 'trial')} asked for")
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
