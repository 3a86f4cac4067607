"""What an overlay adds or changes is marked in every format and by every command."""

import csv
import io
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from netcli.knowledge.files import overlay as overlay_module
from tests.knowledge.overlays import LINE, NEW, PATCH, SOURCE, Overlay

FORMATS = ("table", "plain", "json", "jsonl", "csv", "tsv", "markdown", "html", "svg")
HOSPITAL = str(Path(__file__).parents[2] / "examples" / "hospital")


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
sites: [{{id: lung, notes: ["Ward note"], condition: ward lung cancer}}]
trials: [{{id: radiant-3, sponsor: Ward}}]
biomarkers: [{{id: chromogranin-a, traps: ["Ward trap"]}}]
faq: [{{id: ward-question, question: "Ward question?", topic: ward, answer: Ward answer, plain: Ward answer}}]
glossary: [{{id: ward-term, term: Wardterm, definition: Meaning on the ward}}]
events: [{{id: ward-event, date: 2026-11-01, kind: guideline, title: Ward event, text: "Happened [@ward-protocol]"}}]
overview: [{{id: ward-part, title: Ward part, text: [On the ward]}}]
out_of_scope: [{{id: ward-organ, name: Ward organ, pointer: ask the ward}}]
syndromes: [{{id: ward-syndrome, name: Ward syndrome, kind: functioning, summary: On the ward}}]
therapies: [{{id: octreotide, practical: [Ask the ward]}}]
recommendations:
- {{id: ward-advice, guideline: Ward, date: 2026-11, setting: On a ward, sites: [lung], text: "Ward [@ward-protocol]"}}
{SOURCE}
"""


@pytest.fixture(scope="module")
def ward7(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The folder of the overlay above, which is opened once for all that ask about it."""
    folder = tmp_path_factory.mktemp("overlay") / "ward7"
    folder.mkdir()
    (folder / "0.yaml").write_text(LOCAL, encoding="utf-8")
    opened = cache(overlay_module.overlaid)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(overlay_module, "overlaid", lambda folders: opened(tuple(folders)))
        yield str(folder)


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
        ["syndromes"],
        ["knowledge", "about"],
        ["therapies", "--site", "lung"],
        ["biomarkers", "--site", "lung"],
        ["trials", "--site", "lung"],
        ["compare", "everolimus", "sunitinib"],
        ["cite", "ward-advice"],
        ["cite", "ward-advice", "--style", "bibtex"],
        ["cite", "ward-advice", "--style", "ris"],
        ["cite", "ward-advice", "--style", "csl-json"],
    ],
    ids=" ".join,
)
def test_every_command_marks_it(ward7: str, netcli, line: list[str]) -> None:
    """For people in words, for machines in the record."""
    for form in ("plain", "table", "markdown", "html", "json"):
        run = netcli(*line, "--format", form, "--data", ward7)
        assert run.code == 0, run.err
        mark = "ward7" if form == "json" else r"local:(\s|&nbsp;)ward7"
        assert re.search(mark, run.out), form


@pytest.mark.parametrize(
    "line",
    [
        ["epidemiology", "--site", "lung"],
        ["show", "foregut"],  # names the sites that it covers
        ["show", "PROMID"],  # a bundled study of a patched drug
        ["show", "carcinoid syndrome"],
        ["cite", "octreotide"],
    ],
    ids=" ".join,
)
def test_a_bundled_record_that_names_a_patched_one_marks_the_name(ward7: str, netcli, line: list[str]) -> None:
    """In words; machines get the id, and the mark with the record itself."""
    for form in ("plain", "table", "markdown", "html"):
        assert re.search(r"local:(\s|&nbsp;)ward7", netcli(*line, "--format", form, "--data", ward7).out), form


@pytest.mark.parametrize("width", ["60", "80", "100"])
def test_a_mark_stands_on_one_line(netcli, width: str) -> None:
    """However narrow its column: who looks for it finds it."""
    run = netcli("therapies", "--site", "pancreas", "--format", "table", "--data", HOSPITAL, COLUMNS=width)
    assert "local: hospital" in run.out


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
    folder = str(overlay("glossary:\n- id: ward-term\n  term: Wardterm\n  definition: '=A1+B1 [bold]x[/] <b>|y`'\n"))

    def told(form: str) -> str:
        return netcli("glossary", "Wardterm", "--format", form, "--data", folder).out

    for form in ("table", "plain"):
        assert "=A1+B1 [bold]x[/] <b>|y`" in told(form)
    assert "<b>|" not in told("html")
    assert "<b>|" not in told("svg")
    assert json.loads(told("json"))["results"][0]["definition"] == "=A1+B1 [bold]x[/] <b>|y`"
    row = next(csv.DictReader(io.StringIO(told("csv"))))
    assert row["definition"].startswith("'=")
    assert row["plain"] == ""


def test_text_of_an_overlay_is_nothing_but_text_in_markdown(overlay: Overlay, netcli) -> None:
    """No fence, rule, list, underline, entity or tag, and no address that breaks out of its brackets."""
    texts = ["~~~", "---", "- item", "===", "1. item", "&lt;b&gt;", "<script>"]
    terms = "".join(f"- {{id: ward-{n}, term: Ward {n}, definition: '{text}'}}\n" for n, text in enumerate(texts))
    faq = "faq:\n- {id: ward-q, question: Ward question?, topic: ward, answer: '~~~', plain: '---'}\n"
    source = SOURCE + "    doi: '10.1234/><script>alert(1)</script>'\n"
    patch = "glossary:\n- {id: ward-s, term: Ward s, definition: 'Cited [@ward-protocol]'}\n"
    folder = str(overlay(f"glossary:\n{terms}{faq}", f"{patch}{source}"))
    for line in (["glossary"], ["faq", "Ward question?"], ["glossary", "Ward s"], ["show", "ward-protocol"]):
        text = netcli(*line, "--format", "markdown", "--data", folder).out
        assert "<script>" not in text
        assert not re.search(r"^(~~~|---|===|- item|1\. item)", text, re.MULTILINE)
        assert "&lt;" not in text.replace("\\&lt;", "")


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_a_list_that_a_spreadsheet_would_run_is_quoted(overlay: Overlay, netcli, form: str) -> None:
    """A cell is judged as it is written, whatever it was made of."""
    text = "syndromes: [{id: ward-s, name: Ward s, kind: functioning, summary: s, hormones: ['=1+1', gastrin]}]\n"
    out = netcli("syndromes", "Ward s", "--format", form, "--data", str(overlay(text))).out
    row = next(csv.DictReader(io.StringIO(out), delimiter="," if form == "csv" else "\t"))
    assert row["hormones"] == "'=1+1; gastrin"
