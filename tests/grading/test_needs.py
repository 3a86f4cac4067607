"""No edit of the grading schemes that the judge passes can break `grade`."""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import msgspec
import pytest

from netcli.grading import classify
from netcli.grading.rulebook import Rulebook
from netcli.knowledge import scheme_needs
from netcli.knowledge.check import ids_of
from netcli.knowledge.files.faults import faults
from netcli.knowledge.files.load import DATA, Knowledge, bundled, to_record
from netcli.knowledge.files.strict_yaml import read_yaml
from netcli.knowledge.rules import RULES, Rule
from netcli.knowledge.scheme import Scheme
from netcli.knowledge.setting import Setting

IDS = ids_of(bundled())
WRITTEN: list[dict[str, Any]] = read_yaml(DATA / "grading.yaml")["grading"]
SOUND = [raw for raw in WRITTEN if not list(faults(raw, Scheme))]


def judged(schemes: list[dict[str, Any]], rules: Sequence[Rule] = RULES) -> list[str]:
    """Return what the judge, or some of its rules, says of some schemes beside all else that is bundled."""
    edited = [raw for raw in schemes if not any(raw is one for one in SOUND)]
    found = [fault.what for raw in edited for fault in faults(raw, Scheme)]
    if found:
        return found
    knowledge = Knowledge(loaded={Scheme: {raw["id"]: to_record(raw, Scheme) for raw in schemes}})
    setting = Setting(knowledge, IDS, "9999", None)
    return [fault.what for raw in schemes for rule in rules for fault in rule("grading", raw, setting)]


def names() -> Iterator[tuple[int, str, str]]:
    """Yield every limit, class and sentence as (number of the scheme, part, name)."""
    for number, raw in enumerate(WRITTEN):
        for part in ("limits", "entities", "statements"):
            yield from ((number, part, name) for name in raw.get(part) or {})


def test_the_schemes_as_they_are_pass() -> None:
    """Otherwise the rest would prove nothing."""
    assert not judged(WRITTEN)


@pytest.mark.parametrize("change", ["rename", "remove"])
def test_each_name_that_is_renamed_or_lost_is_caught(change: str) -> None:
    """Unless the scheme below has it too: then only the wording falls back, and every case still has an answer."""
    for number, part, name in names():
        schemes = [deepcopy(raw) if raw is WRITTEN[number] else raw for raw in WRITTEN]
        held = schemes[number][part].pop(name)
        if change == "rename":
            schemes[number][part][f"{name}-x"] = held
        if not judged(schemes, [scheme_needs.schemes_hold_what_grading_needs]):
            assert change == "remove", name
            grade_everything(schemes, schemes[number]["id"])


