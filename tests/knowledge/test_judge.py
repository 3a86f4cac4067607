"""Bundled records and those of an overlay pass one judge: each fault is told with file, line and path."""

import re
from pathlib import Path

import pytest

from netcli.knowledge.check import problems
from netcli.knowledge.files import strict_yaml
from netcli.knowledge.files.load import DATA
from tests.knowledge.overlays import NEW, SOURCE, Overlay, judge, one_problem, place_of, spoil, term
from tests.knowledge.overlays import problems as overlay_problems

FAULTS = {  # what is changed in the bundled files, all in one copy: (file, from, to, what is told)
    "a day that the calendar has not": (
        "therapies/3-targeted.yaml", "since: 2011-05-05", "since: 2011-02-30", "since: '2011-02-30' is not a date"),
    "a day after the review": (
        "therapies/3-targeted.yaml", "since: 2016-02-26", "since: 2027-02-26", "since: 2027-02-26 is after 2026-"),
    "a script as an address": ("sources/labels.yaml", "url: https://", "url: javascript:", "must begin"),
    "something to see that is nowhere": ("glossary.yaml", "see: [", "see: [no-such-thing, ", "see[0]: 'no-such-thing'"),
    "a phase without quotation marks": ("trials/targeted.yaml", 'phases: ["3"]', "phases: [3]", "phases[0]: write it"),
    "a site that is nowhere": ("therapies/3-targeted.yaml", "sites: [pancreas]", "sites: [pancras]", "'pancras' does"),
    "more than there are": ("epidemiology.yaml", "n: 160\n", "n: 1600\n", "n: 1600 is more than 854"),
    "a share that the counts are not": (
        "epidemiology.yaml", "value: 19", "value: 31", "value: 1786 of 9512 is 18.8 %, not 31"),
    "how many of nobody": (
        "epidemiology.yaml", "value: 8.52", "value: 8.52\n        n: 5", "n: in how many is not said: give `of`"),
    "a series that falls back": (
        "epidemiology.yaml", 'year: "2004"', 'year: "1970"', "year: the years of a series rise, one figure a year"),
    "a paper among the labels": ("sources/labels.yaml", "    kind: label", "    kind: paper", "kind: a source of"),
    "a study that carried a label and is no evidence": (
        "therapies/3-targeted.yaml", "pivotal: [radiant-3]", "pivotal: [netter-1]",
        "pivotal: 'netter-1' does not stand in 'evidence'"),
    "a study that carried a label and is nowhere": (
        "therapies/3-targeted.yaml", "pivotal: [radiant-3]", "pivotal: [radiant-9]", "'radiant-9' does not exist in"),
    "a ground without a label": (
        "therapies/3-targeted.yaml", "status: off-label", "status: off-label\n        pivotal: [radiant-4]",
        "pivotal: what is off-label has no study that carried a label"),
    "a row of a trial that knows more than its fields": (
        "trials/targeted.yaml", "pancreas G1-2 progressive", "pancreas SSTR+", "asks for 'sstr: positive'"),
    "an earlier treatment that is none": (
        "trials/carcinoma.yaml", "after: [platinum]", "after: [platinium]", "'platinium' is neither a therapy"),
    "an earlier treatment that no text tells of": (
        "trials/carcinoma.yaml", "after: [platinum]", "after: [prrt]", "no text of the record says 'prrt'"),
    "a check that no text of its source tells of": (
        "therapies/3-targeted.yaml", "{of: lipids, sources: [afinitor-us-site]}",
        "{of: hearing, sources: [afinitor-us-site]}", "says 'hearing' and cites 'afinitor-us-site'"),
    "a check that stands twice": (
        "therapies/3-targeted.yaml", "{of: glucose, sources: [afinitor-us-site]}",
        "{of: liver, sources: [afinitor-us-site]}", "'liver' stands twice before the start"),
}  # fmt: skip


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Give a copy of the bundled files with every fault in it, and what is told of it."""
    return judge(tmp_path_factory.mktemp("faults"), FAULTS.values())


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_in_a_bundled_file_is_told_by_file_and_line(judged: tuple[Path, list[str]], case: str) -> None:
    """As exactly as in an overlay."""
    name, _, after, what = FAULTS[case]
    place = place_of(judged[0] / name, after)
    assert [one for one in judged[1] if one.startswith(place) and what in one], judged[1]


UNREAD = {  # no rule is asked while these stand
    "an unknown field": ("faq.yaml", "    topic:", "    tropic:", "tropic: no such field; did you mean 'topic'?"),
    "a hazard ratio of nought": ("trials/targeted.yaml", "hr: 0.35", "hr: 0", "hr: Expected `float` >="),
    "a collection of another file": ("faq.yaml", "faq:", "faq: []\nglossary:", "glossary: stands in a file of faq"),
    "a text that is not YAML": ("faq.yaml", "faq:", "faq: [", ""),
}


@pytest.mark.parametrize("case", UNREAD)
def test_what_cannot_be_read_is_told_by_file_and_line(bundled: Path, case: str) -> None:
    """Before any rule is asked."""
    name, before, after, what = UNREAD[case]
    spoil(bundled / name, before, after)
    place = place_of(bundled / name, after) if what else ""
    assert [one for one in problems(bundled) if one.startswith(place) and what in one]


def test_a_file_that_no_collection_reads_is_told(bundled: Path) -> None:
    """What stands in it would be missing from every answer, and nobody would know."""
    (bundled / "therapys.yaml").write_text("therapies: []\n", encoding="utf-8")
    assert problems(bundled) == [f"{bundled / 'therapys.yaml'}:1: no collection reads this file"]


def test_each_file_is_read_once(netcli, monkeypatch: pytest.MonkeyPatch) -> None:
    """The judge hands its records on to what counts and cites them."""
    read: list[Path] = []
    read_yaml = strict_yaml.read_yaml
    monkeypatch.setattr(strict_yaml, "read_yaml", lambda path: read.append(path) or read_yaml(path))
    assert netcli("knowledge", "check").code == 0
    assert sorted(read) == sorted(DATA.rglob("*.yaml"))


def test_a_record_that_stands_twice_and_a_source_that_nothing_cites_are_told(bundled: Path) -> None:
    """Each at its own line, the first with the place of the other."""
    glossary, sources = bundled / "glossary.yaml", bundled / "sources" / "more.yaml"
    again = "  - {id: net, term: Netz, definition: again, sources: [editorial-choice]}\n"
    end = glossary.read_text(encoding="utf-8").count("\n") + 1
    glossary.write_text(glossary.read_text(encoding="utf-8") + again, encoding="utf-8")
    sources.write_text(SOURCE.lstrip(), encoding="utf-8")
    told = "\n".join(problems(bundled))
    assert f"{glossary}:{end}: glossary[net].id: stands before, at {glossary}:" in told
    assert f"{sources}:2: sources[ward-protocol].id: nothing cites it" in told


UNCITED = NEW.replace("dose: 10 mg once daily [@ward-protocol]", "dose: 90 mg every 4 weeks")


def test_an_uncited_number_of_an_overlay_is_refused(overlay: Overlay) -> None:
    """As a bundled one is."""
    assert "therapies[wardinib].dose: a number without a source: '90 mg every 4 weeks'" in one_problem(
        overlay(UNCITED, SOURCE)
    )
    patch = "trials: [{id: netter-1, enrollment: 12}]\n"
    assert "trials[netter-1].enrollment: a number without a source" in one_problem(overlay(patch))


def test_an_uncited_number_is_shown_as_unconfirmed_when_its_record_says_so(overlay: Overlay, netcli) -> None:
    """Wherever people read it, and for machines in the record."""
    folder = str(overlay(UNCITED.replace("  - id: wardinib\n", "  - id: wardinib\n    confirmed: false\n"), SOURCE))
    for line in (["therapies", "--site", "pancreas"], ["show", "wardinib"]):
        for form in ("plain", "markdown", "html"):
            told = re.sub("<[^>]*>", "", netcli(*line, "--format", form, "--data", folder).out)
            assert "local: ward, unconfirmed" in told
    assert netcli("show", "wardinib", "--json", "--data", folder).json["results"][0]["confirmed"] is False


def test_an_overlay_may_be_newer_than_the_edition(overlay: Overlay) -> None:
    """A ward reads on after the review; it reads nothing in the next century."""
    from netcli.knowledge.files.overlay import overlaid

    assert overlaid([overlay(SOURCE.replace("2026-11-01", "2026-11-25"))])
    late = SOURCE.replace("2026-11-01", "2999-01-01")
    assert "0.yaml:8: sources[ward-protocol].checked: 2999-01-01 is after" in one_problem(overlay(late))


IMPOSSIBLE = {
    "hr: 0": "hr", "hr: -2, ci: [-3, -1]": "hr", "hr: 1e308": "hr", "hr: .nan": "hr",
    "hr: 0.5, ci: [0.4, 1e308]": "ci", "hr: 0.5, ci: [-3, 1]": "ci", "hr: 0.5, ci: [0, 1]": "ci",
    "hr: 0.5, ci_level: 1000": "ci_level", "arms: [{name: A, n: -5}]": "n",
    "arms: [{name: A, value: 1e99}]": "value", 'unit: "%", arms: [{name: A, value: 450}]': "value",
}  # fmt: skip


@pytest.mark.parametrize("numbers", IMPOSSIBLE)
def test_a_number_outside_its_meaning_is_refused(overlay: Overlay, numbers: str) -> None:
    """Ratios, levels, counts and shares have bounds that no study leaves."""
    outcome = f"{{id: x, population: all, endpoint: PFS, {numbers}, sources: [ward-protocol]}}"
    folder = overlay(f"trials:\n- id: netter-1\n  outcomes:\n  - {outcome}\n", SOURCE)
    assert all("0.yaml:4: trials[netter-1].outcomes[0]" in one for one in overlay_problems(folder))
    assert any(f".{IMPOSSIBLE[numbers]}" in one for one in overlay_problems(folder))


def test_the_extremes_that_pass_can_be_drawn(overlay: Overlay, netcli) -> None:
    """Whatever the judge lets through, `compare` shows in every format."""
    outcomes = [
        "{id: a, population: all, endpoint: PFS, hr: 0.001, ci: [0.0000001, 1000], sources: [ward-protocol]}",
        "{id: b, population: all, endpoint: OS, hr: 1000, ci: [null, null], ci_level: 99.9, sources: [ward-protocol]}",
        "{id: c, population: all, endpoint: PFS, unit: months, arms: [*ARMS*], sources: [ward-protocol]}",
    ]
    text = "trials:\n- id: netter-1\n  outcomes:\n" + "".join(f"  - {one}\n" for one in outcomes)
    text = text.replace("*ARMS*", "{name: A, n: 0, value: -1e9}, {name: B, value: 1e9}")
    folder = str(overlay(text, SOURCE))
    for form in ("table", "plain", "html", "svg", "json"):
        run = netcli("compare", "netter-1", "netter-2", "--format", form, "--data", folder)
        assert run.code == 0, run.err


def test_fewer_than_no_patients_are_refused(overlay: Overlay) -> None:
    """Enrolment is a count."""
    folder = overlay("trials:\n- {id: netter-1, enrollment: -5, sources: [ward-protocol]}\n", SOURCE)
    assert "0.yaml:2: trials[netter-1].enrollment: Expected `int` >= 0" in one_problem(folder)


@pytest.mark.parametrize(
    ("field", "value"),
    [("doi", '10.1/"><script>alert(1)</script>'), ("doi", "javascript:alert(1)"), ("pmid", "1)<b>"), ("nct", "N<b>")],
)
def test_an_identifier_has_its_form(overlay: Overlay, field: str, value: str) -> None:
    """What stands in an address is no place for anything else."""
    assert f"sources[ward-protocol].{field}" in one_problem(overlay(f"{SOURCE}    {field}: '{value}'\n"))


SITES = {
    "the parent of itself": "- {id: w1, name: W one, parent: w1}\n",
    "two that hold each other": "- {id: w1, name: W one, parent: w2}\n- {id: w2, name: W two, parent: w1}\n",
    "a member of its part": "- {id: w1, name: W one, members: [w2]}\n- {id: w2, name: W two, members: [w1]}\n",
}


@pytest.mark.parametrize("case", SITES)
def test_sites_in_a_circle_are_refused(overlay: Overlay, netcli, case: str) -> None:
    """With the line of each, and without walking round for ever."""
    run = netcli("trials", "--site", "w1", "--data", str(overlay("sites:\n" + SITES[case])))
    assert run.code == 4
    assert "0.yaml:2: sites[w1]." in run.err
    assert "'w1' would stand below itself" in run.err


def test_no_site_of_an_overlay_lets_a_label_cover_another_organ(overlay: Overlay, netcli) -> None:
    """A bridge from the pancreas to the lung would show sunitinib as approved for lung."""
    bridge = "sites:\n- {id: w1, name: W one, parent: pancreas, members: [lung]}\n"
    assert "sites[w1].members: labels for pancreas would cover" in overlay_problems(overlay(bridge))[0]
    part = "sites:\n- {id: w1, name: W one, parent: pancreas}\n"
    chain = part + "- {id: w2, name: W two, parent: w1, members: [thymus]}\n"
    assert any("sites[w2].members: labels for pancreas" in one for one in overlay_problems(overlay(chain, name="b")))
    allowed = part + "- {id: w2, name: W two, members: [pancreas, lung]}\n"
    assert netcli("therapies", "--site", "w1", "--data", str(overlay(allowed, name="c"))).code == 0


@pytest.mark.parametrize("alias", ["Merkel", "medullary thyroid", "PitNET"])
def test_no_site_of_an_overlay_takes_the_name_of_a_refusal(overlay: Overlay, netcli, alias: str) -> None:
    """What is out of scope stays so."""
    folder = str(overlay(f"sites:\n- {{id: ward-site, name: Ward site, aliases: [{alias}], parent: pancreas}}\n"))
    run = netcli("grade", "--ki67", "5", "--mitoses", "1", "--site", alias, "--data", folder)
    assert run.code == 4
    assert f"0.yaml:2: sites[ward-site].aliases[0]: '{alias}' already names out_of_scope[" in run.err


def test_a_bundled_refusal_cannot_be_changed(overlay: Overlay) -> None:
    """Nor can one that is added take the name of a site."""
    patch = "out_of_scope: [{id: ppgl, name: Nothing, aliases: []}]\n"
    assert "out_of_scope[ppgl].id: a bundled refusal cannot be changed" in one_problem(overlay(patch))
    taken = "out_of_scope: [{id: ward-no, name: Lung, pointer: ask}]\n"
    assert "'Lung' already names sites[lung]" in one_problem(overlay(taken, name="b"))


@pytest.mark.parametrize("point", [0x034F, 0x115F, 0x2800, 0x3164, 0xFE0F, 0xE0141, 0xFFFE])
def test_a_character_that_shows_nothing_is_refused(overlay: Overlay, point: int) -> None:
    """Joiners, fillers, selectors, blanks and what no text may hold."""
    assert f"U+{point:04X}" in one_problem(overlay(term(f'"a\\U{point:08x}b"')))


def test_a_link_out_of_the_folder_is_not_followed(overlay: Overlay, tmp_path: Path) -> None:
    """Nothing of another file is read or quoted; a link within the folder is as good as a file."""
    secret = tmp_path / "secret"
    secret.write_text("root:x:0\n")
    folder = overlay(SOURCE)
    (folder / "b.yaml").symlink_to(secret)
    assert one_problem(folder) == f"{folder / 'b.yaml'}: a link out of the folder is not followed"


def test_an_empty_folder_name_is_refused(netcli) -> None:
    """Not read as the folder that netcli runs in."""
    for typed in ("", "  "):
        assert netcli("glossary", "PRRT", "--data", typed).code == 4


def test_a_folder_whose_name_is_no_text_is_checked(tmp_path: Path, netcli) -> None:
    """Its name is shown written out."""
    folder = tmp_path / "a\udcff"
    folder.mkdir()
    (folder / "a.yaml").write_text("glossary: [{id: x, term: Xterm, definition: y}]\n")
    typed = str(folder)
    for line in (["knowledge", "check", "--data", typed], ["knowledge", "check", typed], ["glossary", "--data", typed]):
        run = netcli(*line)
        assert run.code == 0, run.err
