"""The public Python interface: small, typed, lazy, and the same answers as the command line."""

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

import netcli as package
from netcli import changes, codes, grade, load, schedule, search, therapies, trials
from netcli.errors import InvalidData, UnknownValue
from netcli.knowledge.model import Therapy
from tests.knowledge.overlays import NEW, SOURCE

EXAMPLE = Path(__file__).parents[1] / "examples" / "hospital"


def test_the_interface_is_these_names() -> None:
    """No more is promised."""
    assert set(package.__all__) == {
        "__version__", "case", "changes", "codes", "grade", "load", "schedule", "search", "therapies", "trials",
    }  # fmt: skip
    assert set(dir(package)) == set(package.__all__)
    with pytest.raises(AttributeError, match="no attribute 'zorp'"):
        package.zorp  # noqa: B018


def test_importing_the_package_imports_nothing_else() -> None:
    """`netcli --version` and a notebook that only wants the version pay for nothing."""
    code = "import sys; before = set(sys.modules); import netcli; print(sorted(set(sys.modules) - before))"
    shown = subprocess.check_output([sys.executable, "-I", "-c", code], text=True)
    assert shown.strip() == "['netcli']"


def test_using_the_interface_imports_no_terminal() -> None:
    """Neither Typer nor Rich, and nothing that could reach the network."""
    code = (
        "import sys; from netcli import changes, codes, grade, load, schedule, search, therapies, trials\n"
        "load(), therapies(site='lung'), grade(ki67=5), trials(phase='3'), search('PRRT')\n"
        "codes('insulinoma'), codes(site='lung', ki67=5), schedule('MEN1'), changes('2025')\n"
        "print({'typer', 'rich', 'requests', 'urllib.request', 'socket'} & set(sys.modules))"
    )
    shown = subprocess.check_output([sys.executable, "-I", "-c", code], text=True)
    assert shown.strip() == "set()"


def test_therapies_are_those_of_the_command_line(netcli) -> None:
    """The same records in the same order, with the same indications and results."""
    asked = {"site": "pNET", "grade": "2", "status": "labelled", "region": "fda"}
    line = [word for name, value in asked.items() for word in (f"--{name}", value)]
    shown = netcli("therapies", *line, "--json").json["results"]
    found = therapies(**asked)
    assert [match.therapy.id for match in found] == [one["id"] for one in shown]
    assert [msgspec.to_builtins(match.indications) for match in found] == [one["indications"] for one in shown]
    assert [msgspec.to_builtins(match.evidence) for match in found] == [one["evidence"] for one in shown]


@pytest.mark.parametrize(
    "narrower", [{"class_": "mTOR"}, {"sstr": "negative"}, {"functional": "functioning"}, {"line": "first"}], ids=str
)
def test_every_filter_of_therapies_narrows_the_answer(narrower) -> None:
    """Each is passed on: among the US labels."""
    labelled = {"region": "us", "status": "approved"}
    whole, narrowed = ([match.indications for match in therapies(**labelled, **more)] for more in ({}, narrower))
    assert narrowed != whole
    assert len(narrowed) <= len(whole)


@pytest.mark.parametrize(
    "typed", [{"ki67": 12, "site": "pancreas"}, {"positive": "15", "counted": 500, "mitoses": "18/10mm2"}]
)
def test_grade_is_that_of_the_command_line(netcli, typed) -> None:
    """Numbers may be numbers or text."""
    line = [word for name, value in typed.items() for word in (f"--{name}", str(value))]
    assert msgspec.to_builtins(grade(**typed)) == netcli("grade", *line, "--json").json["results"][0]


def test_trials_are_those_of_the_command_line(netcli) -> None:
    """In the same order."""
    shown = netcli("trials", "--phase", "III", "--site", "midgut", "--drug", "Lutathera", "--json").json["results"]
    assert [trial.id for trial in trials(phase="III", site="midgut", drug="Lutathera")] == [one["id"] for one in shown]


def test_every_filter_of_trials_narrows_the_answer() -> None:
    """Each is passed on."""
    everything = len(trials())
    for narrowed in (
        trials(status="recruiting"),
        trials(country="FR"),
        trials(grade="NEC"),
        trials(site="lung"),
        trials(after="platinum"),
        trials(line="first"),
    ):
        assert 0 < len(narrowed) < everything


def test_search_is_that_of_the_command_line(netcli) -> None:
    """The best first, as many as asked for."""
    shown = netcli("search", "carcinoid", "syndrome", "--limit", "3", "--json").json["results"]
    assert [(hit.kind, hit.id) for hit in search("carcinoid syndrome", 3)] == [
        (one["kind"], one["id"]) for one in shown
    ]


def test_codes_are_those_of_the_command_line(netcli) -> None:
    """By name, site and year; of a case its items, what is reportable and the grade that they follow from."""
    shown = netcli("codes", "insulinoma", "--year", "2026", "--json").json["results"]
    assert [msgspec.to_builtins(one) for one in codes("insulinoma", year=2026)] == shown
    line = ("--site", "pancreas", "--grade", "G2", "--ki67", "12", "--year", "2026")
    whole = netcli("codes", *line, "--json").json
    case = codes(site="pancreas", grade="G2", ki67=12, year=2026)
    assert msgspec.to_builtins(case.items) == whole["results"]
    assert msgspec.to_builtins(case.reportable) == whole["reportable"]
    assert msgspec.to_builtins(case.assessment) == whole["assessment"]
    assert [item.code for item in codes("insulinoma", ki67=1, site="pancreas").items][1] == "8151/3"


