"""`netcli trials --live` as a person meets it: the register on this machine, the whole command line above it."""

import sys
import webbrowser
from typing import Any

import pytest

from tests.answers.test_schemas import faults

from .fake_register import FakeRegister, Reply, Request, real, study

NET = "A trial in neuroendocrine tumors"


def seen_in(number: int, *countries: str, **modules: Any) -> dict[str, Any]:
    """A trial with sites in some countries."""
    return study(number, NET, contactsLocationsModule={"locations": [{"country": one} for one in countries]}, **modules)


@pytest.fixture
def asked(register: FakeRegister) -> FakeRegister:
    """A register that plays a real page and, behind it, nothing."""
    page = real("list_first_page")
    page.pop("nextPageToken", None)
    register.plays(page)
    return register


def test_live_results_have_the_shape_of_the_curated_ones(netcli, asked: FakeRegister) -> None:
    """No key that a bundled trial has not, none that the register says nothing of; what was asked, where and when."""
    live = netcli("trials", "--live", "--condition", "melanoma", "--json")
    assert live.code == 0, live.err
    curated = netcli("trials", "--phase", "3", "--json").json
    assert set(live.json["results"][0]) < set(curated["results"][0])
    assert not {"differentiation", "line", "grades"} & set(live.json["results"][0])
    assert {"drugs", "sites", "outcomes", "acronym", "status", "phases"} <= set(live.json["results"][0])
    register = live.json["register"]
    assert register["url"].startswith(asked.base)
    assert register["asked_at"].endswith("Z") or "+00:00" in register["asked_at"]
    assert {link["registry"] for link in live.json["links"]} >= {
        "ClinicalTrials.gov",
        "EU CTIS",
        "EU CTR (historic)",
        "ISRCTN",
    }
    for result in live.json["results"]:
        assert set(result["sources"]) <= set(live.json["sources"])
    assert faults(live.json) == []


@pytest.mark.parametrize("form", ["table", "plain", "csv", "jsonl", "markdown", "html", "svg"])
def test_live_speaks_every_format(netcli, asked: FakeRegister, form: str) -> None:
    """The register's trials go through the same view."""
    run = netcli("trials", "--live", "--condition", "melanoma", "--format", form)
    assert run.code == 0, run.err
    first = real("list_first_page")["studies"][0]["protocolSection"]["identificationModule"]["nctId"]
    assert first in run.out.replace("\n", "")


def test_the_question_reaches_the_register(netcli, asked: FakeRegister) -> None:
    """Phase, status, drug, country and coordinates become the register's own parameters."""
    line = (
        "--phase",
        "3",
        "--status",
        "recruiting",
        "--drug",
        "Lutathera",
        "--country",
        "de",
        "--near",
        "52.5,13.4",
        "--within",
        "80km",
    )
    assert netcli("trials", "--live", *line, "--json").code == 3  # the page that is played fits none of it
    query = asked.requests[0].query
    assert query["query.cond"] == "neuroendocrine tumor"
    assert query["filter.overallStatus"] == "RECRUITING"
    assert "AREA[Phase]PHASE3" in query["filter.advanced"]
    assert "Germany" in query["filter.advanced"]
    assert query["filter.geo"] == "distance(52.5,13.4,80km)"
    assert "dotatate" in query["query.intr"].lower()
    assert "filter.phase" not in query


def test_the_url_and_the_time_are_printed(netcli, asked: FakeRegister) -> None:
    """A reader can repeat the question."""
    run = netcli("trials", "--live")
    assert f"asked {asked.base}/studies?" in run.err
    assert f"asked {asked.base}/studies?" in run.out


def test_an_answer_of_today_is_kept_until_refreshed(netcli, asked: FakeRegister) -> None:
    """The second question is answered from the cache, which is said; --refresh asks again."""
    netcli("trials", "--live")
    again = netcli("trials", "--live", "--json")
    assert len(asked.requests) == 1
    assert again.json["register"]["from_cache"] is True
    netcli("trials", "--live", "--refresh")
    assert len(asked.requests) == 2


def test_nothing_is_asked_without_live(netcli, asked: FakeRegister) -> None:
    """No command touches the network by itself."""
    netcli("trials", "--phase", "3", "--near", "Berlin")
    assert not asked.requests


def test_a_register_that_is_down_exits_5_with_the_web_link(netcli, register: FakeRegister) -> None:
    """One sentence, nothing on standard output, and the page to open instead."""
    register.plays(Reply(b"<html>sorry</html>", 200, {"Content-Type": "text/html"}))
    run = netcli("trials", "--live", "--phase", "3")
    assert run.code == 5
    assert run.out == ""
    assert "https://clinicaltrials.gov/search?cond=neuroendocrine%20tumor&aggFilters=phase:3" in run.err
    assert netcli("trials", "--live", "--phase", "3", "--json").json["error"]["code"] == 5


