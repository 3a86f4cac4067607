"""Bundled knowledge that is broken or missing: netcli says so and what to do, exit 4, and never guesses."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from netcli.knowledge.files import load
from tests.conftest import NETCLI, PACKAGE, environment, installed

LINES = [("therapies", "--site", "pancreas"), ("grade", "--ki67", "12"), ("search", "carcinoid"), ("--json", "faq"), ()]
REMEDY = "install netcli again"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the installed package, to be damaged."""
    return Path(shutil.copytree(installed() / "netcli", tmp_path / "netcli"))


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of its knowledge alone, to be damaged: what this process reads."""
    copy = Path(shutil.copytree(installed() / "netcli" / "data", tmp_path / "data"))
    monkeypatch.setattr(load, "DATA", copy)
    return copy


def run(package: Path, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    """Run the copy."""
    changed = environment(PYTHONPATH=str(package.parent))
    return subprocess.run([*NETCLI, *arguments], capture_output=True, env=changed, timeout=60, check=False)


def test_the_copy_answers(package: Path) -> None:
    """So what follows is due to the damage."""
    for line in LINES:
        assert run(package, *line).returncode == 0
    shown = subprocess.check_output(
        [sys.executable, "-P", "-c", "import netcli; print(netcli.__file__)"],
        text=True,
        env=environment(PYTHONPATH=str(package.parent)),
    )
    assert shown.strip() == str(package / "__init__.py")


def test_a_checkout_answers_as_what_is_installed(netcli, monkeypatch: pytest.MonkeyPatch) -> None:
    """YAML or compiled, the bytes are the same."""
    assert not (PACKAGE / "data" / "compiled").exists()
    read = [netcli(*line) for line in LINES]
    monkeypatch.setattr(load, "DATA", installed() / "netcli" / "data")
    assert [netcli(*line) for line in LINES] == read


def no_data(data: Path) -> None:
    shutil.rmtree(data)


def empty_data(data: Path) -> None:
    shutil.rmtree(data)
    data.mkdir()


def truncated(data: Path) -> None:
    for path in (data / "compiled").glob("*.json"):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def emptied(data: Path) -> None:
    for path in (data / "compiled").glob("*.json"):
        path.write_bytes(b"")


def no_records(data: Path) -> None:
    for path in (data / "compiled").glob("*.json"):
        path.write_text("{}")


def of_another_shape(data: Path) -> None:
    for path in (data / "compiled").glob("*.json"):
        path.write_text('{"x": {"id": "x", "zorp": 1}}')


def no_text(data: Path) -> None:
    for path in (data / "compiled").glob("*.json"):
        path.write_bytes(b"\xff\xfe\x00")


def invalid_yaml(data: Path) -> None:
    shutil.rmtree(data / "compiled")
    for path in data.rglob("*.yaml"):
        path.write_text("therapies: [{id: x\n")


def wrong_yaml(data: Path) -> None:
    shutil.rmtree(data / "compiled")
    for path in data.rglob("*.yaml"):
        path.write_text("".join(f"{name}: [{{id: x, zorp: 1}}]\n" for name in ("edition", "therapies", "sites", "faq")))


def folders_for_files(data: Path) -> None:
    for path in (data / "compiled").glob("*.json"):
        path.unlink()
        path.mkdir()


DAMAGE = [no_data, empty_data, truncated, emptied, no_records, of_another_shape, no_text, invalid_yaml, wrong_yaml,
          folders_for_files]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_damage_is_told_with_the_remedy(netcli, data: Path, damage: Callable[[Path], None]) -> None:
    """No traceback, no answer, no half of one."""
    damage(data)
    for line in LINES:
        told = netcli(*line)
        assert told.code == 4, (line, told.out[:200], told.err)
        assert told.err.startswith("netcli: ")
        assert REMEDY in told.err
        assert "Traceback" not in told.err
        assert '"code": 4' in told.out if "--json" in line else told.out == ""


def test_a_damaged_package_tells_it_as_a_program(package: Path) -> None:
    """By its own path to its own knowledge."""
    truncated(package / "data")
    told = run(package, *LINES[0])
    assert (told.returncode, told.stdout) == (4, b"")
    assert REMEDY.encode() in told.stderr


HELPFUL = [("--version",), ("--help",), ("therapies", "--help")]


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_version_and_help_work_without_knowledge(netcli, data: Path, damage: Callable[[Path], None]) -> None:
    """They are what one asks for first when something is wrong."""
    damage(data)
    for line in HELPFUL:
        assert netcli(*line).code == 0


def test_version_and_help_of_a_program_work_without_knowledge(package: Path) -> None:
    """Nothing on the way in reads it."""
    no_data(package / "data")
    for line in HELPFUL:
        assert run(package, *line).returncode == 0


def test_a_single_missing_collection_is_told(package: Path) -> None:
    """Not an empty answer: "nothing fits" would be a lie."""
    (package / "data" / "compiled" / "therapies.json").unlink()
    shutil.rmtree(package / "data" / "therapies")
    told = run(package, "therapies", "--site", "pancreas")
    assert told.returncode == 4
    assert b"no therapies in" in told.stderr


def test_knowledge_check_lists_every_broken_file(package: Path) -> None:
    """With file and line, as for an overlay."""
    invalid_yaml(package / "data")
    told = run(package, "knowledge", "check").stderr.decode()
    for name in ("sites", "glossary", "biomarkers"):
        assert f"data/{name}.yaml:2: " in told
