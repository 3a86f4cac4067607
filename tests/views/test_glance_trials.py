"""Trials on one screen: nothing that must stand beside a number or a name gets lost, and it stays one screen."""

import re
from collections.abc import Callable

import pytest

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.lookup import look_up
from netcli.knowledge.model import Trial
from netcli.knowledge.trials import OPEN

SCREEN = {"TERM": "xterm"}
WIDTHS = ("60", "80", "100", "120", "140")
QUESTIONS: list[tuple[str, ...]] = [
    (),
    ("--phase", "3"),
    ("--phase", "2"),
    ("--site", "thymus"),
    ("--drug", "everolimus"),
]


def said(text: str) -> str:
    """Return text as one line, whatever its layout."""
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize(("question", "budget"), [((), 46), (("--phase", "3"), 52)])
def test_all_trials_and_phase_3_are_one_screen(netcli, question: tuple[str, ...], budget: int) -> None:
    assert netcli("trials", *question, **SCREEN).out.count("\n") <= budget


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_trial_is_named_and_every_open_one_in_a_row_has_its_number(
    netcli, knowledge, question: tuple[str, ...], width: str
) -> None:
    out = said(netcli("trials", *question, **SCREEN, COLUMNS=width).out).replace(" ", "")
    for row in netcli("trials", *question, "--brief", "--json").json["results"]:
        assert row["name"].replace(" ", "") in out
        if row.get("treatment") and row["status"] in OPEN:
            assert row["nct"] in out


@pytest.mark.parametrize("width", WIDTHS)
def test_what_a_result_missed_lacked_or_leaves_unproved_stands_with_it_at_every_width(netcli, width: str) -> None:
    out = said(netcli("trials", "--phase", "2", **SCREEN, COLUMNS=width).out)
    rows = netcli("trials", "--phase", "2", "--brief", "--json").json["results"]
    texts = [one["text"] for row in rows for one in row.get("results", [])]
    for words in ("missed", "no control", "not compared", "unconfirmed"):
        told = sum(words in text for text in texts)
        assert told > 0
        assert out.count(words) >= told


def test_every_result_of_a_trial_with_a_control_names_both_arms(netcli) -> None:
    rows = netcli("trials", "--phase", "3", "--brief", "--json").json["results"]
    for row in rows:
        if any(" v " in one["text"] for one in row.get("results", [])):
            assert " v " in row["treatment"] or "±" in row["treatment"], row["name"]


def test_a_status_older_than_the_edition_allows_says_so(netcli, knowledge: Knowledge) -> None:
    lines = netcli("trials", "--phase", "3", **SCREEN).out.splitlines()
    assert next(line for line in lines if line.startswith("SURTORI-01")).endswith("2023-12 old")
    assert not next(line for line in lines if line.startswith("ACTION-1")).endswith("old")
    assert any(f"old: > {knowledge.edition.stale_after_days} days" in line for line in lines)
    plain = netcli("trials", "--phase", "3", "--format", "plain").out
    assert "SURTORI-01: seen: 2023-12 old" in plain


def test_a_trial_that_is_not_yet_open_says_so(netcli) -> None:
    out = netcli("trials", "--phase", "3", **SCREEN).out
    assert "planned" in next(line for line in out.splitlines() if line.startswith("TARLANEC"))


def test_a_result_of_another_site_is_not_shown(netcli) -> None:
    """Of a trial with a cohort a site, the one that was asked for."""
    question = ("trials", "--phase", "3", "--site", "lung", "--brief", "--json")
    cabinet = next(row for row in netcli(*question).json["results"] if row["id"] == "cabinet")
    assert [one["hr"] for one in cabinet["results"]] == [0.38]


def test_results_on_symptoms_stand_apart(netcli) -> None:
    out = netcli("trials", "--phase", "3", **SCREEN).out
    assert out.index("\nsymptoms") > out.index("TOPIC-NEC")
    assert out.index("TELECAST") > out.index("\nsymptoms")


def test_an_unconfirmed_trial_says_so_in_its_row(netcli) -> None:
    lines = netcli("trials", **SCREEN).out.splitlines()
    assert "(unconfirmed)" in next(line for line in lines if line.startswith("STELLAR-311"))


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_name_opens_and_every_way_on_runs(netcli, knowledge, question: tuple[str, ...]) -> None:
    for row in netcli("trials", *question, "--brief", "--json").json["results"]:
        assert look_up(row["name"], knowledge, ("trials",)).record.id == row["id"]
    ways = netcli("trials", *question, **SCREEN).out.splitlines()[-1]
    for way in re.findall(r"--(?:full|links|phase \d|site \w+)", ways):
        assert netcli("trials", *question, *way.split(" ")).code == 0 or way.split(" ")[0] in question
    shown = re.search(r"netcli show (\S+)", ways)
    assert shown
    assert netcli("show", shown[1]).code == 0


