"""What the project says of itself: how it is cited, where a wrong line is reported, how an assistant asks it."""

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml  # noqa: TID253 (a citation file is read by others' loaders)

from netcli import __version__
from netcli.errors import ExitCode
from netcli.knowledge.files.load import DATA, bundled
from netcli.project import A_WRONG_LINE, AUTHORS, TITLE

ROOT = Path(__file__).parents[1]
SKILL = (DATA / "skill.md").read_text(encoding="utf-8")
CITATION: dict[str, Any] = yaml.load((ROOT / "CITATION.cff").read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506
TOKENS = 2_500


def test_the_citation_file_has_what_its_format_asks_for() -> None:
    """Of version 1.2.0: the keys that must be there, each of the kind that it must be, and no other."""
    required = {"cff-version", "message", "title", "authors"}
    optional = {"type", "version", "date-released", "license", "abstract", "keywords", "url", "repository-code"}
    assert required <= set(CITATION) <= required | optional
    assert CITATION["cff-version"] == "1.2.0"
    assert CITATION["type"] in ("software", "dataset")
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", CITATION["date-released"])
    assert all(set(one) <= {"name", "website"} for one in CITATION["authors"])


def test_the_citation_file_is_of_this_version() -> None:
    """With the title and the authors that `cite netcli` gives and the day of the changelog."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert CITATION["version"] == __version__
    assert CITATION["title"] == TITLE
    assert [one["name"] for one in CITATION["authors"]] == [AUTHORS] == [one["name"] for one in project["authors"]]
    assert CITATION["license"] == re.findall(r"MIT|CC-BY-4.0", project["license"])
    assert f"## [{__version__}] - {CITATION['date-released']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("style", ["text", "bibtex", "ris", "csl-json"])
def test_netcli_is_cited_with_its_version_and_edition(netcli, style: str) -> None:
    """In every style, alone and beside others."""
    edition = bundled().edition
    for line in (["netcli"], ["Netcli", "NETTER-1"]):
        out = " ".join(netcli("cite", *line, "--style", style).out.split())
        for part in (AUTHORS, TITLE, edition.reviewed[:4], f"{__version__}, edition {edition.version}"):
            assert part in out
        assert ("28076709" in out) == (len(line) > 1)


def test_where_a_wrong_line_is_reported_stands_in_about_and_at_the_end_of_the_help(netcli) -> None:
    """With what to say."""
    for line in (["knowledge", "about"], ["--help"]):
        told = " ".join(netcli(*line).out.split())
        assert A_WRONG_LINE in told
        assert "netcli cite netcli" in told
    assert netcli("knowledge", "about", "--json").json["results"][0]["a_wrong_line"] == A_WRONG_LINE


def test_the_skill_is_in_the_package_and_short(netcli) -> None:
    """As it is, for whoever saves it; at most 2,500 tokens of about four bytes."""
    assert netcli("knowledge", "skill").out == SKILL
    assert len(SKILL.encode()) <= TOKENS * 4
    front = yaml.safe_load(SKILL.split("---\n")[1])
    assert front["name"] == "netcli"
    assert set(front) == {"name", "description"}


def skill_lines() -> list[str]:
    """Return the commands of the skill, whole ones."""
    lines = dict.fromkeys(re.findall(r"`(netcli [^`]+)`", SKILL))
    return [
        one for one in lines if "..." not in one and not re.search(r" [A-Z](?: |$)| NAME| DRUG| KIND|the whole", one)
    ]


@pytest.mark.parametrize("line", skill_lines())
def test_every_command_of_the_skill_runs(netcli, line: str) -> None:
    """As it stands, and with --brief --json as the skill asks."""
    words = shlex.split(line)[1:]
    for more in ([], ["--brief", "--json"] if "--json" not in words and "--style" not in words else []):
        assert netcli(*words, *more).code == 0


def test_the_skill_names_what_there_is() -> None:
    """Each exit status, each option of a command that it tells of, and an example that is on record."""
    assert len(skill_lines()) >= 15
    for code in ExitCode:
        if code != ExitCode.INTERRUPTED:
            assert re.search(rf"\b{int(code)} ", SKILL.partition("## Exit status")[2])
    from netcli.knowledge.model import Source, Therapy

    label = bundled().of(Source)["lutathera-eu-label"]
    known = bundled().of(Therapy)["lutetium-dotatate"].indications
    assert label.number in SKILL
    assert [one.since for one in known if (one.region, one.status) == ("eu", "approved")] == ["2017-09-26"]
