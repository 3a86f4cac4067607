"""What `netcli update` kept, laid over the edition; and a store that is old, damaged or half written."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from netcli import home
from netcli.errors import InvalidData
from netcli.knowledge.files import update_store
from netcli.knowledge.files.load import Knowledge, bundled
from netcli.knowledge.files.overlay import overlaid
from netcli.knowledge.files.update import SeenLabel, SeenTrial, Update, as_bundled
from netcli.knowledge.model import Source, Therapy, Trial
from netcli.knowledge.us_labels import us_labels
from netcli.knowledge.wording import renewed_by
from tests.conftest import NETCLI, environment
from tests.knowledge.overlays import Overlay

NETTER_3, LUTATHERA = "NCT06784752", "NDA208700"
OFFICIAL = "its official US text changed on 2027-01-12: ask about it"
CHANGED = "label changed 2027-01-12, read the label"
Kept = Callable[..., Path]


def update(day: str = "2027-02-01", status: Any = "completed", effective: str = "2027-01-12", **changed: Any) -> Update:
    trial = SeenTrial(nct=NETTER_3, status=status, completion="2031-05", updated="2027-01-20", **changed)
    label = SeenLabel(set_id="72d1a024-00b7-418a-b36e-b2cb48f2ab55", effective=effective)
    return Update(day=day, edition="2026.12", trials={NETTER_3: trial}, labels={LUTATHERA: label})


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """Keep an update, or any bytes, as NETCLI_HOME has it; give its file."""
    monkeypatch.setenv("NETCLI_HOME", str(tmp_path / "home"))

    def keep(what: Update | bytes | None = None) -> Path:
        path = tmp_path / "home" / home.FILE
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(what if isinstance(what, bytes) else msgspec.json.encode(what or update()))
        return path

    return keep


def netter_3() -> Trial:
    return bundled().of(Trial)["netter-3"]


def test_a_status_is_the_registers_with_its_day(kept: Kept) -> None:
    """The edition's stands beside it."""
    edition = netter_3()
    kept()
    trial = netter_3()
    assert [trial.status, trial.status_as_of] == ["completed", "2027-02-01"]
    assert trial.bundled
    assert [trial.bundled.status, trial.bundled.status_as_of] == [edition.status, edition.status_as_of]
    assert trial.register
    assert [trial.register.updated, trial.register.completion] == ["2027-01-20", "2031-05"]
    assert bundled().of(Source)[trial.register.sources[0]].publisher == "ClinicalTrials.gov"
    assert as_bundled(trial) == edition


def test_what_the_edition_saw_later_stays(kept: Kept) -> None:
    """An old update does not overwrite a new edition; a date without a day is no later than a day in it."""
    edition = netter_3()
    kept(update(day="2020-01-01"))
    assert netter_3() == edition
    for day, is_newer in (
        ("2027-02-02", True),
        ("2027-02-01", False),
        ("2027-02", False),
        ("2027", False),
        ("2028", True),
    ):
        seen = msgspec.structs.replace(edition, status_as_of=day)
        assert (update().over_trial(seen) is seen) is is_newer, day


def test_a_trial_without_a_readable_status_keeps_the_editions(kept: Kept) -> None:
    edition = netter_3()
    kept(update(status=None, phases=["2"]))
    trial = netter_3()
    assert [trial.status, trial.status_as_of, trial.phases] == [edition.status, edition.status_as_of, ["2"]]
    assert renewed_by(trial) == ""


def test_an_indication_says_that_its_label_has_changed(kept: Kept) -> None:
    """In the US alone, where the newest label holds since a day after the last reading."""
    kept()
    indications = bundled().of(Therapy)["lutetium-dotatate"].indications
    changed = {(one.region, one.status) for one in indications if one.label_changed}
    assert changed == {("us", "approved")}
    assert {one.label_changed for one in indications} == {"2027-01-12", None}
    assert all(one.newest_label for one in indications if (one.region, one.status) == ("us", "approved"))
    assert not any(one.newest_label for one in bundled().of(Therapy)["everolimus"].indications)


def test_a_label_that_was_read_since_has_not_changed(kept: Kept) -> None:
    """The day of its last reading counts, of whichever copy."""
    known = bundled().of(Source)
    read = max(known[one].read_on for one in ("lutathera-us-label", "lutathera-us-label-2018"))
    kept(update(effective=read))
    indications = bundled().of(Therapy)["lutetium-dotatate"].indications
    assert not any(one.label_changed for one in indications)
    assert any(one.newest_label for one in indications)