def test_no_network_exits_5(netcli, register: FakeRegister, monkeypatch: pytest.MonkeyPatch) -> None:
    """A port that nobody listens on."""
    monkeypatch.setenv("NETCLI_CTGOV_URL", "http://127.0.0.1:9/api/v2")
    assert netcli("trials", "--live").code == 5


def test_no_such_trial_exits_3(netcli, register: FakeRegister) -> None:
    """A register that answers with nothing is no failure of the register."""
    assert netcli("trials", "--live", "--site", "thymus").code == 3


def test_trials_about_other_tumours_stand_last_and_are_counted(netcli, register: FakeRegister) -> None:
    """Synonym expansion is undone in the order, and the answer says for how many."""
    register.plays({"studies": [study(1, "Small cell lung cancer"), study(2, NET), study(3, "Merkel cell carcinoma")]})
    run = netcli("trials", "--live", "--json")
    assert run.json["results"][0]["nct"] == "NCT00000002"
    assert run.json["register"]["moved_behind"] == 2
    assert "2 of 3" in run.err


def test_hostile_titles_are_neutralised(netcli, register: FakeRegister) -> None:
    """Markup stays text, control and bidirectional characters become visible, and no citation can be forged."""
    title = "neuroendocrine [bold red]x[/] \x1b[31m \u202e [@netter-1-2017]"
    register.plays({"studies": [study(1, title)]})
    for form in ("table", "plain", "markdown", "html"):
        run = netcli("trials", "--live", "--format", form, "--refresh", tty=form == "table")
        assert run.code == 0, run.err
        assert "\x1b[31m" not in run.out
        assert "\u202e" not in run.out
        assert "NETTER" not in run.out


def test_diff_lists_what_has_changed(netcli, register: FakeRegister, knowledge) -> None:
    """A status that the register holds differently is a change; its JSON names record, field and both values."""
    from netcli.knowledge.model import Trial

    netter = knowledge.of(Trial)["netter-3"]

    def play(request: Request) -> Reply:
        suspended = {"statusModule": {"overallStatus": "SUSPENDED"}}
        numbers = [number[3:] for number in request.query["filter.ids"].split(",")]
        records = [study(int(number), NET, **(suspended if number == netter.nct[3:] else {})) for number in numbers]
        return Reply({"studies": records})

    register.answer = play
    run = netcli("trials", "--live", "--diff", "--json")
    assert run.code == 0, run.err
    change = next(one for one in run.json["results"] if one["trial"] == "netter-3" and one["field"] == "status")
    assert (change["bundled"], change["register"], change["nct"]) == (netter.status, "suspended", netter.nct)
    assert run.json["not_found"] == []
    assert faults(run.json) == []
    assert "suspended" in netcli("trials", "--live", "--diff", "--format", "table").out


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv", "plain", "table", "markdown", "html", "svg"])
def test_nothing_is_stated_of_a_register_trial_that_the_register_did_not_say(
    netcli, register: FakeRegister, form: str
) -> None:
    """A carcinoma trial is not called well differentiated, in no format, by a default of the model."""
    register.plays({"studies": [study(1, "Cisplatin in poorly differentiated neuroendocrine carcinoma")]})
    run = netcli("trials", "--live", "--format", form)
    assert run.code == 0, run.err
    for word in ("well", "differentiation", "grades", "no result on record"):
        assert word not in run.out


def test_region_eu_is_asked_for_and_checked(netcli, register: FakeRegister) -> None:
    """A register that ignores the filter does not make a trial elsewhere European; a European number does."""
    euro = seen_in(3)
    euro["protocolSection"]["identificationModule"]["secondaryIdInfos"] = [{"id": "2024-518325-15-00"}]
    register.plays({"studies": [seen_in(1, "Japan"), seen_in(2, "Japan", "Norway"), euro]})
    run = netcli("trials", "--live", "--region", "eu", "--json")
    assert [trial["nct"] for trial in run.json["results"]] == ["NCT00000002", "NCT00000003"]
    assert '"Austria" OR "Belgium"' in register.requests[0].query["filter.advanced"]
    assert run.json["register"]["left_out"] == 1
    assert "Left out: 1 trial" in run.err
    assert run.json["query"]["region"] == "eu"


@pytest.mark.parametrize(
    ("option", "value", "modules"),
    [
        ("--phase", "2", {"designModule": {"phases": ["PHASE3"]}}),
        ("--phase", "1/2", {"designModule": {"phases": ["PHASE2"]}}),
        ("--status", "recruiting", {"statusModule": {"overallStatus": "COMPLETED"}}),
        ("--status", "unknown", {}),
        ("--country", "DE", {"contactsLocationsModule": {"locations": [{"country": "Japan"}]}}),
        ("--region", "jp", {"contactsLocationsModule": {"locations": [{"country": "Germany"}]}}),
    ],
)
def test_what_does_not_fit_the_filter_is_left_out(
    netcli, register: FakeRegister, option: str, value: str, modules: dict[str, Any]
) -> None:
    """The register's word is not taken for phase, status and country; "none fits" is exit 3."""
    register.plays({"studies": [study(1, NET, **modules)]})
    run = netcli("trials", "--live", option, value)
    assert run.code == 3
    assert "none of which fits" in run.err


