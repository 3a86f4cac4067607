"""The page of a case as a tumour board, a program, a patient and a printer get it."""

import importlib.util
import itertools
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from netcli.api import case
from netcli.cases.medicines import NOT_A_CHECK
from netcli.knowledge.files.load import bundled
from netcli.knowledge.model import Site
from netcli.output.abbreviations import RARE
from netcli.views.short import name_in_short
from tests.conftest import Run

ROOT = Path(__file__).parents[2]
LINES, BYTES = 60, 25_000
TUMOURS = ("--grade G1", "--grade G2", "--grade NEC", "--ki67 12", "--ki67 45", "--mitoses 5 --necrosis none", "")
KNOWN = (
    "",
    "--sstr positive --line first",
    "--sstr negative --line later --region us",
    "--functional functioning",
    "--after lanreotide --region eu",
    "--syndrome MEN1 --age 14",
    "--line later --age 14 --kidney 25 --taking clarithromycin",
    "--region jp",
)
BOARD = "--site pancreas --ki67 12 --differentiation well --sstr positive --after lanreotide --region us"
BOARD_TYPED: Any = {
    "site": "pancreas", "ki67": 12, "differentiation": "well", "sstr": "positive", "after": "lanreotide",
    "region": "us",
}  # fmt: skip
SHEETS = (BOARD, "--site gep --ki67 45 --functional functioning")


def sampled() -> Iterator[str]:
    """Yield cases in which every site meets every tumour, and every tumour what else may be known."""
    known = itertools.cycle(KNOWN)
    for number, site in enumerate(bundled().of(Site)):
        for tumour in TUMOURS[number % 2 :: 2]:
            yield f"--site {site} {tumour} {next(known)}"


