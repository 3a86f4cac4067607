"""`netcli trials --live` as a person meets it: the register on this machine, the whole command line above it."""

import pytest

from .fake_register import FakeRegister, Reply, Request, real, study

NET = "A trial in neuroendocrine tumors"


@pytest.fixture
def asked(register: FakeRegister) -> FakeRegister:
    """A register that plays a real page and, behind it, nothing."""
    page = real("list_first_page")
    page.pop("nextPageToken", None)
    register.plays(page)
    return register


def test_live_results_have_the_shape_of_the_curated_ones(netcli, asked: FakeRegister) -> None:
    """The same keys as a bundled trial, and what was asked, where and when."""
    live = netcli("trials", "--live", "--condition", "melanoma", "--json")
    assert live.code == 0, live.err
    curated = netcli("trials", "--phase", "3", "--json").json
    assert set(live.json["results"][0]) == set(curated["results"][0])
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
    netcli("trials", "--live", *line, "--json")
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
    assert "suspended" in netcli("trials", "--live", "--diff", "--format", "table").out


def test_open_starts_the_browser_with_the_link(netcli, monkeypatch: pytest.MonkeyPatch) -> None:
    """--open launches exactly the ClinicalTrials.gov link of the answer."""
    opened: list[str] = []
    monkeypatch.setattr("typer.launch", opened.append)
    run = netcli("trials", "--phase", "3", "--open", "--json")
    assert opened == [run.json["links"][0]["url"]]
