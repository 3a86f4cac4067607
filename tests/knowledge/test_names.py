"""Values as people type them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcli.errors import UnknownValue
from netcli.knowledge.files.load import Knowledge, bundled
from netcli.knowledge.lookup import look_up
from netcli.knowledge.model import Site, Therapy, Trial
from netcli.knowledge.names import key, resolve_record, resolve_site, resolve_word
from netcli.knowledge.trials import resolve_drugs
from netcli.knowledge.typed import find_classes, read_phases, read_receptor
from netcli.knowledge.vocabulary import GRADES, REGIONS, STANDINGS, TREATMENT_LINES


def is_safe(text: str) -> bool:
    """Tell whether a text holds no control, format or surrogate character."""
    return not any(unicodedata.category(one) in ("Cc", "Cf", "Cs") for one in text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pancreas", "pancreas"), ("PANCREAS", "pancreas"), (" pancreas ", "pancreas"), ("pNET", "pancreas"),
        ("p-net", "pancreas"), ("pancreatic", "pancreas"), ("PanNET", "pancreas"), ("small bowel", "jejunum-ileum"),
        ("small-bowel", "jejunum-ileum"), ("SI-NET", "jejunum-ileum"), ("ileum", "ileum"), ("midgut", "midgut"),
        ("mid gut", "midgut"), ("bronchial", "lung"), ("pulmonary", "lung"), ("esophagus", "oesophagus"),
        ("Œsophagus", "oesophagus"), ("oesophageal", "oesophagus"), ("rectal", "rectum"), ("bile duct", "biliary"),
        ("gallbladder", "biliary"), ("CUP", "unknown-primary"), ("unknown primary", "unknown-primary"),
        ("GEP-NET", "gep"),
        ("thymic", "thymus"), ("gastric", "stomach"), ("papilla of Vater", "ampulla"), ("cecum", "right-colon"),
    ],
)  # fmt: skip
def test_site_synonyms_resolve(knowledge: Knowledge, typed: str, meant: str) -> None:
    """Case, spaces, hyphens, accents and spelling do not matter."""
    assert resolve_site(typed, knowledge).id == meant


def test_an_interpreted_site_says_so(knowledge: Knowledge) -> None:
    """A synonym is read, and the reading is told."""
    assert resolve_site("pNET", knowledge).note == "site 'pNET' read as Pancreas"
    assert resolve_site("pancreas", knowledge).note == ""


def test_a_group_says_what_it_covers(knowledge: Knowledge) -> None:
    """A group is told apart from an organ."""
    assert "jejunum and ileum" in resolve_site("midgut", knowledge).note


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Lutathera", "lutetium-dotatate"), ("177Lu-DOTATATE", "lutetium-dotatate"), ("lutetium", "lutetium-dotatate"),
        ("LUTATHERA ", "lutetium-dotatate"), ("Afinitor", "everolimus"), ("RAD001", "everolimus"),
        ("Sutent", "sunitinib"),
        ("cabometyx", "cabozantinib"), ("XL184", "cabozantinib"), ("sandostatin lar", "octreotide"),
        ("Somatuline", "lanreotide"),
        ("CAPTEM", "captem"), ("Xermelo", "telotristat"), ("welireg", "belzutifan"), ("sulfatinib", "surufatinib"),
    ],
)  # fmt: skip
def test_drug_names_resolve(knowledge: Knowledge, typed: str, meant: str) -> None:
    """Brand, generic name and code lead to the same record."""
    assert resolve_drugs(typed, knowledge).id == (meant,)


@pytest.mark.parametrize(
    "typed", ["medullary thyroid", "MTC", "phaeochromocytoma", "pheochromocytoma", "PPGL", "Merkel cell", "pituitary"]
)
def test_tumours_with_rules_of_their_own_are_refused_with_a_pointer(knowledge: Knowledge, typed: str) -> None:
    """Out of scope is not unknown: it says where to look."""
    with pytest.raises(UnknownValue) as caught:
        resolve_site(typed, knowledge)
    assert "outside the scope" in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    "typed", ["pancreass", "limg", "", "   ", "nan", "[bold]lung[/bold]", "lung\x1b[31m", "\u202egnul", "x" * 5000]
)
def test_unknown_sites_are_refused(knowledge: Knowledge, typed: str) -> None:
    """Nothing is guessed, and nothing unsafe or endless is echoed."""
    with pytest.raises(UnknownValue) as caught:
        resolve_site(typed, knowledge)
    assert is_safe(caught.value.message)
    assert len(caught.value.message) < 150


def test_a_misspelling_names_the_nearest(knowledge: Knowledge) -> None:
    """The hint holds what was probably meant."""
    with pytest.raises(UnknownValue) as caught:
        resolve_site("pancreass", knowledge)
    assert "pancreas" in caught.value.hint


@pytest.mark.parametrize(
    ("typed", "phases"),
    [
        ("3", ("3",)), ("III", ("3",)), ("iii", ("3",)), ("phase 3", ("3",)), ("Phase III", ("3",)), ("PHASE3", ("3",)),
        ("1/2", ("1", "2")), ("I/II", ("1", "2")), ("phase 1/2", ("1", "2")), ("2/3", ("2", "3")),
        ("Phase 1/Phase 2", ("1", "2")),
        ("early 1", ("early-1",)), ("early-1", ("early-1",)), ("Early Phase 1", ("early-1",)), ("4", ("4",)),
        ("IV", ("4",)),
    ],
)  # fmt: skip
def test_phases_resolve(typed: str, phases: tuple[str, ...]) -> None:
    """Arabic, Roman, with and without the word; 1/2 is one label."""
    assert read_phases(typed).id == phases


@pytest.mark.parametrize("typed", ["5", "0.5", "3/2", "1/2/3", "", "three", "-1", "NaN", "1 2", "2/2"])
def test_unknown_phases_are_refused(typed: str) -> None:
    """A phase that no register knows is no phase."""
    with pytest.raises(UnknownValue):
        read_phases(typed)


@pytest.mark.parametrize(
    ("typed", "grade"), [("G2", "G2"), ("g2", "G2"), ("grade 2", "G2"), ("2", "G2"), ("Grade II", "G2"), ("NEC", "NEC")]
)
def test_grades_resolve(typed: str, grade: str) -> None:
    """`G2`, `grade 2` and `2` are the same."""
    assert resolve_word(GRADES, typed).id == grade


@pytest.mark.parametrize(
    ("typed", "status"),
    [("+", "positive"), ("-", "negative"), ("SSTR+", "positive"), ("neg", "negative"), ("yes", "positive")],
)
def test_receptor_status_resolves(typed: str, status: str) -> None:
    """Signs and words alike."""
    assert read_receptor(typed).id == status


@given(st.text())
def test_resolving_never_crashes(typed: str) -> None:
    """Any text is either read or refused with a printable sentence."""
    knowledge = bundled()
    for resolver in (lambda: resolve_site(typed, knowledge), lambda: resolve_record("drug", typed, knowledge, Therapy)):
        try:
            assert resolver().id
        except UnknownValue as error:
            assert is_safe(error.message)
    for vocabulary in (REGIONS, STANDINGS, TREATMENT_LINES):
        try:
            assert resolve_word(vocabulary, typed).id in vocabulary.words
        except UnknownValue as error:
            assert is_safe(error.message)


@given(st.text())
def test_key_is_idempotent(text: str) -> None:
    """Folding a folded name changes nothing."""
    assert key(key(text)) == key(text)


def test_every_site_answers_to_each_of_its_names(knowledge: Knowledge) -> None:
    """No alias is shadowed by another site."""
    for site in knowledge.of(Site).values():
        for name in (site.id, site.name, *site.aliases):
            assert resolve_site(name, knowledge).id == site.id, name


@pytest.mark.parametrize("typed", ["Cometriq", "Zortress"])
def test_another_product_of_the_same_substance_warns(knowledge: Knowledge, typed: str) -> None:
    """It opens the substance, and says that the product is another."""
    assert "mind: " in resolve_record("drug", typed, knowledge, Therapy).note


def test_a_class_of_drugs_is_every_drug_of_it(knowledge: Knowledge) -> None:
    """PRRT is beta and alpha emitters; alpha is not HIF-2alpha."""
    prrt = resolve_drugs("PRRT", knowledge)
    assert {"lutetium-dotatate", "actinium-dotatate"} <= set(prrt.id)
    assert "class" in prrt.note
    classes = [therapy.class_ for therapy in knowledge.of(Therapy).values()]
    assert not any("HIF" in name for name in find_classes("alpha", classes))
    assert any("alpha emitter" in name for name in find_classes("alpha", classes))


@pytest.mark.parametrize(
    ("line", "hint"),
    [("therapies --site pancrea", "did you mean pancreas"), ("show lutatera", "did you mean Lutathera?"),
     ("trials --drug everolimu", "did you mean everolimus?")],
)  # fmt: skip
def test_each_thing_is_offered_once_by_a_name_that_people_type(netcli, line: str, hint: str) -> None:
    """Not the drug, its brand and its alias; and no id of a question or a source."""
    told = netcli(*line.split()).err
    assert hint in told
    assert "lutathera-lung" not in told
    assert told.lower().count("pancrea") <= 4


def test_the_number_of_a_trial_opens_the_trial(knowledge: Knowledge) -> None:
    """Not the source that tells of its record in the register."""
    for trial in knowledge.of(Trial).values():
        if trial.nct:
            assert look_up(trial.nct, knowledge).record == trial
