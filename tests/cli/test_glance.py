"""The answer on one screen: how long it may be, what it never loses, and the way on from it."""

import csv
import io
import json
import re
import shlex
from collections.abc import Callable, Iterator
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from netcli.knowledge.files import overlay
from netcli.knowledge.files.load import COLLECTIONS, Knowledge
from netcli.knowledge.files.overlay_folder import CLOSED
from netcli.knowledge.model import Site, Therapy, Trial
from netcli.knowledge.vocabulary import GRADES, HORMONAL_STATES, PHASES, RECEPTORS, REGIONS, STANDINGS, TREATMENT_LINES

# Lines at 100 columns, colour or not. Growth shows here, and is decided on, not slipped in.
BUDGETS = {
    "": 24,
    "therapies": 38,
    "therapies --site pancreas": 44,
    "therapies --site lung": 37,
    "therapies --site midgut": 44,
    "therapies --site pancreas --grade G2 --sstr negative --line later": 48,
    "therapies --site midgut --functional non-functioning": 48,
    "trials": 46,
    "trials --drug lutathera": 34,
    "trials --drug everolimus": 34,
    "trials --site pancreas --after lutathera --status recruiting": 24,
    "trials --grade NEC --after platinum": 46,
    "trials --site lung --line later": 40,
    "trials --phase 3": 50,
    "changes --since 2025-01": 48,
    "compare everolimus sunitinib": 42,
    "compare lutathera everolimus": 42,
    "show Lutathera": 44,
    "grade --ki67 12": 16,
    "grade --ki67 38 --mitoses 15 --differentiation well --site pancreas": 16,
    "grade --positive 15 --counted 500 --mitoses 18/10mm2": 16,
    "faq 'What is Lutathera?'": 16,
    "faq": 20,
    "faq living": 20,
    "faq treatment": 34,
    "search everolimus": 30,
    "search 'is lutathera approved for lung'": 30,
    "overview": 46,
    "biomarkers": 50,
    "epidemiology": 36,
    "glossary": 40,
    "imaging": 32,
    "syndromes": 38,
    "codes": 44,
    "codes insulinoma": 22,
    "codes --site pancreas": 44,
    "codes --site pancreas --grade G2 --ki67 12 --year 2026": 22,
    "schedule": 28,
    "schedule MEN1": 40,
    "schedule after resection": 40,
    "schedule --site midgut --grade G1": 40,
    "schedule --site pancreas": 40,
}
NO_RECORDS = ("grade", "codes --site pancreas --grade")  # whose rows are no records, so that no overlay changes one
A_LINE_EACH = {line.split()[0]: line for line in BUDGETS if line and not line.startswith(NO_RECORDS)}
ANY_SITE = 40
MOST_BYTES = 25_000
FILTERS = {
    "grade": GRADES.words,
    "status": STANDINGS.words,
    "region": REGIONS.words,
    "sstr": RECEPTORS.words,
    "functional": HORMONAL_STATES.words,
    "line": TREATMENT_LINES.words,
}
Netcli = Callable[..., Any]


def lines(answered: Netcli, line: str, **environment: str) -> list[str]:
    run = answered(*shlex.split(line), "--format", "table", **environment)
    assert run.code == 0, run.err
    return run.out.splitlines()


@pytest.mark.parametrize("line", BUDGETS)
def test_an_answer_is_one_screen(answered: Netcli, line: str) -> None:
    """In a pipe as on a terminal."""
    plain = lines(answered, line)
    assert len(plain) <= BUDGETS[line], "\n".join(plain)


def test_every_site_is_one_screen(answered: Netcli, knowledge: Knowledge) -> None:
    """Of therapies and of trials."""
    # these span midgut and hindgut; the right colon has the midgut's labels and the limits of colorectal ones
    own = {"pancreas": 44, "midgut": 44, "lung": 37, "colon": 41, "colorectum": 41, "right-colon": 41}
    for site in knowledge.of(Site):
        if site != "net":
            assert len(lines(answered, f"therapies --site {site}")) <= own.get(site, ANY_SITE), site
        assert len(lines(answered, f"trials --site {site}")) <= ANY_SITE, site