def test_the_two_great_registers_are_searched_by_whole_addresses_the_others_on_demand(netcli) -> None:
    urls = [link["url"] for link in netcli("trials", "--phase", "3", "--json").json["links"]]
    few, every = (netcli("trials", "--phase", "3", *more, **SCREEN).out for more in ((), ("--links",)))
    assert [url in few for url in urls[:3]] == [True, True, False]
    assert all(url in every.replace("\n", "") for url in urls)


def test_who_looks_for_a_place_gets_the_links_first(netcli) -> None:
    out = netcli("trials", "--near", "Berlin", **SCREEN).out
    assert out.startswith("https://clinicaltrials.gov/")
    assert out.index("isrctn.com") < out.index("Open ")


@pytest.mark.parametrize(
    ("word", "query"),
    [
        ("lutathera", {"drug": ["lutetium-dotatate"]}),
        ("pancreas", {"site": "pancreas"}),
        ("si-net", {"site": "jejunum-ileum"}),
        ("after platinum", {"after": ["platinum"]}),
    ],
)
def test_a_word_is_the_site_or_the_drug_that_it_names(netcli, word: str, query: dict[str, object]) -> None:
    run = netcli("trials", word, "--brief", "--json")
    assert (run.code, run.json["query"]) == (0, query)


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        (("3",), "--phase 3"),
        (("NETTER-2",), "netcli show NETTER-2"),
        (("everolimsu",), "everolimus"),
        (("paraganglioma",), "outside the scope"),
        (("pancreas", "--site", "lung"), "given twice"),
        (("lutathera", "--drug", "everolimus"), "given twice"),
        (("after", "PRRT", "--after", "platinum"), "given twice"),
        (("pancreas", "--live", "--diff"), "--diff takes no --site"),
    ],
)
def test_a_word_that_is_neither_or_twice_is_refused_with_a_hint(netcli, line: tuple[str, ...], hint: str) -> None:
    run = netcli("trials", *line)
    assert (run.code, run.out) == (2, "")
    assert hint in run.err


def test_a_word_that_is_a_site_and_a_drug_is_refused(netcli, tmp_path) -> None:
    (tmp_path / "own.yaml").write_text("therapies:\n  - id: everolimus\n    aliases: [pancreas]\n", encoding="utf-8")
    run = netcli("trials", "pancreas", "--data", str(tmp_path))
    assert run.code == 2
    assert "--site or --drug" in run.err


def test_no_list_of_drugs_mixes_the_arms(netcli, knowledge) -> None:
    """What a trial is held against never stands among what it tests."""
    from netcli.views.full.trials import arms_in_words

    for trial in knowledge.of(Trial).values():
        tested = arms_in_words(trial, knowledge).split(" against ")[0]
        for agent in set(trial.control) - set(trial.tested):
            assert agent not in tested.split(", ")


def test_offers_for_the_word_are_sites_and_drugs() -> None:
    from netcli.completion import offer

    offers: Callable[[str], list[str]] = lambda begun: offer("sites and therapies", begun)  # noqa: E731
    assert "pancreas" in offers("pan")
    assert "lutathera" in offers("luta")


def test_a_trial_in_which_the_drug_is_the_control_arm_says_so_and_stands_last(netcli) -> None:
    out = netcli("trials", "--drug", "everolimus", **SCREEN).out
    assert out.index("RADIANT-3") < out.index("Everolimus in both arms") < out.index("COMPETE")
    assert out[: out.index("COMPETE")].count("Everolimus is the control arm only") == 2
    rows = netcli("trials", "--drug", "everolimus", "--json").json["results"]
    assert next(row for row in rows if row["id"] == "compete")["remarks"] == ["control arm only"]
    assert next(row for row in rows if row["id"] == "radiant-3")["remarks"] == []


def test_what_is_silent_on_earlier_treatment_says_so(netcli) -> None:
    line = ("trials", "--site", "pancreas", "--after", "lutathera", "--status", "recruiting")
    out = netcli(*line, **SCREEN).out
    assert out.index("NET RETREAT") < out.index("earlier treatment not named") < out.index("CABONEN")
    answer = netcli(*line, "--json").json
    assert answer["query"]["after"] == ["lutetium-dotatate"]
    assert any("the registers do not record it" in note for note in answer["notes"])
    silent = {row["id"] for row in answer["results"] if row["remarks"]}
    assert {"net-retreat", "action-1"} <= {row["id"] for row in answer["results"]} - silent
    full = netcli(*line, "--full").out
    assert full.index("NET RETREAT") < full.index("Earlier treatment not named") < full.index("CABONEN")


def test_the_card_of_a_trial_says_what_its_patients_had_before(netcli) -> None:
    assert "After: PRRT, targeted" in netcli("show", "CABINET", "--full", "--format", "plain").out


def test_offers_for_earlier_treatment_are_classes_drugs_and_brands() -> None:
    from netcli.completion import offer

    assert {"platinum", "platinum-etoposide"} <= set(offer("earlier", "plat"))
    assert "lutathera" in offer("earlier", "luta")
