"""Compare the bundled trials with their records in ClinicalTrials.gov: what a maintainer has to update."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from msgspec import Struct

from netcli.knowledge.model import Trial
from netcli.registries.cache import utc_now
from netcli.registries.ctgov.listing import CTGOV
from netcli.registries.ctgov.mapping import RegisterRecord
from netcli.registries.ctgov.standing import differences, read_standing, time_for
from netcli.registries.patience import Patience
from netcli.registries.register import Progress, Register

WEB_URL = "https://clinicaltrials.gov/"


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

    All of it takes no longer than the patience allows (45 s) for each 25 trials.
    """
    patience = patience or Patience()
    register = Register(CTGOV, WEB_URL, refresh=refresh, progress=progress, patience=patience, now=now)
    patience.begin(time_for(bundled.values()))
    found = read_standing(bundled.values(), register, progress)
    return DiffAnswer(
        changes=list(compare(bundled, found.records)),
        compared=len(found.records),
        not_found=found.not_found,
        unreadable=found.unreadable,
        without_nct=[trial.id for trial in bundled.values() if not trial.nct],
        url=found.url,
        asked_at=found.asked_at,
        from_cache=found.from_cache,
        notes=register.cache.notes,
    )


def compare(bundled: Mapping[str, Trial], records: Mapping[str, RegisterRecord]) -> Iterator[Change]:
    """Yield what differs in number, status, phases and enrolment; `records` is by the NCT id asked for."""
    for trial in bundled.values():
        if trial.nct and (record := records.get(trial.nct)):
            for field, ours, theirs in differences(trial, record):
                yield Change(
                    trial=trial.id,
                    nct=trial.nct,
                    field=field,
                    bundled=ours,
                    register=theirs,
                    register_date=record.trial.status_as_of,
                )
