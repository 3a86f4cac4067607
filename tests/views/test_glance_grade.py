"""One graded tumour on one screen: where its value lies, what is kept of each reason, and what would make it surer."""

import re
import shlex

import pytest

from netcli.grading import classify
from netcli.grading.rulebook import bundled_rulebook
from netcli.output.blocks import Picture
from netcli.views.scale import WIDTHS, scales

BUDGET = 16
CASES = [
    "--ki67 12", "--ki67 38", "--ki67 <3", "--ki67 3-20 --mitoses 1-30", "--ki67 12 --mitoses 4 --site ileum",
    "--positive 15 --counted 500 --mitoses 18/10mm2 --site ileum", "--ki67 60 --differentiation poor",
    "--mitoses 1 --site lung", "--mitoses 1 --necrosis punctate --site lung", "--ki67 9 --site thymus",
    "--mitoses 14 --differentiation well --necrosis extensive --site lung", "--ki67 50 --differentiation mixed",
    "--ki67 25 --mitoses 3 --differentiation mixed --ne-component 40 --site colon", "--ki67 2.5 --edition who-2010",
]  # fmt: skip


def line(given: str) -> list[str]:
    return ["grade", *shlex.split(given)]


@pytest.mark.parametrize("given", CASES)
def test_the_screen_keeps_to_its_budget(netcli, given: str) -> None:
    """Scale, reasons, warnings, sources and the way on included."""
    assert netcli(*line(given), "--format", "table", COLUMNS="100").out.count("\n") <= BUDGET


@pytest.mark.parametrize("given", CASES)
def test_what_would_make_it_surer_does(netcli, given: str) -> None:
    """The options run with those that were given, and then nothing more is asked for."""
    way = re.search(r"^(--.*) to be surer", netcli(*line(given), "--format", "table", COLUMNS="160").out, re.MULTILINE)
    if way:
        run = netcli(*line(given), *way[1].split(), "--format", "table", COLUMNS="160")
        assert run.code == 0, run.err
        assert "to be surer" not in run.out


@pytest.mark.parametrize("given", CASES)
def test_the_result_is_the_one_of_the_full_answer(netcli, given: str) -> None:
    """Label, certainty, scheme, what else is possible and every code of a warning."""
    whole = netcli(*line(given), "--json").json["results"][0]
    out = " ".join(netcli(*line(given), "--format", "plain").out.split())
    assert out.startswith(whole["label"].partition(":")[0])
    assert whole["certainty"] in out
    assert whole["scheme_name"] in out
    assert all(f"Mind: {one['code']}: " in out for one in whole["warnings"])
    (row,) = netcli(*line(given), "--json", "--brief").json["results"]
    assert {name: whole[name] for name in ("category", "grade", "label", "scheme", "certainty")}.items() <= row.items()
    assert row.get("candidates", []) == whole["candidates"]
    assert row.get("warnings", []) == [one["code"] for one in whole["warnings"]]
    assert not {"working", "reasons", "meaning"} & row.keys()


def drawn(**typed: object) -> list[str]:
    answer = classify(site="ileum", **typed)  # type: ignore[arg-type]
    pictures: list[Picture] = scales(answer, bundled_rulebook().schemes[answer.scheme])
    return list(pictures[0].lines)


@pytest.mark.parametrize(
    ("ki67", "name"), [(0, "G1"), (2.99, "G1"), (3, "G2"), (20, "G2"), (20.01, "G3"), (55, "G3"), (100, "G3")]
)
def test_a_value_lies_in_its_own_band(ki67: float, name: str) -> None:
    """On a cut-off too: 3 is G2, and so is 20; no value covers a name."""
    text = drawn(ki67=ki67)[0][9:]
    spot = text.index("●")
    band = ("G1", "G2", "G3").index(name)
    assert sum(WIDTHS[:band]) <= spot < sum(WIDTHS[: band + 1])
    assert all(one in text for one in ("0", "G1", "3", "G2", "20", "G3 or NEC", "100"))


def test_the_cut_offs_on_the_scale_are_those_of_the_scheme() -> None:
    """Each where its band begins."""
    for scheme in bundled_rulebook().editions():
        if scheme.family == "digestive":
            text = drawn(mitoses=1, edition=scheme.id)[0][9:] if scheme.id != "who-2017" else ""
            starts = (WIDTHS[0], WIDTHS[0] + WIDTHS[1])
            for cut, start in zip(scheme.mitoses, starts, strict=True) if text else ():
                assert text[start:].startswith(f"{cut.value:g}")


def test_an_interval_across_a_cut_off_is_drawn_across_it() -> None:
    """15 of 500 cells: 1.83 to 4.89 %."""
    text = drawn(positive=15, counted=500)[0][9:]
    assert "━" in text[: WIDTHS[0]]
    assert "━" in text[WIDTHS[0] : sum(WIDTHS[:2])]
    assert "━" not in text[sum(WIDTHS[:2]) :]
    assert text.endswith("3 % (1.83–4.89)")


def test_an_open_bound_stays_on_its_side() -> None:
    """<3 is all G1, >20 all above G2."""
    below, above = drawn(ki67="<3")[0][9:], drawn(ki67=">20")[0][9:]
    assert "━" not in below[WIDTHS[0] :]
    assert "━" not in above[: sum(WIDTHS[:2])]
    assert below.endswith("<3 %")


def test_necrosis_makes_few_mitoses_atypical_on_the_scale_too(netcli) -> None:
    """The band of few mitoses is typical only where there is no necrosis."""
    for mitoses, necrosis, is_typical in (("1", "none", True), ("1", "punctate", False), ("9", "none", True)):
        line = ("grade", "--mitoses", mitoses, "--necrosis", necrosis, "--site", "lung", "--format", "table")
        scale = re.search(r"^Mitoses .*$", netcli(*line).out, re.MULTILINE)
        assert scale
        assert (" typical" in scale[0]) is is_typical


def test_what_decides_is_in_the_first_sentence(netcli) -> None:
    """A high value without a differentiation names the stains on the screen, and a reading of a gap how it is read."""
    out = " ".join(netcli("grade", "--ki67", "38", "--format", "table").out.split())
    assert all(word in out for word in ("morphology", "p53", "RB1", "DAXX/ATRX", "SSTR2"))
    out = " ".join(netcli("grade", "--ki67", "2.5", "--edition", "who-2010", "--format", "table").out.split())
    assert "such a value is read as G1" in out
    out = " ".join(netcli("grade", "--mitoses", "14", "--differentiation", "well", "--site", "lung").out.split())
    assert "seek expert review" in out
