"""`netcli update` against both services on this machine: what is asked, kept and told, and every way of going wrong."""

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from netcli.errors import RegisterUnavailable
from netcli.knowledge.files.load import bundled
from netcli.knowledge.model import Source, Therapy, Trial
from netcli.knowledge.us_labels import UsLabel, us_labels
from netcli.registries.cache import Cache
from netcli.registries.ctgov.mapping import FIELDS
from netcli.registries.news import News, ask_for_news
from netcli.registries.openfda.labels import OPENFDA, newest_label, search_for
from netcli.registries.patience import Patience
from netcli.registries.register import OddAnswer, Register

from .fake_register import NO_LABEL, SET_ID, FakeRegister, FakeTime, Reply, Request, Services, label, real, standing

pytestmark = pytest.mark.usefixtures("quick")
LUTATHERA, AFINITOR = "NDA208700", "NDA022334"
NETTER_3 = "NCT06784752"  # recruiting in the edition
COMPLETE = {"NCT05918302": "COMPLETED", "NCT05387603": "COMPLETED", NETTER_3: "WITHDRAWN"}


def news(patience: Patience) -> News:
    return ask_for_news(bundled(), progress=lambda _: None, patience=patience)


def store(tmp_path: Path) -> Path:
    return tmp_path / "home" / "update.json"


def test_what_is_new_is_summed_up_listed_and_shown(netcli, services: Services) -> None:
    """In the words of the contract; then each answer has it."""
    services.statuses |= COMPLETE
    services.effective[LUTATHERA] = "20270112"
    run = netcli("update", "--format", "plain")
    assert run.code == 0, run.err
    assert "3 trials: 2 completed, 1 withdrawn; 1 label newer since edition" in run.out
    assert "NETTER-3" in run.out
    assert SET_ID in run.out
    shown = netcli("show", NETTER_3, "--json").json["results"][0]
    assert [shown["status"], shown["bundled"]["status"]] == ["withdrawn", "recruiting"]
    assert {one["nct"] for one in netcli("trials", "--status", "withdrawn", "--json").json["results"]} >= {NETTER_3}
    assert "label changed 2027-01-12, read the label" in netcli("therapies", "pancreas").out.replace("\n", " ")


def test_each_change_has_both_values_and_its_day(netcli, services: Services) -> None:
    """For programs: what was shown, what is, what the edition says; of a label when it was read."""
    services.statuses[NETTER_3] = "COMPLETED"
    services.effective[AFINITOR] = "20270301"
    answer = netcli("update", "--json").json
    trial, changed = answer["results"]
    assert {name: trial[name] for name in ("kind", "id", "nct", "field", "was", "is", "bundled", "day")} == {
        "kind": "trial", "id": "netter-3", "nct": NETTER_3, "field": "status", "was": "recruiting",
        "is": "completed", "bundled": "recruiting", "day": "2026-10-01",
    }  # fmt: skip
    assert [changed["kind"], changed["application"], changed["newest"]] == ["label", AFINITOR, "2027-03-01"]
    assert changed["read"] < "2027-03-01"
    assert answer["update"]["kept"] is True
    assert answer["update"]["labels"] == len(us_labels(bundled().of(Therapy).values(), bundled().of(Source)))


@pytest.mark.parametrize("form", ["table", "plain", "json", "jsonl", "csv", "tsv", "markdown", "html", "svg"])
def test_every_format(netcli, services: Services, form: str) -> None:
    services.statuses[NETTER_3] = "COMPLETED"
    run = netcli("update", "--check", "--format", form)
    assert run.code == 0, run.err
    assert "NETTER-3" in run.out


def test_what_was_new_once_is_not_new_again(netcli, services: Services) -> None:
    """The next update tells what has happened since, and what turned back."""
    services.statuses[NETTER_3] = "COMPLETED"
    services.effective[LUTATHERA] = "20270112"
    netcli("update")
    again = netcli("update")
    assert "Nothing new since" in again.out
    del services.statuses[NETTER_3]
    back = netcli("update", "--json").json["results"]
    assert [(one["was"], one["is"], one["bundled"]) for one in back] == [("completed", "recruiting", "recruiting")]


