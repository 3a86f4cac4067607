"""Turn a study record of ClinicalTrials.gov into a Trial.

Any field may be missing: observational studies have no phase, a withheld record has little more than its
number. Words that the register may add one day must not stop anything: they end in `notes`.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple, get_args

import msgspec

from netcli.knowledge.model import Source, Trial
from netcli.knowledge.vocabulary import TrialStatus
from netcli.registries.ctgov.fields import at, date_at, names_at, number_at, record_date, text_at, word
from netcli.registries.essie import REGISTER_PHASES
from netcli.registries.trial_links import trial_url

# What is asked of the register, and all that is read below.
FIELDS = (
    "NCTId,Acronym,BriefTitle,OfficialTitle,SecondaryId,SecondaryIdType,OverallStatus,LastKnownStatus,WhyStopped,"
    "StatusVerifiedDate,LastUpdatePostDate,LeadSponsorName,Condition,Keyword,StudyType,Phase,EnrollmentCount,"
    "EnrollmentType,DesignAllocation,DesignInterventionModel,DesignMasking,DesignPrimaryPurpose,"
    "DesignObservationalModel,DesignTimePerspective,ArmGroupLabel,ArmGroupType,InterventionType,InterventionName,"
    "Sex,MinimumAge,MaximumAge,LocationCountry,HasResults"
)
# What is asked about trials that are on record: how they stand, not what they are.
STANDING_FIELDS = (
    "NCTId,NCTIdAlias,OverallStatus,LastKnownStatus,WhyStopped,StatusVerifiedDate,LastUpdatePostDate,CompletionDate,"
    "Phase,EnrollmentCount"
)
_STATUSES = {status.replace("-", "_").upper(): status for status in get_args(TrialStatus)}
_COMPARATORS = ("ACTIVE_COMPARATOR", "PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "NO_INTERVENTION")
_NO_AGENT = ("PROCEDURE", "DEVICE", "BEHAVIORAL", "DIAGNOSTIC_TEST", "OTHER", "DIETARY_SUPPLEMENT")
_NUMBERS = {
    "eudract": re.compile(r"\d{4}-\d{6}-\d{2}", re.ASCII),
    "euct": re.compile(r"20\d{2}-5\d{5}-\d{2}(?:-\d{2})?", re.ASCII),
    "isrctn": re.compile(r"ISRCTN\d{8}", re.ASCII),
    "jrct": re.compile(r"jRCTs?\d{9,10}", re.ASCII),
    "actrn": re.compile(r"ACTRN\d{14}p?", re.ASCII),
    "drks": re.compile(r"DRKS\d{8}", re.ASCII),
    "nci": re.compile(r"NCI-\d{4}-\d{5}", re.ASCII),
}
# What a record can say of a trial. The rest of the model holds defaults here (well differentiated, any line), which
# nobody stated.
STATED = (
    "id", "acronym", "title", "nct", "other_ids", "phases", "status", "status_as_of", "drug_names", "comparator",
    "population", "design", "enrollment", "result", "sponsor", "countries", "url", "notes", "sources",
    "drugs", "sites", "outcomes",  # always empty: the record is not matched with the knowledge
)  # fmt: skip
_SHOWN = 12  # conditions: basket trials list hundreds


class RegisterRecord(NamedTuple):
    """One study: the trial, its source, the words to rank it by, and the fields that the record lacks.

    `unknown` are the fields for which it has a word that netcli does not know, `aliases` the numbers of records that
    were merged into this one. `updated` is when it was last changed, `completion` when the study ends or ended: ""
    where it does not say.
    """

    trial: Trial
    source: Source
    titles: str
    conditions: str
    missing: frozenset[str]
    unknown: frozenset[str]
    aliases: tuple[str, ...]
    updated: str
    completion: str

    def says(self, field: str) -> bool:
        """Tell whether the record states a field, in words that netcli knows."""
        return field not in self.missing | self.unknown

    @property
    def stated(self) -> dict[str, Any]:
        """The trial as plain data, null where the register says nothing, without what it never says."""
        content: dict[str, Any] = msgspec.to_builtins(self.trial)
        return {name: None if name in self.missing and content[name] != [] else content[name] for name in STATED}


def read_study(study: object, asked_on: str) -> RegisterRecord | None:
    """Return the record that `study` holds, or None when it has no number. `asked_on` is a date (YYYY-MM-DD)."""
    nct = text_at(study, "protocolSection.identificationModule.nctId").upper()
    if not re.fullmatch(r"NCT[0-9]{8}", nct):
        return None
    protocol = at(study, "protocolSection")
    names = [text_at(protocol, f"identificationModule.{name}") for name in ("acronym", "briefTitle", "officialTitle")]
    title = names[1] or names[2]
    updated = record_date(protocol)
    status, notes = _status(protocol)
    notes += [] if updated else [f"The record gives no date; this is how it stood on {asked_on}."]
    trial = Trial(
        id=nct.lower(),
        acronym=names[0] or title or nct,
        title=title,
        nct=nct,
        other_ids=_other_ids(protocol),
        phases=[REGISTER_PHASES[name] for name in names_at(protocol, "designModule.phases") if name in REGISTER_PHASES],
        status=status,
        status_as_of=updated or asked_on,
        drug_names=_agents(protocol),
        comparator="; ".join(_comparators(protocol)),
        sites=[],
        population=_population(protocol),
        design=_design(protocol),
        enrollment=number_at(protocol, "designModule.enrollmentInfo.count"),
        result=_result(study),
        sponsor=text_at(protocol, "sponsorCollaboratorsModule.leadSponsor.name"),
        countries=sorted(set(names_at(protocol, "contactsLocationsModule.locations", "country"))),
        url=trial_url(nct),
        notes=notes,
        sources=[f"ctgov-{nct.lower()}"],
    )
    conditions = names_at(protocol, "conditionsModule.conditions") + names_at(protocol, "conditionsModule.keywords")
    return RegisterRecord(
        trial=trial,
        source=_source(trial, asked_on),
        titles=" | ".join(names),
        conditions=" | ".join(conditions),
        missing=_missing(protocol),
        unknown=_unknown(protocol),
        aliases=tuple(names_at(protocol, "identificationModule.nctIdAliases")),
        updated=updated,
        completion=date_at(protocol, "statusModule.completionDateStruct.date"),
    )


def _source(trial: Trial, asked_on: str) -> Source:
    return Source(
        id=trial.sources[0],
        kind="registry",
        title=trial.title or trial.acronym,
        publisher="ClinicalTrials.gov",
        date=trial.status_as_of,
        url=trial.url,
        nct=trial.nct or "",
        checked=asked_on,
    )


def _status(protocol: object) -> tuple[TrialStatus, list[str]]:
    told = text_at(protocol, "statusModule.overallStatus", 60)
    status = _STATUSES.get(told, "unknown")
    notes = []
    if told not in _STATUSES:
        notes.append(f"Status in the register: {word(told)}." if told else "The record gives no status.")
    if status == "unknown" and (last := text_at(protocol, "statusModule.lastKnownStatus", 60)):
        notes.append(f"Last known status: {word(last)}.")
    if why := text_at(protocol, "statusModule.whyStopped"):
        notes.append(f"Why stopped: {why}")
    unread = [name for name in names_at(protocol, "designModule.phases") if name not in REGISTER_PHASES]
    return status, notes + [f"Phase in the register: {word(name)}." for name in unread]


def _result(study: object) -> str:
    """Return whether there are results: the figures themselves are not asked for."""
    posted = at(study, "hasResults")
    if not isinstance(posted, bool):
        return "The record does not say whether results are posted."
    return "Results are posted in the register." if posted else "No results are posted in the register."


def _other_ids(protocol: object) -> dict[str, str]:
    ids: dict[str, str] = {}
    for number in names_at(protocol, "identificationModule.secondaryIdInfos", "id"):
        for register, form in _NUMBERS.items():
            if match := form.fullmatch(number.strip()):
                ids[register] = match[0]
    return ids


def _agents(protocol: object) -> list[str]:
    found = at(protocol, "armsInterventionsModule.interventions")
    items = found if isinstance(found, list) else []
    return list(dict.fromkeys(n for i in items if text_at(i, "type") not in _NO_AGENT and (n := text_at(i, "name"))))


def _comparators(protocol: object) -> Iterator[str]:
    arms = at(protocol, "armsInterventionsModule.armGroups")
    for arm in arms if isinstance(arms, list) else []:
        if text_at(arm, "type") in _COMPARATORS and (label := text_at(arm, "label")):
            yield label


def _population(protocol: object) -> str:
    conditions = names_at(protocol, "conditionsModule.conditions")
    more = len(conditions) - _SHOWN
    low, high = (text_at(protocol, f"eligibilityModule.{name}Age", 40) for name in ("minimum", "maximum"))
    ages = f"{low} to {high}" if low and high else f"{low} and older" if low else f"up to {high}" if high else ""
    sex = text_at(protocol, "eligibilityModule.sex", 40).lower()
    parts = [", ".join(conditions[:_SHOWN]) + (f" and {more} more" if more > 0 else ""), ages]
    return "; ".join(part for part in (*parts, f"{sex} only" if sex not in ("", "all") else "") if part)


def _design(protocol: object) -> str:
    info = at(protocol, "designModule.designInfo")
    words = [text_at(protocol, "designModule.studyType", 60)]
    words += [text_at(info, name, 60) for name in ("allocation", "interventionModel", "observationalModel")]
    masking = text_at(info, "maskingInfo.masking", 60)
    words += ["OPEN_LABEL" if masking == "NONE" else f"{masking}_BLIND" if masking else ""]
    words += [text_at(info, name, 60) for name in ("primaryPurpose", "timePerspective")]
    return ", ".join(word(name) for name in words if name and name != "NA")


def _missing(protocol: object) -> frozenset[str]:
    fields: dict[str, Any] = {
        "acronym": text_at(protocol, "identificationModule.acronym"),
        "status": text_at(protocol, "statusModule.overallStatus"),
        "phases": names_at(protocol, "designModule.phases"),
        "enrollment": number_at(protocol, "designModule.enrollmentInfo.count") is not None,
    }
    return frozenset(name for name, value in fields.items() if not value)


def _unknown(protocol: object) -> frozenset[str]:
    """Return the fields that hold a word which the register did not have when netcli was written."""
    status = text_at(protocol, "statusModule.overallStatus", 60)
    phases = names_at(protocol, "designModule.phases")
    strange = {"status": status not in _STATUSES, "phases": not REGISTER_PHASES.keys() >= set(phases)}
    return frozenset(name for name, is_strange in strange.items() if is_strange)
