"""Structured questions: each rule leads to its field, row, number, code or command, whatever stands around it."""

from pathlib import Path

import pytest

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Question
from netcli.knowledge.search.direct.everyday import WITH_FEVER
from netcli.knowledge.search.find import find
from netcli.knowledge.search.hits import Hit
from netcli.knowledge.search.index import open_index
from netcli.knowledge.search.ranking import concepts_of


def first(knowledge: Knowledge, text: str) -> Hit:
    return find(text, open_index(knowledge), knowledge)[0]


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("dose of sunitinib", "sunitinib", "37.5 mg"),
        ("contraindications of pasireotide", "pasireotide", ""),
        ("sunitinib trade name", "sunitinib", "Sutent"),
        ("everolimus with ketoconazole", "everolimus", "ketoconazole"),
        ("sunitinib route", "sunitinib", ""),
    ],
)
def test_a_field_of_a_drug_is_told(knowledge: Knowledge, text: str, name: str, said: str) -> None:
    """And `netcli show` gives the whole."""
    hit = first(knowledge, text)
    assert (hit.kind, hit.id, hit.answers) == ("therapies", name, True)
    assert said in hit.snippet
    assert hit.command.startswith(f"netcli show {name}")


def test_an_endpoint_without_a_result_is_said_to_have_none(knowledge: Knowledge) -> None:
    """Never answered with another endpoint without a word."""
    hit = first(knowledge, "OS in SPINET")
    assert (hit.kind, hit.id) == ("trials", "spinet")
    assert hit.snippet.startswith("SPINET: no result on overall survival on record.")


def test_three_of_one_kind_leave_the_third_place_to_a_near_one_of_another(knowledge: Knowledge) -> None:
    """A count of cells that names no marker: the command that grades it is among the first three."""
    hits = find("31 of 600 nuclei stained", open_index(knowledge), knowledge)[:3]
    assert len({hit.kind for hit in hits}) > 1
    assert any("--positive 31 --counted 600" in hit.snippet for hit in hits)


@pytest.mark.parametrize("text", ["telotristat approved in the EU", "sunitinib japan approval"])
def test_a_row_of_a_region_is_told(knowledge: Knowledge, text: str) -> None:
    """What is told cites its label."""
    hit = first(knowledge, text)
    assert (hit.kind, hit.answers) == ("therapies", True)
    assert "[@" in hit.snippet


@pytest.mark.parametrize(
    ("text", "trial", "said"),
    [
        ("RADIANT-4 PFS", "radiant-4", "3.9"),
        ("CLARINET hazard ratio", "clarinet", "HR"),
        ("COMPETE comparator", "compete", "comparator"),
        ("HR for overall survival in RADIANT-4", "radiant-4", "0.73"),
        ("response rate in NETTER-2", "netter-2", "43 %"),
        ("which NCT number has NETTER-3", "netter-3", "NCT"),
    ],
)
def test_a_number_of_a_trial_is_told(knowledge: Knowledge, text: str, trial: str, said: str) -> None:
    """Its result, or the field of its record."""
    hit = first(knowledge, text)
    assert (hit.kind, hit.id, hit.answers) == ("trials", trial, True)
    assert said in hit.snippet


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("incidence in Norway", "norway-incidence"),
        ("prevalence of NET in England", "england-prevalence"),
        ("incidence Taiwan", "taiwan-incidence"),
    ],
)
def test_a_figure_of_a_country_is_told(knowledge: Knowledge, text: str, name: str) -> None:
    """And no other country's."""
    hit = first(knowledge, text)
    assert hit.kind == "epidemiology"
    assert hit.id.startswith(name)


@pytest.mark.parametrize("text", ["incidence of NET in Kenya", "prevalence in Chile"])
def test_a_country_without_figures_has_no_answer(knowledge: Knowledge, text: str) -> None:
    """Another country's are nearest, not the answer."""
    assert not first(knowledge, text).answers


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("morphology code of small cell NEC", "8041/3"),
        ("8240/3", "8240/3"),
        ("8013/3 what is it", "8013/3"),
        ("icd-o-3 code of MANEC", "8244/3"),
        ("NET G2 lung code", "8249/3"),
        ("ICD-O for SCLC", "8041/3"),
        ("carcinoma of the neuroendocrine type, code", "8246/3"),
        ("icd-o large cell neuroendocrine carcinoma", "8013/3"),
        ("mixed neuroendocrine non neuroendocrine neoplasm ICD-O", "8154/3"),
        ("ICD-10 for carcinoid of the rectum", "C7A.026"),
        ("icd 10 neuroendocrine carcinoma poorly differentiated", "C7A.1"),
        ("NET of unknown primary, topography code", "C80.9"),
        ("terminal ileum ICD-O site code", "C17.2"),
    ],
)
def test_a_code_is_told_whole(knowledge: Knowledge, text: str, code: str) -> None:
    """By the code or by the class."""
    hit = first(knowledge, text)
    assert hit.answers
    assert code in hit.snippet


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("bronchial carcinoid ICD-10-CM", "C7A.090"),
        ("icd-10 benign carcinoid of the appendix", "D3A.020"),
        ("which C7A code for the appendix", "C7A.020"),
        ("ICD-10 pancreatic NET", "C25.4"),
        ("icd-10 code ileal NEC", "C7A.1"),
    ],
)
def test_the_billing_code_is_that_of_the_organ(knowledge: Knowledge, text: str, code: str) -> None:
    """Never that of the carcinoid syndrome."""
    assert code in first(knowledge, text).snippet


