"""What has changed between the bundled trials and the register."""

from typing import Any

import msgspec
import pytest

from netcli.errors import RegisterUnavailable
from netcli.knowledge.model import Trial
from netcli.registries.ctgov.diff import Change, diff_trials
from netcli.registries.patience import Patience

from .fake_register import FakeRegister, Reply, Request, study


def bundled(number: int | None, **fields: Any) -> Trial:
    own: dict[str, Any] = {"phases": ["3"], "status": "recruiting", "enrollment": 100} | fields
    own |= {"nct": None if number is None else f"NCT{number:08d}", "status_as_of": "2025"}
    return Trial(id=f"trial-{number or 'jp'}", acronym="T", sites=[], population="", design="", **own)


def held(number: int, status: str = "RECRUITING", phases: tuple[str, ...] = ("PHASE3",), count: int = 100) -> Any:
    return study(
        number,
        statusModule={"overallStatus": status, "lastUpdatePostDateStruct": {"date": "2026-10-01"}},
        designModule={"phases": list(phases), "enrollmentInfo": {"count": count}},
    )


def by_id(*trials: Trial) -> dict[str, Trial]:
    return {trial.id: trial for trial in trials}


def test_status_phases_and_enrolment(register: FakeRegister, patience: Patience) -> None:
    register.plays({"studies": [held(1), held(2, "COMPLETED", ("PHASE2", "PHASE3"), 226)]})
    answer = diff_trials(by_id(bundled(1), bundled(2), bundled(None)), patience=patience)
    assert register.requests[0].query["filter.ids"] == "NCT00000001,NCT00000002"
    assert [(change.field, change.bundled, change.register) for change in answer.changes] == [
        ("status", "recruiting", "completed"),
        ("phases", ["3"], ["2", "3"]),
        ("enrollment", 100, 226),
    ]
    assert answer.changes[0] == Change(
        trial="trial-2",
        nct="NCT00000002",
        field="status",
        bundled="recruiting",
        register="completed",
        register_date="2026-10-01",
    )
    assert (answer.compared, answer.not_found, answer.without_nct) == (2, [], ["trial-jp"])


def test_what_the_register_does_not_state_is_no_change(register: FakeRegister, patience: Patience) -> None:
    register.plays({"studies": [study(1), study(2)]})
    assert diff_trials(by_id(bundled(1), bundled(2)), patience=patience).changes == []


def test_one_bad_id_does_not_spoil_the_others(register: FakeRegister, patience: Patience) -> None:
    """The register refuses a whole batch for one unknown id; an alias is redirected to the live record."""

    def answer(request: Request) -> Reply:
        ids = request.query.get("filter.ids", "").split(",")
        if request.path.endswith("/studies"):
            known = {"studies": [held(int(number[3:])) for number in ids if number[-1] != "4"]}
            return Reply(b"Invalid id", 400) if "NCT00000003" in ids else Reply(known)
        number = int(request.path[-8:])
        if number == 4:
            return Reply(status=301, headers={"Location": f"{register.base}/studies/NCT00000009"})
        return Reply(b"NCT number not found", 404) if number == 3 else Reply(held(number))

    register.answer = answer
    answer_ = diff_trials(by_id(*(bundled(n) for n in range(1, 7))), patience=patience)
    assert answer_.not_found == ["NCT00000003"]
    assert answer_.compared == 5
    assert [(change.field, change.register) for change in answer_.changes] == [("nct", "NCT00000009")]


@pytest.mark.parametrize("bad", [None, 5, {}, {"identificationModule": {"nctId": "NCT1"}}])
def test_one_unreadable_record_does_not_end_the_comparison(
    register: FakeRegister, patience: Patience, bad: Any
) -> None:
    """It is named; the others are compared."""

    def answer(request: Request) -> Reply:
        odd = {"protocolSection": bad}
        return Reply({"studies": [odd, held(2, "COMPLETED")]} if request.path.endswith("/studies") else odd)

    register.answer = answer
    found = diff_trials(by_id(bundled(1), bundled(2)), patience=patience)
    assert (found.unreadable, found.not_found, found.compared) == (["NCT00000001"], [], 1)
    assert [change.field for change in found.changes] == ["status"]


def test_a_comparison_without_a_readable_record_is_none(register: FakeRegister, patience: Patience) -> None:
    register.plays({"studies": [{"protocolSection": None}]}, {"protocolSection": None})
    with pytest.raises(RegisterUnavailable, match="none of 2 records"):
        diff_trials(by_id(bundled(1), bundled(2)), patience=patience)


def test_a_malformed_id_is_never_sent(register: FakeRegister, patience: Patience) -> None:
    odd = msgspec.structs.replace(bundled(1), nct="NCT1")
    assert diff_trials({"odd": odd}, patience=patience).not_found == ["NCT1"]
    assert register.requests == []


def test_a_fault_is_no_difference(register: FakeRegister, patience: Patience) -> None:
    register.plays(Reply(status=403))
    with pytest.raises(RegisterUnavailable):
        diff_trials(by_id(bundled(1), bundled(2)), patience=patience)