ANSWERS = {
    "show NETTER-3": "completed as of 2027-02-01",
    "show NETTER-3 --full": "completed, as of 2027-02-01",
    "trials --status completed --phase 3 --full": "completed: as of 2027-02-01",
    "compare NETTER-1 NETTER-3": "completed, seen 2027-02-01",
    "compare NETTER-1 NETTER-3 --full": "completed as of 2027-02-01",
    "search netter-3 status": "completed as of 2027-02-01",
    "show Lutathera": CHANGED,
    "show Lutathera --full": CHANGED,
    "therapies": CHANGED,
    "therapies pancreas": CHANGED,
    "therapies pancreas --full": CHANGED,
    "compare lutathera everolimus": CHANGED,
    "compare lutathera everolimus --full": CHANGED,
    "case --site pancreas --ki67 12 --differentiation well --sstr positive": CHANGED,
    "case --site pancreas --ki67 12 --differentiation well --sstr positive --full": CHANGED,
    "case --site pancreas --ki67 12 --differentiation well --plain-language": OFFICIAL,
    "search is lutathera approved for the pancreas": CHANGED,
    "knowledge about": "2027-02-01",
}  # fmt: skip


@pytest.mark.parametrize("line", ANSWERS)
def test_every_answer_has_what_is_newer(netcli, kept: Kept, line: str) -> None:
    """And nothing of it without an update; in plain text, which breaks no line."""
    before = " ".join(netcli(*line.split(), "--format", "plain", COLUMNS="2000").out.split())
    assert ANSWERS[line] not in before
    kept()
    run = netcli(*line.split(), "--format", "plain", COLUMNS="2000")
    assert run.code == 0, run.err
    assert ANSWERS[line] in " ".join(run.out.split())


@pytest.mark.parametrize("line", ["show NETTER-3", "show NETTER-1 --full", "trials --site lung", "therapies pancreas"])
def test_what_is_newer_is_cited(netcli, kept: Kept, line: str) -> None:
    """The register and openFDA stand among the sources, with the day."""
    numbers = [trial.nct for trial in bundled().of(Trial).values() if trial.nct]
    seen = {number: SeenTrial(nct=number, status="recruiting") for number in numbers}
    kept(msgspec.structs.replace(update(), trials=seen))
    run = netcli(*line.split(), "--format", "table")
    assert "ClinicalTrials.gov 2027" in run.out or "ClinicalTrials.gov. 2027-02-01" in run.out or "openFDA" in run.out
    answer = netcli(*line.replace("--full", "").split(), "--json").json
    assert {"ctgov-update", "openfda-update"} & set(answer["sources"])
    assert answer["knowledge"]["updated"] == "2027-02-01"


def test_filters_act_on_what_is_newer(netcli, kept: Kept) -> None:
    def recruiting() -> set[str]:
        return {one["id"] for one in netcli("trials", "--status", "recruiting", "--json").json["results"]}

    assert "netter-3" in recruiting()
    kept()
    assert "netter-3" not in recruiting()
    brief = netcli("trials", "--site", "gep", "--json", "--brief").json["results"]
    (row,) = (one for one in brief if one["id"] == "netter-3")
    assert [row["status"], row["bundled_status"]] == ["completed", "recruiting"]


def test_a_case_lists_no_trial_that_has_closed(netcli, kept: Kept) -> None:
    line = ("case", "--site", "pancreas", "--ki67", "4", "--json")
    assert "netter-3" in {one["id"] for one in netcli(*line).json["results"][0]["trials"]}
    kept()
    assert "netter-3" not in {one["id"] for one in netcli(*line).json["results"][0]["trials"]}


@pytest.mark.parametrize("site", ["pancreas", "extrapancreatic", "midgut", "lung"])
def test_a_page_for_one_case_stays_one_page(netcli, kept: Kept, site: str) -> None:
    """Though every label had changed and every trial were open."""
    known = bundled()
    numbers = [trial.nct for trial in known.of(Trial).values() if trial.nct]
    labels = us_labels(known.of(Therapy).values(), known.of(Source))
    everything = msgspec.structs.replace(
        update(),
        trials={number: SeenTrial(nct=number, status="recruiting", enrollment=100) for number in numbers},
        labels={label.key: SeenLabel(set_id="x", effective="2027-01-12") for label in labels},
    )
    kept(everything)
    line = ("case", "--site", site, "--sstr", "positive")
    assert len(netcli(*line, "--format", "table").out.splitlines()) <= 60
    assert len(netcli(*line, "--json").out.encode()) <= 25_000