@pytest.mark.parametrize(
    ("text", "schema"),
    [
        ("schema of a NET of the appendix, 2025", "net-appendix-v9-2024"),
        ("EOD schema for MiNEN of the appendix", "appendix-v9-2023"),
        ("C25.2 8240/3 which schema 2022", "net-pancreas"),
    ],
)
def test_the_schema_is_that_of_the_tumour(knowledge: Knowledge, text: str, schema: str) -> None:
    """Carcinomas and mixed tumours have the schema of their organ."""
    assert first(knowledge, text).id == schema


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("recruiting trials in NEC", "recruiting"),
        ("not yet recruiting trials in NEC", "not-yet-recruiting"),
        ("trials in NEC that are no longer recruiting", "active-not-recruiting"),
        ("trials withdrawn before enrolling", "withdrawn"),
        ("completed phase 3 trials", "completed"),
    ],
)
def test_trials_are_listed_by_how_they_stand(knowledge: Knowledge, text: str, status: str) -> None:
    """Those that do not yet recruit are none that do."""
    hits = find(text, open_index(knowledge), knowledge)
    listed = [hit.command for hit in hits if hit.command.startswith("netcli trials")]
    assert all(f"--status {status} " in f"{command} " for command in listed)
    assert listed or status == "active-not-recruiting"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("countries of SEQTOR", "Spain"),
        ("how large was NETTER-1", "231 patients"),
        ("disease control rate of satoreotide", "94.7 %"),
        ("when was OCLURANDOM published", "Lancet Oncol 2026"),
    ],
)
def test_what_is_asked_of_a_trial_is_what_is_told(knowledge: Knowledge, text: str, said: str) -> None:
    """Not its main result."""
    assert said in first(knowledge, text).snippet


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Child-Pugh B, starting Afinitor", "5 mg in B"),
        ("telotristat dose on dialysis", "not recommended on dialysis"),
        ("hold etoposide for platelets", "withhold below 50"),
        ("dose of sunitinib", "37.5 mg once daily"),
    ],
)
def test_the_dose_is_that_of_the_patient_who_is_named(knowledge: Knowledge, text: str, said: str) -> None:
    """The usual one only where nothing else is said."""
    assert said in first(knowledge, text).snippet


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("what was refused in 2026", "fda-itm-letter-2026"),
        ("first drug approved for NET in the US", "fda-streptozocin-1982"),
    ],
)
def test_what_happened_is_found_by_its_time(knowledge: Knowledge, text: str, event: str) -> None:
    """By kind, year and region, among the first three."""
    assert event in [hit.id for hit in find(text, open_index(knowledge), knowledge)[:3]]


def test_the_two_terms_are_told_whose_difference_is_asked(knowledge: Knowledge) -> None:
    hits = find("difference between incidence and prevalence", open_index(knowledge), knowledge)
    assert {hit.id for hit in hits[:2]} == {"incidence", "prevalence"}


def test_trials_of_one_name_are_found_by_it(knowledge: Knowledge) -> None:
    hits = find("what did the RADIANT trials show", open_index(knowledge), knowledge)
    assert {hit.id for hit in hits[:3]} == {"radiant-2", "radiant-3", "radiant-4"}


@pytest.mark.parametrize("text", ["kidney NET", "breast neuroendocrine tumour", "cervix NEC"])
def test_a_tumour_out_of_scope_is_said_to_be_so(knowledge: Knowledge, text: str) -> None:
    """Though a record of something else speaks of the organ."""
    assert first(knowledge, text).kind == "out_of_scope"


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("MIB-1 4 %, 1 mitosis per 2 mm2, ileum", "netcli grade --ki67 4 --mitoses 1 --site ileum"),
        ("lung, mitoses 1-2 per 2 mm2", "netcli grade --mitoses 1-2 --site lung"),
        ("12 mitoses, lung, no NEC cytology", "netcli grade --mitoses 12 --site lung"),
    ],
)
def test_the_values_of_a_report_are_read_as_they_stand(knowledge: Knowledge, text: str, command: str) -> None:
    assert first(knowledge, text).command == command


