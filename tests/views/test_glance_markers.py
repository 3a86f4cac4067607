"""Markers, scans, syndromes and words on one screen: what a row may leave out, and what never."""

import re

import pytest

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.lookup import look_up
from netcli.knowledge.model import Biomarker, Imaging, Syndrome, Term
from netcli.output.blocks import Facts, Names, Table, Ways, lines_of
from netcli.views.glance.biomarkers import marker_glance, marker_rows
from netcli.views.glance.glossary import glossary_glance
from netcli.views.glance.imaging import agent_glance, imaging_glance, imaging_rows
from netcli.views.glance.syndromes import one_syndrome, syndrome_rows
from netcli.views.short import with_units

USUAL = ("us", "eu")
SCREEN = 44


def of(knowledge: Knowledge, kind):
    return list(knowledge.of(kind).values())


def every_short_record(knowledge: Knowledge):
    return [one for kind in (Biomarker, Imaging, Syndrome) for one in of(knowledge, kind)]


def test_a_short_text_rests_on_sources_of_its_record(knowledge: Knowledge) -> None:
    """A bundled row cites what says it, not whatever the record cites elsewhere."""
    for one in every_short_record(knowledge):
        if one.glance:
            assert one.glance.sources, one.id
            assert set(one.glance.sources) <= set(one.sources), one.id


def test_a_short_name_opens_its_record(knowledge: Knowledge) -> None:
    """As `netcli show` reads it."""
    collections = {Biomarker: "biomarkers", Imaging: "imaging", Syndrome: "syndromes"}
    for one in every_short_record(knowledge):
        assert look_up(one.short or one.name, knowledge, (collections[type(one)],)).record is one


def test_every_marker_stands_on_the_screen(knowledge: Knowledge) -> None:
    """In a row, as a change of a tumour, or by its name: none is left out in silence."""
    blocks = marker_glance(of(knowledge, Biomarker), None, knowledge)
    texts = [
        line.text
        for block in blocks
        if isinstance(block, (Table, Facts))
        for cell in ([cell for row in block.rows for cell in row.cells] if isinstance(block, Table) else block.items[0])
        for line in lines_of(cell)
    ]
    texts += [gives for block in blocks if isinstance(block, Ways) for _, gives in block.items]
    shown = " ".join(texts).lower()
    for row in marker_rows(of(knowledge, Biomarker), None, knowledge):
        names = [one.change.removesuffix(" mutated") for one in row.frequencies]
        assert row.name.lower() in shown or (names and all(name.lower() in shown for name in names)), row.id


def test_changes_of_a_tumour_stand_by_frequency_with_those_who_were_counted(netcli) -> None:
    """The most frequent first within a study."""
    told = re.sub(r"\s+", " ", netcli("biomarkers", "--kind", "genomic", COLUMNS="140", TERM="xterm").out)
    assert "TP53 64, MYC gained 51, ARID1A lost 35" in told
    assert "(152 digestive NECs)" in told
    assert "69.7 (60.0–77.9)" in told  # an interval stays with its number


def test_a_site_shows_its_tumours_alone(netcli) -> None:
    """Genes that are changed elsewhere are no genes of the lung."""
    told = netcli("biomarkers", "--site", "lung").out
    assert "Lung carcinoid" in told
    assert "Pancreatic NET" not in told


def test_two_percentages_side_by_side_are_named_by_their_column(netcli) -> None:
    """Sensitivity before specificity; in plain text on the line itself."""
    assert "sensitivity / specificity" in netcli("biomarkers", "--kind", "blood", TERM="xterm").out.splitlines()[0]
    plain = netcli("imaging", "--format", "plain").out
    assert "MRI, liver: sensitivity / specificity: 86 / 94 %, 625 liver lesions" in plain


def test_a_label_of_a_scan_stands_with_its_limits(knowledge: Knowledge) -> None:
    """For whom, that a product was refused, and that no source proves it."""
    rows = {row.id: row for row in imaging_rows(of(knowledge, Imaging), USUAL, knowledge)}
    told = {name: [one.for_whom for one in row.standings] for name, row in rows.items()}
    assert told["ga-68-dotatate"] == ["SSTR+ NET, also children"]
    assert "refused: kit of Lantheus" in told["ga-68-dotatoc"]
    assert told["f-18-sstr-tracers"] == ["no label (unconfirmed)"]
    for one in of(knowledge, Imaging):
        assert len(rows[one.id].standings) + len(rows[one.id].elsewhere) == len(one.approvals)


