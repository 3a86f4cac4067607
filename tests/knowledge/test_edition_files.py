"""An edition is read in every form it may be kept in; what is none is refused, with the file and what would be read."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from netcli import home
from netcli.errors import InvalidData, UnknownValue
from netcli.knowledge.editions.differences import differences
from netcli.knowledge.files import editions
from netcli.knowledge.files.editions import ACCEPTED, edition_of, open_edition
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.search.compile import compile_knowledge
from tests.conftest import NETCLI, environment, installed, program
from tests.knowledge.editions import FROZEN, later_edition
from tests.knowledge.test_update_store import update

HERE = Path()
EDITION = '"edition": [{"id": "e", "version": "2026.11", "reviewed": "2026-11-23"}]'
WHOLE = "{" + EDITION + "}"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frozen edition in every form."""
    from tests.conftest import run_here

    folder = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("netcli.knowledge.files.load.DATA", FROZEN)
        for name, words in {"a.json": [], "b.json": ["--json"], "c.jsonl": ["--format", "jsonl"]}.items():
            (folder / name).write_text(run_here("knowledge", "export", *words).out, encoding="utf-8")
    (folder / "d" / "compiled").mkdir(parents=True)
    compile_knowledge(folder / "d" / "compiled", FROZEN)
    (folder / "a.json").with_name("2026.11.json").write_bytes((folder / "a.json").read_bytes())
    return folder


@pytest.mark.parametrize("form", ["a.json", "b.json", "c.jsonl", "d", "d/compiled"])
def test_every_form_of_an_edition_holds_the_same(kept: Path, form: str) -> None:
    """As its YAML does."""
    held, files = open_edition(str(kept / form), HERE), open_edition(str(FROZEN), HERE)
    assert (held.version, held.reviewed) == ("2026.11", "2026-11-27")
    assert differences(files.records, held.records) == differences(held.records, files.records) == []


def test_a_version_is_found_among_the_exports(kept: Path, knowledge: Knowledge) -> None:
    """By the name of the file; the one in use without any."""
    assert open_edition("2026.11", kept).place == str(kept / "2026.11.json")
    for name in ("bundled", knowledge.edition.version):
        assert open_edition(name, kept).version == knowledge.edition.version
    with pytest.raises(UnknownValue) as caught:
        open_edition("2025.01", kept)
    assert caught.value.hint.startswith(ACCEPTED)
    assert caught.value.hint.endswith("there: c, b, a, 2026.11")


def test_an_edition_older_than_the_model_is_read(tmp_path: Path) -> None:
    """A field that the model has lost is one that has gone; one that it asks for has come."""
    old = '"glossary": [{"id": "x", "definition": "D", "lost": ["a"], "see": ["y"]}]'
    new = '"glossary": [{"id": "x", "definition": "D", "term": "X", "see": ["y"]}]'
    for name, text in (("old", old), ("new", new)):
        (tmp_path / f"{name}.json").write_text(f"{{{EDITION}, {text}}}", encoding="utf-8")
    held = [open_edition(name, tmp_path).records for name in ("old", "new")]
    assert [(one.field, one.kind) for one in differences(*held)] == [("term", "added"), ("lost", "gone")]