def test_the_python_interface_has_it_too(kept: Kept) -> None:
    import netcli

    kept()
    assert netter_3().id not in {trial.id for trial in netcli.trials(status="recruiting")}


# An overlay lies above


def test_an_overlay_lies_above_an_update(kept: Kept, overlay: Overlay) -> None:
    """Its status is its own: no register is cited for it. What it leaves alone is the update's."""
    kept()
    folder = overlay("trials:\n  - {id: netter-3, status: suspended, status_as_of: 2026-11-01}\n")
    knowledge = overlaid([folder])
    trial = knowledge.of(Trial)["netter-3"]
    assert [trial.status, trial.status_as_of, trial.register, trial.bundled] == ["suspended", "2026-11-01", None, None]
    assert knowledge.of(Therapy)["lutetium-dotatate"].indications[0].label_changed == "2027-01-12"
    assert "ctgov-update" in knowledge.of(Source)


@pytest.mark.parametrize(
    "patch",
    [
        "trials:\n  - {id: netter-3, register: {seen: 2026-11-01, nct: NCT06784752}}\n",
        "trials:\n  - {id: netter-3, bundled: {status: recruiting, status_as_of: '2026', phases: ['3']}}\n",
    ],
)
def test_a_file_cannot_speak_for_the_register(overlay: Overlay, patch: str) -> None:
    with pytest.raises(InvalidData) as refused:
        overlaid([overlay(patch)])
    assert any("is set by 'netcli update' alone" in problem for problem in refused.value.problems)


# A store that is none

SOUND = json.loads(msgspec.json.encode(update()))
DAMAGED = {
    "empty": b"",
    "cut": msgspec.json.encode(update())[:-20],
    "a list": b"[]",
    "no JSON": b"hello",
    "not UTF-8": b"\xff\xfe{}",
    "nesting": b"[" * 100_000,
    "of a later netcli": json.dumps({**SOUND, "format": "netcli-update/2"}).encode(),
    "of nobody": b"{}",
    "a day that there is not": json.dumps({**SOUND, "day": "2027-02-31"}).encode(),
    "with more in it": json.dumps({**SOUND, "more": 1}).encode(),
    "a status that is none": json.dumps(SOUND).replace("completed", "paused").encode(),
    "a day that is none": json.dumps({**SOUND, "day": "soon"}).encode(),
    "a script": json.dumps({**SOUND, "trials": {"javascript:": SOUND["trials"][NETTER_3]}}).encode(),
    "huge": b" " * (update_store.LARGEST + 1),
}


@pytest.mark.parametrize("case", DAMAGED)
def test_a_damaged_store_is_set_aside_and_told_once(netcli, kept: Kept, case: str) -> None:
    """One line on standard error; the edition answers alone, then and afterwards."""
    expected = netcli("show", "netter-3", "--json")
    path = kept(DAMAGED[case])
    first, second = (netcli("show", "netter-3", "--json") for _ in range(2))
    assert [first.code, first.out] == [0, expected.out]
    assert first.err.count("\n") == 1
    assert "is damaged" in first.err
    assert [second.out, second.err] == [expected.out, expected.err]
    assert not path.exists()
    assert path.with_name("update.json.damaged").read_bytes() == DAMAGED[case]


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir] if hasattr(os, "mkfifo") else [os.mkdir])
def test_what_is_no_file_is_set_aside(netcli, kept: Kept, make: Callable[[Path], None]) -> None:
    """A pipe would be waited for without end, by `--version` too."""
    path = kept()
    path.unlink()
    make(path)
    assert home.last_update() == ""
    run = netcli("show", "netter-3", "--json")
    assert run.code == 0
    assert "is damaged" in run.err
    assert not path.exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_a_store_that_cannot_be_read_is_none(netcli, kept: Kept) -> None:
    kept().chmod(0)
    run = netcli("show", "netter-3", "--json")
    assert [run.code, run.err] == [0, ""]
    assert run.json["results"][0]["register"] is None
    assert netcli("update").code == 1


