"""A hospital's own knowledge: records added, bundled ones patched."""

import os
from pathlib import Path

import pytest

from netcli.knowledge.files.overlay import open_knowledge, overlaid
from netcli.knowledge.files.overlay_files import settled
from netcli.knowledge.model import Site, Source, Term, Therapy, Trial
from tests.knowledge.overlays import NEW, PATCH, SOURCE, Overlay


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


def test_what_was_read_is_left_as_it_was() -> None:
    """Whoever shares it still sees the lines of the file."""
    read = {"symptoms": ["one\n two"]}
    assert settled(read) == {"symptoms": ["one two"]}
    assert read == {"symptoms": ["one\n two"]}


def test_the_example_of_the_repository_is_valid() -> None:
    """What the README shows works."""
    knowledge = overlaid([Path(__file__).parents[2] / "examples" / "hospital"])
    assert knowledge.of(Trial)["example-local-study"].origin == "hospital"
    assert not any(site.origin for site in knowledge.of(Site).values())
