"""A hospital's own knowledge: added, patched, marked everywhere; refused as a whole when anything is wrong with it."""

import csv
import io
import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from netcli.errors import InvalidData
from netcli.knowledge import overlay_files, overlay_folder, strict_yaml
from netcli.knowledge.model import Site, Source, Term, Therapy, Trial
from netcli.knowledge.overlay import open_knowledge, overlaid
from netcli.knowledge.overlay_rules import RULES
from tests.conftest import Run

Overlay = Callable[..., Path]
SOURCE = """
sources:
  - id: ward-protocol
    kind: society
    title: Ward protocol
    publisher: Example Hospital
    url: https://example.org/ward
    checked: 2026-11-01
"""
NEW = """
therapies:
  - id: wardinib
    name: Wardinib
    kind: drug
    class: mTOR inhibitor
    mechanism: Made up for a test [@ward-protocol]
    route: oral
    dose: 10 mg once daily [@ward-protocol]
    indications:
      - region: us
        status: guideline
        sites: [pancreas]
        text: Made up for a test
        sources: [ward-protocol]
"""
PATCH = """
therapies:
  - id: everolimus
    practical: ["Ask the ward pharmacist [@ward-protocol]."]
"""
LINE = ("therapies", "--site", "pancreas", "--class", "mTOR", "--region", "us")
FORMATS = ("table", "plain", "json", "jsonl", "csv", "tsv", "markdown", "html", "svg")


@pytest.fixture
def overlay(tmp_path: Path) -> Overlay:
    """Write an overlay: `overlay("text", "more text", name="ward")` gives its folder."""

    def write(*texts: str | bytes, name: str = "ward") -> Path:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        for number, text in enumerate(texts):
            (folder / f"{number}.yaml").write_bytes(text.encode() if isinstance(text, str) else text)
        return folder

    return write


def problems(*folders: Path) -> list[str]:
    """Return every problem that an overlay is refused with."""
    with pytest.raises(InvalidData) as caught:
        overlaid(folders)
    return list(caught.value.problems)


def one_problem(*folders: Path) -> str:
    """Return the only problem."""
    found = problems(*folders)
    assert len(found) == 1, found
    return found[0]


# What an overlay adds


def test_a_new_record_is_added(overlay: Overlay) -> None:
    """It stands beside the bundled ones."""
    therapies = overlaid([overlay(NEW, SOURCE)]).of(Therapy)
    assert therapies["wardinib"].origin == "ward"
    assert therapies["everolimus"].origin == ""


def test_a_record_with_a_bundled_id_patches_it(overlay: Overlay, knowledge) -> None:
    """What the patch names is replaced; everything else stays as it is."""
    before, after = (one.of(Therapy)["everolimus"] for one in (knowledge, overlaid([overlay(PATCH, SOURCE)])))
    assert after.practical == ["Ask the ward pharmacist [@ward-protocol]."]
    assert after.origin == "ward"
    assert (after.indications, after.dose, after.aliases) == (before.indications, before.dose, before.aliases)
    assert "ward-protocol" in after.sources


def test_a_later_overlay_lies_over_an_earlier_one(overlay: Overlay) -> None:
    """The last word counts, and both are named."""
    country = overlay(NEW, SOURCE, name="country")
    ward = overlay("therapies:\n- id: wardinib\n  dose: none\n", name="ward")
    therapy = overlaid([country, ward]).of(Therapy)["wardinib"]
    assert therapy.dose == "none"
    assert therapy.origin == "country, ward"


def test_one_overlay_may_cite_the_sources_of_another(overlay: Overlay) -> None:
    """Overlays are judged together."""
    folders = [overlay(NEW, name="drugs"), overlay(SOURCE, name="papers")]
    assert overlaid(folders).of(Source)["ward-protocol"].origin == "papers"


