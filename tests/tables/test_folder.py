"""Where tables are written: whole or not at all, and over nothing that is not theirs."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from netcli.errors import NetcliError, UnknownValue
from netcli.knowledge.files.load import Knowledge
from netcli.tables import export
from netcli.tables.export import export_tables
from netcli.tables.folder import replacing_export

KILLED = """
import os, signal, sys
from pathlib import Path
from netcli.tables.folder import replacing_export
with replacing_export(Path(sys.argv[1])) as part:
    (part / "sites.csv").write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def held(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """A folder with an export and a file of somebody's own."""
    folder = tmp_path / "tables"
    with replacing_export(folder) as part:
        (part / "old.csv").write_text("id\n")
        (part / "datapackage.json").write_text('{"name": "netcli-knowledge", "resources": [{"path": "old.csv"}]}')
    (folder / "notes.txt").write_text("mine")
    return folder


def test_an_earlier_export_is_replaced_and_other_files_stay(knowledge: Knowledge, earlier: Path) -> None:
    """One form leaves nothing of another behind."""
    export_tables(knowledge, earlier)
    assert (earlier / "sites.csv").exists()
    export_tables(knowledge, earlier, "sqlite")
    assert held(earlier).keys() == {"LICENSE-DATA", "datapackage.json", "netcli.sqlite", "notes.txt", "schema.json"}
    assert (earlier / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=repr)
def test_what_goes_wrong_leaves_the_earlier_export(
    knowledge: Knowledge, earlier: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    """Whole, with nothing beside it; a new folder is not left either."""

    def fails(folder: Path, *_: object) -> dict[str, str]:
        (folder / "sites.csv").write_text("half")
        raise error

    before = held(earlier)
    monkeypatch.setitem(export.WRITERS, "csv", fails)
    for folder in (earlier, earlier.parent / "new"):
        with pytest.raises((NetcliError, KeyboardInterrupt)):
            export_tables(knowledge, folder)
    assert held(earlier) == before
    assert not (earlier.parent / "new").exists()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no such signal")
def test_a_kill_leaves_the_earlier_export_and_the_next_run_tidies_up(earlier: Path) -> None:
    """What was half written lies in a hidden folder of its own, and in no one's way."""
    before = set(held(earlier))
    for folder in (earlier, earlier.parent / "new"):
        done = subprocess.run([sys.executable, "-c", KILLED, str(folder)], check=False)
        assert done.returncode == -signal.SIGKILL
    assert set(held(earlier)) == before
    for folder in (earlier, earlier.parent / "new"):
        with replacing_export(folder) as part:
            (part / "new.csv").write_text("id\n")
        assert sorted(path.name for path in folder.iterdir() if path.name != "notes.txt") == ["new.csv"]


@pytest.mark.parametrize("killed_at", range(4))
def test_a_kill_among_the_last_moves_is_mended_by_the_next_run(tmp_path: Path, killed_at: int) -> None:
    """In a new folder too, where files stand before the package that names them."""
    folder = tmp_path / "tables"
    folder.mkdir()
    part = folder / ".netcli-export-0"
    part.mkdir()
    names = ["a.csv", "b.csv", "datapackage.json"]
    package = '{"name": "netcli-knowledge", "resources": [{"path": "a.csv"}, {"path": "b.csv"}]}'
    for index, name in enumerate(names):
        place = folder if index < killed_at else part
        (place / name).write_text(package if name == "datapackage.json" else "id\n")
    with replacing_export(folder) as staged:
        (staged / "new.csv").write_text("id\n")
    assert [path.name for path in folder.iterdir()] == ["new.csv"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{",
        '{"name": "another"}',
        '{"name": "netcli-knowledge"}',
        '{"name": "netcli-knowledge", "resources": 1}',
    ],
)
def test_a_folder_of_other_things_is_refused(knowledge: Knowledge, tmp_path: Path, content: str) -> None:
    """Nothing of it is touched."""
    (tmp_path / "datapackage.json").write_text(content)
    with pytest.raises(UnknownValue, match="no earlier export"):
        export_tables(knowledge, tmp_path)
    assert held(tmp_path) == {"datapackage.json": content.encode()}


def test_no_package_leads_out_of_its_folder(tmp_path: Path) -> None:
    """Whatever files it names, only those beside it are taken away."""
    other = tmp_path / "other.csv"
    other.write_text("mine")
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "sub").mkdir()
    paths = ", ".join(f'{{"path": "{one}"}}' for one in ("../other.csv", other, "..", "", "sub"))
    (folder / "datapackage.json").write_text(f'{{"name": "netcli-knowledge", "resources": [{paths}]}}')
    with replacing_export(folder):
        pass
    assert other.exists()
    assert (folder / "sub").exists()


@pytest.mark.parametrize("make", [Path.touch, lambda path: path.symlink_to(path)], ids=["file", "loop"])
def test_a_place_that_is_no_folder_is_told(knowledge: Knowledge, tmp_path: Path, make: Callable[[Path], None]) -> None:
    """In a sentence with its name."""
    place = tmp_path / "place"
    make(place)
    with pytest.raises(NetcliError, match=r"cannot write .*place"):
        export_tables(knowledge, place)


def test_a_folder_that_may_not_be_written_is_told(knowledge: Knowledge, tmp_path: Path) -> None:
    """Where nobody can make a folder, whoever runs it."""
    place = Path("/proc/tables") if Path("/proc").is_dir() else tmp_path / "\0"
    with pytest.raises(NetcliError, match="cannot write"):
        export_tables(knowledge, place)
