"""What is shipped: the same bytes from the same files, and dependencies within bounds."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from netcli import __version__
from tests.conftest import installed

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def test_the_compiled_knowledge_is_the_same_in_every_build(tmp_path: Path) -> None:
    """Whatever the order in which this run of Python keeps its sets."""
    code = "import sys, pathlib, netcli.knowledge.search.compile as c; c.compile_knowledge(pathlib.Path(sys.argv[1]))"
    line = [sys.executable, "-c", code, str(tmp_path)]
    subprocess.run(line, env={**os.environ, "PYTHONHASHSEED": "1"}, cwd=ROOT, check=True)
    built = [
        {path.name: path.read_bytes() for path in target.iterdir()}
        for target in (tmp_path, installed() / "netcli" / "data" / "compiled")
    ]
    assert "search.json" in built[0]
    assert [name for name in built[0] if built[0][name] != built[1][name]] == []


def test_every_dependency_of_users_has_a_lower_and_an_upper_bound() -> None:
    """What was tried is what is installed."""
    for requirement in PROJECT["dependencies"]:
        assert re.fullmatch(r"[\w-]+>=[\d.]+,<[\d.]+", requirement), requirement


def test_the_lock_pins_every_dependency() -> None:
    """Of users and of developers, each to one version, and names no place to get them from."""
    lock = (ROOT / "requirements-dev.lock").read_text()
    pinned = {re.sub(r"[-_.]+", "-", line.split("==")[0]).lower() for line in lock.splitlines() if "==" in line}
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    assert {re.split(r"[><=\[;\s]", one)[0].lower() for one in wanted} <= pinned
    assert "://" not in lock
    assert all(re.fullmatch(r"#.*|[\w.-]+==[\w.]+( ; .+)?", line) for line in lock.splitlines() if line)


def test_the_changelog_tells_code_from_knowledge() -> None:
    """Under the version that is built."""
    text = (ROOT / "CHANGELOG.md").read_text()
    assert PROJECT["version"] == __version__
    newest = text.partition(f"## [{__version__}]")[2].partition("\n## ")[0]
    assert "### Code" in newest
    assert "### Knowledge" in newest


def test_the_distribution_carries_what_it_needs() -> None:
    """Every file that the source distribution names is there."""
    include = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["sdist"][
        "include"
    ]
    assert [name for name in include if not (ROOT / name).exists()] == []
    assert {"CHANGELOG.md", "SECURITY.md", "LICENSE", "LICENSE-DATA", "requirements-dev.lock"} <= set(include)