def test_a_trial_that_stands_as_before_was_seen_today(netcli, services: Services) -> None:
    """No news, and yet its status is no longer an old one."""
    assert "Nothing new" in netcli("update").out
    shown = netcli("show", NETTER_3, "--json").json["results"][0]
    assert shown["status"] == "recruiting"
    assert shown["status_as_of"] == shown["register"]["seen"] > shown["bundled"]["status_as_of"]
    assert shown["register"]["updated"] == "2026-10-01"
    assert shown["register"]["completion"] == "2028-05"


def test_nothing_is_asked_but_what_the_edition_names(netcli, services: Services, tmp_path: Path) -> None:
    """One request for all trials, the fields limited; one for each label; nothing of an overlay, nothing twice."""
    ward = tmp_path / "ward"
    ward.mkdir()
    (ward / "ward.yaml").write_text(
        "trials:\n  - {id: ward-trial, acronym: WARD, nct: NCT99999999, phases: ['2'], status: recruiting, "
        "status_as_of: 2026-11-01, sites: [pancreas], population: x, design: x}\n"
    )
    run = netcli("update", "--data", str(ward))
    assert run.code == 0, run.err
    first, *others = services.register.requests
    assert first.path.endswith("/api/v2/studies")
    assert set(first.query["filter.ids"].split(",")) == {
        trial.nct for trial in bundled().of(Trial).values() if trial.nct
    }
    assert set(first.query["fields"].split(",")) <= {*FIELDS.split(","), "NCTIdAlias", "CompletionDate"}
    assert len(first.query["fields"]) < len(FIELDS) / 2
    assert {one.path for one in others} == {"/drug/label.json"}
    labels = us_labels(bundled().of(Therapy).values(), bundled().of(Source))
    assert [one.query["search"] for one in others] == list(map(search_for, labels))
    assert {(one.query["sort"], one.query["limit"]) for one in others} == {("effective_time:desc", "1")}
    assert not any("WARD" in one.raw.upper() or "99999999" in one.raw for one in services.register.requests)


def test_one_request_a_second(services: Services, patience: Patience, time: FakeTime) -> None:
    news(patience)
    assert time.slept == pytest.approx([1] * (len(services.register.requests) - 1))


def test_check_keeps_nothing(netcli, services: Services, tmp_path: Path) -> None:
    services.statuses[NETTER_3] = "COMPLETED"
    run = netcli("update", "--check")
    assert "1 trial: 1 completed" in run.out
    assert "nothing was kept" in run.out
    assert not (tmp_path / "home").exists()
    assert netcli("show", NETTER_3, "--json").json["results"][0]["status"] == "recruiting"


def test_forget_goes_back_to_the_edition(netcli, services: Services, tmp_path: Path) -> None:
    services.statuses[NETTER_3] = "COMPLETED"
    netcli("update")
    asked = len(services.register.requests)
    run = netcli("update", "--forget")
    assert run.out == f"Back to edition {bundled().edition.version}\n"
    assert not store(tmp_path).exists()
    shown = netcli("show", NETTER_3, "--json").json["results"][0]
    assert [shown["status"], shown["register"], shown["bundled"]] == ["recruiting", None, None]
    assert "No update was kept" in netcli("update", "--forget").out
    assert len(services.register.requests) == asked


def test_check_and_forget_contradict_each_other(netcli, services: Services) -> None:
    assert netcli("update", "--check", "--forget").code == 2


# Faults. Whatever goes wrong, at either service, the former state stays as it was.

FAULTS = {
    "asks to wait": Reply(status=429, headers={"Retry-After": "3600"}),
    "server error": Reply(status=500),
    "gateway": Reply(status=502),
    "forbidden": Reply(b"<html>no", 403, {"Content-Type": "text/html"}),
    "login page": Reply(b"<!doctype html><p>Sign in", headers={"Content-Type": "text/html"}),
    "cut": Reply(b'{"studies": [], "results": [', promise_more=100),
    "half of JSON": Reply(b'{"studies": [{"protocolSec'),
    "wrong type": Reply({"studies": {"a": 1}, "results": {"a": 1}}),
    "a list": Reply([1, 2]),
    "not UTF-8": Reply(b'\xff\xfe{"studies": []}'),
    "elsewhere": Reply(status=302, headers={"Location": "https://example.org/studies"}),
    "nesting": Reply(b"[" * 100_000),
    "bomb": Reply(
        b"".join(gzip.compress(b" " * 1_000_000) * 10 for _ in range(3)), headers={"Content-Encoding": "gzip"}
    ),
}