def worked() -> Any:
    """Return the module that writes the worked cases."""
    spec = importlib.util.spec_from_file_location("write_cases", ROOT / "examples" / "cases" / "write.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def shown(netcli: Callable[..., Run]) -> Callable[..., Run]:
    """Return what runs a case and sees that it ends well."""

    def run(options: str, *more: str, **environment: str) -> Run:
        found = netcli("case", *options.split(), *more, **{"TERM": "xterm", **environment})
        assert found.code == 0, found.err
        return found

    return run


def test_a_page_has_at_most_sixty_lines_at_a_hundred_columns_and_25_kb(shown: Callable[..., Run]) -> None:
    """At every site, for every class, whatever else is known: for people and patients in turn, for programs."""
    for number, options in enumerate(list(sampled())[::2]):
        more = ("--plain-language",) * (number % 2)
        page = shown(options, *more).out
        assert page.count("\n") <= LINES, (options, more)
        assert max(map(len, page.splitlines())) <= 100, (options, more)
        assert len(shown(options, "--json").out.encode()) <= BYTES, options


def test_every_option_is_on_the_page(shown: Callable[..., Run]) -> None:
    """With its limits or by its name: none is left out for want of room."""
    for options in list(sampled())[::9]:
        text = " ".join(shown(options).out.casefold().split())
        typed: Any = dict(re.findall(r"--(\w+) (\S+)", options))
        page, row = case(**typed), shown(options, "--json").json["results"][0]
        for match in page.options:
            assert name_in_short(match.therapy).casefold() in text, (options, match.therapy.id)
        assert {one["id"] for one in row["options"]} == {match.therapy.id for match in page.options}
        assert {one["id"] for one in row["trials"]} == {trial.id for trial in page.trials}


def test_the_page_is_in_the_order_of_a_tumour_board(shown: Callable[..., Run]) -> None:
    """Class, labels, guidelines, use beyond a label, trials, checks, what is unknown, follow-up."""
    page = shown(BOARD).out
    parts = "Case", "Label US", "Guidelines", "Off-label", "Open trials", "Check before", "Not known", "Follow-up"
    places = [page.index(f"\n{part}") for part in parts]
    assert page.startswith("NET G2")
    assert places == sorted(places)


def test_what_hangs_on_the_unknown_stands_under_if(shown: Callable[..., Run]) -> None:
    """Radioligand therapy without receptor imaging; no longer when it is given, and gone when it is negative."""
    case_ = "--site ileum --grade G2 --line later"
    assert "if SSTR-positive\n177Lu-dotatate" in shown(case_, "--region", "us").out
    known = shown(case_, "--sstr", "positive").out
    assert "if SSTR-positive" not in known
    assert "177Lu-dotatate" in known
    assert "177Lu-dotatate" not in shown(case_, "--sstr", "negative").out.partition("Not known")[0]


def test_what_is_unknown_says_what_it_would_change(shown: Callable[..., Run]) -> None:
    """With the option that makes it known."""
    row = shown(BOARD, "--json").json["results"][0]
    told = {one["field"]: one["changes"] for one in row["unknown"]}
    assert set(told) == {"class", "functional"}
    assert "lenvatinib" in told["class"][0]["without"]
    assert "--mitoses: if G3, not 225Ac-dotatate" in shown(BOARD).out


def test_nothing_is_recommended_or_ranked(shown: Callable[..., Run]) -> None:
    """Options stand side by side; the sheet says so, and which edition it is."""
    for more in ((), ("--plain-language",)):
        page = shown(BOARD, *more).out
        assert "none preferred" in page
        assert bundled().edition.version in page
        assert not re.search(r"\b(we recommend|recommended|best option|score|rank)\b", page, re.IGNORECASE)


@pytest.mark.parametrize("form", ["table", "plain", "markdown", "html"])
@pytest.mark.parametrize("taken", ["clarithromycin", "paracetamol"])
def test_other_medicines_are_never_called_fully_checked(shown: Callable[..., Run], form: str, taken: str) -> None:
    """Neither with an interaction on record nor without."""
    page = " ".join(shown("--site pancreas --grade G2 --line later", "--taking", taken, "--format", form).out.split())
    assert NOT_A_CHECK in page.casefold()
    assert taken in page


@pytest.mark.parametrize("name", ["--name", "--patient", "--birth-date", "--dob", "--mrn", "--id"])
def test_a_case_takes_no_name_date_or_number_of_a_patient(netcli: Callable[..., Run], name: str) -> None:
    """There is no such option."""
    run = netcli("case", "--site", "pancreas", name, "Ada Example")
    assert (run.code, run.out) == (2, "")


def test_the_page_for_a_patient_explains_and_ends_with_the_care_team(shown: Callable[..., Run]) -> None:
    """No abbreviation that nobody explains, the dangers a command away, questions to ask."""
    for options in (BOARD, "--site colon --grade NEC --age 14", "--site lung --mitoses 1 --necrosis none"):
        page = shown(options, "--plain-language").out
        words = re.sub(r"\[[\d,-]+\]|\b(?:NCT\d+|netcli .*)", "", page.partition("Every treatment here")[0])
        assert "To ask" in page
        assert "care team" in page
        assert "emergency number" in page
        assert "--plain-language" in page
        told = re.sub(r"^Studies.*?(?=^\w)", "", words, flags=re.DOTALL | re.MULTILINE)
        assert not re.search(r"\b(SSTR|PRRT|SSA|NEC|TKI|2L\+|G[123])\b", told), told
    assert RARE


def test_the_plain_page_tells_approval_from_trial_and_refusal(shown: Callable[..., Run]) -> None:
    """Each name stands behind words that say what it is."""
    page = " ".join(shown(BOARD, "--plain-language").out.split())
    assert re.search(r"Only in studies: [^:]*177Lu-edotreotide", page)
    assert re.search(r"Refused or given up: [^:]*Surufatinib", page)
    assert re.search(
        r"Only if the lab finds a certain change in the tumour, approved somewhere: [^:]*Selpercatinib", page
    )


def test_the_plain_page_keeps_what_does_not_go_together(shown: Callable[..., Run]) -> None:
    """Kidneys, age, other medicines, in plain words above all treatments."""
    options = "--site pancreas --grade G2 --sstr positive --kidney 20 --age 14 --taking clarithromycin"
    page = " ".join(shown(options, "--plain-language").out.split())
    above, _, _ = page.partition("Approved ")
    assert "Kidneys as weak as that matter for: 177Lu-dotatate" in above
    assert "for a higher age, for adults, or do not say" in above
    assert re.search(r"clarithromycin: official texts say, with [^.]*Everolimus .US: avoid", above)
    assert "no full check" in above


def test_the_plain_page_says_what_a_treatment_hangs_on(shown: Callable[..., Run]) -> None:
    """No approval without its condition."""
    page = " ".join(shown("--site pancreas --ki67 45 --region us", "--plain-language").out.split())
    assert (
        "Lutetium (177Lu) dotatate (Lutathera) (if it still looks like a NET (NET G3), if docking places show)" in page
    )
    assert "if VHL, an inborn disease, is there" in page


def test_an_adult_label_is_never_without_its_word(shown: Callable[..., Run]) -> None:
    """In the table and, for a child, in the contradiction, whole."""
    page = " ".join(shown("--site pancreas --grade G2 --sstr positive --line later --age 14 --region eu").out.split())
    assert "(adults)" in page
    assert "the others are for adults, or their age stands in their text" in page


def test_relief_of_symptoms_is_that_of_the_syndrome(shown: Callable[..., Run]) -> None:
    """Labels for another syndrome stand apart, and what warns of the syndrome is there."""
    page = shown("--site pancreas --grade G1 --syndrome insulinoma --size 14").out
    told = " ".join(page.split())
    own, _, others = told.partition("other symptoms")
    assert "diazoxide" in own[own.index("Symptoms") :]
    assert "telotristat" in others
    assert "can worsen hypoglycaemia" in told


def test_a_drug_that_was_given_is_marked(shown: Callable[..., Run]) -> None:
    """It stays an option, for programs too: it is for the board to say."""
    assert "given before: lanreotide" in shown(BOARD).out
    options = shown(BOARD, "--json").json["results"][0]["options"]
    assert "given before" in next(one for one in options if one["id"] == "lanreotide")["remark"]


def test_a_class_of_drugs_that_was_given_is_marked_too(shown: Callable[..., Run]) -> None:
    """After PRRT the radioligand in the table was given before."""
    assert "given before: 177Lu-dotatate" in shown("--site midgut --grade G1 --sstr positive --after PRRT").out


def test_the_plain_page_warns_of_the_syndrome(shown: Callable[..., Run]) -> None:
    """An analogue can make the sugar of an insulinoma worse."""
    page = " ".join(shown("--site pancreas --grade G1 --syndrome insulinoma", "--plain-language").out.split())
    assert "make the sugar worse" in page
    assert "For what other hormones do" in page


def test_a_wide_page_keeps_the_class_of_each_name(shown: Callable[..., Run]) -> None:
    """Where there is no room for what an option hangs on, the class stays."""
    page = " ".join(shown("--site gep --ki67 45 --line later --age 14 --kidney 25 --taking clarithromycin").out.split())
    assert "FOLFIRI (NEC)" in page
    assert "CAPTEM (NET G3)" in page


def test_an_emergency_named_as_the_syndrome_comes_first(shown: Callable[..., Run]) -> None:
    """As in every command that takes words."""
    run = shown("--site midgut --grade G1", "--syndrome", "carcinoid crisis", "--json")
    assert "emergency" in run.json["notes"][0]
    assert "emergency number" in shown("--site midgut --grade G1", "--syndrome", "carcinoid crisis").out[:400]


def test_the_query_is_what_was_understood(shown: Callable[..., Run]) -> None:
    """Ids and words of the knowledge, what follows from another value with them."""
    asked = shown("--site pNET --sstr + --after PRRT,SSA --ki67 12,5", "--json").json["query"]
    assert asked == {
        "site": "pancreas", "ki67": "12.5", "sstr": "positive", "line": "later",
        "after": ["prrt", "somatostatin-analogue"],
    }  # fmt: skip


def test_a_table_has_a_row_an_option(shown: Callable[..., Run]) -> None:
    """By the therapy's id; a page is too much to stand in each row."""
    head, *rows = shown(BOARD, "--format", "csv").out.splitlines()
    assert head.startswith("id,basis,standing")
    assert {row.partition(",")[0] for row in rows} == {one.therapy.id for one in case(**BOARD_TYPED).options}


def test_an_overlay_is_marked_for_programs_too(shown: Callable[..., Run]) -> None:
    """A hospital's trial by its origin."""
    row = shown("--site pancreas --grade G2", "--json", "--data", str(ROOT / "examples" / "hospital")).json["results"][
        0
    ]
    assert {one["origin"] for one in [*row["options"], *row["trials"], *row["advice"]] if "origin" in one}


@pytest.mark.parametrize("name", worked().CASES)
def test_a_worked_case_is_what_the_tool_prints(shown: Callable[..., Run], name: str) -> None:
    """Mend it with: python examples/cases/write.py."""
    _, options = worked().CASES[name]
    written = (ROOT / "examples" / "cases" / f"{name}.txt").read_text(encoding="utf-8")
    assert written == f"$ netcli case {options}\n\n{shown(options).out}"


BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.mark.skipif(BROWSER is None, reason="no headless Chromium on this machine")
def test_the_page_prints_on_one_sheet_of_a4(shown: Callable[..., Run], tmp_path: Path) -> None:
    """With its sources, its edition and the notice; for patients, the longest."""
    for number, (options, more) in enumerate([*((one, ()) for one in SHEETS), (SHEETS[0], ("--plain-language",))]):
        page, sheet = tmp_path / f"{number}.html", tmp_path / f"{number}.pdf"
        page.write_text(shown(options, *more, "--format", "html").out, encoding="utf-8")
        line = [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        subprocess.run([*line, f"--print-to-pdf={sheet}", page.as_uri()], check=True, capture_output=True, timeout=60)
        assert re.findall(rb"/Count (\d+)", sheet.read_bytes()) == [b"1"], options
