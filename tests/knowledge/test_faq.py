"""The FAQ answers a question asked in other words."""

from pathlib import Path

import pytest

from netcli.knowledge.alarm import alarm_in
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Question
from netcli.knowledge.search.find import find
from netcli.knowledge.search.hits import Hit
from netcli.knowledge.search.index import open_index

# A paraphrase, and the question on record that it means.
PARAPHRASES = """
are these tumours malignant | is-a-net-cancer
what is the meaning of grade 1, 2 and 3 | what-do-g1-g2-g3-mean
is stage the same thing as grade | grade-and-stage
pathologist wrote ki-67 2.5 percent, which grade | ki67-2-5
number of tumour cells needed for a Ki-67 count | how-many-cells
second hospital measured another ki67, which one is right | two-reports-differ
could a G1 tumour become a G3 tumour | can-grade-change
mixed tumour with adenocarcinoma and neuroendocrine parts | what-is-minen
grading of bronchial carcinoids | lung-carcinoid-grading
how rare are neuroendocrine tumors | how-common-are-nets
why are more and more people diagnosed | why-incidence-rises
life expectancy with NET | what-is-the-outlook
is a CgA blood test useful | chromogranin-a
omeprazole and chromogranin | ppi-and-cga
foods to avoid before 24 hour urine | prepare-5-hiaa
PET scan or octreoscan | which-scan
FDG bright but dotatate dark | sstr-negative-fdg-positive
do I have to test my brother, is it genetic | is-it-inherited
what does functional mean | functioning-tumour
should I get octreotide before my operation | carcinoid-crisis
misdiagnosed as IBS for years | diagnosis-delay
lutetium for bronchial carcinoid | lutathera-lung
overall survival of netter-1 | netter-1-survival
is ITM-11 approved by FDA | edotreotide-approved
who is eligible for cabometyx | cabozantinib-approved
sutent for small bowel tumours | sunitinib-outside-pancreas
is captem licensed | captem-approved
keytruda for neuroendocrine tumours | immunotherapy-in-net
how do I take part in a study near my home | find-trials
can they just watch my 1 cm pancreas tumour | small-pancreatic-net
"""
# Danger, as a frightened person types it: the first answer says whom to call.
DANGER = """
my father flushes badly and faints | when-to-call
she is vomiting blood | when-to-call
he can't breathe after the injection | when-to-call
I cannot breathe | when-to-call
blood pressure very low and red face | when-to-call
collapsed | when-to-call
blue lips | when-to-call
she passed out | when-to-call
black stools | when-to-call
crushing chest pain | when-to-call
my husband cannot be woken | when-to-call
he has a seizure | when-to-call
severe flushing and wheezing | when-to-call
his arm is weak and he cannot speak | when-to-call
legs are numb and I cannot pee | when-to-call
bleeding does not stop | when-to-call
sugar is very low and confused | when-to-call
sudden terrible headache | when-to-call
heart is racing and red face | when-to-call
yellow eyes and fever | when-to-call
stomach pain and vomiting no stool | when-to-call
fever and shivering on chemo | fever-infection
temperature 38.5 after chemotherapy | fever-infection
carcinoid crisis what do I do | emergency-card
I want to kill myself | mood
"""
HARMLESS = [
    "definition of crisis for my exam",
    "fainting goat",
    "how is chest CT done",
    "blue dye for lymph nodes",
    "stool test for calprotectin",
    "what is a seizure threshold",
    "alarm at the airport",
    "bleeding risk of cabozantinib",
    "yellow fever vaccine on everolimus",
    "which trial fits me",
    "emergency card",
]
PAIRS = [tuple(line.split(" | ")) for line in PARAPHRASES.strip().split("\n")]
EVERYDAY = Path(__file__).with_name("everyday.txt")


def found(knowledge: Knowledge, text: str) -> list[Hit]:
    return find(text, open_index(knowledge), knowledge, 3)


def is_first(hits: list[Hit], meant: str) -> bool:
    return [(hit.kind, hit.id) for hit in hits[:1]] == [("faq", meant)]


def test_paraphrases_find_their_question(knowledge: Knowledge) -> None:
    """At least 25 of 30 come first, or behind a record that answers."""
    missed = []
    for text, meant in PAIRS:
        hits = found(knowledge, text)
        if not is_first(hits, meant) and not (hits and hits[0].answers and is_first(hits[1:], meant)):
            missed.append(text)
    assert len(PAIRS) == 30
    assert len(missed) <= 5, missed


def test_everyday_questions_find_theirs(knowledge: Knowledge) -> None:
    """As patients and carers may ask them, three ways or more for each; 88 of 100 first, 95 among the first three."""
    pairs = [line.split(" | ") for line in EVERYDAY.read_text().splitlines()]
    hits = {text: found(knowledge, text) for text, _ in pairs}
    later = [text for text, meant in pairs if not is_first(hits[text], meant)]
    missed = [text for text, meant in pairs if meant not in [hit.id for hit in hits[text]]]
    assert len(later) <= len(pairs) * 0.12, later
    assert len(missed) <= len(pairs) * 0.05, missed


@pytest.mark.parametrize(("text", "meant"), [line.split(" | ") for line in DANGER.strip().split("\n")])
def test_danger_finds_whom_to_call(knowledge: Knowledge, text: str, meant: str) -> None:
    """By the alarm, or by the question whose plain text names the emergency number."""
    assert alarm_in(text) or is_first(found(knowledge, text), meant)
    assert "emergency number" in knowledge.of(Question)[meant].plain


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_question_is_not_told_whom_to_call(knowledge: Knowledge, text: str) -> None:
    """Though it holds a word of danger."""
    hits = found(knowledge, text)
    assert not (is_first(hits, "when-to-call") and hits[0].answers)


@pytest.mark.parametrize(
    "text", ["is aspirin good for headaches", "dose of metformin", "what is the capital of France"]
)
def test_what_no_question_speaks_of_has_no_answer(knowledge: Knowledge, text: str) -> None:
    """The answer to another question is worse than none."""
    assert not [hit for hit in found(knowledge, text) if hit.answers]


def test_every_question_finds_itself(knowledge: Knowledge) -> None:
    """As it stands it is the answer; each of the other ways to ask it finds it. A part of them: all are many."""
    for question in [*knowledge.of(Question).values()][::5]:
        first = found(knowledge, question.question)[0]
        assert (first.id, first.answers) == (question.id, True)
    asked = [(one.id, alias) for one in knowledge.of(Question).values() for alias in one.aliases][::18]
    missed = [alias for meant, alias in asked if meant not in [hit.id for hit in found(knowledge, alias)]]
    assert missed == []


@pytest.mark.parametrize("plain", [True, False])
def test_the_best_answer_is_printed_first(netcli, plain: bool) -> None:
    """For clinicians, and for patients with --plain-language."""
    option = ["--plain-language"] if plain else []
    run = netcli("faq", *option, "what is lutathera")
    assert run.out.startswith("What is Lutathera?")
    assert ("drip" in run.out.partition("\n\n")[2]) is plain