@pytest.mark.parametrize(
    ("text", "code"),
    [("code of vipoma", "8155/3"), ("code for a vipoma before 2021", "8155/1"), ("insulinoma code in 2019", "8151/0")],
)
def test_a_code_is_that_of_the_year_that_is_named(knowledge: Knowledge, text: str, code: str) -> None:
    assert code in first(knowledge, text).snippet


@pytest.mark.parametrize(
    ("text", "record"),
    [
        ("Ki-67 not done, which code", "ki-67"),
        ("grade field of a NET G1", "grade"),
        ("does DIPNECH count as a cancer case", "who-tumourlet"),
    ],
)
def test_what_a_registry_enters_is_told(knowledge: Knowledge, text: str, record: str) -> None:
    assert first(knowledge, text).id == record


@pytest.mark.parametrize(
    ("text", "trial"),
    [
        ("trials of alpha emitters against standard care", "action-1"),
        ("PRRT or sunitinib in the pancreas", "oclurandom"),
        ("randomised trials of TKIs in extrapancreatic NET", "sanet-ep"),
        ("CAPTEM against PRRT", "control-nets"),
    ],
)
def test_a_class_of_drugs_is_asked_for_as_one_drug_is(knowledge: Knowledge, text: str, trial: str) -> None:
    """Among the first three."""
    assert trial in [hit.id for hit in find(text, open_index(knowledge), knowledge)[:3]]


def test_short_words_name_no_class_of_drugs(knowledge: Knowledge) -> None:
    """No therapy by "the"."""
    hits = find("should mum join the study they offered", open_index(knowledge), knowledge)
    assert "join-trial" in [hit.id for hit in hits[:3]]
    assert not any(hit.told for hit in hits)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("a one-page printout for midgut G2", "netcli case --site midgut --grade G2"),
        ("which medicines are licensed in the UK", "netcli therapies --region uk --status approved"),
        ("list all biomarkers of the pancreas", "netcli biomarkers --site pancreas"),
        ("which records are out of date", "netcli knowledge stale"),
        ("update the knowledge", "netcli update"),
        ("how do I cite this tool", "netcli cite netcli"),
        ("json schema of an answer", "netcli knowledge schema"),
        ("what has changed since last month", "netcli changes"),
    ],
)
def test_the_command_is_named_that_does_what_is_asked(knowledge: Knowledge, text: str, command: str) -> None:
    """Among the first three."""
    hits = find(text, open_index(knowledge), knowledge)[:3]
    assert command in [hit.command for hit in hits]


@pytest.mark.parametrize(
    "text", ["what does /1 after a histology mean", "the digit behind the slash", "behaviour code 3"]
)
def test_the_digit_behind_a_code_is_explained(knowledge: Knowledge, text: str) -> None:
    """By the rule on all of them or by the term, not by a code that has the digit."""
    assert first(knowledge, text).id in ("who-behaviour-digit", "behaviour-code")


@pytest.mark.parametrize(
    ("text", "edition"),
    [("which edition first used NET G3", "who-2017"), ("which book introduced MiNEN", "who-2017")],
)
def test_the_edition_that_brought_a_class_is_told(knowledge: Knowledge, text: str, edition: str) -> None:
    """From what its history says in these words."""
    assert first(knowledge, text).id == edition


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("my wife has 39 degrees and shivers", "fever-infection"),
        ("fever on CAPTEM", "fever-infection"),
        ("Fieber nach Lutathera", "fever-infection"),
        ("fridge temperature lanreotide on holiday", "travel-medicines"),
        ("my dad had lanreotide this morning and now has a lump", "injection-pain-lump"),
        ("after lutathera can my kids sleep in my bed", "radiation-at-home"),
        ("pedir una segunda opinión", "second-opinion"),
        ("avoir un deuxième avis", "second-opinion"),
        ("est-ce que c'est guérissable", "can-a-net-be-cured"),
        ("Müdigkeit nach der Behandlung", "fatigue"),
        ("Schmerzen an der Einspritzstelle", "pain"),
        ("is grade 2 slow growing", "what-do-g1-g2-g3-mean"),
    ],
)
def test_a_question_of_everyday_comes_before_the_drug_it_names(knowledge: Knowledge, text: str, question: str) -> None:
    """In whatever language, and a fever only where one is meant."""
    hit = first(knowledge, text)
    assert (hit.kind, hit.id) == ("faq", question)