def edits() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield edits that would break an answer."""
    who = {raw["id"]: number for number, raw in enumerate(WRITTEN)}

    def edited(scheme: str, *way: str | int, value: Any) -> list[dict[str, Any]]:
        schemes = deepcopy(WRITTEN)
        part: Any = schemes[who[scheme]]
        for step in way[:-1]:
            part = part[step]
        part[way[-1]] = value
        return schemes

    yield "a value that no rule gives", edited("who-2022", "statements", "higher-wins", "text", value="so {much}")
    yield "a brace that never closes", edited("who-2022", "statements", "higher-wins", "text", value="so {")
    yield "an attribute", edited("who-2022", "statements", "ki67-band", "text", value="{value.real}")
    yield "a meaning that cannot be filled", edited("who-2022", "entities", "nec", "meaning", "text", value="{x}")
    yield "a third cut-off", edited("who-2022", "ki67", value=[*WRITTEN[0]["ki67"], WRITTEN[0]["ki67"][0]])
    yield "one cut-off", edited("who-2022", "mitoses", value=WRITTEN[0]["mitoses"][:1])
    yield "cut-offs upside down", edited("who-2022", "ki67", value=WRITTEN[0]["ki67"][::-1])
    yield "two current schemes", edited("who-2019", "current", value=True)
    yield "no current scheme", edited("who-2021", "current", value=False)
    yield "a base that is nowhere", edited("who-2019", "based_on", value="who-1900")
    yield "a base in a circle", edited("who-2022", "based_on", value="who-2019")
    yield "another unit", edited("who-2022", "limits", "component", "unit", value="percent")
    yield "half a decimal", edited("who-2022", "limits", "decimals", "value", value="0.5")
    yield "no area", edited("who-2022", "limits", "reference-area", "value", value="0")
    yield "no sites", edited("who-2022", "sites", value=[])
    yield "a site that is nowhere", edited("who-2022", "sites", value=["atlantis"])


@pytest.mark.parametrize("edit", list(edits()), ids=lambda edit: edit[0])
def test_an_edit_that_would_break_an_answer_is_caught(edit: tuple[str, list[dict[str, Any]]]) -> None:
    """Before any answer is asked for."""
    assert judged(edit[1])


def grade_everything(schemes: list[dict[str, Any]], only: str = "") -> None:
    """Grade cases that reach every rule under every scheme, or one; raise when one cannot be answered."""
    loaded = {Scheme: {raw["id"]: to_record(raw, Scheme) for raw in schemes}}
    book = Rulebook(Knowledge(loaded=loaded))
    sites = {"digestive": "pancreas", "thoracic": "lung"}
    for scheme in [one for one in book.editions() if only in ("", one.id)]:
        for case in CASES:
            for site in (sites[scheme.family], None):
                classify(**case, site=site, edition=scheme.id, rulebook=book)


CASES: list[dict[str, Any]] = [
    {"ki67": ki67, "mitoses": mitoses, "differentiation": differentiation, "cell_type": cell, **more}
    for ki67, mitoses in (("2.5", None), (None, "1"), ("2.96", "1.96"), ("60", "30"), ("3-30", "1-30"), ("<3", "<2"))
    for differentiation in ("well", "poor", "mixed", None)
    for cell in ("small", "large", None)
    for more in (
        {}, {"necrosis": "punctate"}, {"necrosis": "extensive"}, {"size_mm": 3}, {"size_mm": "1-9"},
        {"ne_component": 20}, {"ne_component": 50}, {"ne_component": 80}, {"ne_component": "20-50"},
    )
] + [
    {"positive": 12, "counted": 400, "mitoses": "1/1mm2", "differentiation": "well"},
    {"positive": 275, "counted": 500, "mitoses": "18/10mm2"},
    {"ki67": 4, "mitoses": "12/50hpf", "hpf_diameter": 0.5},
    {"ki67": 4, "mitoses": "<3/10mm2"},
    {"ki67": 12, "mitoses": 1, "differentiation": "well", "necrosis": "none"},
]  # fmt: skip


def test_the_cases_reach_every_sentence(monkeypatch: pytest.MonkeyPatch, knowledge: Knowledge) -> None:
    """And each sentence gets exactly the values that the tables promise: no rule asks for any other."""
    from netcli.grading import assess, notes

    used: dict[str, set[str]] = {}
    names = [(said, name) for one in Rulebook(knowledge).schemes.values() for name, said in one.statements.items()]

    def fill(said: Any, values: dict[str, str]) -> str:
        used.setdefault(next((name for one, name in names if one == said), ""), set()).update(values)
        return real(said, values)

    real = notes.fill
    monkeypatch.setattr(notes, "fill", fill)
    monkeypatch.setattr(assess, "fill", fill)
    grade_everything(WRITTEN)
    tables = (scheme_needs.STATEMENTS["thoracic"], scheme_needs.STATEMENTS["digestive"], scheme_needs.GAP)
    promised = {name: set(values.split()) for table in tables for name, values in table.items()}
    del promised["local-site"], used[""]
    assert used == promised


def test_a_site_of_an_overlay_is_told_in_every_answer(tmp_path: Path, netcli) -> None:
    """One case or a table, for people and for machines."""
    folder = tmp_path / "ward"
    folder.mkdir()
    (folder / "a.yaml").write_text("sites: [{id: ward-tail, name: Ward tail, parent: pancreas}]\n")
    line = ["grade", "--ki67", "5", "--mitoses", "1", "--site", "ward tail", "--data", str(folder)]
    for form in ("plain", "table", "markdown", "html", "json", "csv"):
        assert re.search(r"local:(\s|&nbsp;)ward", netcli(*line, "--format", form).out), form
    assert "local: ward" in netcli(*line, "--plain-language").out
    assert msgspec.json.decode(netcli(*line, "--json").out)["results"][0]["warnings"][0]["code"] == "local-site"
