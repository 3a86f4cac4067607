"""The client against a register, or a network, that fails. Every failure is one sentence and a page to open."""

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from netcli.errors import ExitCode, RegisterUnavailable
from netcli.registries.ctgov.search import RegisterAnswer, search_trials
from netcli.registries.patience import Patience
from netcli.registries.query import RegisterQuery
from netcli.registries.transport import HttpAnswer, ca_bundle, fetch

from .fake_register import DRIPS, FakeRegister, FakeTime, Reply, Request, study


def fitting(number: int) -> dict[str, Any]:
    return study(number, designModule={"phases": ["PHASE3"]})


GOOD = {"studies": [fitting(1)]}


def search(patience: Patience, **more: Any) -> RegisterAnswer:
    return search_trials(RegisterQuery(phases=["3"]), patience=patience, **more)


def failure(patience: Patience, **more: Any) -> RegisterUnavailable:
    with pytest.raises(RegisterUnavailable) as caught:
        search(patience, **more)
    error = caught.value
    assert error.code == ExitCode.NETWORK
    assert "\n" not in error.message
    assert "https://clinicaltrials.gov/search?cond=neuroendocrine%20tumor&aggFilters=phase:3" in error.hint
    return error


def test_403_ends_with_the_page_to_open(register: FakeRegister, patience: Patience) -> None:
    """The same client would only be refused again."""
    register.plays(Reply(b"<html>Forbidden</html>", 403, {"Content-Type": "text/html"}))
    assert "403" in failure(patience).message
    assert len(register.requests) == 1


def test_retry_after_is_honoured(register: FakeRegister, patience: Patience, time: FakeTime) -> None:
    register.plays(Reply(status=429, headers={"Retry-After": "7"}), GOOD)
    told: list[str] = []
    assert len(search(patience, progress=told.append).trials) == 1
    assert 7 in time.slept
    assert any("7 s" in line for line in told)


def test_a_wait_beyond_the_budget_is_said_and_not_waited(
    register: FakeRegister, patience: Patience, time: FakeTime
) -> None:
    register.plays(Reply(status=429, headers={"Retry-After": "3600"}))
    message = failure(patience).message
    assert "asks to wait 3600 s" in message
    assert "45 s" in message
    assert sum(time.slept) == 0


@pytest.mark.parametrize(
    "wait", ["soon", "9" * 5000, "Mon, 01 Jan 99999 00:00:00 GMT", "-1", " ", "1.5", "Mon, 99 Foo 2026 99:99:99 GMT"]
)
def test_nonsense_in_retry_after_is_ignored(register: FakeRegister, patience: Patience, wait: str) -> None:
    register.plays(Reply(status=503, headers={"Retry-After": wait}), GOOD)
    assert len(search(patience).trials) == 1


def test_an_endless_wait_is_not_spelled_out(register: FakeRegister, patience: Patience) -> None:
    register.plays(Reply(status=503, headers={"Retry-After": "9" * 4000}))
    assert len(failure(patience).message) < 300


def test_500_then_200(register: FakeRegister, patience: Patience) -> None:
    register.plays(Reply(status=500), Reply(status=502), GOOD)
    assert len(search(patience).trials) == 1


def test_500_for_ever_ends_within_the_budget(register: FakeRegister, patience: Patience, time: FakeTime) -> None:
    register.plays(Reply(status=500))
    assert "500" in failure(patience).message
    assert len(register.requests) <= 6
    assert time.now <= 45


def test_400_shows_what_the_register_says(register: FakeRegister, patience: Patience) -> None:
    register.plays(
        Reply(b"`filter.phase` is unknown\x1b[31m parameter\n" + b"x" * 5000, 400, {"Content-Type": "text/plain"})
    )
    message = failure(patience).message
    assert "`filter.phase` is unknown\\u001b[31m parameter" in message
    assert len(message) < 500
    assert len(register.requests) == 1


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"<!doctype html><p>Maintenance", headers={"Content-Type": "text/html"}),
        Reply(b"  <html>"),
        Reply(b'{"studies": [{"protocolSec'),
        Reply(b"[" * 100_000),
        Reply(b'"text"'),
        Reply([1, 2]),
        Reply({"studies": {"a": 1}}),
        Reply({"studies": [], "nextPageToken": 5}),
        Reply({"error": "no"}),
        Reply(b"\xff\xfe{}"),
    ],
)
def test_what_is_no_list_of_studies_is_refused_and_not_kept(
    register: FakeRegister, patience: Patience, reply: Reply
) -> None:
    register.plays(reply)
    failure(patience)
    register.plays(GOOD)
    assert len(search(patience).trials) == 1


def test_a_body_that_breaks_off_is_refused(register: FakeRegister, patience: Patience) -> None:
    register.plays(Reply({"studies": []}, promise_more=100))
    assert "broke off" in failure(patience).message
    register.plays(Reply({"studies": []}, promise_more=100), GOOD)
    assert len(search(patience).trials) == 1