def test_what_is_said_of_a_fever_stands_on_record(knowledge: Knowledge) -> None:
    assert knowledge.of(Question).keys() >= set(WITH_FEVER)


def test_what_is_approved_where_most_readers_are_comes_first(knowledge: Knowledge) -> None:
    """A label of Japan alone is no first answer to a question without a region."""
    assert first(knowledge, "all drugs approved for lung").id == "everolimus"


@pytest.mark.parametrize("text", ["8999/3", "C99.9", "NCT09999999"])
def test_a_code_that_is_not_on_record_is_refused(netcli, text: str) -> None:
    """Its neighbour is no answer: exit 3, and the words say so."""
    for command in ("search", "faq"):
        run = netcli(command, text)
        assert (run.code, run.out) == (3, "")
        assert f"{text} is not on record" in run.err


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("what grade is Ki-67 14 %", "netcli grade --ki67 14"),
        ("rectum ki67 <2 grade", "netcli grade --ki67 '<2' --site rectum"),
        ("22 of 1000 cells positive", "netcli grade --positive 22 --counted 1000"),
        ("5 mitoses in 10 hpf", "netcli grade --mitoses 5/10hpf"),
        ("surufatinib or everolimus", "netcli compare surufatinib everolimus"),
        ("RADIANT-3 versus RADIANT-4", "netcli compare radiant-3 radiant-4"),
        ("ris of sunitinib sources", "netcli cite sunitinib --style ris"),
        ("screening in VHL", "netcli schedule vhl"),
        ("follow-up rectum G1", "netcli schedule --site rectum --grade G1"),
        ("second line pancreas G1", "netcli therapies --site pancreas --grade G1 --line later"),
        ("options for lung NET after everolimus", "netcli therapies --site lung --line later"),
        ("phase 2 trials in Italy", "netcli trials --phase 2 --country italy"),
        ("recruiting trials pancreas", "netcli trials --status recruiting --site pancreas"),
        ("licensed for thymus in Europe", "netcli therapies --site thymus --region eu"),
        ("ileal tumour 18 mm ki67 3.5%", "netcli grade --ki67 3.5 --site ileum"),
        ("lung ki-67 18 mitoses 12 per 2 mm2", "netcli grade --ki67 18 --mitoses 12 --site lung"),
        ("bronchus: 3 mitoses/2mm2, focal necrosis", "netcli grade --mitoses 3 --necrosis punctate --site lung"),
        ("pancreatic tail 2.4 cm grade 2", "netcli case --site pancreas --grade G2 --size 24"),
        ("list recruiting studies for stomach", "netcli trials --status recruiting --site stomach"),
        ("every recruiting trial uk", "netcli trials --status recruiting --region uk"),
        ("list approved drugs midgut us", "netcli therapies --site midgut --region us --status approved"),
        ("compare CABINET and RADIANT-4", "netcli compare cabinet radiant-4"),
        ("grading a tsv from our registry", "netcli grade --batch"),
        ("show all trials", "netcli trials"),
        ("von Hippel Lindau eye checks", "netcli schedule vhl"),
        ("TSC kidney ultrasound every how many years", "netcli schedule tsc"),
        ("new cases of pancreatic NETs per year in norway", "netcli epidemiology --site pancreas"),
    ],
)
def test_a_command_that_answers_is_named(knowledge: Knowledge, text: str, command: str) -> None:
    """By one of the first three hits."""
    hits = find(text, open_index(knowledge), knowledge, 3)
    assert any(hit.command.startswith(command) for hit in hits), [hit.command for hit in hits]


@pytest.mark.parametrize(
    "text",
    [
        "dose of amoxicillin",
        "trastuzumab in breast cancer first line",
        "NETTER-9 results",
        "opening hours of the clinic",
        "list phase 2 trials for breast cancer",
        "icd-o code melanoma",
        "which guideline recommends statins",
        "new melanoma cases per year",
    ],
)
def test_what_is_not_on_record_is_not_answered(netcli, text: str) -> None:
    """What is shown is called nearest, not the answer; `faq` says that it went on to the search."""
    run = netcli("faq", text, "--json", "--brief")
    assert run.code in {0, 3}
    if run.code == 0:
        assert run.json["schema"] == "netcli/search/1"
        assert "no question on record answers this; found by search" in run.json["notes"]
        assert all(row["nearest"] and not row["answers"] for row in run.json["results"])
        assert "Nearest, not the answer" in netcli("faq", text, "--format", "table").out