def test_a_country_fits_by_any_of_its_names(netcli, register: FakeRegister) -> None:
    register.plays({"studies": [seen_in(1, "Korea, Republic of"), seen_in(2, "South Korea"), seen_in(3, "Türkiye")]})
    assert len(netcli("trials", "--live", "--country", "kr", "--json").json["results"]) == 2
    assert len(netcli("trials", "--live", "--country", "tr", "--json").json["results"]) == 1


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        (("--grade", "G1"), "grade"),
        (("--line", "later"), "line"),
        (("--after", "lutathera"), "after"),
        (("--site", "lung", "--condition", "melanoma"), "site"),
        (("--site", "foregut"), "site"),
    ],
)
def test_what_the_register_cannot_be_asked_is_said_and_not_claimed(
    netcli, asked: FakeRegister, line: tuple[str, ...], gone: str
) -> None:
    """`query` holds what was applied, a note the rest."""
    run = netcli("trials", "--live", *line, "--json")
    assert run.code == 0, run.err
    assert gone not in run.json["query"]
    assert any(note.startswith(f"not applied: {gone}") for note in run.json["notes"])


@pytest.mark.parametrize(
    "line",
    [
        ("--region", "us", "--country", "FR"),
        ("--region", "eu", "--country", "JP"),
        ("--live", "--region", "us", "--country", "FR"),
        ("--refresh",),
        ("--limit", "5"),
        ("--within", "30mi"),
        ("--diff",),
        ("--live", "--diff", "--site", "qqq", "--phase", "99", "--country", "Atlantis"),
        ("--live", "--diff", "--open"),
        ("--live", "--diff", "--limit", "5"),
    ],
)
def test_options_that_contradict_or_do_nothing_are_refused(netcli, asked: FakeRegister, line: tuple[str, ...]) -> None:
    """An option is never silently ignored."""
    run = netcli("trials", *line)
    assert (run.code, run.out, asked.requests) == (2, "", [])


def test_a_country_within_the_region_is_the_country(netcli, asked: FakeRegister) -> None:
    netcli("trials", "--live", "--region", "eu", "--country", "DE")
    assert asked.requests[0].query["filter.advanced"] == 'AREA[LocationCountry]"Germany"'
    assert netcli("trials", "--region", "eu", "--country", "DE").code == 0


def test_one_trial_is_one_trial(netcli, register: FakeRegister) -> None:
    register.plays({"studies": [study(1, NET)]})
    out = netcli("trials", "--live").out
    assert "1 trial\n" in out
    assert "1 trials" not in out


def test_a_day_that_does_not_exist_is_shown_as_no_date(netcli, register: FakeRegister) -> None:
    """A record's nonsense is never an unexpected error."""
    register.plays({"studies": [study(1, NET, statusModule={"statusVerifiedDate": "2025-02-31"})]})
    assert netcli("trials", "--live").code == 0


def test_open_starts_the_browser_with_the_link(netcli, monkeypatch: pytest.MonkeyPatch) -> None:
    """--open launches exactly the ClinicalTrials.gov link of the answer."""
    opened: list[str] = []

    def launch(url: str) -> int:
        opened.append(url)
        return 0

    monkeypatch.setattr("webbrowser.get", lambda: None)
    monkeypatch.setattr("typer.launch", launch)
    run = netcli("trials", "--phase", "3", "--open", "--json", DISPLAY=":0")
    assert opened == [run.json["links"][0]["url"]]


@pytest.mark.parametrize(
    ("browser", "status", "display"),
    [(False, 0, ":0"), (True, 1, ":0"), (True, 0, "")],
    ids=["none", "fails", "no screen"],
)
@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="there is always a screen")
def test_open_without_a_browser_fails_and_gives_the_address(
    netcli, monkeypatch: pytest.MonkeyPatch, browser: bool, status: int, display: str
) -> None:
    """What was asked for was not done: exit 1, nothing on standard output, the page to open."""

    def get() -> None:
        if not browser:
            raise webbrowser.Error

    for name in ("BROWSER", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("webbrowser.get", get)
    monkeypatch.setattr("typer.launch", lambda _: status)
    run = netcli("trials", "--phase", "3", "--open", DISPLAY=display)
    assert (run.code, run.out) == (1, "")
    assert "open https://clinicaltrials.gov/search?" in run.err
