"""The client against a register that answers well."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from netcli.errors import UnknownValue
from netcli.knowledge.model import Trial
from netcli.registries.address import within_origin
from netcli.registries.ctgov.mapping import FIELDS
from netcli.registries.ctgov.search import RegisterAnswer, search_parameters, search_trials
from netcli.registries.patience import Patience
from netcli.registries.query import RegisterQuery
from netcli.registries.transport import fetch

from .fake_register import FakeRegister, FakeTime, Reply, Request, real, study

NOW = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


def search(patience: Patience, *, now: datetime = NOW, refresh: bool = False, **query: Any) -> RegisterAnswer:
    return search_trials(RegisterQuery(**query), patience=patience, now=lambda: now, refresh=refresh)


def test_parameters_of_a_full_query() -> None:
    query = RegisterQuery(
        phases=["2", "3"],
        statuses=["recruiting", "not-yet-recruiting"],
        drug="lutetium",
        countries=["Germany", "kr"],
        lat=52.52,
        lon=13.405,
        within=50,
    )
    assert dict(search_parameters(query)) == {
        "format": "json",
        "query.cond": "neuroendocrine tumor",
        "query.intr": "lutetium",
        "filter.overallStatus": "RECRUITING,NOT_YET_RECRUITING",
        "filter.advanced": 'AREA[Phase](PHASE2 OR PHASE3) AND AREA[LocationCountry]("Germany" OR "South Korea")',
        "filter.geo": "distance(52.52,13.405,50km)",
        "fields": FIELDS,
    }


def test_one_phase_and_a_place_by_name() -> None:
    sent = dict(search_parameters(RegisterQuery(phases=["3"], place="Boston", within=30, unit="mi")))
    assert sent["filter.advanced"] == "AREA[Phase]PHASE3"
    assert sent["query.locn"] == "Boston"
    assert "filter.geo" not in sent


@pytest.mark.parametrize(
    ("typed", "sent"), [("a (b", "a  b"), ('say "x', "say  x"), ("a\x00b", "a b"), ("(a) [b]", "(a) [b]")]
)
def test_what_the_register_would_choke_on_is_not_sent(typed: str, sent: str) -> None:
    assert dict(search_parameters(RegisterQuery(drug=typed)))["query.intr"] == sent


def test_real_pages_are_read_in_turn(register: FakeRegister, patience: Patience) -> None:
    last = real("list_next_page")
    token = real("list_first_page")["nextPageToken"]
    del last["nextPageToken"]
    register.plays(real("list_first_page"), last)
    answer = search(patience, condition="Phelan-McDermid Syndrome", limit=50)
    assert len(answer.trials) == 10
    assert answer.total == 21
    assert not answer.more
    assert answer.url.startswith(register.base + "/studies?format=json&query.cond=Phelan-McDermid%20Syndrome")
    assert answer.asked_at == "2026-11-23T07:30:00Z"
    first, second = register.requests
    assert second.query.pop("pageToken") == token
    assert first.query.pop("countTotal") == "true"
    assert first.query == second.query
    assert first.query["fields"] == FIELDS
    assert first.headers["Accept"] == "application/json"
    assert first.headers["User-Agent"].startswith("python-requests/")


def test_the_address_is_encoded_once(register: FakeRegister, patience: Patience) -> None:
    search(patience, phases=["3"], countries=["Germany"])
    raw = register.requests[0].raw
    assert "%25" not in raw
    assert "AREA%5BPhase%5DPHASE3%20AND%20AREA%5BLocationCountry%5D%22Germany%22" in raw


def test_one_request_a_second(register: FakeRegister, patience: Patience, time: FakeTime) -> None:
    pages = [{"studies": [study(n)], "nextPageToken": f"t{n}"} for n in range(3)]
    register.plays(*pages, {"studies": []})
    search(patience)
    assert time.slept == [1, 1, 1]


def test_the_limit_ends_the_reading(register: FakeRegister, patience: Patience) -> None:
    pages = [{"studies": [study(n * 10 + k) for k in range(5)], "nextPageToken": f"t{n}"} for n in range(9)]
    register.plays(pages[0] | {"totalCount": 45}, *pages[1:])
    answer = search(patience, limit=7)
    assert [len(answer.trials), len(register.requests)] == [7, 2]
    assert answer.more
    assert any("45 trials; the first 7" in note for note in answer.notes)


def test_empty_pages_are_allowed(register: FakeRegister, patience: Patience) -> None:
    register.plays({"studies": [], "nextPageToken": "a"}, {"studies": [study(1)]})
    assert len(search(patience).trials) == 1


def test_ten_thousand_results(register: FakeRegister, patience: Patience) -> None:
    def answer(request: Request) -> Reply:
        page = int(request.query.get("pageToken", "p0")[1:])
        size = int(request.query["pageSize"])
        body: dict[str, Any] = {"studies": [study(page * size + n) for n in range(size)]}
        if (page + 1) * size < 10_000:
            body["nextPageToken"] = f"p{page + 1}"
        return Reply(body | ({} if page else {"totalCount": 10_000}))

    register.answer = answer
    found = search(patience, limit=10_000)
    assert len({trial.nct for trial in found.trials}) == 10_000
    assert not found.more


def test_a_day_of_cache(register: FakeRegister, patience: Patience) -> None:
    register.plays({"studies": [study(1)]}, {"studies": [study(2)]})
    first = search(patience)
    later = search(patience, now=NOW + timedelta(hours=23, minutes=59))
    assert (first.from_cache, later.from_cache) == (False, True)
    assert later.asked_at == first.asked_at
    assert later.trials == first.trials
    next_day = search(patience, now=NOW + timedelta(hours=24))
    assert not next_day.from_cache
    assert next_day.trials != first.trials


def test_refresh_asks_again(register: FakeRegister, patience: Patience) -> None:
    search(patience)
    assert not search(patience, refresh=True).from_cache
    assert len(register.requests) == 2


def test_a_broken_cache_is_a_note(register: FakeRegister, patience: Patience, tmp_path: Path) -> None:
    register.plays({"studies": [study(1)]})
    search(patience)
    (kept,) = (tmp_path / "cache" / "netcli").iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600
    kept.write_bytes(kept.read_bytes()[:-20])
    again = search(patience)
    assert len(again.trials) == 1
    assert any("could not be read" in note for note in again.notes)


def test_a_cache_that_cannot_be_written_is_a_note(
    register: FakeRegister, patience: Patience, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert any("not kept" in note for note in search(patience).notes)


def test_no_home_is_a_note(register: FakeRegister, patience: Patience, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", no_home)
    assert any("not kept" in note for note in search(patience).notes)


def test_old_entries_are_removed(register: FakeRegister, patience: Patience, tmp_path: Path) -> None:
    search(patience)
    search(patience, drug="other", now=datetime.now(UTC) + timedelta(days=3))
    assert list((tmp_path / "cache" / "netcli").iterdir()) == []


def test_nets_first_and_the_moved_are_counted(register: FakeRegister, patience: Patience) -> None:
    titles = [
        "Extensive stage small cell lung cancer",
        "Medullary thyroid cancer",
        "Non-small cell lung cancer",
        "PRRT in GEP-NET",
        "Neuroendocrine prostate cancer",
        "Advanced neuroendocrine carcinoma",
    ]
    register.plays({"studies": [study(n, title) for n, title in enumerate(titles)]})
    answer = search(patience)
    assert [trial.title for trial in answer.trials[:2]] == ["PRRT in GEP-NET", "Advanced neuroendocrine carcinoma"]
    assert len(answer.trials) == 6
    assert answer.moved_behind == 4
    assert any("4 of 6 trials" in note for note in answer.notes)


@pytest.mark.parametrize(
    "base",
    [
        "http://example.org/api",
        "file:///etc/passwd",
        "ftp://x",
        "https://",
        "http://[::1",
        "https://user:geheim@example.org/api",
        "user:geheim@example.org",
        "http://127.0.0.1\\@example.org",
        "https://example.org:99999",
        "https://example.org/a?key=geheim",
        "https://example.org/a b",
        "https://example.org/\u202e",
    ],
)
def test_only_safe_addresses_and_none_is_repeated(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the variable holds may be a password: the refusal names the variable, not its value."""
    monkeypatch.setenv("NETCLI_CTGOV_URL", base)
    with pytest.raises(UnknownValue) as caught:
        search_trials(RegisterQuery())
    assert "geheim" not in caught.value.message + caught.value.hint
    assert "\n" not in caught.value.message