def test_a_silent_register_is_asked_once_more(register: FakeRegister, time: FakeTime) -> None:
    register.plays(Reply(drips=DRIPS["nothing"]()))
    brief = Patience(read=0.05, clock=time.clock, sleep=time.sleep)
    assert "in time" in failure(brief).message
    assert len(register.requests) == 2


@pytest.mark.parametrize("drip", DRIPS)
def test_an_answer_that_never_ends_is_left_when_the_time_is_over(register: FakeRegister, drip: str) -> None:
    """However short each single wait is, the whole answer has one limit."""
    register.plays(Reply(drips=DRIPS[drip]()))
    assert "within 0.3 s" in failure(Patience(budget=0.3)).message


def test_the_limit_is_for_the_whole_answer(
    register: FakeRegister, patience: Patience, time: FakeTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """45 s for each 200 trials asked for, not for each request."""

    def slow(url: str, patience: Patience) -> HttpAnswer:
        answered = fetch(url, patience)
        time.sleep(20)
        return answered

    def answer(_: Request) -> Reply:
        return Reply({"studies": [study(len(register.requests))], "nextPageToken": f"t{len(register.requests)}"})

    monkeypatch.setattr("netcli.registries.register.fetch", slow)
    register.answer = answer
    assert "45 s" in failure(patience).message
    assert len(register.requests) == 3
    with pytest.raises(RegisterUnavailable, match="90 s"):
        search_trials(RegisterQuery(limit=201), patience=patience, refresh=True)


@pytest.mark.parametrize("zipped", [1, 2])
def test_an_answer_is_unpacked_within_bounds(register: FakeRegister, patience: Patience, zipped: int) -> None:
    """A small packed answer that unpacks to a gigabyte is refused, packed twice too."""
    body = b"".join(gzip.compress(b" " * 1_000_000) * 100 for _ in range(3))
    for _ in range(zipped - 1):
        body = gzip.compress(body)
    register.plays(Reply(body, headers={"Content-Encoding": ", ".join(["gzip"] * zipped)}))
    assert "larger than" in failure(patience).message


def test_another_packing_than_named_is_refused(register: FakeRegister, patience: Patience) -> None:
    register.plays(Reply(b"not packed", headers={"Content-Encoding": "gzip"}))
    assert "unpacked" in failure(patience).message


@pytest.mark.parametrize(
    "location",
    [
        "http://localhost:{port}/api/v2/studies",
        "https://127.0.0.1:{port}/api/v2/studies",
        "http://127.0.0.1:9/api/v2/studies",
        "//example.org/x",
        "http://[::1",
        "file:///etc/passwd",
        "http://127.0.0.1:99999/",
        "javascript:1",
    ],
)
def test_a_redirect_to_another_place_is_not_followed(register: FakeRegister, patience: Patience, location: str) -> None:
    """An answer from another host, port or scheme is not the register's."""
    port = register.server.server_address[1]
    register.plays(Reply(status=302, headers={"Location": location.format(port=port)}), GOOD)
    assert "does not follow" in failure(patience).message
    assert len(register.requests) == 1


def test_redirects_without_end_are_few_and_paced(register: FakeRegister, patience: Patience, time: FakeTime) -> None:
    register.plays(Reply(status=302, headers={"Location": "/api/v2/again"}))
    assert "again and again" in failure(patience).message
    assert len(register.requests) == len(time.slept) + 1 == 6


def test_no_network_is_told_at_once(
    patience: Patience, time: FakeTime, register: FakeRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETCLI_CTGOV_URL", "http://127.0.0.1:9/api/v2")
    assert "refused" in failure(patience).message
    assert sum(time.slept) == 0


def test_a_name_that_does_not_resolve(
    patience: Patience, register: FakeRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETCLI_CTGOV_URL", "https://nowhere.invalid/api/v2")
    assert "name was not found" in failure(patience).message


@pytest.mark.parametrize("proxy", ["http://127.0.0.1:9", "http://user:geheim@127.0.0.1:9", "http://[", "socks5://x:1"])
def test_a_proxy_that_does_not_work_is_told_without_its_password(
    patience: Patience, register: FakeRegister, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("NETCLI_CTGOV_URL", "https://nowhere.invalid/api/v2")
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    message = failure(patience).message
    assert "proxy" in message
    assert "geheim" not in message


@pytest.mark.parametrize("name", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"])
def test_a_missing_ca_file_is_told(
    patience: Patience, register: FakeRegister, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    monkeypatch.setenv("NETCLI_CTGOV_URL", register.base.replace("http:", "https:"))
    monkeypatch.setenv(name, str(tmp_path / "none.pem"))
    assert "CA file" in failure(patience).message


def test_every_ca_setting_is_heard(register: FakeRegister, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file by any of its names, else the first folder of SSL_CERT_DIR that exists."""
    assert ca_bundle() is None
    monkeypatch.setenv("SSL_CERT_DIR", os.pathsep.join([str(tmp_path / "none"), str(tmp_path)]))
    assert ca_bundle() == str(tmp_path)
    for name in ("SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE"):
        monkeypatch.setenv(name, name)
        assert ca_bundle() == name


def test_what_is_no_web_server_is_told_in_our_words(register: FakeRegister, patience: Patience) -> None:
    """No other library's words, and no representation of an object, reach a reader."""
    register.answer = lambda _: Reply(drips=iter([b"SSH-2.0-OpenSSH_9.6\r\n\r\n"]))
    message = failure(patience).message
    assert message.endswith("no answer of a web server, again and again")


def test_a_token_that_comes_back_is_an_error(register: FakeRegister, patience: Patience) -> None:
    register.plays({**GOOD, "nextPageToken": "same"})
    assert "does not end" in failure(patience).message


@pytest.mark.parametrize("studies", [[], GOOD["studies"]])
def test_pages_without_news_for_ever_are_an_error(register: FakeRegister, patience: Patience, studies: Any) -> None:
    """A page with the same trials as before is as good as an empty one."""
    register.answer = lambda _: Reply({"studies": studies, "nextPageToken": f"t{len(register.requests)}"})
    assert "does not end" in failure(patience).message
    assert len(register.requests) < 30


def test_an_answer_without_a_readable_record_is_no_answer(register: FakeRegister, patience: Patience) -> None:
    """Nothing readable is a failure of the register, not "no such trial"; one bad record among others is a note."""
    bad = [None, 5, "abc", {"protocolSection": None}]
    register.plays({"studies": bad})
    with pytest.raises(RegisterUnavailable, match="none of 4 records could be read"):
        search_trials(RegisterQuery(), patience=patience)
    register.plays({"studies": [*bad, study(1)]})
    answer = search_trials(RegisterQuery(), patience=patience, refresh=True)
    assert len(answer.trials) == 1
    assert any("4 records" in note for note in answer.notes)


@pytest.mark.parametrize(
    "page",
    [{}, {"studies": None}, {"studies": 5}, {"studies": "abc"}, {"studies": [], "nextPageToken": ["x"]}, [], None, 5],
)
def test_a_kept_page_of_another_form_is_asked_again(
    register: FakeRegister, patience: Patience, tmp_path: Path, page: Any
) -> None:
    kept = keep_one(register, patience, tmp_path)
    kept.write_text(json.dumps(json.loads(kept.read_text()) | {"page": page}), encoding="utf-8")
    assert_asked_again(patience)


@pytest.mark.parametrize("content", [b"", b"[]", b"5", b"{}", b"[" * 100_000, b'{"asked_at": 5}', b"\xff"])
def test_a_kept_file_of_another_form_is_asked_again(
    register: FakeRegister, patience: Patience, tmp_path: Path, content: bytes
) -> None:
    keep_one(register, patience, tmp_path).write_bytes(content)
    assert_asked_again(patience)


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir] if hasattr(os, "mkfifo") else [os.mkdir])
def test_what_is_no_file_is_no_kept_answer(
    register: FakeRegister, patience: Patience, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    """A pipe would be waited for without end."""
    kept = keep_one(register, patience, tmp_path)
    kept.unlink()
    make(kept)
    assert_asked_again(patience)


def keep_one(register: FakeRegister, patience: Patience, tmp_path: Path) -> Path:
    register.plays({"studies": [fitting(1)]})
    search(patience)
    (kept,) = (tmp_path / "cache" / "netcli").iterdir()
    return kept


def assert_asked_again(patience: Patience) -> None:
    answer = search(patience)
    assert [len(answer.trials), answer.from_cache] == [1, False]
    assert any("could not be read" in note for note in answer.notes)


def test_an_expired_token_restarts_once(register: FakeRegister, patience: Patience) -> None:
    first = {**GOOD, "nextPageToken": "old"}
    register.plays(first, Reply(b"expired", 400), {**GOOD, "nextPageToken": "new"}, {"studies": [fitting(2)]})
    answer = search(patience)
    assert [trial.nct for trial in answer.trials] == ["NCT00000001", "NCT00000002"]
    assert any("read again" in note for note in answer.notes)


def test_a_token_that_always_expires_ends(register: FakeRegister, patience: Patience) -> None:
    def answer(request: Request) -> Reply:
        return Reply(b"expired", 400) if "pageToken" in request.query else Reply({**GOOD, "nextPageToken": "t"})

    register.answer = answer
    assert "expired" in failure(patience).message
    assert len(register.requests) == 4


def test_an_interrupt_is_an_interrupt(
    patience: Patience, register: FakeRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_url: str, _patience: Patience) -> HttpAnswer:
        raise KeyboardInterrupt

    monkeypatch.setattr("netcli.registries.register.fetch", interrupted)
    with pytest.raises(KeyboardInterrupt):
        search(patience)
