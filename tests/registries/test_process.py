"""What asks a register as a process: it ends at once, though a register holds its thread for ever."""

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import environment

from .fake_register import DRIPS, FakeRegister, Reply, Request, Services

IMPATIENT = """
from netcli.errors import RegisterUnavailable
from netcli.registries.ctgov.search import search_trials
from netcli.registries.patience import Patience
from netcli.registries.query import RegisterQuery

try:
    search_trials(RegisterQuery(), patience=Patience(budget=0.3))
except RegisterUnavailable:
    print("left")
"""

# `netcli update` without its pace, which costs a second for each label.
QUICK = """
from netcli.__main__ import main
from netcli.registries import news
from netcli.registries.patience import Patience

news.Patience = lambda: Patience(pace=0)
main()
"""


def started(*line: str) -> "subprocess.Popen[bytes]":
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-P", *line], stdout=pipe, stderr=pipe, env=environment())


@pytest.fixture
def dripping(register: FakeRegister) -> threading.Event:
    """A register whose headers never end; the event tells that it was asked."""
    asked = threading.Event()

    def answer(_: object) -> Reply:
        asked.set()
        return Reply(drips=DRIPS["head"]())

    register.answer = answer
    return asked


def test_ctrl_c_ends_a_waiting_netcli(dripping: threading.Event) -> None:
    """130 and one word, while the register still sends."""
    process = started("-m", "netcli", "trials", "--live", "--json")
    assert dripping.wait(30)
    time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert b"interrupted" in out + err
    assert b"Traceback" not in err


def test_a_process_does_not_wait_for_a_thread_it_gave_up(dripping: threading.Event) -> None:
    process = started("-c", IMPATIENT)
    assert process.communicate(timeout=20) == (b"left\n", b"")
    assert process.returncode == 0


# netcli update


def updating() -> "subprocess.Popen[bytes]":
    return started("-c", QUICK, "update", "--json")


def status_of(number: str) -> tuple[str, str]:
    """Return the status that another netcli shows now, and the day of the update that it knows."""
    process = started("-m", "netcli", "show", number, "--json")
    out, err = process.communicate(timeout=60)
    assert b"damaged" not in err
    answer = json.loads(out)
    return answer["results"][0]["status"], answer["knowledge"].get("updated", "")


@pytest.fixture
def held(services: Services) -> Iterator[tuple[threading.Event, threading.Event]]:
    """Make the last label wait: one event tells that it was asked for, the other lets it go."""
    asked, go = threading.Event(), threading.Event()

    def answer(request: Request) -> Reply | None:
        if "NDA019810" in request.raw:
            asked.set()
            go.wait(60)
        return None

    services.on_label = answer
    yield asked, go
    go.set()


NETTER_3 = "NCT06784752"


def test_two_at_once_see_the_old_or_the_new(services: Services, held: tuple[threading.Event, threading.Event]) -> None:
    """While one is updating the other answers as before; then it has the whole of it."""
    asked, go = held
    services.statuses[NETTER_3] = "COMPLETED"
    process = updating()
    assert asked.wait(60)
    assert status_of(NETTER_3) == ("recruiting", "")
    go.set()
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert status_of(NETTER_3) == ("completed", json.loads(out)["update"]["day"])


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(("sent", "status"), [(signal.SIGKILL, -9), (signal.SIGINT, 130)])
def test_a_run_that_is_ended_in_the_middle_changes_nothing(
    services: Services, held: tuple[threading.Event, threading.Event], tmp_path: Path, sent: signal.Signals, status: int
) -> None:
    asked, go = held
    go.set()
    first = updating()
    first.communicate(timeout=60)
    assert first.returncode == 0
    before = (tmp_path / "home" / "update.json").read_bytes()
    go.clear()
    asked.clear()
    services.statuses[NETTER_3] = "COMPLETED"
    process = updating()
    assert asked.wait(60)
    process.send_signal(sent)
    process.communicate(timeout=60)
    assert process.returncode == status
    assert [path.read_bytes() for path in (tmp_path / "home").iterdir()] == [before]
    assert status_of(NETTER_3)[0] == "recruiting"
