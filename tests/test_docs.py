"""The documents say what the tool does: every command, current output, examples that run."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from netcli.app import COMMANDS
from netcli.errors import ExitCode
from tests.conftest import document_script, environment

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
REFERENCE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
MANUAL = ROOT / "docs" / "netcli.1"


def readme_commands() -> list[str]:
    """Return the netcli command lines of the README: in its blocks, and in its text as code."""
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    typed = [line for block in blocks for line in block.splitlines() if line.startswith("netcli ")]
    inline = re.findall(r"`(netcli [^`]+)`", re.sub(r"```.*?```", "", README, flags=re.DOTALL))
    lines = [re.split(r" \||  +#", line)[0] for line in [*typed, *inline]]
    return [line.replace("FOLDER", "examples/hospital") for line in lines if not re.search("completion|update", line)]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    """In the README, in the reference and in the manual page."""
    assert re.search(rf"`(netcli )?{command}[ `]", README)
    assert f"## netcli {command}\n" in REFERENCE
    assert f".SS netcli {command}" in MANUAL.read_text()


def test_what_the_documents_print_is_what_the_tool_prints() -> None:
    """Mend it with: cog -r README.md docs/*.md."""
    documents = ["README.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))]
    line = [sys.executable, "-m", "cogapp", "--check", *documents]
    run = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("line", readme_commands())
def test_the_examples_of_the_readme_run(netcli, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each as it stands, in a folder that holds the files it names."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "cases.csv").write_text("site,ki67\npancreas,12\n")
    monkeypatch.chdir(tmp_path)
    run = netcli(*shlex.split(line)[1:])
    assert run.code == 0, run.err
    assert run.out or (tmp_path / "graded.csv").exists()


def test_the_readme_has_examples_to_run() -> None:
    """Else the test above would prove nothing."""
    assert len(readme_commands()) >= 12


def test_the_python_of_the_documents_runs_on_what_is_installed(tmp_path: Path) -> None:
    """Laid out as a wheel lays it out, each piece after the other, with the output that stands below it."""
    pytest.importorskip("polars")
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    pieces = re.findall(r"\]\]\] -->\n```python\n(.*?)```(?:\n\n```text\n(.*?)```)?", text, re.DOTALL)
    pieces += [(code, "") for code in re.findall(r"\n\n```python\n(import polars.*?)```", text, re.DOTALL)]
    assert len(pieces) >= 9
    script = tmp_path / "users.py"
    script.write_text("\n".join(code for code, _ in pieces), encoding="utf-8")
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    line = [sys.executable, "-P", str(script)]
    run = subprocess.run(line, capture_output=True, encoding="utf-8", env=environment(), cwd=tmp_path, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout == "".join(shown for _, shown in pieces)


def test_the_manual_page_is_current() -> None:
    """Mend it with: python docs/make_man.py."""
    assert MANUAL.read_text() == document_script("make_man").page()


def test_the_manual_page_tells_every_exit_status_and_variable() -> None:
    """And no variable that the code does not read."""
    module = document_script("make_man")
    assert set(module.STATUSES) == set(ExitCode)
    code = "".join(path.read_text() for path in (ROOT / "netcli").rglob("*.py"))
    assert [name for names in module.VARIABLES for name in names.split(", ") if f'"{name}"' not in code] == []


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")
def test_the_manual_page_is_well_formed() -> None:
    """No warning of groff, and the text comes out."""
    run = subprocess.run(["groff", "-man", "-ww", "-Tutf8", str(MANUAL)], capture_output=True, text=True, check=True)
    assert run.stderr == ""
    assert "neuroendocrine tumours at the command line, offline and cited" in run.stdout
    assert MANUAL.read_text().isascii()


def test_the_wheel_ships_the_manual_page() -> None:
    """Where `man` looks for it."""
    import tomllib

    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["shared-data"] == {"docs/netcli.1": "share/man/man1/netcli.1"}


def test_what_contributors_are_pointed_to_is_there() -> None:
    """Every path in CONTRIBUTING.md exists, and every file of sources has its line there."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = {one for one in re.findall(r"`([\w./-]+)`", text) if re.search(r"/|\.py$", one) and "NAME" not in one}
    named |= set(re.findall(r"\]\((\S+)\)", text))
    rooms = (ROOT, ROOT / "netcli", ROOT / "netcli" / "data")
    assert [one for one in named - {"../schema.json"} if not any((room / one).exists() for room in rooms)] == []
    files = [path.stem for path in (ROOT / "netcli" / "data" / "sources").glob("*.yaml")]
    assert [name for name in files if f"`{name}`" not in text] == []