def test_the_environment_names_several_folders_and_the_option_lies_over_them(overlay: Overlay, netcli) -> None:
    """NETCLI_DATA is separated as a path is; --data may be repeated."""
    first, second = overlay(NEW, SOURCE, name="first"), overlay(PATCH, name="second")
    third = overlay("therapies:\n- id: wardinib\n  dose: third\n", name="third")
    fourth = overlay("therapies:\n- id: wardinib\n  route: fourth\n", name="fourth")
    data = os.pathsep.join([str(first), "", str(second)])
    run = netcli("show", "wardinib", "--json", "--data", str(third), "--data", str(fourth), NETCLI_DATA=data)
    assert run.json["results"][0]["origin"] == "first, third, fourth"
    assert run.json["results"][0]["dose"] == "third"
    assert netcli("show", "everolimus", "--json", NETCLI_DATA=data).json["results"][0]["origin"] == "second"


def test_a_folder_that_is_named_twice_counts_once(overlay: Overlay, netcli) -> None:
    """The environment and the option may name the same one."""
    folder = str(overlay(NEW, SOURCE))
    run = netcli("show", "wardinib", "--json", "--data", folder, NETCLI_DATA=folder)
    assert run.json["results"][0]["origin"] == "ward"


def test_the_home_folder_may_be_a_tilde(overlay: Overlay, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shell expands it in front of a path only, not behind a colon."""
    monkeypatch.setenv("HOME", str(overlay(NEW, SOURCE).parent))
    monkeypatch.setenv("NETCLI_DATA", "~/ward")
    assert "wardinib" in open_knowledge([]).of(Therapy)


def test_hidden_files_are_left_alone(overlay: Overlay) -> None:
    """An editor's or a mount's own files are no knowledge."""
    folder = overlay(NEW, SOURCE)
    (folder / ".#0.yaml").symlink_to("nowhere")
    (folder / "..data").mkdir()
    (folder / "..data" / "0.yaml").write_text(NEW)
    assert "wardinib" in overlaid([folder]).of(Therapy)


def test_folders_within_are_read(overlay: Overlay) -> None:
    """A folder may be named like a file."""
    folder = overlay(NEW)
    (folder / "more.yaml").mkdir()
    (folder / "more.yaml" / "sources.yml").write_text(SOURCE)
    assert overlaid([folder]).of(Source)["ward-protocol"].origin == "ward"


def test_text_of_several_lines_stands_on_one(overlay: Overlay) -> None:
    """No line of an overlay can pass for a line of the answer."""
    folder = overlay("glossary:\n- id: ward-term\n  term: Ward term\n  definition: |\n    one\n    EU approved\n")
    assert overlaid([folder]).of(Term)["ward-term"].definition == "one EU approved"


# How it is marked


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("text", [NEW, PATCH], ids=["new", "patch"])
def test_every_format_marks_what_an_overlay_adds_or_changes(overlay: Overlay, netcli, text: str, form: str) -> None:
    """The name of the folder stands with the record, and with nothing when there is no overlay."""
    folder = overlay(text, SOURCE, name="ward7")
    run = netcli(*LINE, "--format", form, "--data", str(folder))
    assert run.code == 0, run.err
    assert "ward7" in run.out
    assert "ward7" not in netcli(*LINE, "--format", form).out


def test_machines_find_the_mark_in_origin(overlay: Overlay, netcli) -> None:
    """Empty for what is bundled."""
    folder = str(overlay(NEW, SOURCE))
    origins = {one["id"]: one["origin"] for one in netcli(*LINE, "--json", "--data", folder).json["results"]}
    assert origins == {"everolimus": "", "wardinib": "ward"}
    rows = list(csv.DictReader(io.StringIO(netcli(*LINE, "--format", "csv", "--data", folder).out)))
    assert {(row["id"], row["origin"]) for row in rows} == {("everolimus", ""), ("wardinib", "ward")}


LOCAL = f"""
sites: [{{id: lung, notes: ["Ward note"]}}]
trials: [{{id: radiant-3, sponsor: Ward}}]
biomarkers: [{{id: chromogranin-a, traps: ["Ward trap"]}}]
faq: [{{id: ward-question, question: "Ward question?", topic: ward, answer: Ward answer, plain: Ward answer}}]
glossary: [{{id: ward-term, term: Wardterm, definition: Meaning on the ward}}]
events: [{{id: ward-event, date: 2026-11-01, kind: guideline, title: Ward event, text: "Happened [@ward-protocol]"}}]
overview: [{{id: ward-part, title: Ward part, text: [On the ward]}}]
out_of_scope: [{{id: ward-organ, name: Ward organ, pointer: ask the ward}}]
recommendations:
- {{id: ward-advice, guideline: Ward, date: 2026-11, setting: On the ward, sites: [lung], text: "Ward [@ward-protocol]"}}
{SOURCE}
"""


@pytest.mark.parametrize(
    "line",
    [
        ["show", "lung"],
        ["show", "RADIANT-3"],
        ["trials", "--drug", "everolimus"],
        ["therapies", "--class", "mTOR"],  # a bundled therapy beside the result of a patched study
        ["compare", "RADIANT-3", "RADIANT-4"],
        ["show", "everolimus"],
        ["biomarkers", "--site", "pancreas"],
        ["faq"],
        ["faq", "Ward question?"],
        ["glossary"],
        ["glossary", "Wardterm"],
        ["changes"],
        ["show", "events:ward-event"],
        ["overview"],
        ["show", "ward-protocol"],
        ["show", "recommendations:ward-advice"],
        ["search", "Wardterm"],
        ["cite", "ward-advice"],
        ["cite", "ward-advice", "--style", "bibtex"],
        ["cite", "ward-advice", "--style", "ris"],
        ["cite", "ward-advice", "--style", "csl-json"],
    ],
    ids=" ".join,
)
def test_every_command_marks_it(overlay: Overlay, netcli, line: list[str]) -> None:
    """For people in words, for machines in the record."""
    folder = str(overlay(LOCAL, name="ward7"))
    for form in ("plain", "table", "markdown", "html", "json"):
        run = netcli(*line, "--format", form, "--data", folder)
        assert run.code == 0, run.err
        mark = "ward7" if form == "json" else r"local:(\s|&nbsp;)ward7"
        assert re.search(mark, run.out), form


def test_a_refusal_that_an_overlay_adds_is_marked(overlay: Overlay, netcli) -> None:
    """An organ that the ward declares out of scope."""
    run = netcli("grade", "--ki67", "5", "--site", "ward organ", "--data", str(overlay(LOCAL)))
    assert run.code == 2
    assert "(local: ward)" in run.err


def test_the_name_of_the_folder_is_neutralised(overlay: Overlay, netcli) -> None:
    """It is the mark, so it must neither vanish nor command the terminal."""
    folder = overlay(NEW, SOURCE, name="\u202ea[bold]b\x1b[31m")
    run = netcli(*LINE, "--format", "table", "--data", str(folder), tty=True, TERM="xterm-256color", COLUMNS="160")
    shown = re.sub(r"\x1b\[[0-9;]*m|\s", "", run.out)
    assert "\\u202ea[bold]b\\u001b[31m" in shown
    assert "\u202e" not in run.out + run.err
    run = netcli("knowledge", "check", str(folder))
    assert run.code == 0
    assert "\u202e" not in run.out + run.err


def test_markup_in_a_text_is_text(overlay: Overlay, netcli) -> None:
    """Rich markup, HTML, Markdown and formulas of a spreadsheet come out as they were written."""
    folder = str(overlay("glossary:\n- id: ward-term\n  term: Wardterm\n  definition: '=1+1 [bold]x[/] <b>|y`'\n"))

    def told(form: str) -> str:
        return netcli("glossary", "Wardterm", "--format", form, "--data", folder).out

    for form in ("table", "plain"):
        assert "=1+1 [bold]x[/] <b>|y`" in told(form)
    assert "<b>|" not in told("html")
    assert "<b>|" not in told("svg")
    assert json.loads(told("json"))["results"][0]["definition"] == "=1+1 [bold]x[/] <b>|y`"
    row = next(csv.DictReader(io.StringIO(told("csv"))))
    assert row["definition"].startswith("'=")
    assert row["plain"] == ""


# How it is refused


MANY = """\
therapies:
  - id: wardinib
    name: Wardinib
    kind: potion
    class: mTOR inhibitor
    mechanism: From nowhere [@no-such-paper]
    route: [oral]
    dose: 10
    brand: [Ward]
    aliases:
      - good
      - "b\\u202Ead"
      - "--"
    indications:
      - region: mars
        status: guideline
        sites:
          - pancreas
          - atlantis
        min_age: old
        since: 2026-02-30
        text: yes
        sources: [ward-protocol]
  - no record
"""
FOUND = {  # line: (path, what)
    4: ("therapies[wardinib].kind", "accepted: drug, regimen, procedure"),
    6: ("therapies[wardinib].mechanism", "'no-such-paper' does not exist"),
    7: ("therapies[wardinib].route", "Expected `str`"),
    9: ("therapies[wardinib].brand", "did you mean 'brands'?"),
    12: ("therapies[wardinib].aliases[1]", "U+202E RIGHT-TO-LEFT OVERRIDE"),
    13: ("therapies[wardinib].aliases[2]", "a letter or a digit"),
    15: ("therapies[wardinib].indications[0].region", "accepted: us, eu"),
    19: ("therapies[wardinib].indications[0].sites[1]", "'atlantis' does not exist in sites"),
    20: ("therapies[wardinib].indications[0].min_age", "Expected `int"),
    21: ("therapies[wardinib].indications[0].since", "not a date"),
    24: ("therapies[?]", "Expected `object`"),
}


def test_every_problem_is_told_with_file_line_and_path(overlay: Overlay) -> None:
    """All of them at once, not the first; and none that is not there."""
    folder = overlay(MANY, SOURCE)
    told = {}
    for text in problems(folder):
        file, line, path, what = text.split(":", 3)
        assert file == str(folder / "0.yaml")
        told[int(line)] = (path.strip(), what)
    assert set(told) == set(FOUND)
    for line, (path, what) in FOUND.items():
        assert told[line][0] == path
        assert what in told[line][1]


def test_the_problems_of_every_file_and_folder_are_told_together(overlay: Overlay) -> None:
    """A broken file does not hide what is wrong with the next."""
    first = overlay("therapies: [", "sites: {}\n", name="first")
    second = overlay("zorps: []\n", PATCH.replace("practical", "practicle"), name="second")
    text = "\n".join(problems(first, second))
    for part in ("first/0.yaml:2:", "first/1.yaml:1: sites: must be a list", "second/0.yaml:1: zorps: no such",
                 "second/1.yaml:4: therapies[everolimus].practicle: no such field", "not a folder"):  # fmt: skip
        assert (part in text) is (part != "not a folder")


@pytest.mark.parametrize("form", ["plain", "json", "csv"])
def test_nothing_half_merged_is_shown(overlay: Overlay, netcli, form: str) -> None:
    """One good file and one bad one: exit 4, no answer; under JSON the error object alone."""
    folder = overlay(NEW, SOURCE, "glossary: [{id: x}]")
    run: Run = netcli(*LINE, "--format", form, "--data", str(folder))
    assert run.code == 4
    assert "2.yaml:1: glossary[x]: the field 'term' is missing" in run.err
    assert "Wardinib" not in run.out + run.err
    assert set(run.json) == {"error"} if form == "json" else run.out == ""


def test_knowledge_check_says_the_same(overlay: Overlay, netcli) -> None:
    """With the problems of the folder alone, whatever the environment names."""
    other = overlay("zorps: []", name="other")
    run = netcli("knowledge", "check", str(overlay(MANY, SOURCE)), NETCLI_DATA="")
    assert run.code == 4
    assert "0.yaml:15: therapies[wardinib].indications[0].region" in run.err
    assert netcli("knowledge", "check", str(overlay(NEW, SOURCE)), NETCLI_DATA=str(other)).code == 4


def term(definition: str) -> str:
    """Return an overlay of one glossary term."""
    return f"glossary:\n- id: ward-term\n  term: Ward term\n  definition: {definition}\n"


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{b}: &{b} [{f'*{a},' * 9}]\n" for a, b in zip("abcdefgh", "bcdefghi"))
HOSTILE = {
    "alias bomb": (BOMB, "0.yaml:1: anchors"),
    "merge key": ("glossary:\n- <<: *x\n", "0.yaml:2: anchors"),
    "python tag": (term("!!python/object/apply:os.system ['touch /tmp/no']"), "0.yaml:4: the tag"),
    "plain tag": (term("!!binary aGVsbG8="), "0.yaml:4: the tag"),
    "tag with hidden characters": (term("!%E2%80%AEx y"), "\\u202e"),
    "deep list": ("glossary: " + "[" * 100_000, "0.yaml:1: nested deeper than"),
    "deep mapping": ("glossary: " + "{a: " * 100_000, "0.yaml:1: nested deeper than"),
    "duplicate key": (term("a\n  definition: b"), "0.yaml:5: duplicate key 'definition'"),
    "duplicate collection": (term("a") + term("b"), "0.yaml:5: duplicate key 'glossary'"),
    "list as a key": ("? [a, b]\n: c\n", "0.yaml:1: a key must be a plain word"),
    "two documents": (term("a") + "---\n" + term("b"), "a second document"),
    "list of everything": ("- id: x\n", "expected collections"),
    "plain text": ("hello\n", "expected collections"),
    "empty file": ("", "0.yaml:1: expected collections"),
    "only a comment": ("# nothing\n", "expected collections"),
    "null byte": ("glossary:\n- id: a\x00b\n", "0.yaml:"),
    "not UTF-8": (b"glossary:\n- id: caf\xe9\n", "0.yaml:2: not UTF-8"),
    "unknown collection": ("therapy: []\n", "0.yaml:1: therapy: no such collection; the collections are sources"),
    "hidden collection": ("\"\\u202Ex\": []\n", "\\u202ex: no such collection"),
    "mapping for a list": ("glossary: {id: x}\n", "0.yaml:1: glossary: must be a list"),
    "unknown field": (term("a\n  zorp: b"), "0.yaml:5: glossary[ward-term].zorp: no such field"),
    "hidden field": (term("a\n  \"z\\u200Bp\": b"), "z\\u200bp"),
    "wrong type": (term("[a]"), "0.yaml:4: glossary[ward-term].definition: Expected `str`, got `array`"),
    "boolean for text": (term("true"), "definition: Expected `str`, got `bool`"),
    "control character": (term('"\\e[31mred"'), "0.yaml:4: glossary[ward-term].definition: unsafe character U+001B"),
    "bidi": (term('"\\u202Egnul"'), "U+202E"),
    "zero width": (term('"lu\\u200Bng"'), "U+200B"),
    "tag characters": (term('"\\U000E0041"'), "U+E0041"),
    "bad id": (term("a").replace("ward-term", "Ward Term"), "glossary[Ward Term].id"),
    "id with a line end": (term("a").replace("ward-term", '"ward-term\\u202E\\n"'), "glossary[ward-term\\u202e].id"),
    "id twice": (term("a") + "- id: ward-term\n  term: X\n  definition: b\n", "0.yaml:5: glossary[ward-term].id: stands"),
    "cited source": (term("as told [@nobody]"), "0.yaml:4: glossary[ward-term].definition: the cited source 'nobody'"),
    "named source": (term("a\n  sources: [nobody]"), "0.yaml:5: glossary[ward-term].sources[0]: 'nobody' does not exist"),
    "dangling site": (NEW.replace("[pancreas]", "[atlantis]") + SOURCE, "sites[0]: 'atlantis' does not exist in sites"),
    "dangling therapy": ("trials:\n- id: netter-1\n  drugs: [zorpinib]\n", "0.yaml:3: trials[netter-1].drugs[0]: 'zorpinib'"),
    "dangling trial": ("therapies:\n- id: everolimus\n  evidence: [zorp-1]\n", "evidence[0]: 'zorp-1' does not exist in trials"),
    "dangling parent": ("sites:\n- {id: ward-organ, name: Ward organ, parent: atlantis}\n", "parent: 'atlantis' does not"),
    "name of another": (NEW.replace("Wardinib", "Sutent") + SOURCE, "name: 'Sutent' already names therapies[sunitinib]"),
    "name of nothing": (term("a\n  aliases: ['--']"), "aliases[0]: a name needs a letter or a digit"),
    "script as a link": (SOURCE.replace("https://example.org/ward", "javascript:alert(1)"), "url: must begin with https"),
    "file as a link": (SOURCE.replace("https://example.org/ward", "file:///etc/passwd"), "url: must begin with https"),
    "day that is none": (SOURCE.replace("2026-11-01", "2026-02-30"), "checked: '2026-02-30' is not a date"),
    "digits of another script": (SOURCE.replace("2026-11-01", "٢٠٢٦"), "is not a date"),
    "upside-down interval": ("""
trials:
- id: netter-1
  outcomes:
  - {id: x, population: all, endpoint: PFS, hr: 0.5, ci: [0.9, 0.1], sources: [ward-protocol]}
""" + SOURCE, "outcomes[0].ci: 0.9 to 0.1 is upside down"),
    "interval beside its value": ("""
trials:
- id: netter-1
  outcomes:
  - {id: x, population: all, endpoint: PFS, hr: 0.5, ci: [0.6, 0.9], sources: [ward-protocol]}
""" + SOURCE, "outcomes[0].ci: does not hold 0.5"),
    "infinite number": ("""
trials:
- id: netter-1
  outcomes:
  - {id: x, population: all, endpoint: PFS, hr: 1e999, sources: [ward-protocol]}
""" + SOURCE, "outcomes[0].hr:"),
    "moved organ": ("sites: [{id: lung, parent: pancreas}]\n", "sites[lung].parent: the place of a bundled site"),
    "swallowed organ": ("sites: [{id: pancreas, members: [lung]}]\n", "sites[pancreas].members: the place of a bundled"),
    "grading": ("grading: [{id: who-2022, name: X}]\n", "0.yaml:1: grading: cannot be changed by an overlay"),
    "edition": ("edition: [{id: edition, version: '9'}]\n", "0.yaml:1: edition: cannot be changed by an overlay"),
    "patch of a misspelled id": ("therapies: [{id: everolimuss, route: oral}]\n", "did you mean 'everolimus'?"),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_wrong_or_hostile_is_refused(overlay: Overlay, netcli, case: str) -> None:
    """Exit 4 with file, line and reason; no traceback, no answer, nothing raw on the terminal."""
    content, told = HOSTILE[case]
    run = netcli("glossary", "--data", str(overlay(content)))
    assert run.code == 4, run.err
    assert told in run.err
    assert run.out == ""
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", run.err)


def test_an_overlay_that_asks_for_code_runs_none(overlay: Overlay, tmp_path: Path) -> None:
    """A tag is refused before anything is made of it."""
    mark = tmp_path / "mark"
    one_problem(overlay(term(f"!!python/object/apply:os.mkdir ['{mark}']")))
    assert not mark.exists()


def test_a_folder_that_is_none_is_refused(tmp_path: Path, netcli) -> None:
    """Whatever was typed, and nothing of it echoed raw."""
    file = tmp_path / "file.yaml"
    file.write_text(SOURCE)
    for typed in (tmp_path / "missing", file, "a\x00b", "\x1b[31m", "\u202e", "x" * 5000):
        run = netcli("glossary", "--data", str(typed))
        assert run.code == 4
        assert "not a folder; give a folder that holds .yaml files" in run.err
        assert not set(run.err) & set("\x00\x1b\u202e")


def test_a_folder_without_yaml_is_refused(overlay: Overlay) -> None:
    """Silence would look as if it were used."""
    folder = overlay()
    (folder / "notes.txt").write_text("hello")
    assert one_problem(folder) == f"{folder}: holds no .yaml files"


def test_links_that_lead_nowhere_or_in_a_circle_are_told(overlay: Overlay) -> None:
    """None is followed and none is passed over in silence."""
    folder = overlay(SOURCE)
    (folder / "loop.yaml").symlink_to("loop.yaml")
    (folder / "gone.yaml").symlink_to("gone")
    (folder / "up").symlink_to("..")
    assert sorted(problems(folder)) == [
        f"{folder / 'gone.yaml'}: not a file that can be read",
        f"{folder / 'loop.yaml'}: not a file that can be read",
        f"{folder / 'up'}: a link to a folder is not followed",
    ]


def test_a_pipe_is_not_waited_for(overlay: Overlay) -> None:
    """Only files are read."""
    folder = overlay(SOURCE)
    os.mkfifo(folder / "pipe.yaml")
    assert one_problem(folder) == f"{folder / 'pipe.yaml'}: not a file that can be read"


def test_a_huge_file_is_refused(overlay: Overlay) -> None:
    """By its size, before it is parsed."""
    folder = overlay("# " + "x" * strict_yaml.MAX_BYTES)
    assert one_problem(folder) == f"{folder / '0.yaml'}:1: larger than {strict_yaml.MAX_BYTES:,} bytes"


@pytest.mark.parametrize(("limit", "most"), [("MAX_NAMES", 2), ("MAX_FILES", 2), ("MAX_BYTES", 100)])
def test_a_wrong_folder_is_told_from_an_overlay(
    overlay: Overlay, monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    """Too much in it, by number or by size, and it is not read."""
    folder = overlay(SOURCE, NEW, PATCH)
    monkeypatch.setattr(overlay_files, limit, most)
    assert one_problem(folder).startswith(f"{folder}: holds more than ")


def test_too_many_records_are_refused(overlay: Overlay, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within the bytes there could still be more than can be judged in a moment."""
    monkeypatch.setattr(overlay_folder, "MAX_RECORDS", 1)
    folder = overlay(SOURCE, NEW)
    assert one_problem(folder) == f"{folder}: holds more than 1 records"


def test_an_unreadable_file_does_not_make_its_ids_missing(overlay: Overlay) -> None:
    """What it holds is not known, so nothing is said about it."""
    assert "1.yaml" in one_problem(overlay(NEW, SOURCE + "  broken"))


def test_a_faulty_record_does_not_make_its_id_missing(overlay: Overlay) -> None:
    """Its own fault is told, not that others name it."""
    assert "kind" in one_problem(overlay(NEW, SOURCE.replace("society", "gossip")))


def test_the_bundled_knowledge_keeps_the_rules_of_an_overlay(knowledge) -> None:
    """Records that are copied into an overlay as they are can be patched there."""
    import msgspec

    from netcli.knowledge.load import COLLECTIONS
    from netcli.knowledge.overlay_rules import Setting, bundled_sites_keep_their_place

    setting = Setting(knowledge, knowledge, {name: set(knowledge.of(kind)) for name, kind in COLLECTIONS.items()})
    found = [
        (name, record.id, fault)
        for name, kind in COLLECTIONS.items()
        for record in knowledge.of(kind).values()
        for rule in RULES
        if rule is not bundled_sites_keep_their_place
        for fault in rule(name, {field: text for field, text in msgspec.to_builtins(record).items() if text}, setting)
    ]
    assert not found, found


def test_the_example_of_the_repository_is_valid() -> None:
    """What the README shows works."""
    knowledge = overlaid([Path(__file__).parents[2] / "examples" / "hospital"])
    assert knowledge.of(Trial)["example-local-study"].origin == "hospital"
    assert not any(site.origin for site in knowledge.of(Site).values())