def test_schedules_are_those_of_the_command_line(netcli) -> None:
    """By a name, and by site and grade."""
    for name, asked in (("MEN1", {}), ("after resection", {"site": "midgut", "grade": "G1"})):
        line = [word for field, value in asked.items() for word in (f"--{field}", value)]
        shown = netcli("schedule", name, *line, "--json").json["results"]
        assert [msgspec.to_builtins(one) for one in schedule(name, **asked)] == shown


def test_changes_are_those_of_the_command_line(netcli) -> None:
    """The newest first."""
    shown = netcli("changes", "--since", "2025-01", "--kind", "approval", "--json").json["results"]
    assert [msgspec.to_builtins(one) for one in changes("2025-01", kind="approval")] == shown
    assert len(changes()) > len(changes("2025")) > len(changes("2025", kind="approval")) > 0


def test_nothing_found_is_an_empty_list() -> None:
    """A valid question without an answer is no error in Python."""
    assert search("zzzzqqqq") == []
    assert trials(phase="4") == []
    assert therapies(site="thymus", status="discontinued") == []
    assert codes("9999/9") == []
    assert changes("2999") == []


MISTAKES = {
    "site": lambda: therapies(site="xyzzy"),
    "class": lambda: therapies(class_="magic"),
    "empty grade": lambda: therapies(grade=""),
    "nothing to grade": grade,
    "not a number": lambda: grade(ki67=float("nan")),
    "phase": lambda: trials(phase="9"),
    "country": lambda: trials(country="Atlantis"),
    "drug": lambda: trials(drug="unobtainium"),
    "code": lambda: codes("xyzzy"),
    "year": lambda: codes(year="12"),
    "schedule": lambda: schedule("xyzzy"),
    "date": lambda: changes("yesterday"),
    "kind": lambda: changes(kind="xyzzy"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_an_unknown_value_is_an_error_with_a_sentence(mistake: str) -> None:
    """Never an empty list, which would read as "nothing is labelled"."""
    with pytest.raises(UnknownValue) as caught:
        MISTAKES[mistake]()
    assert caught.value.message


def test_the_knowledge_is_loaded_once() -> None:
    """Every call shares it."""
    assert load() is load()


def test_an_overlay_is_used_by_every_function(tmp_path: Path) -> None:
    """Where it is given, and nowhere else."""
    (tmp_path / "ward.yaml").write_text(NEW + SOURCE)
    knowledge = load(tmp_path, EXAMPLE)
    assert knowledge.of(Therapy)["wardinib"].origin == tmp_path.name
    assert "wardinib" in {match.therapy.id for match in therapies(site="pancreas", knowledge=knowledge)}
    assert "wardinib" not in {match.therapy.id for match in therapies(site="pancreas")}
    assert "example-local-study" in {trial.id for trial in trials(site="pancreas", knowledge=knowledge)}
    assert search("wardinib", 1, knowledge=knowledge)[0].id == "wardinib"
    assert grade(ki67=12, knowledge=knowledge) == grade(ki67=12)


def test_the_environment_lays_nothing_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library gives the same answers wherever it runs."""
    monkeypatch.setenv("NETCLI_DATA", str(tmp_path / "missing"))
    assert "everolimus" in load().of(Therapy)


def test_an_invalid_overlay_is_an_error_with_every_problem(tmp_path: Path) -> None:
    """As on the command line."""
    (tmp_path / "ward.yaml").write_text("therapies: [{id: x}, {id: y}]")
    with pytest.raises(InvalidData) as caught:
        load(tmp_path)
    assert {problem.rsplit("[")[1][0] for problem in caught.value.problems} == {"x", "y"}


TYPED = """
from netcli import __version__, changes, codes, grade, load, schedule, search, therapies, trials

reveal_type(__version__)
reveal_type(load("ward"))
reveal_type(therapies(site="pNET", grade="G2"))
reveal_type(therapies()[0].therapy.name)
reveal_type(grade(ki67="<3", mitoses=1).grade)
reveal_type(trials(phase="3")[0].acronym)
reveal_type(search("PRRT", limit=3)[0].score)
reveal_type(codes("insulinoma", site="pancreas", year=2026))
reveal_type(codes(site="pancreas", ki67=12, year="2026").items[0].code)
reveal_type(schedule("MEN1", site="pancreas")[0].guideline)
reveal_type(changes("2025", kind="approval")[0].date)
"""
REVEALED = [
    "str",
    "netcli.knowledge.files.load.Knowledge",
    "list[netcli.knowledge.therapies.Match]",
    "str",
    "Literal['G1'] | Literal['G2'] | Literal['G3'] | None",
    "str",
    "float",
    "list[netcli.knowledge.codes.Code]",
    "str",
    "str",
    "str",
]
WRONG = """
from netcli import grade, therapies, zorp

therapies("lung")
therapies(sites="lung")
grade(ki67=[12])
"""


def mypy(folder: Path, code: str) -> str:
    """Return what mypy --strict says about a user's file."""
    (folder / "users.py").write_text(code)
    words = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(folder / "cache"), "users.py"]
    return subprocess.run(words, capture_output=True, text=True, cwd=folder, check=False).stdout


def test_users_see_the_types(tmp_path: Path) -> None:
    """py.typed is there, and the lazy names have the types of the functions."""
    import re

    assert (Path(package.__file__).parent / "py.typed").exists()
    told = mypy(tmp_path, TYPED)
    revealed = re.findall(r'Revealed type is "(.*)"', told)
    assert [re.sub(r"builtins\.|Union\[(.*)\]$", r"\1", one) for one in revealed] == REVEALED, told
    assert "error" not in told


def test_users_are_told_of_mistakes(tmp_path: Path) -> None:
    """Before they run anything."""
    told = mypy(tmp_path, WRONG)
    assert {line.split(":")[1] for line in told.splitlines() if "error:" in line} == {"2", "4", "5", "6"}, told
