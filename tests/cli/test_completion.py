"""What netcli answers to a shell that completes: what may follow is offered, values as well as options."""

from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from netcli.app import COMMANDS
from netcli.completion import is_inert
from netcli.shell import ASKED, complete
from tests.conftest import PLAIN, Stream, program

OFFERED = [
    ("therapies --site pancr", "pancreas"), ("therapies --site unk", "unknown-primary"),
    ("grade --site jej", "jejunum"),
    ("trials --drug luta", "lutathera"), ("trials --drug LUTA", "LUTAthera"), ("trials --phase ", "1/2"),
    ("trials --phase 1", "1/2"), ("trials --region j", "jp"), ("therapies --region u", "uk"),
    ("trials --status rec", "recruiting"), ("therapies --status off", "off-label"), ("therapies --grade G", "G2"),
    ("therapies --class som", "somatostatin-analogue"), ("trials --country ger", "germany"),
    ("overview --format mark", "markdown"), ("overview -f js", "jsonl"), ("cite NETTER-1 --style bib", "bibtex"),
    ("show netter", "netter-1"), ("show NCT0337532", "NCT03375320"), ("compare everolimus sun", "sunitinib"),
    ("cite lutath", "lutathera"), ("syndromes insu", "insulinoma"), ("syndromes ", "carcinoid-syndrome"),
    ("glossary pr", "prrt"), ("imaging ga-68-dotat", "ga-68-dotatate"), ("grade --edition who-20", "who-2019"),
    ("biomarkers --kind gen", "genomic"), ("knowledge sc", "schema"), ("the", "therapies"),
    ("therapies --si", "--site"),
]  # fmt: skip


@pytest.fixture
def offers(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Return what netcli prints for bash, as `offers("show lu")`; the shells themselves ask in test_shells."""

    def offered(line: str, **environment: str) -> list[str]:
        words = f"netcli {line}"
        asked = {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1), ASKED: "complete_bash"}
        with monkeypatch.context() as patch, redirect_stdout(Stream()) as out:
            for name, value in {**PLAIN, **asked, **environment}.items():
                patch.setenv(name, value)
            complete()
        return out.text().splitlines()

    monkeypatch.delenv("NETCLI_DATA", raising=False)
    return offered


@pytest.mark.parametrize(("line", "value"), OFFERED, ids=[line for line, _ in OFFERED])
def test_values_are_offered(offers, line: str, value: str) -> None:
    """Values of options and arguments, and the options and commands, each beginning with what was typed."""
    found = offers(line)
    assert value in found
    assert all(one.startswith(line.rpartition(" ")[2]) for one in found)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_offers_its_options(offers, command: str) -> None:
    """Each is imported for its own completion."""
    assert "--help" in offers(f"{command} --")


def test_all_commands_are_offered(offers) -> None:
    """Where nothing is typed yet."""
    assert set(COMMANDS) == set(offers(""))


def test_every_name_offered_is_known(offers, netcli) -> None:
    """`show` opens whatever the shell was offered for it."""
    found = offers("show lu")
    assert len(found) > 5
    assert [name for name in found if netcli("show", name).code] == []


SILENT = [
    {"COMP_CWORD": "x"}, {"COMP_CWORD": "-3"}, {"COMP_CWORD": "9" * 5000}, {"COMP_CWORD": "99"}, {"COMP_WORDS": ""},
    {"COMP_WORDS": "netcli show lu\udcff"}, {"COMP_WORDS": "netcli show " + "x" * 100_000},
    {"COMP_WORDS": "netcli show 'net"}, {"COMP_WORDS": 'netcli show "$(id>pwned)'},
    {"COMP_WORDS": "netcli show --data /nonexistent net", "COMP_CWORD": "4"}, {"NETCLI_DATA": "/nonexistent"},
    {"_NETCLI_COMPLETE": "complete_tcsh"}, {"_NETCLI_COMPLETE": "nonsense"},
]  # fmt: skip


@pytest.mark.parametrize("environment", SILENT, ids=lambda one: str(one)[:60])
def test_what_goes_wrong_goes_wrong_in_silence(environment: dict[str, str]) -> None:
    """No message in the middle of somebody's command line."""
    asked = {"COMP_WORDS": "netcli show net", "COMP_CWORD": "2", "_NETCLI_COMPLETE": "complete_bash"}
    run = program(**{**asked, **environment})
    assert run.stderr == b""
    assert all(is_inert(word) for word in run.stdout.decode().split())


def test_an_interrupted_completion_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C after the tab key shows no traceback in the middle of somebody's command line."""

    def interrupted() -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("netcli.shell._answer", interrupted)
    assert complete() == 1


def test_an_empty_variable_asks_nothing() -> None:
    """PowerShell empties the variable when a completion is done; the commands after it must run as ever."""
    assert b"netcli" in program("--version", _NETCLI_COMPLETE="").stdout


def test_an_overlay_is_offered_too(offers, tmp_path: Path) -> None:
    """A hospital's own records complete like the bundled ones; a broken overlay leaves those."""
    (tmp_path / "own.yaml").write_text("sites:\n  - id: spleen\n    name: Spleen\n    parent: net\n")
    assert "spleen" in offers("therapies --site sple", NETCLI_DATA=str(tmp_path))
    (tmp_path / "own.yaml").write_text("sites: [")
    assert "pancreas" in offers("therapies --site pancr", NETCLI_DATA=str(tmp_path))
