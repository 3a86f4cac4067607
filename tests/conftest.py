"""What the tests share: netcli run in this process, or as a real program."""

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import settings

from netcli.knowledge.files.load import Knowledge, bundled

# Under nohup, or behind a shell's &, Ctrl-C is ignored by all that is started from there: by the tests it is heard.
signal.signal(signal.SIGINT, signal.default_int_handler)
# A slow machine is no failure: how long an example takes says nothing about the rule it proves.
settings.register_profile("netcli", deadline=None)
settings.load_profile("netcli")
PLAIN = {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "100", "PYTHONUTF8": "1"}


@dataclass
class Run:
    """What a command line gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Stream(io.TextIOWrapper):
    """A text stream on bytes that can claim to be a terminal."""

    def __init__(self, *, tty: bool = False, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding, write_through=True)
        self._tty = tty

    def isatty(self) -> bool:
        return self._tty

    def text(self) -> str:
        return self.buffer.getvalue().decode(self.encoding)


@pytest.fixture
def netcli(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    """Run netcli in this process: `netcli("grade", "--ki67", "12", tty=True, COLUMNS="60")`."""

    def run(*arguments: str, tty: bool = False, encoding: str = "utf-8", **environment: str) -> Run:
        from netcli.__main__ import run as run_line

        for name, value in {**PLAIN, **environment}.items():
            monkeypatch.setenv(name, value)
        for name in ("FORCE_COLOR", "NETCLI_DATA"):
            if name not in environment:
                monkeypatch.delenv(name, raising=False)
        out, err = Stream(tty=tty, encoding=encoding), Stream(encoding=encoding)
        with redirect_stdout(out), redirect_stderr(err):
            code = run_line(list(arguments))
        return Run(code, out.text(), err.text())

    return run


def program(*arguments: str, stdin: bytes | None = None, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run netcli as a program of its own."""
    inherited = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "NETCLI_DATA")}
    return subprocess.run(
        [sys.executable, "-m", "netcli", *arguments],
        input=stdin,
        capture_output=True,
        env={**inherited, **PLAIN, **environment},
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The bundled knowledge."""
    return bundled()


@pytest.fixture(scope="session", autouse=True)
def each_text_is_parsed_once() -> Iterator[None]:
    """Keep what YAML holds, by its text: a judge of the whole knowledge parses a megabyte for each test."""
    from netcli.knowledge.files import strict_yaml

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strict_yaml, "parse_yaml", lru_cache(maxsize=200)(strict_yaml.parse_yaml))
        yield