@pytest.mark.parametrize(
    ("text", "where"), [("prolactinoma cabergoline", "PitNET"), ("Merkel cell chemotherapy", "Merkel")]
)
def test_a_tumour_out_of_scope_is_pointed_on(netcli, text: str, where: str) -> None:
    """In the first row or in a note."""
    run = netcli("search", text)
    assert "outside the scope" in run.out + run.err
    assert where in run.out + run.err


@pytest.mark.parametrize("depth", [[], ["--brief"]])
def test_json_says_what_answers_and_names_the_command(netcli, depth: list[str]) -> None:
    """Only the first may answer; the command of each runs."""
    rows = netcli("search", "dose of sunitinib", "--json", *depth).json["results"]
    assert [row["answers"] for row in rows] == [True] + [False] * (len(rows) - 1)
    assert [row["nearest"] for row in rows] == [False] + [True] * (len(rows) - 1)
    for row in rows[:3]:
        assert netcli(*row["command"].split()[1:]).code == 0


def test_what_answers_leads_the_screen(netcli) -> None:
    """With its source, and the command that gives the whole."""
    out = netcli("search", "dose of sunitinib", "--format", "table").out
    assert out.startswith("Sunitinib")
    assert "37.5" in out.split("Also found")[0]
    assert "[1" in out.split("Also found")[0]
    assert "netcli show sunitinib" in out


def test_family_is_told_before_it_is_asked_whether_it_inherits(knowledge: Knowledge) -> None:
    """What is to be told, and to whom, are both words of the question."""
    assert first(knowledge, "how do I tell my children").id == "telling-family"


def test_an_interval_between_scans_asks_for_the_schedules(knowledge: Knowledge) -> None:
    assert first(knowledge, "CT interval after R0 small bowel").kind == "schedules"


def test_a_question_that_names_drug_and_marker_prefers_what_is_on_record_about_both(knowledge: Knowledge) -> None:
    hits = find("pantoprazole with CgA", open_index(knowledge), knowledge)
    assert "chromogranin A" in hits[0].snippet
    assert "ppi-and-cga" in [hit.id for hit in hits[:2]]


def test_an_edition_that_bears_the_name_of_a_house_is_none_of_its_guidelines(knowledge: Knowledge) -> None:
    assert first(knowledge, "cutoffs in the ENETS grading of 2006").id == "enets-2006"


def test_a_question_on_record_about_another_grade_is_not_preferred(knowledge: Knowledge) -> None:
    assert first(knowledge, "is grade 2 slow growing").id != "net-g3-treatment"


@pytest.mark.parametrize("text", ["mi resultado dice Ki67 4%", "wie lange dauert eine PRRT"])
def test_short_words_of_another_language_are_no_misspelt_english(knowledge: Knowledge, text: str) -> None:
    """No "die" in "dice", no "language" in "lange"."""
    assert not {"die", "languag"} & {one.word for one in concepts_of(text, open_index(knowledge))}


def test_words_of_talk_are_worth_less_than_others_as_rare(knowledge: Knowledge) -> None:
    index = open_index(knowledge)
    talk, thing = (concepts_of(text, index)[0] for text in ("thursday", "lump"))
    assert talk.worth < 1 <= thing.worth


def test_a_rule_of_a_registry_is_found_by_its_words(knowledge: Knowledge) -> None:
    """Where a registry is named and no other rule tells more; what the word means is another question."""
    assert first(knowledge, "what do registries do with DIPNECH").id == "who-tumourlet"
    assert all(hit.kind != "reporting" for hit in find("what is a registry", open_index(knowledge), knowledge)[:1])


def test_the_site_code_of_an_organ_is_that_of_the_whole(knowledge: Knowledge) -> None:
    """That of a part where the part is named as the classification names it."""
    hit = first(knowledge, "which site code for pancreas not otherwise specified")
    assert (hit.kind, hit.id, hit.answers) == ("codes", "icd-o-c25-9", True)


def answered() -> list[tuple[str, str, str]]:
    text = (Path(__file__).parent / "answered.txt").read_text(encoding="utf-8")
    rows = (line.split(" | ") for line in text.splitlines() if line and not line.startswith("#"))
    return [(question, record, said) for question, record, said in rows]


@pytest.mark.parametrize(("text", "record", "said"), answered())
def test_the_first_sentence_answers_what_was_asked(knowledge: Knowledge, text: str, record: str, said: str) -> None:
    hit = first(knowledge, text)
    assert f"{hit.kind}:{hit.id}" == record
    assert said in hit.snippet