def test_a_redirect_within_the_register_is_followed_at_its_pace(
    register: FakeRegister, patience: Patience, time: FakeTime
) -> None:
    """An alias of a number is answered with another path of the same place; a redirect is a request like any other."""
    register.plays(Reply(status=301, headers={"Location": "/api/v2/new"}), {"studies": [study(1)]})
    assert len(search(patience).trials) == 1
    assert register.requests[1].path == "/api/v2/new"
    assert time.slept == [1]


def test_a_proxy_is_not_asked_for_this_machine(
    register: FakeRegister, patience: Patience, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert fetch(f"{register.base}/x", patience).status == 200


def test_trials_fit_the_model(register: FakeRegister, patience: Patience) -> None:
    register.plays({"studies": [real("study_interventional"), real("study_observational"), real("study_sparse")]})
    answer = search(patience)
    for trial in answer.trials:
        assert msgspec.convert(msgspec.to_builtins(trial), Trial) == trial
        assert trial.sources[0] in answer.sources
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", answer.asked_at)


@pytest.mark.parametrize(
    ("url", "location", "target"),
    [
        ("https://h/a/b", "/c", "https://h/c"),
        ("https://h/a", "https://H:443/c", "https://H:443/c"),
        ("https://h/a", "http://h/c", None),
        ("https://h/a", "https://h:444/c", None),
        ("https://h/a", "https://h.evil/c", None),
        ("https://h/a", "//evil/c", None),
        ("https://h/a", "https://h:x/c", None),
    ],
)
def test_a_redirect_stays_within_scheme_host_and_port(url: str, location: str, target: str | None) -> None:
    """From https it never leads to http, not even on the same host."""
    assert within_origin(url, location) == target
