"""What the tests share: netcli run in this process, or as a real program."""

import atexit
import compileall
import importlib.util
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pytest
import typer.main
from hypothesis import settings

from netcli.knowledge.files.load import Knowledge, bundled

# Under nohup, or behind a shell's &, Ctrl-C and the end of the terminal are ignored by all that is started from there:
# by the tests they are heard.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
# A slow machine is no failure: how long an example takes says nothing about the rule it proves.
settings.register_profile("netcli", deadline=None)
settings.load_profile("netcli")
# An update that somebody keeps on this machine changes no test.
os.environ["NETCLI_HOME"] = tempfile.mkdtemp(prefix="netcli-home-")
atexit.register(shutil.rmtree, os.environ["NETCLI_HOME"], ignore_errors=True)
PACKAGE = Path(__file__).parents[1] / "netcli"
PLAIN = {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "100", "PYTHONUTF8": "1", "NETCLI_PAGER": ""}
UNSET = ("FORCE_COLOR", "NETCLI_DATA", "NETCLI_FORMAT", "NETCLI_REGIONS")
NETCLI = [sys.executable, "-P", "-m", "netcli"]  # -P: not the checkout that the tests run in


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Use the cores, eight at most, for the whole suite; a part of it is done sooner by one, which keeps snapshots."""
    whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS and not config.option.keyword
    return min(os.cpu_count() or 1, 8) if whole and not config.option.update_snapshots else 0


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


def run_here(
    *arguments: str, tty: bool = False, encoding: str = "utf-8", stdin: bytes = b"", **environment: str
) -> Run:
    """Run netcli in this process: `run_here("grade", "--ki67", "12", tty=True, COLUMNS="60")`."""
    from netcli.__main__ import run

    out, err = Stream(tty=tty, encoding=encoding), Stream(encoding=encoding)
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        for name in UNSET:
            patch.delenv(name, raising=False)
        for name, value in {**PLAIN, **environment}.items():
            patch.setenv(name, value)
        code = run(list(arguments))
    return Run(code, out.text(), err.text())


@pytest.fixture
def netcli() -> Callable[..., Run]:
    """Run netcli in this process."""
    return run_here


@pytest.fixture(scope="session")
def answered() -> Callable[..., Run]:
    """Run a line on the bundled knowledge once, however many tests judge its answer."""
    once = cache(run_here)
    return lambda *line, **changed: once(*line, **PLAIN | changed)


def document_script(name: str) -> Any:
    """Return a module of docs/, which is no package."""
    spec = importlib.util.spec_from_file_location(name, PACKAGE.parent / "docs" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def installed() -> Path:
    """Return a folder that holds netcli as a wheel lays it out, its knowledge compiled: as it is used, and quicker."""
    from netcli.knowledge.search.compile import compile_knowledge

    folder = Path(tempfile.mkdtemp(prefix="netcli-installed-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    package = Path(shutil.copytree(PACKAGE, folder / "netcli"))
    shutil.copy(PACKAGE.parent / "LICENSE-DATA", package / "data")
    (package / "data" / "compiled").mkdir(exist_ok=True)
    compile_knowledge(package / "data" / "compiled")
    compileall.compile_dir(package, quiet=1)
    return folder


def environment(**changed: str | None) -> dict[str, str]:
    """Return the environment of a program, with netcli installed; None takes a variable out of it."""
    inherited = {name: value for name, value in os.environ.items() if name not in UNSET}
    merged = {**inherited, **PLAIN, "PYTHONPATH": str(installed()), **changed}
    return {name: value for name, value in merged.items() if value is not None}


def program(*arguments: str, stdin: bytes | None = None, **changed: str) -> subprocess.CompletedProcess[bytes]:
    """Run netcli as a program of its own."""
    return subprocess.run(
        [*NETCLI, *arguments], input=stdin, capture_output=True, env=environment(**changed), timeout=60, check=False
    )


@cache
def usual(*line: str) -> bytes:
    """Return what netcli prints as a program, run once for all that compare with it."""
    return program(*line).stdout


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The bundled knowledge."""
    return bundled()


@pytest.fixture(scope="session", autouse=True)
def what_stays_the_same_is_made_once() -> Iterator[None]:
    """Keep what YAML holds, by its text, a megabyte for each judge; and the commands that Typer makes of functions."""
    from netcli import app
    from netcli.knowledge.files import strict_yaml

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strict_yaml, "parse_yaml", lru_cache(maxsize=200)(strict_yaml.parse_yaml))
        patch.setattr(app, "build", cache(app.build))
        patch.setattr(typer.main, "get_command", cache(typer.main.get_command))
        yield
