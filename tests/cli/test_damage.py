"""Bundled knowledge that is broken or missing: netcli says so and what to do, exit 4, and never guesses."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from netcli.knowledge.search.compile import compile_knowledge
from tests.conftest import PLAIN

PACKAGE = Path(__file__).parents[2] / "netcli"
LINES = [("therapies", "--site", "pancreas"), ("grade", "--ki67", "12"), ("search", "carcinoid"), ("--json", "faq"), ()]
REMEDY = "install netcli again"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package as a wheel installs it, compiled knowledge and all."""
    package = tmp_path_factory.mktemp("installed") / "netcli"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    (package / "data" / "compiled").mkdir(exist_ok=True)
    compile_knowledge(package / "data" / "compiled")
    return package


@pytest.fixture
def installed(whole: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    return Path(shutil.copytree(whole, tmp_path / "netcli"))


def run(package: Path, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    """Run the copy."""
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from netcli.__main__ import main; main()"
    return subprocess.run(
        [sys.executable, "-P", "-c", code, str(package.parent), *arguments],
        capture_output=True,
        env={**os.environ, **PLAIN},
        cwd=package.parent,
        timeout=60,
        check=False,
    )


def test_the_copy_answers(installed: Path) -> None:
    """So what follows is due to the damage."""
    for line in LINES:
        assert run(installed, *line).returncode == 0
    code = "import sys; sys.path.insert(0, sys.argv[1]); import netcli; print(netcli.__file__)"
    shown = subprocess.check_output([sys.executable, "-P", "-c", code, str(installed.parent)], text=True)
    assert shown.strip() == str(installed / "__init__.py")


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
        path.write_text("[]")


def of_another_shape(data: Path) -> None:
    for path in (data / "compiled").glob("*.json"):
        path.write_text('[{"id": "x", "zorp": 1}]')


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
def test_damage_is_told_with_the_remedy(installed: Path, damage: Callable[[Path], None]) -> None:
    """No traceback, no answer, no half of one."""
    damage(installed / "data")
    for line in LINES:
        told = run(installed, *line)
        assert told.returncode == 4, (line, told.stdout[:200], told.stderr)
        assert told.stderr.startswith(b"netcli: ")
        assert REMEDY.encode() in told.stderr
        assert b"Traceback" not in told.stderr
        assert b'"code": 4' in told.stdout if "--json" in line else told.stdout == b""


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_version_and_help_work_without_knowledge(installed: Path, damage: Callable[[Path], None]) -> None:
    """They are what one asks for first when something is wrong."""
    damage(installed / "data")
    for line in (("--version",), ("--help",), ("therapies", "--help")):
        assert run(installed, *line).returncode == 0


def test_a_single_missing_collection_is_told(installed: Path) -> None:
    """Not an empty answer: "nothing fits" would be a lie."""
    (installed / "data" / "compiled" / "therapies.json").unlink()
    shutil.rmtree(installed / "data" / "therapies")
    told = run(installed, "therapies", "--site", "pancreas")
    assert told.returncode == 4
    assert b"no therapies in" in told.stderr


def test_knowledge_check_lists_every_broken_file(installed: Path) -> None:
    """With file and line, as for an overlay."""
    invalid_yaml(installed / "data")
    told = run(installed, "knowledge", "check").stderr.decode()
    for name in ("sites", "glossary", "biomarkers"):
        assert f"data/{name}.yaml:2: " in told
