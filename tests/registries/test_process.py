"""`netcli trials --live` as a process: it ends at once, though a register holds its thread for ever."""

import signal
import subprocess
import sys
import threading
import time

import pytest

from tests.conftest import environment

from .fake_register import DRIPS, FakeRegister, Reply

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
