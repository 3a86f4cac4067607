"""The client against a register, or a network, that fails. Every failure is one sentence and a page to open."""

import threading
from typing import Any

import pytest

from netcli.errors import ExitCode, RegisterUnavailable
from netcli.registries.ctgov import RegisterAnswer, search_trials
from netcli.registries.patience import Patience
from netcli.registries.query import RegisterQuery
from netcli.registries.transport import HttpAnswer, by_requests, by_urllib

from .fake_register import FakeRegister, FakeTime, Reply, Request, study

GOOD = {"studies": [study(1)]}


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


def test_403_is_asked_once_more_by_the_other_transport(register: FakeRegister, patience: Patience) -> None:
    register.plays(Reply(status=403), {**GOOD, "nextPageToken": "t"}, {"studies": [study(2)]})
    assert len(search(patience).trials) == 2
    agents = [request.headers["User-Agent"].split("/")[0] for request in register.requests]
    assert agents == ["python-requests", "Python-urllib", "Python-urllib"]


def test_403_on_both_transports_ends(register: FakeRegister, patience: Patience) -> None:
    register.plays(Reply(b"<html>Forbidden</html>", 403, {"Content-Type": "text/html"}))
    assert "403" in failure(patience).message
    assert len(register.requests) == 2


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


def test_nonsense_in_retry_after_is_ignored(register: FakeRegister, patience: Patience) -> None:
    register.plays(Reply(status=503, headers={"Retry-After": "soon"}), GOOD)
    assert len(search(patience).trials) == 1


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


@pytest.mark.parametrize("transports", [(by_requests,), (by_urllib,)])
def test_a_body_that_breaks_off_is_refused(register: FakeRegister, patience: Patience, transports: Any) -> None:
    register.plays(Reply({"studies": []}, promise_more=100))
    assert "broke off" in failure(patience, transports=transports).message
    register.plays(Reply({"studies": []}, promise_more=100), GOOD)
    assert len(search(patience, transports=transports).trials) == 1


@pytest.mark.parametrize("transports", [(by_requests,), (by_urllib,)])
def test_a_silent_register_is_left_after_the_time_out(register: FakeRegister, time: FakeTime, transports: Any) -> None:
    end = threading.Event()
    register.plays(Reply(GOOD, wait_for=end))
    brief = Patience(read=0.05, clock=time.clock, sleep=time.sleep)
    assert "in time" in failure(brief, transports=transports).message
    end.set()


def test_an_answer_that_drips_ends_with_the_budget(patience: Patience, time: FakeTime, register: FakeRegister) -> None:
    from netcli.registries.transport import NoAnswerError, _read

    def drip() -> bytes:
        time.sleep(10)
        return b"x"

    patience.begin()
    with pytest.raises(NoAnswerError, match="in time"):
        _read(drip, patience)


def test_no_network_is_told_at_once(
    patience: Patience, time: FakeTime, register: FakeRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETCLI_CTGOV_URL", "http://127.0.0.1:9/api/v2")
    assert "refused" in failure(patience).message
    assert sum(time.slept) == 0
    assert "refused" in failure(patience, transports=(by_urllib,)).message


@pytest.mark.parametrize("transport", [by_requests, by_urllib])
def test_a_name_that_does_not_resolve(patience: Patience, transport: Any, register: FakeRegister) -> None:
    from netcli.registries.transport import NoAnswerError

    with pytest.raises(NoAnswerError) as caught:
        transport("http://nowhere.invalid/", patience)
    assert not caught.value.again


def test_a_token_that_comes_back_is_an_error(register: FakeRegister, patience: Patience) -> None:
    register.plays({**GOOD, "nextPageToken": "same"})
    assert "does not end" in failure(patience).message


def test_empty_pages_for_ever_are_an_error(register: FakeRegister, patience: Patience) -> None:
    register.answer = lambda _: Reply({"studies": [], "nextPageToken": f"t{len(register.requests)}"})
    assert "does not end" in failure(patience).message


def test_an_expired_token_restarts_once(register: FakeRegister, patience: Patience) -> None:
    first = {**GOOD, "nextPageToken": "old"}
    register.plays(first, Reply(b"expired", 400), {**GOOD, "nextPageToken": "new"}, {"studies": [study(2)]})
    answer = search(patience)
    assert [trial.nct for trial in answer.trials] == ["NCT00000001", "NCT00000002"]
    assert any("read again" in note for note in answer.notes)


def test_a_token_that_always_expires_ends(register: FakeRegister, patience: Patience) -> None:
    def answer(request: Request) -> Reply:
        return Reply(b"expired", 400) if "pageToken" in request.query else Reply({**GOOD, "nextPageToken": "t"})

    register.answer = answer
    assert "expired" in failure(patience).message
    assert len(register.requests) == 4


def test_an_interrupt_is_an_interrupt(patience: Patience, register: FakeRegister) -> None:
    def interrupted(_url: str, _patience: Patience) -> HttpAnswer:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        search(patience, transports=(interrupted,))