def test_a_store_that_another_replaced_meanwhile_is_left_alone(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    path = kept(b"damaged")
    decode = msgspec.json.decode

    def replaced(*given: Any, **named: Any) -> Any:
        new = path.with_name("new")
        new.write_bytes(msgspec.json.encode(update()))
        new.replace(path)
        return decode(*given, **named)

    monkeypatch.setattr(update_store.msgspec.json, "decode", replaced)
    assert update_store.kept()[0] is None
    assert path.exists()


# Written whole or not at all

DIES = """
import os, signal, sys
from netcli.knowledge.files import update_store, whole
whole.os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
update_store.keep(update_store.Update(day="2027-03-01", edition="x", trials={}, labels={}))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_run_that_is_killed_while_it_writes_leaves_the_former(kept: Kept) -> None:
    """What it left is swept away when it is a day old, not before: it might be another netcli's."""
    path = kept()
    before = path.read_bytes()
    done = subprocess.run([sys.executable, "-P", "-c", DIES], env=environment(), check=False)
    assert done.returncode == -9
    assert path.read_bytes() == before
    (part,) = path.parent.glob("update-*.part")
    update_store.keep(update())
    assert part.exists()
    os.utime(part, (1, 1))
    update_store.keep(update())
    assert list(path.parent.iterdir()) == [path]


def test_a_full_disk_leaves_the_former(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    path = kept()
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("netcli.knowledge.files.whole.os.fsync", full)
    with pytest.raises(update_store.NetcliError, match="No space left"):
        update_store.keep(update(day="2027-03-01"))
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_readers_see_the_old_or_the_new(kept: Kept) -> None:
    """Whatever moment another netcli chooses."""
    kept()
    days = [f"2027-03-{day:02}" for day in range(1, 29)]
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from netcli.knowledge.files.update import Update; from netcli.knowledge.files.update_store import keep\n"
        f"for _ in range(5):\n  for day in {days}: keep(Update(day=day, edition='x', trials={{}}, labels={{}}))\n"
    )
    writer = subprocess.Popen([sys.executable, "-P", "-c", script, ""], env=environment())
    seen = set()
    while writer.poll() is None:
        found, trouble = update_store.kept()
        assert trouble == ""
        assert found is not None
        seen.add(found.day)
    assert writer.returncode == 0
    assert seen <= {"2027-02-01", *days}


# Found before anything else


@pytest.mark.parametrize(
    ("variables", "folder"),
    [
        ({"NETCLI_HOME": "/a/b"}, "/a/b"),
        ({"NETCLI_HOME": " ", "XDG_DATA_HOME": "/x"}, "/x/netcli"),
        ({"XDG_DATA_HOME": "relative", "HOME": "/h"}, "/h/.local/share/netcli"),
        ({"HOME": "/h"}, "/h/.local/share/netcli"),
        ({"NETCLI_HOME": "~/n", "HOME": "/h"}, "/h/n"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="its folders are others")
def test_where_it_is_kept(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], folder: str) -> None:
    for name in ("NETCLI_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert home.folder() == folder


def test_the_version_names_the_day(kept: Kept) -> None:
    line = [*NETCLI, "--version"]
    before = subprocess.run(line, env=environment(), capture_output=True, check=True).stdout.decode()
    kept()
    after = subprocess.run(line, env=environment(), capture_output=True, check=True).stdout.decode()
    assert after == f"{before.rstrip()} · updated 2027-02-01\n"
    ascii_only = environment(PYTHONUTF8="0", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert b"updated 2027-02-01" in subprocess.run(line, env=ascii_only, capture_output=True, check=True).stdout


@pytest.mark.parametrize("case", DAMAGED)
def test_a_damaged_store_names_no_day_that_is_none(kept: Kept, case: str) -> None:
    kept(DAMAGED[case])
    assert home.last_update() in ("", "2027-02-01")


def test_without_a_store_nothing_of_it_is_imported(kept: Kept) -> None:
    """One look, and no more."""
    script = (
        "import sys; from netcli.knowledge.files.load import bundled; from netcli.knowledge.model import Trial; "
        "bundled().of(Trial); print('netcli.knowledge.files.update_store' in sys.modules)"
    )
    line = [sys.executable, "-P", "-c", script]
    assert subprocess.run(line, env=environment(), capture_output=True, check=True).stdout == b"False\n"
    kept()
    assert subprocess.run(line, env=environment(), capture_output=True, check=True).stdout == b"True\n"


def test_the_knowledge_that_is_judged_and_built_is_the_editions(kept: Kept) -> None:
    """What a maintainer checks, and a wheel carries, is never this machine's update."""
    kept()
    assert Knowledge().of(Trial)["netter-3"].register is None