def test_a_collection_that_is_not_known_is_said_not_to_be_compared(netcli, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(f'{{{EDITION}, "recipes": [{{"id": "x"}}]}}', encoding="utf-8")
    run = netcli("knowledge", "diff", str(tmp_path / "a.json"), str(tmp_path / "a.json"))
    assert (run.code, run.out.count("\n")) == (0, 1)
    assert "No difference" in run.out
    assert "unknown here: recipes" in run.err


BROKEN = {
    "empty": ("a.json", "", "truncated"),
    "not JSON": ("a.json", "%PDF-1.4", "malformed"),
    "cut": ("a.json", WHOLE[:-3], "truncated"),
    "cut line": ("a.jsonl", '{"collection": "edition"}\n{"coll', "truncated"),
    "line without a collection": ("a.jsonl", '{"collection": "edition", "id": "e"}\n{"id": "x"}', "record 2 names no"),
    "no collection": ("a.json", '{"x": []}', "holds no collection of netcli"),
    "a number": ("a.json", "12", "holds no collection of netcli"),
    "no list": ("a.json", '{"edition": 12}', "must be a list of records"),
    "no id": ("a.json", f'{{{EDITION}, "sites": [{{"name": "x"}}]}}', "sites: record 1 has no id"),
    "no record": ("a.json", f'{{{EDITION}, "sites": ["x"]}}', "sites: record 1 has no id"),
    "twice": ("a.json", f'{{{EDITION}, "sites": [{{"id": "x"}}, {{"id": "x"}}]}}', "sites[x]: stands there twice"),
    "no edition": ("a.json", '{"sites": [{"id": "x"}]}', "names no edition"),
    "too deep": ("a.json", f'{{{EDITION}, "sites": [{{"id": "x", "y": {"[" * 60}{"]" * 60}}}]}}', "deeper than 40"),
    "far too deep": ("a.json", "[" * 200_000, "recursion"),
    "YAML with a twin": ("a.yaml", "edition:\n- id: e\n  id: f\n", "duplicate key"),
    "YAML with an alias": ("a.yaml", "edition: &a\n- *a\n", "not allowed"),
    "YAML of another kind": ("a.yaml", "- x\n", "expected collections"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_what_is_no_edition_is_refused_with_its_file(netcli, tmp_path: Path, fault: str) -> None:
    """Exit 4, nothing on standard output."""
    name, text, said = BROKEN[fault]
    (tmp_path / name).write_text(text, encoding="utf-8")
    run = netcli("knowledge", "diff", str(tmp_path / name))
    assert (run.code, run.out) == (4, "")
    assert str(tmp_path / name) in run.err
    assert said in run.err
    assert "Traceback" not in run.err


def test_a_file_that_is_no_text_or_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it is read whole."""
    (tmp_path / "a.json").write_bytes(b'{"edition": ["\xff\xfe"]}')
    with pytest.raises(InvalidData, match=r"a\.json"):
        open_edition("a.json", tmp_path)
    (tmp_path / "a.json").write_text(WHOLE, encoding="utf-8")
    monkeypatch.setattr(editions, "MAX_BYTES", 20)
    with pytest.raises(InvalidData, match="larger than 20 bytes"):
        open_edition("a.json", tmp_path)


@pytest.mark.parametrize("typed", ["nowhere", "2031.01", "", " ", "a" * 5_000, "x\u202ey"])
def test_a_name_of_nothing_is_refused_with_what_would_be_read(netcli, typed: str) -> None:
    """Exit 2, and nothing of what was typed is echoed raw."""
    run = netcli("knowledge", "diff", typed)
    assert (run.code, run.out) == (2, "")
    assert ACCEPTED in run.err
    assert "\u202e" not in run.err


@pytest.mark.parametrize(
    "fill", [lambda _: None, lambda folder: (folder / "x.txt").write_text("x")], ids=["empty", "other"]
)
def test_a_folder_that_holds_no_edition_is_refused(netcli, tmp_path: Path, fill: Callable[[Path], object]) -> None:
    fill(tmp_path)
    run = netcli("knowledge", "diff", str(tmp_path))
    assert (run.code, run.out) == (4, "")
    assert f"{tmp_path}: holds no .yaml files" in run.err


def test_an_overlay_is_compared_as_what_is_in_use(netcli) -> None:
    """By itself it is no edition, which is said with the way to compare it."""
    hospital = str(Path(__file__).parents[2] / "examples" / "hospital")
    refused = netcli("knowledge", "diff", "bundled", hospital)
    assert refused.code == 4
    assert "netcli knowledge diff bundled --data FOLDER" in refused.err
    rows = netcli("knowledge", "diff", "bundled", "--data", hospital, "--json").json["results"]
    assert {"group": "texts", "collection": "therapies", "id": "everolimus", "field": "practical"}.items() <= next(
        row for row in rows if row["change"] == "added" and row["id"] == "everolimus"
    ).items()


def test_what_an_update_brought_is_compared_as_what_is_in_use(
    netcli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`bundled` is the edition alone: a status says how it was and is, once."""
    (tmp_path / home.FILE).write_bytes(msgspec.json.encode(update()))
    monkeypatch.setenv("NETCLI_HOME", str(tmp_path))
    rows = netcli("knowledge", "diff", "bundled", "--json").json["results"]
    assert [(row["field"], row["was"], row["is"]) for row in rows if row["field"] == "status"] == [
        ("status", "recruiting", "completed")
    ]
    assert not {"register", "bundled"} & {row["field"].partition("[")[0] for row in rows}
    assert netcli("knowledge", "diff", "bundled", "bundled", "--json").json["results"] == []


def test_the_older_edition_given_last_is_remarked(netcli, tmp_path: Path) -> None:
    """What came reads as gone then."""
    (tmp_path / "a.json").write_text(WHOLE, encoding="utf-8")
    assert "is the newer of the two" in netcli("knowledge", "diff", "bundled", str(tmp_path / "a.json")).err


def test_programs_get_every_change_as_a_row(netcli, tmp_path: Path) -> None:
    """The same in JSON, JSON lines and CSV; in brief a row a record; the envelope has both editions and the counts."""
    line = ("knowledge", "diff", str(FROZEN), str(later_edition(tmp_path / "later")))
    whole = netcli(*line, "--json").json
    rows = [msgspec.json.decode(row) for row in netcli(*line, "--format", "jsonl").out.splitlines()]
    assert rows == whole["results"]
    assert list(rows[0]) == ["group", "collection", "id", "field", "change", "was", "is"]
    assert netcli(*line, "--format", "csv").out.splitlines()[1] == (
        "labels,therapies,sunitinib,indications[us approved pancreas].line,changed,any,later"
    )
    assert sum(number for kinds in whole["counts"].values() for number in kinds.values()) == len(rows)
    assert [one["version"] for one in whole["editions"]] == ["2026.11", "2026.12"]
    brief = netcli(*line, "--brief", "--json").json["results"]
    assert next((one["id"], one["added"], one["changed"]) for one in brief) == ("sunitinib", 1, 3)


@pytest.mark.parametrize("form", ["table", "plain", "markdown", "html"])
@pytest.mark.parametrize("width", ["60", "140"])
def test_people_are_told_every_change_in_full(netcli, tmp_path: Path, form: str, width: str) -> None:
    """Nothing is cut, and no citation is left that no source is listed for."""
    line = ("knowledge", "diff", str(FROZEN), str(later_edition(tmp_path / "later")), "--full", "--format", form)
    told = " ".join(netcli(*line, COLUMNS=width).out.split())
    for said in ("was recruiting, now completed", "was 0.35, now 0.36", "was Belgium, now Portugal", "in many cases"):
        assert said in told
    assert "…" not in told
    assert "[@" not in told


def test_what_an_edition_holds_is_never_shown_raw(netcli, tmp_path: Path) -> None:
    """Controls, directions and markup are text."""
    evil = r"\u001b[31m [red]x[/red] \u202e <script>"
    site = f'{{"id": "x\\u001b", "name": "{evil}", "summary": "{evil}"}}'
    (tmp_path / "a.json").write_text(WHOLE, encoding="utf-8")
    (tmp_path / "b.json").write_text(f'{{{EDITION}, "sites": [{site}]}}', encoding="utf-8")
    line = ("knowledge", "diff", str(tmp_path / "a.json"), str(tmp_path / "b.json"), "--full")
    for form in ("table", "plain", "markdown", "html", "svg"):
        run = netcli(*line, "--format", form)
        assert run.code == 0
        assert not {"\x1b", "\u202e"} & set(run.out + run.err)
        assert form not in ("html", "svg") or "<script>" not in run.out


def test_as_a_program_it_answers_refuses_and_ends_quietly_in_a_closed_pipe(tmp_path: Path) -> None:
    """With the contract's exit codes."""
    same = program("knowledge", "diff", "bundled", "bundled")
    assert (same.returncode, same.stdout.count(b"\n")) == (0, 1)
    assert program("knowledge", "diff", str(tmp_path / "none")).returncode == 2
    assert program("knowledge", "diff", str(tmp_path)).returncode == 4
    old = later_edition(tmp_path / "old")
    with subprocess.Popen(
        [*NETCLI, "knowledge", "diff", str(old), "--full"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.readline()
        run.stdout.close()
        assert b"Traceback" not in run.stderr.read()


@pytest.mark.skipif(sys.platform == "win32", reason="has no /dev/stdin")
def test_an_export_can_come_through_a_pipe() -> None:
    """`netcli knowledge export | netcli knowledge diff /dev/stdin`."""
    export = program("knowledge", "export").stdout
    run = program("knowledge", "diff", "/dev/stdin", stdin=export)
    assert (run.returncode, b"No difference" in run.stdout) == (0, True)


def test_the_wheel_s_own_folder_is_an_edition(knowledge: Knowledge) -> None:
    """As it lies on a user's machine."""
    held = open_edition(str(installed() / "netcli" / "data"), HERE)
    assert differences(held.records, edition_of(knowledge, "in use").records) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_that_may_not_be_read_is_told(netcli, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(WHOLE, encoding="utf-8")
    path.chmod(0)
    run = netcli("knowledge", "diff", str(path))
    assert run.code == 4
    assert f"{path}: Permission denied" in run.err
