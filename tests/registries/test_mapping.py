"""From a record of the register to a Trial: real records, hostile ones, and anything at all."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcli.knowledge.model import Trial
from netcli.registries.ctgov.mapping import STATED, RegisterRecord, read_study
from netcli.registries.ctgov.relevance import relevance
from netcli.text import is_hidden

from .fake_register import real, study

TODAY = "2026-11-23"


def read(raw: Any) -> RegisterRecord:
    record = read_study(raw, TODAY)
    assert record
    return record


def test_an_interventional_study() -> None:
    trial = read(real("study_interventional")).trial
    assert (trial.id, trial.nct, trial.status, trial.phases) == ("nct02576665", "NCT02576665", "terminated", ["1"])
    assert trial.drug_names == ["Toca 511", "Toca FC"]
    assert trial.countries == ["United States"]
    assert trial.enrollment == 21
    assert trial.population.endswith("18 Years to 75 Years")
    assert trial.url == "https://clinicaltrials.gov/study/NCT02576665"
    assert trial.status_as_of == TODAY
    assert any("no date" in note for note in trial.notes)


def test_an_observational_study_has_no_phase() -> None:
    record = read(real("study_observational"))
    trial = record.trial
    assert (trial.acronym, trial.status, trial.phases) == ("BIOSS", "unknown", [])
    assert trial.status_as_of == "2019-11-27"
    assert trial.drug_names == []
    assert "observational" in trial.design
    assert "Last known status: recruiting." in trial.notes
    assert record.missing == {"phases"}
    assert record.stated["phases"] == []


def test_a_record_with_hardly_anything() -> None:
    record = read(real("study_sparse"))
    assert record.trial.status == "unknown"
    assert record.trial.enrollment is None
    assert record.missing == {"acronym", "status", "phases", "enrollment"}


def test_words_the_register_may_add_are_kept_as_notes() -> None:
    trial = read(
        study(
            1, statusModule={"overallStatus": "APPROVED_FOR_MARKETING"}, designModule={"phases": ["PHASE2", "PHASE9"]}
        )
    ).trial
    assert (trial.status, trial.phases) == ("unknown", ["2"])
    assert "Status in the register: approved for marketing." in trial.notes
    assert "Phase in the register: phase9." in trial.notes


def test_every_field_of_a_trial_is_the_registers_or_is_left_out() -> None:
    """What the register is never asked for (differentiation, line, grades ...) is no statement of its."""
    unsaid = {
        "aliases", "confirmed", "origin", "differentiation", "grades", "sstr", "functional", "line", "after", "without",
        "publication", "register", "bundled",
        "short", "tested", "control", "treatment", "patients", "patients_short",
    }  # fmt: skip
    assert {*STATED, *unsaid} == set(Trial.__struct_fields__)
    stated = read(real("study_interventional")).stated
    assert not unsaid & stated.keys()
    assert stated["drugs"] == stated["sites"] == stated["outcomes"] == []
    assert stated["acronym"] is None  # the record has none; what people see is its title


@pytest.mark.parametrize(
    ("posted", "said"),
    [(True, "Results are posted"), (False, "No results"), (None, "does not say"), (1, "does not say")],
)
def test_results_are_said_to_be_posted_or_not(posted: Any, said: str) -> None:
    """The figures are not asked for, so "no result on record" would be nobody's statement."""
    assert said in read({**study(1), "hasResults": posted}).trial.result


@pytest.mark.parametrize("day", ["2025-02-31", "0000-01-01", "2025-13", "٢٠٢٥"])
def test_a_day_that_does_not_exist_is_no_date(day: str) -> None:
    assert read(study(1, statusModule={"statusVerifiedDate": day})).trial.status_as_of == TODAY


def test_numbers_are_written_in_plain_digits() -> None:
    raw = study(1)
    raw["protocolSection"]["identificationModule"]["secondaryIdInfos"] = [{"id": "٢٠١١-٠٠٥٠٤٩-١١"}]
    assert read(raw).trial.other_ids == {}


def test_zero_is_not_unknown() -> None:
    assert read(study(1, designModule={"enrollmentInfo": {"count": 0}})).trial.enrollment == 0


def test_partial_dates_stay_as_written() -> None:
    assert read(study(1, statusModule={"statusVerifiedDate": "2016-07"})).trial.status_as_of == "2016-07"


