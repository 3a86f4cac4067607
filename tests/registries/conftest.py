"""Every test of the client talks to a register on this machine, with an empty cache and no real waiting."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from netcli.knowledge.files.load import bundled
from netcli.knowledge.model import Trial
from netcli.registries.patience import Patience

from .fake_register import FakeRegister, FakeTime, Services

PROXIES = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
SETTINGS = (*PROXIES, "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR")


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[FakeRegister]:
    """Start the register that NETCLI_CTGOV_URL points to, with an empty cache, no proxy and no CA file."""
    fake = FakeRegister()
    thread = threading.Thread(target=fake.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    monkeypatch.setenv("NETCLI_CTGOV_URL", fake.base)
    monkeypatch.setenv("NETCLI_OPENFDA_URL", fake.labels)
    monkeypatch.setenv("NETCLI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    yield fake
    fake.closing.set()
    fake.server.shutdown()
    fake.server.server_close()


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def patience(time: FakeTime) -> Patience:
    """Give the real limits a clock of their own: how fast this machine is changes nothing."""
    return Patience(clock=time.clock, sleep=time.sleep)


@pytest.fixture
def services(register: FakeRegister) -> Services:
    """Play both services of `netcli update`, which say of every trial what the edition says."""
    return Services(register, {trial.nct: trial.status for trial in bundled().of(Trial).values() if trial.nct})


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, patience: Patience) -> None:
    """Let `netcli update` in this process wait by a clock of its own."""
    monkeypatch.setattr("netcli.registries.news.Patience", lambda: patience)