@pytest.mark.parametrize(("line", "painted"), [*zip(BUDGETS, cycle(["60", "80", "100", "120", "140"]))])
def test_an_answer_fits_its_terminal(answered: Netcli, line: str, painted: str) -> None:
    """No line is wider, nothing is cut, and colour changes no word."""
    from rich.cells import cell_len

    for width in {"60", "100", "140", painted}:
        shown = lines(answered, line, COLUMNS=width)
        assert max(map(cell_len, shown)) <= int(width)
        assert not re.search(r"…|\.\.\.", "\n".join(shown))
    coloured = "\n".join(lines(answered, f"{line} --color always", COLUMNS=painted))
    plain = [line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", coloured).splitlines()]
    assert plain == lines(answered, line, COLUMNS=painted)


@pytest.mark.parametrize("line", BUDGETS)
def test_an_answer_is_ascii_where_nothing_else_can_be_shown(answered: Netcli, line: str) -> None:
    """Marks are letters there, which the legend explains."""
    run = answered(*shlex.split(line), "--format", "table", encoding="ascii")
    assert run.out.isascii()
    assert "\\u" not in run.out


@pytest.mark.parametrize("line", BUDGETS)
def test_the_way_on_runs(answered: Netcli, line: str) -> None:
    """Each command of the last line, and each option with the line that was typed."""
    run = answered(*shlex.split(line), "--format", "markdown")
    for words in re.findall(r"`(netcli [^`]+|--[^`]+)`", run.out):
        typed = shlex.split(words)
        again = typed[1:] if typed[0] == "netcli" else [*shlex.split(line), *typed]
        if "COMMAND" not in typed and "--live" not in typed:
            assert answered(*again).code == 0, words


@pytest.mark.parametrize(("line", "drawn"), [*zip(BUDGETS, cycle(["table", "markdown"]))])
def test_full_holds_more_than_the_glance(answered: Netcli, line: str, drawn: str) -> None:
    """In every format the same depth."""
    if line.startswith(("faq", "glossary", "grade")) or not line:
        return
    for form in ("plain", drawn):  # a page of HTML folds the records in
        glance, full = (answered(*shlex.split(line), *depth, "--format", form).out for depth in ([], ["--full"]))
        assert len(full) > len(glance), form


def test_full_and_brief_contradict_each_other(netcli: Netcli) -> None:
    """Exit 2, nothing on standard output."""
    run = netcli("therapies", "--full", "--brief")
    assert (run.code, run.out) == (2, "")
    assert "contradict" in run.err


def test_programs_get_everything_unless_they_ask_for_the_rows(netcli: Netcli) -> None:
    """--full changes nothing for them, --brief gives rows with their ids."""
    whole = netcli("therapies", "--site", "lung", "--json")
    assert netcli("therapies", "--site", "lung", "--json", "--full").out == whole.out
    brief = netcli("therapies", "--site", "lung", "--json", "--brief")
    assert len(brief.out) < len(whole.out) / 5
    assert {row["id"] for row in brief.json["results"]} == {record["id"] for record in whole.json["results"]}


def test_brief_answers_are_small(answered: Netcli, knowledge: Knowledge) -> None:
    """For any single site, drug or phase."""
    asked = [("therapies", "--site", site) for site in knowledge.of(Site)]
    asked += [("therapies", "--site", site, "--guidelines") for site in knowledge.of(Site) if site != "net"]
    asked += [("trials", "--site", site) for site in knowledge.of(Site)]
    asked += [("trials", "--phase", phase) for phase in PHASES.words]
    asked += [("show", f"therapies:{drug}") for drug in knowledge.of(Therapy)]
    asked += [("therapies", f"--{option}", word) for option, words in FILTERS.items() for word in words]
    for line in asked:
        run = answered(*line, "--brief", "--json")
        if run.code == 0:
            assert len(run.out.encode()) <= MOST_BYTES, line
            assert all("id" in row for row in json.loads(run.out)["results"]), line


def test_a_row_in_brief_opens_with_show(netcli: Netcli, knowledge: Knowledge) -> None:
    """By its id."""
    for line in (("therapies", "--site", "pancreas"), ("trials", "--phase", "3")):
        for row in netcli(*line, "--brief", "--json").json["results"]:
            assert row["id"] in knowledge.of(Therapy) or row["id"] in knowledge.of(Trial)


@pytest.mark.parametrize("regions", ["uk", "eu,uk", "UK; Japan", "United Kingdom"])
def test_a_glance_shows_the_labels_of_the_regions_that_are_set(netcli: Netcli, regions: str) -> None:
    """And says what the record of a region lacks: absence is no statement there."""
    run = netcli("therapies", "--site", "pancreas", NETCLI_REGIONS=regions)
    assert run.code == 0
    assert "UK label" in run.out
    assert "US label since" not in run.out
    told = " ".join(run.out.split())
    assert re.search(r"The record of [A-Z]{2} (?:is not complete|has every label for NET\. It lacks)", told)


def test_an_unknown_region_is_refused(netcli: Netcli) -> None:
    """With what would have been accepted."""
    run = netcli("therapies", "--site", "pancreas", NETCLI_REGIONS="mars")
    assert (run.code, run.out) == (2, "")
    assert "mars" in run.err


def test_each_line_of_plain_text_names_its_subject(netcli: Netcli) -> None:
    """So that grep gives whole answers."""
    run = netcli("therapies", "--site", "pancreas", "--format", "plain")
    found = [line for line in run.out.splitlines() if re.search("everolimus", line, re.IGNORECASE)]
    assert any(re.match(r"Everolimus: US label since 2011: progressive, advanced", line) for line in found)
    assert any(re.match(r"Everolimus: .*RADIANT-3 against placebo.* hazard ratio 0\.35", line) for line in found)
    assert not set("●◆○◇×") & set(run.out)


def test_sources_are_listed_in_full_under_a_glance(netcli: Netcli) -> None:
    """With their titles and addresses."""
    short, listed = (netcli("therapies", "--site", "lung", *more).out for more in ([], ["--sources"]))
    assert listed.partition("\nSources.")[0] == short.partition("\nSources.")[0]
    assert "https://" in listed
    assert "https://" not in short.partition("\nSources.")[2]


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> Iterator[Path]:
    """Give an overlay that patches every record, read once for every line that is asked of it."""
    closed = (*CLOSED, "out_of_scope", "sources")
    patches = {
        name: [{"id": record, "aliases": [f"ward {name} {record}"]} for record in knowledge.of(kind)]
        for name, kind in COLLECTIONS.items()
        if name not in closed
    }
    folder = tmp_path_factory.mktemp("ward")
    (folder / "ward.yaml").write_text(json.dumps(patches), encoding="utf-8")
    overlaid = overlay.overlaid
    once = cache(lambda *folders: overlaid(folders))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(overlay, "overlaid", lambda folders: once(*folders))
        yield folder


@pytest.mark.parametrize("line", A_LINE_EACH.values())
def test_a_row_in_brief_says_that_an_overlay_changed_it(netcli: Netcli, ward: Path, line: str) -> None:
    """Whatever the collection: the mark is in the row."""
    rows = netcli(*shlex.split(line), "--brief", "--json", "--data", str(ward)).json["results"]
    assert not [row for row in rows if f"local: {ward.name}" not in json.dumps(row) and row.get("kind") != "grading"]


@pytest.mark.parametrize("line", BUDGETS)
def test_no_cell_of_a_brief_table_holds_a_structure(answered: Netcli, line: str) -> None:
    """A spreadsheet shows words and numbers."""
    run = answered(*shlex.split(line), "--brief", "--format", "csv")
    rows = list(csv.reader(io.StringIO(run.out)))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows for cell in row if re.search(r'[{\[]"|\[\]|\{\}', cell)]