@pytest.mark.parametrize("at", ["ClinicalTrials.gov", "openFDA"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_keeps_nothing(netcli, services: Services, tmp_path: Path, at: str, fault: str) -> None:
    """Exit 5, one sentence that names the service, nothing on standard output; an earlier update stays."""
    services.statuses[NETTER_3] = "COMPLETED"
    netcli("update")
    before = store(tmp_path).read_bytes()
    services.statuses[NETTER_3] = "TERMINATED"
    if at == "openFDA":
        services.on_label = lambda request: FAULTS[fault] if AFINITOR in request.raw else None
        odd = fault in ("wrong type", "a list")
    else:
        services.on_trials, odd = lambda _: FAULTS[fault], False
    run = netcli("update")
    if odd:  # one label that cannot be read is told, and is no reason to keep the rest from anybody
        assert run.code == 0
        assert "could not be read: AFINITOR" in run.err or "could not be read: Afinitor" in run.err
        return
    assert run.code == 5
    assert at in run.err
    assert run.out == ""
    assert "Traceback" not in run.err
    assert store(tmp_path).read_bytes() == before
    assert list(store(tmp_path).parent.iterdir()) == [store(tmp_path)]


def test_without_network(netcli, services: Services, tmp_path: Path) -> None:
    run = netcli("update", NETCLI_CTGOV_URL="http://127.0.0.1:9/api/v2")
    assert run.code == 5
    assert run.out == ""
    assert run.err.startswith("netcli: ClinicalTrials.gov could not be asked")
    assert not store(tmp_path).exists()
    assert netcli("update", "--json", NETCLI_OPENFDA_URL="http://127.0.0.1:9").json["error"]["code"] == 5


def test_a_wait_that_is_asked_for_is_kept(netcli, services: Services, time: FakeTime) -> None:
    refused = iter([Reply(status=429, headers={"Retry-After": "7"})])
    services.on_label = lambda _: next(refused, None)
    assert netcli("update").code == 0
    assert 7 in time.slept


def test_a_token_that_comes_back(services: Services, patience: Patience) -> None:
    services.on_trials = lambda _: Reply({"studies": [standing("NCT00000001")], "nextPageToken": "same"})
    with pytest.raises(RegisterUnavailable, match="does not end"):
        news(patience)


def test_pages_are_joined(services: Services, patience: Patience) -> None:
    """The register may send fewer at a time than it was asked for."""

    def answer(request: Request) -> Reply | None:
        numbers = request.query["filter.ids"].split(",")
        half = numbers[:40] if "pageToken" not in request.query else numbers[40:]
        more = {} if "pageToken" in request.query else {"nextPageToken": "t"}
        return Reply({"studies": [services.told(number) for number in half], **more})

    services.on_trials = answer
    assert len(news(patience).update.trials) == len(services.known)


@pytest.mark.parametrize("base", ["ftp://x", "http://example.org", "https://u:geheim@x/y", "https://x/?q"])
def test_an_address_that_is_none_is_refused(netcli, services: Services, base: str) -> None:
    for name in ("NETCLI_CTGOV_URL", "NETCLI_OPENFDA_URL"):
        run = netcli("update", **{name: base})
        assert run.code == 2
        assert name in run.err
        assert "geheim" not in run.err


# Records that are not as they should be: said, and never shown.


def test_an_id_that_the_register_does_not_have(services: Services, patience: Patience) -> None:
    """The whole batch is refused for it; all others are read."""
    services.missing = {NETTER_3}
    found = news(patience)
    assert NETTER_3 not in found.update.trials
    assert len(found.update.trials) == len(services.known) - 1
    assert any(note.startswith("not in ClinicalTrials.gov") and NETTER_3 in note for note in found.notes)


def test_many_ids_that_are_not_known_are_looked_for(services: Services, patience: Patience) -> None:
    """Each costs a dozen requests; there is time for some."""
    services.missing = {*list(services.known)[::20], NETTER_3}
    assert len(news(patience).update.trials) == len(services.known) - len(services.missing)


def test_no_record_at_all_is_no_answer(services: Services, patience: Patience) -> None:
    services.on_trials = lambda request: Reply({"studies": []}) if request.path.endswith("/studies") else None
    with pytest.raises(RegisterUnavailable, match="none of the"):
        news(patience)


def test_a_merged_id_is_followed_where_the_register_says_so(services: Services, patience: Patience) -> None:
    """A record that does not name the number asked for is of another trial, whatever led to it."""
    merged = standing("NCT01111111", "COMPLETED")
    merged["protocolSection"]["identificationModule"]["nctIdAliases"] = [NETTER_3]
    strange = standing("NCT02222222", "COMPLETED")
    services.studies = {NETTER_3: merged, "NCT05918302": strange}
    found = news(patience)
    assert found.update.trials[NETTER_3].nct == "NCT01111111"
    assert f"merged in ClinicalTrials.gov: {NETTER_3} into NCT01111111" in found.notes
    assert "NCT05918302" not in found.update.trials
    assert any("leads to another trial" in note and "NCT05918302 (NCT02222222)" in note for note in found.notes)


@pytest.mark.parametrize("status", [None, "", 5, ["RECRUITING"], {"a": 1}, "PAUSED_FOR_REASONS", "recruiting"])
def test_a_status_that_is_none_is_said_and_not_kept(services: Services, patience: Patience, status: Any) -> None:
    services.studies = {NETTER_3: standing(NETTER_3, status)}
    found = news(patience)
    assert found.update.trials[NETTER_3].status is None
    assert any(NETTER_3 in note and "status" in note for note in found.notes)
    assert not any(one.nct == NETTER_3 for one in found.trials)


@pytest.mark.parametrize("module", [None, [], "x", {"phases": None, "enrollmentInfo": None}, {"phases": ["PHASE9"]}])
def test_null_fields_and_new_words_change_nothing(services: Services, patience: Patience, module: Any) -> None:
    record = standing(NETTER_3, designModule=module)
    record["protocolSection"]["statusModule"] |= {"lastUpdatePostDateStruct": None, "completionDateStruct": {"date": 7}}
    services.studies = {NETTER_3: record}
    found = news(patience)
    seen = found.update.trials[NETTER_3]
    assert [seen.phases, seen.enrollment, seen.completion, seen.updated] == [None, None, None, None]
    assert found.trials == []


def test_phase_and_enrolment(services: Services, patience: Patience) -> None:
    """Both are told; only the phase is shown in the place of the edition's."""
    changed = {"phases": ["PHASE2", "PHASE3"], "enrollmentInfo": {"count": 9}}
    services.studies = {NETTER_3: standing(NETTER_3, designModule=changed)}
    found = news(patience)
    trial = bundled().of(Trial)["netter-3"]
    assert [(one.field, one.was, one.is_) for one in found.trials] == [
        ("phases", ["3"], ["2", "3"]),
        ("enrollment", trial.enrollment, 9),
    ]
    shown = found.update.over_trial(trial)
    assert [shown.phases, shown.enrollment] == [["2", "3"], trial.enrollment]
    assert shown.register
    assert shown.register.enrollment == 9


def test_a_label_that_openfda_does_not_have(services: Services, patience: Patience) -> None:
    services.on_label = lambda request: NO_LABEL if LUTATHERA in request.raw else None
    found = news(patience)
    assert LUTATHERA not in found.update.labels
    assert f"no label in openFDA: LUTATHERA ({LUTATHERA}) (what was known before stays)" in found.notes


@pytest.mark.parametrize("reply", [NO_LABEL, Reply({"results": []}), Reply({"results": [None]})])
def test_no_label_at_all_is_no_answer(services: Services, patience: Patience, reply: Reply) -> None:
    services.on_label = lambda _: reply
    with pytest.raises(RegisterUnavailable, match="none of the"):
        news(patience)


def test_a_404_of_somebody_else_is_not_no_label(services: Services, patience: Patience) -> None:
    services.on_label = lambda _: Reply(b"<html>Not Found", 404, {"Content-Type": "text/html"})
    with pytest.raises(RegisterUnavailable, match="404"):
        news(patience)


@pytest.mark.parametrize(
    "changed",
    [
        {"effective_time": None}, {"effective_time": "2027"}, {"effective_time": "20271340"}, {"effective_time": 2027},
        {"set_id": None}, {"set_id": "../../x"}, {"set_id": "\x1b[31m"},
        {"openfda": {"application_number": ["NDA000001"]}}, {"openfda": {"application_number": "NDA000001"}},
    ],
)  # fmt: skip
def test_a_record_that_is_no_label_asked_for_is_said(
    services: Services, patience: Patience, changed: dict[str, Any]
) -> None:
    services.on_label = lambda request: Reply(label(request, **changed)) if LUTATHERA in request.raw else None
    found = news(patience)
    assert LUTATHERA not in found.update.labels
    assert "the label in openFDA could not be read: LUTATHERA (what was known before stays)" in found.notes


# A second update with a gap: what the first one brought stays, with its own day.


def known_for_long(netcli, services: Services, tmp_path: Path) -> None:
    services.statuses[NETTER_3] = "WITHDRAWN"
    services.effective[LUTATHERA] = "20270112"
    assert netcli("update").code == 0
    kept = store(tmp_path).read_text()
    day = json.loads(kept)["day"]
    store(tmp_path).write_text(kept.replace(f'"day":"{day}"', '"day":"2026-11-25"'))


GAPS = {
    "a status in a new word": standing(NETTER_3, "PAUSED_FOR_REASONS"),
    "another trial": standing("NCT02222222", "COMPLETED"),
    "no record": None,
}


@pytest.mark.parametrize("gap", GAPS)
def test_a_trial_without_a_word_stands_as_it_was_last_seen(
    netcli, services: Services, tmp_path: Path, gap: str
) -> None:
    known_for_long(netcli, services, tmp_path)
    if record := GAPS[gap]:
        services.studies[NETTER_3] = record
    else:
        services.missing = {NETTER_3}
    for _ in range(2):
        answer = netcli("update", "--json").json
        assert not [one for one in answer["results"] if one["id"] == "netter-3"]
        assert any(NETTER_3 in note and "what was known before stays" in note for note in answer["notes"])
        shown = netcli("show", NETTER_3, "--json").json["results"][0]
        assert [shown["status"], shown["status_as_of"]] == ["withdrawn", "2026-11-25"]
        assert [shown["register"]["seen"], shown["bundled"]["status"]] == ["2026-11-25", "recruiting"]


def test_a_count_that_is_left_out_stays(netcli, services: Services) -> None:
    services.studies[NETTER_3] = standing(NETTER_3, designModule={"phases": ["PHASE2"], "enrollmentInfo": {"count": 7}})
    assert netcli("update").code == 0
    services.studies[NETTER_3] = standing(NETTER_3)
    assert netcli("update", "--json").json["results"] == []
    shown = netcli("show", NETTER_3, "--json").json["results"][0]
    assert [shown["phases"], shown["register"]["enrollment"]] == [["2"], 7]


@pytest.mark.parametrize("changed", [None, {"effective_time": "soon"}, {"openfda": {"application_number": ["NDA1"]}}])
def test_a_label_without_a_word_stays_changed(
    netcli, services: Services, tmp_path: Path, changed: dict[str, Any] | None
) -> None:
    known_for_long(netcli, services, tmp_path)
    reply = lambda request: Reply(label(request, **changed)) if changed else NO_LABEL  # noqa: E731
    services.on_label = lambda request: reply(request) if LUTATHERA in request.raw else None
    assert netcli("update", "--json").json["results"] == []
    shown = netcli("show", "lutathera", "--json").json["results"][0]
    told = [one for one in shown["indications"] if one.get("label_changed")]
    assert {(one["label_changed"], one["newest_label"]["seen"]) for one in told} == {("2027-01-12", "2026-11-25")}


def test_a_label_that_is_older_than_before_is_said(netcli, services: Services, tmp_path: Path) -> None:
    """Answers lose a mark by it."""
    known_for_long(netcli, services, tmp_path)
    services.effective[LUTATHERA] = "20200101"
    told = "the newest label in openFDA is older than at the last update: LUTATHERA (2020-01-01, was 2027-01-12)"
    assert told in netcli("update", "--json").json["notes"]


def test_a_label_without_harmonised_numbers_is_taken(services: Services, patience: Patience) -> None:
    """OpenFDA leaves them out of many records."""
    services.on_label = lambda request: Reply(label(request, "20270112", openfda={}))
    assert news(patience).update.labels[LUTATHERA].effective == "2027-01-12"


@pytest.mark.parametrize(
    ("number", "place", "set_id", "effective"),
    [
        ("part343", 0, "f04a01eb-5619-47d7-ad5c-a0c847191eb3", "2016-01-26"),
        ("part343", 1, "91a90339-44e7-48e4-ae27-7788377c9e1c", "2018-12-31"),
    ],
)
def test_a_real_answer_of_openfda_is_read(
    register: FakeRegister, patience: Patience, number: str, place: int, set_id: str, effective: str
) -> None:
    """The set id is the document's own, whatever openFDA has added."""
    answer = real("openfda_labels")
    register.plays({**answer, "results": answer["results"][place:]})
    found = newest_label(UsLabel((number,), (), "2016", "x", "X"), asking(patience))
    assert found
    assert [found.set_id, found.effective] == [set_id, effective]


def test_a_real_answer_about_another_drug_is_refused(register: FakeRegister, patience: Patience) -> None:
    register.plays(real("openfda_labels"))
    with pytest.raises(OddAnswer):
        newest_label(UsLabel(("NDA208700",), (), "2026", "x", "X"), asking(patience))


def test_a_label_without_a_number_is_looked_for_by_brand(register: FakeRegister, patience: Patience) -> None:
    register.plays({**real("openfda_labels"), "results": real("openfda_labels")["results"][1:]})
    found = newest_label(UsLabel((), ("Ilex aquifolium", 'Il"ex'), "2016", "x", "X"), asking(patience))
    assert found
    assert register.requests[0].query["search"] == 'openfda.brand_name:"Ilex aquifolium" OR openfda.brand_name:"Il ex"'


def asking(patience: Patience) -> Register:
    return Register(OPENFDA, "https://labels.fda.gov/", patience=patience, cache=Cache(None, "openfda"))


def test_a_real_record_of_the_register_is_read(services: Services, patience: Patience) -> None:
    record = real("study_interventional")
    record["protocolSection"]["identificationModule"]["nctIdAliases"] = [NETTER_3]
    services.studies = {NETTER_3: record}
    assert news(patience).update.trials[NETTER_3].status == "terminated"


def test_the_diff_compares_the_edition_whatever_was_kept(netcli, services: Services) -> None:
    """A maintainer mends the edition, not this machine's update."""
    services.statuses[NETTER_3] = "COMPLETED"
    netcli("update")
    changes = netcli("trials", "--live", "--diff", "--json").json["results"]
    assert [(one["nct"], one["bundled"], one["register"]) for one in changes] == [(NETTER_3, "recruiting", "completed")]


def test_a_place_that_cannot_be_used_is_told_first(netcli, services: Services, tmp_path: Path) -> None:
    """Exit 1 and a sentence; other commands do not care."""
    (tmp_path / "file").write_text("")
    nowhere = str(tmp_path / "file" / "home")
    run = netcli("update", NETCLI_HOME=nowhere)
    assert run.code == 1
    assert run.out == ""
    assert "cannot be used" in run.err
    assert services.register.requests == []
    shown = netcli("show", "netter-3", "--json", NETCLI_HOME=nowhere)
    assert shown.code == 0
    assert shown.err == ""


@pytest.mark.parametrize(("day", "shows"), [(date(1970, 1, 1), "shows 1970-01-01, before"), (None, "shows no day")])
def test_a_clock_behind_the_edition_is_told_first(
    netcli, services: Services, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, day: date | None, shows: str
) -> None:
    """All that came would count as older than the edition: "nothing new" would be a lie."""
    monkeypatch.setattr("netcli.knowledge.age.today", lambda: day)
    run = netcli("update")
    assert [run.code, run.out, services.register.requests] == [1, "", []]
    assert f"the clock of this machine {shows}" in run.err
    assert not store(tmp_path).exists()


def test_progress_stands_on_standard_error(services: Services, patience: Patience) -> None:
    said: list[str] = []
    ask_for_news(bundled(), progress=said.append, patience=patience)
    assert said[0] == "asking ClinicalTrials.gov"
    assert said[-1].startswith("asking openFDA, label ")


def test_what_is_kept_is_readable_by_its_owner_alone(netcli, services: Services, tmp_path: Path) -> None:
    netcli("update")
    assert store(tmp_path).stat().st_mode & 0o777 == 0o600
    assert store(tmp_path).parent.stat().st_mode & 0o777 == 0o700
    kept = json.loads(store(tmp_path).read_text())
    assert [kept["format"], kept["edition"]] == ["netcli-update/1", bundled().edition.version]
