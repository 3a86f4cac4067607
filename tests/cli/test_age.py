"""An edition grows old on the user's own machine, and says so on standard error: no clock moves what is answered."""

import subprocess
import sys
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from msgspec.structs import replace

from netcli.knowledge import age
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Trial
from netcli.knowledge.trials import ENDED, is_old
from netcli.version import version_line
from netcli.views.full.trials import status_line
from tests.conftest import environment

LINE = ("glossary", "PRRT")
FOR_PEOPLE = ("table", "plain", "markdown", "html", "svg")
FOR_PROGRAMS = ("json", "jsonl", "csv", "tsv")
DUE = "was due for review on"
MOVED = """
import sys
from datetime import date
from netcli.knowledge import age
day = date.fromisoformat(sys.argv.pop(1))
age.today = lambda: day
from netcli.__main__ import main
main()
"""


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch):
    """Move the clock."""
    return lambda day: monkeypatch.setattr(age, "today", lambda: day and date.fromisoformat(day))


@pytest.mark.parametrize("form", FOR_PEOPLE)
def test_every_answer_for_people_says_in_a_line_that_the_edition_is_due(
    netcli, on, knowledge: Knowledge, form: str
) -> None:
    """With the version, the day and how long ago that was; the answer itself is the same."""
    on(knowledge.edition.stale_after)
    young = netcli(*LINE, "--format", form)
    assert DUE not in young.err
    on("2028-01-03")
    old = netcli(*LINE, "--format", form)
    assert old.out == young.out
    (told,) = [line for line in old.err.splitlines() if DUE in line]
    edition = knowledge.edition
    assert told.startswith(f"netcli: this edition ({edition.version}) {DUE} {edition.stale_after}, 7 months ago; ")
    assert told.endswith("netcli update")


@pytest.mark.parametrize("form", FOR_PROGRAMS)
def test_programs_read_when_the_edition_is_due_and_no_clock(netcli, on, knowledge: Knowledge, form: str) -> None:
    """`stale_after` stands in the envelope."""
    on("2028-01-03")
    run = netcli(*LINE, "--format", form)
    assert run.err == ""
    assert form != "json" or run.json["knowledge"]["stale_after"] == knowledge.edition.stale_after


def test_that_nothing_is_found_says_it_too(netcli, on) -> None:
    """What is lacking may have come since."""
    on("2028-01-03")
    line = ("trials", "--site", "appendix", "--status", "suspended")
    run = netcli(*line)
    assert (run.code, run.err.count(DUE)) == (3, 1)
    assert DUE not in netcli(*line, "--json").err
    assert DUE not in netcli("show", "xyzzy").err


@pytest.mark.parametrize(
    ("days", "said"),
    [(1, "1 day"), (60, "60 days"), (61, "2 months"), (220, "7 months"), (729, "23 months"), (740, "2 years")],
)
def test_how_long_ago_is_said_as_people_say_it(on, knowledge: Knowledge, days: int, said: str) -> None:
    """Days, months from two on, years from two on; never rounded up."""
    due = date.fromisoformat(knowledge.edition.stale_after)
    on(date.fromordinal(due.toordinal() + days).isoformat())
    assert f", {said} ago;" in age.overdue(knowledge)


def test_after_an_update_the_day_of_that_is_said(on, knowledge: Knowledge) -> None:
    """Statuses and the dates of labels are newer than the edition then, the rest is not."""
    on("2028-01-03")
    edition = knowledge.edition
    update: Any = SimpleNamespace(day="2027-12-30")
    told = age.overdue(Knowledge(loaded={type(edition): {edition.id: edition}}, update=update))
    assert told.endswith(", 7 months ago; trial statuses and label dates are of 2027-12-30")


@pytest.mark.parametrize("day", ["1970-01-01", "0001-01-01", None])
def test_a_clock_that_is_wrong_says_nothing(netcli, on, day: str | None) -> None:
    """One before the edition's own day cannot tell its age."""
    on(day)
    run = netcli(*LINE)
    assert run.code == 0
    assert DUE not in run.err


@pytest.mark.parametrize("fault", [ValueError, OverflowError, OSError])
def test_a_clock_that_is_broken_shows_no_day(monkeypatch: pytest.MonkeyPatch, fault: type[Exception]) -> None:
    """Whatever it fails with."""

    class Broken:
        @staticmethod
        def now(_: object) -> None:
            raise fault

    monkeypatch.setattr(age, "datetime", Broken)
    assert age.today() is None


def test_a_program_with_a_moved_clock_says_it_on_standard_error() -> None:
    """One line more there, and not a byte on standard output."""
    young, old = (
        subprocess.run(
            [sys.executable, "-P", "-c", MOVED, day, *LINE], capture_output=True, env=environment(), check=True
        )
        for day in ("2026-12-01", "2030-06-01")
    )
    assert old.stdout == young.stdout
    assert [DUE.encode() in run.stderr for run in (young, old)] == [False, True]
    assert b", 3 years ago" in old.stderr


def test_the_version_is_told_where_the_edition_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is what one asks for first when something is wrong."""
    monkeypatch.setattr("netcli.version.FILE", "/nowhere/edition.yaml")
    assert "edition" not in version_line()


@pytest.mark.parametrize(
    ("seen", "old"),
    [("2026-06-01", False), ("2026-05-30", True), ("2026-05", False), ("2026-04", True), ("2026", False),
     ("2025", True)],
)  # fmt: skip
def test_a_status_is_old_only_where_that_is_sure_and_no_month_is_invented(
    knowledge: Knowledge,
    seen: str,
    old: bool,
) -> None:
    """By the edition's own rule, of reviews of 2026-11-27; a year alone stays a year."""
    trial = next(one for one in knowledge.of(Trial).values() if one.status not in ENDED)
    edition = replace(knowledge.edition, reviewed="2026-11-27", stale_after_days=180)
    frozen = Knowledge(loaded={type(edition): {edition.id: edition}})
    trial = replace(trial, status_as_of=seen)
    assert is_old(trial, frozen) is old
    assert status_line(trial, frozen).text == (f"last seen {seen}; check the register" if old else f"as of {seen}")
    assert not is_old(replace(trial, status="completed"), frozen)


def test_a_label_that_was_last_read_long_ago_says_when_in_the_foot(netcli, tmp_path) -> None:
    """The month, behind its number; one that was read in time says nothing."""
    text = "sources:\n  - {id: afinitor-us-label, checked: 2025-03-02, read_at: []}\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    told = " ".join(netcli("show", "everolimus", "--data", str(tmp_path)).out.split())
    assert "(read 2025-03)" in told
    assert "(read 20" not in netcli("show", "everolimus").out