def test_european_numbers() -> None:
    raw = study(1)
    raw["protocolSection"]["identificationModule"]["secondaryIdInfos"] = [
        {"id": "2011-005049-11", "type": "EUDRACT_NUMBER"},
        {"id": "2024-518325-15-00", "type": "CTIS"},
        {"id": "CAAA601A62301"},
        "odd",
    ]
    assert read(raw).trial.other_ids == {"eudract": "2011-005049-11", "euct": "2024-518325-15-00"}


def test_comparators_are_the_control_arms() -> None:
    arms = [{"label": "177Lu", "type": "EXPERIMENTAL"}, {"label": "Everolimus", "type": "ACTIVE_COMPARATOR"}]
    assert read(study(1, armsInterventionsModule={"armGroups": arms})).trial.comparator == "Everolimus"


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (r"rHGG \[a\] \< 5 \* 2", "rHGG [a] < 5 * 2"),
        ("≥ 20 µg é", "≥ 20 µg é"),
        ("\x1b]8;;http://evil\x07click", "\\u001b]8;;http://evil\\u0007click"),
        ("right\u202eleft", "right\\u202eleft"),
        ("[bold red]x[/]", "[bold red]x[/]"),
        ("cured [@lutathera-us-label]", "cured [ @lutathera-us-label]"),
        ("two\nlines", "two lines"),
        ("\ud800", "\\ud800"),
    ],
)
def test_titles_are_safe_to_show(raw: str, shown: str) -> None:
    assert read(study(1, raw)).trial.title == shown


@pytest.mark.parametrize("nct", ["", "NCT1", "NCT0000000x", None, 5, "NCT٠٠٠٠٠٠٠١"])
def test_a_record_without_a_number_is_no_record(nct: Any) -> None:
    assert read_study({"protocolSection": {"identificationModule": {"nctId": nct}}}, TODAY) is None


@pytest.mark.parametrize(
    ("title", "conditions", "score"),
    [
        ("Lanreotide in pancreatic neuroendocrine tumours", "", 3),
        ("Carcinoid syndrome", "", 3),
        ("Advanced solid tumors", "Neuroendocrine Tumors | Melanoma", 2),
        ("Small cell lung cancer and neuroendocrine carcinoma", "", 2),
        ("Pheochromocytoma and paraganglioma", "Neuroendocrine Tumors", 0),
        ("Small-Cell Lung Cancer", "Neuroendocrine Carcinoma", 0),
        ("Non-small cell lung cancer", "Carcinoid", 2),
        ("Pituitary neuroendocrine tumours", "", 0),
        ("Prostate cancer with neuroendocrine features", "", 0),
        ("Melanoma", "Melanoma", 0),
    ],
)
def test_relevance(title: str, conditions: str, score: int) -> None:
    assert relevance(title, conditions) == score


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
MODULES = {
    "identificationModule": ["acronym", "briefTitle", "officialTitle", "secondaryIdInfos"],
    "statusModule": [
        "overallStatus",
        "lastKnownStatus",
        "whyStopped",
        "statusVerifiedDate",
        "lastUpdatePostDateStruct",
    ],
    "sponsorCollaboratorsModule": ["leadSponsor"],
    "conditionsModule": ["conditions", "keywords"],
    "designModule": ["studyType", "phases", "enrollmentInfo", "designInfo"],
    "armsInterventionsModule": ["armGroups", "interventions"],
    "eligibilityModule": ["sex", "minimumAge", "maximumAge"],
    "contactsLocationsModule": ["locations"],
}
STUDIES = st.fixed_dictionaries(
    {name: st.fixed_dictionaries({}, optional=dict.fromkeys(fields, JSON)) | JSON for name, fields in MODULES.items()}
)


@given(JSON)
def test_anything_at_all_is_read_without_a_crash(raw: Any) -> None:
    read_study(raw, TODAY)


@given(STUDIES)
def test_any_study_gives_a_trial_that_fits_the_model(modules: dict[str, Any]) -> None:
    identification = modules["identificationModule"]
    identification = identification if isinstance(identification, dict) else {}
    raw = {"protocolSection": {**modules, "identificationModule": {**identification, "nctId": "NCT01234567"}}}
    trial = read(raw).trial
    assert msgspec.json.decode(msgspec.json.encode(trial), type=Trial) == trial
    assert not any(map(is_hidden, "".join(strings(read(raw).stated))))


def strings(value: Any) -> Iterator[str]:
    """Yield every text in plain data."""
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, str):
        yield value
