"""What was found, on one screen."""

import re
import shlex

import pytest

from netcli.knowledge.files.load import COLLECTIONS, Knowledge
from netcli.knowledge.for_whom import for_whom
from netcli.knowledge.model import Therapy, Trial
from netcli.knowledge.search.find import WHOLE_OF
from netcli.knowledge.search.hits import Hit
from netcli.knowledge.search.index import WEIGHTS
from netcli.knowledge.therapies import outcomes_of
from netcli.views.glance.search import hit_rows
from netcli.views.results import in_numbers

QUESTIONS = ("everolimus", "surgery", "carcinoid syndrome", "cabozantinib", "first line", "who 2022", "dotatate PET")


def hit(kind: str, name: str) -> Hit:
    return Hit(kind, name, name, 1, "Passage")


def test_a_drug_shows_every_label_of_the_regions_with_its_limits(knowledge: Knowledge) -> None:
    """Newest wording where there are several for the same patients."""
    for therapy in knowledge.of(Therapy).values():
        (row,) = hit_rows([hit("therapies", therapy.id)], ("us", "eu"), knowledge)
        newest = {}
        for one in therapy.indications:
            if one.status == "approved" and one.region in ("us", "eu"):
                patients = (
                    one.region,
                    *one.sites,
                    one.condition,
                    one.functional,
                    one.line,
                    one.differentiation,
                    one.sstr,
                )
                newest[patients] = max(newest.get(patients, one), one, key=lambda label: label.since or "9")
        for one in newest.values():
            assert for_whom(one).replace("\u00a0", " ") in row.says, therapy.id


def test_a_trial_shows_its_results_with_what_it_tested_and_in_whom(knowledge: Knowledge) -> None:
    """Each cohort by its name; without a result its status and the month in which it was seen."""
    for trial in knowledge.of(Trial).values():
        (row,) = hit_rows([hit("trials", trial.id)], ("us", "eu"), knowledge)
        results = [one for one in outcomes_of(trial) if one.headline]
        assert trial.treatment in row.says
        assert trial.patients in row.says
        for one in results:
            assert in_numbers(one).replace("\u00a0", " ") in row.says, trial.id
            assert len(results) == 1 or one.population in row.says
        assert results or trial.status_as_of[:7] in row.says


def test_every_record_says_something_with_its_source(knowledge: Knowledge) -> None:
    """Whatever is found, and no citation stands raw in what programs read."""
    for collection in WEIGHTS:
        if collection in ("grading", "sites", "epidemiology"):
            continue  # of these the passage is quoted
        for name in knowledge.of(COLLECTIONS[collection]):
            (row,) = hit_rows([hit(collection, name)], ("us", "eu"), knowledge)
            assert row.says, (collection, name)
            assert "[@" not in row.says
            assert row.sources, (collection, name)


@pytest.mark.parametrize("words", QUESTIONS)
def test_ten_hits_are_one_screen(netcli, words: str) -> None:
    """What has no room is named: no hit is left out."""
    run = netcli("search", words, "--format", "table")
    assert len(run.out.splitlines()) <= 30
    shown = re.sub(r"\s+", " ", run.out)
    for row in netcli("search", words, "--json").json["results"]:
        record = row["record"]
        title = record.get("guideline") or record.get("short") or row["title"]
        assert all(word in shown for word in title.split()), title


@pytest.mark.parametrize("words", [*QUESTIONS, "captem", "DLL3"])
def test_each_hit_opens_by_its_name_or_by_a_command_of_the_way_on(netcli, words: str) -> None:
    """Names alone may mean something else."""
    plain = netcli("search", words, "--format", "plain").out
    commands = [
        shlex.split(line.rpartition(": ")[0])[1:] for line in plain.splitlines() if line.startswith("netcli show")
    ]
    opened = {netcli(*command, "--json").json["results"][0]["id"] for command in commands}
    for row in netcli("search", words, "--json").json["results"]:
        record = row["record"]
        if row["kind"] in WHOLE_OF:
            assert row["command"] in plain
        elif row["id"] not in opened:
            title = record.get("short") or row["title"]
            assert netcli("show", title, "--json").json["results"][0]["id"] == row["id"], title


def test_a_glance_shows_the_labels_of_the_regions_that_are_set(netcli) -> None:
    """As therapies do."""
    text = netcli("search", "cabozantinib", "--format", "table", NETCLI_REGIONS="uk").out
    assert "UK ●" in text
    assert "US ●" not in text