def test_regions_that_are_not_asked_for_are_named(knowledge: Knowledge) -> None:
    """A row shows the regions of the session; what others say stands below."""
    blocks = imaging_glance(of(knowledge, Imaging), ("sg",), knowledge)
    table = next(block for block in blocks if isinstance(block, Table))
    leads = [line.lead for row in table.rows for line in lines_of(row.cells[1])]
    assert leads == ["SG ● 1999"]
    elsewhere = next(cell for block in blocks if isinstance(block, Facts) for _, cell in block.items)
    assert {line.lead[:2] for line in lines_of(elsewhere)} == {"US", "EU"}


def test_a_hormone_syndrome_says_how_often_it_is_malignant_and_a_hereditary_one_its_gene(knowledge: Knowledge) -> None:
    """From the figures of the record."""
    rows = {row.id: row for row in syndrome_rows(of(knowledge, Syndrome), knowledge)}
    assert rows["insulinoma"].malignant == "malignant share 5–15 %"
    assert rows["tsc"].gene == "TSC1, TSC2"
    assert "(unconfirmed)" in rows["other-rare-hormones"].sign


@pytest.mark.parametrize("command", ["imaging", "syndromes"])
def test_one_of_them_fits_a_screen(knowledge: Knowledge, netcli, command: str) -> None:
    """With its sources and the way on."""
    for one in of(knowledge, {"imaging": Imaging, "syndromes": Syndrome}[command])[:: 1 if command == "imaging" else 2]:
        out = netcli(command, one.id, COLUMNS="100", TERM="xterm").out
        assert out.count("\n") <= SCREEN + 1, one.id
        assert f"netcli {command} {one.id} --full" in out


def test_one_of_them_keeps_every_limit_of_its_tests(knowledge: Knowledge) -> None:
    """Tests, pitfalls and figures are those of the record, whole."""
    insulinoma, mri = knowledge.of(Syndrome)["insulinoma"], knowledge.of(Imaging)["mri-liver"]
    told = str(one_syndrome(insulinoma, knowledge)) + str(agent_glance(mri))
    for text in (*insulinoma.tests, *insulinoma.management, *mri.use, *mri.pitfalls):
        assert text in told


def test_the_glossary_names_every_term_once(knowledge: Knowledge) -> None:
    """In the order of the alphabet, each by a name that opens it."""
    names = next(block for block in glossary_glance(of(knowledge, Term)) if isinstance(block, Names))
    assert len(set(names.items)) == len(knowledge.of(Term)) == len(names.items)
    for name in names.items:
        assert look_up(name, knowledge, ("glossary",)).record


def test_a_list_of_names_uses_the_width_and_is_read_down(netcli) -> None:
    """Many columns where there is room, one name a line where nothing is drawn."""
    heights = [netcli("glossary", COLUMNS=str(width), TERM="xterm").out.count("\n") for width in (60, 80, 100, 140)]
    assert heights == sorted(heights, reverse=True)
    assert heights[2] <= 40
    first = [line.split()[0] for line in netcli("glossary", COLUMNS="100", TERM="xterm").out.splitlines()[2:6]]
    assert first == ["5-HIAA", "ACTH", "AJCC", "Alpha"]
    assert "\nAJCC\n" in netcli("glossary", "--format", "plain").out


def test_a_number_keeps_its_unit_and_its_sign() -> None:
    """At the end of a line they are not torn apart."""
    assert (
        with_units("92 / 85 % at > 752 nmol/L, 12 mo")
        == "92\u00a0/\u00a085\u00a0% at >\u00a0752\u00a0nmol/L, 12\u00a0mo"
    )


@pytest.mark.parametrize("line", [["biomarkers"], ["imaging"], ["syndromes"], ["glossary"]])
def test_rows_for_programs_are_few_and_have_ids(netcli, line: list[str]) -> None:
    """What an assistant reads first."""
    run = netcli(*line, "--brief", "--json")
    assert len(run.out.encode()) <= 25_000
    assert all(one["id"] for one in run.json["results"])
