"""An overlay with anything wrong in it is refused as a whole, with every problem and its place."""

import os
from pathlib import Path

import pytest

from netcli.knowledge.files import overlay_files, overlay_folder, strict_yaml
from tests.conftest import Run
from tests.knowledge.overlays import LINE, NEW, PATCH, SOURCE, Overlay, one_problem, problems, term

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
    8: ("therapies[wardinib].dose", "a number without a source"),
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


def test_an_overlay_that_asks_for_code_runs_none(overlay: Overlay, tmp_path: Path) -> None:
    """A tag is refused before anything is made of it."""
    mark = tmp_path / "mark"
    one_problem(overlay(term(f"!!python/object/apply:os.mkdir ['{mark}']")))
    assert not mark.exists()


def test_a_folder_that_is_none_is_refused(tmp_path: Path, netcli) -> None:
    """Whatever was typed, and nothing of it echoed raw."""
    file = tmp_path / "file.yaml"
    file.write_text(SOURCE)
    for typed in (tmp_path / "missing", file, "\x1b[31m", "\u202e", "x" * 5000):
        run = netcli("glossary", "--data", str(typed))
        assert run.code == 4
        assert "not a folder; give a folder that holds .yaml files" in run.err
        assert not set(run.err) & set("\x1b\u202e")


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
    told = one_problem(folder)
    assert "holds more than " in told
    assert told.startswith(str(folder) if limit == "MAX_NAMES" else str(folder / "0.yaml" if most > 2 else folder))


def test_too_many_records_are_refused(overlay: Overlay, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within the bytes there could still be more than can be judged in a moment."""
    monkeypatch.setattr(overlay_folder, "MAX_RECORDS", 1)
    folder = overlay(SOURCE, NEW)
    assert one_problem(folder) == f"{folder / '1.yaml'}: with this file the folder holds more than 1 records"


def test_an_unreadable_file_does_not_make_its_ids_missing(overlay: Overlay) -> None:
    """What it holds is not known, so nothing is said about it."""
    assert "1.yaml" in one_problem(overlay(NEW, SOURCE + "  broken"))


def test_a_faulty_record_does_not_make_its_id_missing(overlay: Overlay) -> None:
    """Its own fault is told, not that others name it."""
    assert "kind" in one_problem(overlay(NEW, SOURCE.replace("society", "gossip")))
