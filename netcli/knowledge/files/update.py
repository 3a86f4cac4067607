"""What `netcli update` brought, laid over the bundled knowledge; what the edition saw later stays."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from netcli.knowledge import model
from netcli.knowledge.us_labels import LabelKey, labels_of
from netcli.knowledge.vocabulary import Count, IsoDate, NctId, Phase, TrialStatus

if TYPE_CHECKING:
    from netcli.knowledge.files.load import Knowledge

T = TypeVar("T")
CTGOV, OPENFDA = "ctgov-update", "openfda-update"  # the sources of what it brought
Day = Annotated[str, Meta(pattern=r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
Format = Literal["netcli-update/1"]


class SeenTrial(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ClinicalTrials.gov said of a trial; None where it said nothing, or a word that netcli does not know.

    `seen` is the day of a former update, where the last one brought no word of it.
    """

    nct: NctId
    status: TrialStatus | None = None
    phases: list[Phase] | None = None
    enrollment: Count | None = None
    completion: IsoDate | None = None
    updated: IsoDate | None = None
    seen: Day | None = None


class SeenLabel(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The newest US label that openFDA had: its set id, and since when it holds; `seen` as of a trial."""

    set_id: Annotated[str, Meta(max_length=100)]
    effective: Day
    seen: Day | None = None


Seen = TypeVar("Seen", SeenTrial, SeenLabel)


class Update(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was seen on one day, for one edition: trials by the number asked for, labels by what was asked for.

    `home.last_update` reads the day out of the first bytes: it stands in front.
    """

    format: Format = "netcli-update/1"
    day: Day
    edition: Annotated[str, Meta(max_length=40)]
    trials: dict[NctId, SeenTrial]
    labels: dict[LabelKey, SeenLabel]

    def __post_init__(self) -> None:
        """Refuse the 31st of February, with which nobody can reckon. Raise ValueError."""
        days = {self.day, *(trial.seen for trial in self.trials.values())}
        for label in self.labels.values():
            days |= {label.seen, label.effective}
        for day in filter(None, days):
            date.fromisoformat(day)

    def filled_from(self, former: "Update | None", numbers: Iterable[str], keys: Iterable[str]) -> "Update":
        """Return this update with what a former one knew of the trials and labels asked for that no word came of."""
        if former is None:
            return self
        trials = {one: _filled(self.trials.get(one), _dated(former.trials.get(one), former.day)) for one in numbers}
        labels = {one: self.labels.get(one) or _dated(former.labels.get(one), former.day) for one in keys}
        return replace(
            self,
            trials={name: one for name, one in trials.items() if one},
            labels={name: one for name, one in labels.items() if one},
        )

    def laid_over(
        self, bundled: Mapping[str, Any], kind: type[model.Record], knowledge: "Knowledge"
    ) -> Mapping[str, Any]:
        """Return the bundled records of a kind with what is newer here."""
        if kind is model.Trial:
            return _Laid(bundled, self.over_trial)
        if kind is model.Therapy:
            sources = knowledge.of(model.Source)
            return _Laid(bundled, lambda therapy: self._therapy(therapy, sources))
        return _Laid(bundled, added=self._sources()) if kind is model.Source else bundled

    def over_trial(self, trial: model.Trial) -> model.Trial:
        """Return a trial of the edition as the register has it, unless the edition saw it later."""
        seen = self.trials.get(trial.nct or "")
        if seen is None:
            return trial
        day = seen.seen or self.day
        if trial.status_as_of > day[: len(trial.status_as_of)]:  # on some day of the same month or year is not later
            return trial
        newer: dict[str, Any] = {} if seen.phases is None else {"phases": seen.phases}
        newer |= {"status": seen.status, "status_as_of": day} if seen.status else {}
        register = model.InRegister(
            seen=day,
            updated=seen.updated,
            nct=seen.nct,
            enrollment=seen.enrollment,
            completion=seen.completion,
            sources=[CTGOV],
        )
        bundled = model.Bundled(status=trial.status, status_as_of=trial.status_as_of, phases=trial.phases)
        return replace(trial, **newer, register=register, bundled=bundled)

    def _therapy(self, therapy: model.Therapy, sources: Mapping[str, model.Source]) -> model.Therapy:
        labels = labels_of(therapy, sources)
        if not any(label.key in self.labels for label in labels):
            return therapy
        return replace(therapy, indications=[self._indication(one, therapy, sources) for one in therapy.indications])

    def _indication(
        self, one: model.Indication, therapy: model.Therapy, sources: Mapping[str, model.Source]
    ) -> model.Indication:
        """Return an indication with its newest label; changed when that holds since a day after the last reading."""
        labels = labels_of(therapy, sources, [one])
        found = [(self.labels[label.key], label) for label in labels if label.key in self.labels]
        if not found:
            return one
        later = [(seen, label) for seen, label in found if label.is_older_than(seen.effective)]
        seen, label = max(later or found, key=lambda pair: pair[0].effective)
        newest = model.NewestLabel(
            application=label.key,
            set_id=seen.set_id,
            effective=seen.effective,
            seen=seen.seen or self.day,
            sources=[OPENFDA],
        )
        return replace(one, newest_label=newest, label_changed=seen.effective if later else None)

    def _sources(self) -> dict[str, model.Source]:
        """Return the two documents that an update rests on: the answers of the services on its day."""
        made = [
            model.Source(
                id=CTGOV, kind="registry", title="Trial records: status, phase, enrolment and completion",
                short="ClinicalTrials.gov", publisher="ClinicalTrials.gov", date=self.day,
                url="https://clinicaltrials.gov/", checked=self.day,
            ),
            model.Source(
                id=OPENFDA, kind="regulator", title="US drug labels: set id and effective date of the newest",
                short="openFDA labels", publisher="US Food and Drug Administration, openFDA", date=self.day,
                url="https://open.fda.gov/apis/drug/label/", checked=self.day,
            ),
        ]  # fmt: skip
        return {source.id: source for source in made}


def _dated(seen: Seen | None, day: str) -> Seen | None:
    """Return what was seen on a day with that day, unless it was of an earlier one already."""
    return replace(seen, seen=seen.seen or day) if seen else None


def _filled(seen: SeenTrial | None, former: SeenTrial | None) -> SeenTrial | None:
    """Return what was seen of a trial; how it stood before where the register has no status that is understood."""
    if seen is None or former is None:
        return seen or former
    if seen.status is None and former.status is not None:
        return former
    gaps = [name for name in ("phases", "enrollment", "completion") if getattr(seen, name) is None]
    return replace(seen, **{name: getattr(former, name) for name in gaps})


class _Laid(Mapping[str, T]):
    """Some records, each changed when it is first asked for, and a few more."""

    def __init__(
        self, below: Mapping[str, T], change: Callable[[T], T] = lambda one: one, added: Mapping[str, T] = {}
    ) -> None:
        self._below, self._change, self._taken = below, change, dict(added)
        self._added = tuple(added)

    def __getitem__(self, name: str) -> T:
        if name not in self._taken:
            self._taken[name] = self._change(self._below[name])
        return self._taken[name]

    def __iter__(self) -> Iterator[str]:
        yield from self._below
        yield from self._added

    def __len__(self) -> int:
        return len(self._below) + len(self._added)


def as_bundled(trial: model.Trial) -> model.Trial:
    """Return a trial as the edition has it."""
    if trial.bundled is None:
        return trial
    return replace(trial, **msgspec.structs.asdict(trial.bundled), register=None, bundled=None)
