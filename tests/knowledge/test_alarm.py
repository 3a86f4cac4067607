"""Words of alarm come first: what may be an emergency is said before any answer, whatever was asked where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcli.knowledge import alarm
from netcli.knowledge.alarm import ALARM, alarm_in

ALARMING = """
emergency
this is an emergency, he has a carcinoid
my mother collapsed after the injection
he is unconscious
she is unresponsive after her flush
he won't wake up
I can't breathe
my dad cannot breathe properly
struggling to breathe since this morning
her lips are blue
very low blood pressure and flushing
his blood pressure is dropping
severe flushing and low blood pressure at the dentist, what to do
she is vomiting blood
coughing up blood today
black tarry stools since yesterday
the bleeding will not stop
I want to kill myself
my face is suddenly swollen and I feel faint
swelling of the throat after the infusion
blood sugar is dangerously low, he is sweating
glucose 1.9 and confused
he has a seizure
she fainted twice
crushing chest pain
he passed out in the shower
slurred speech after the embolisation
carcinoid crisis during anaesthesia now
overdose of octreotide
non-stop flushing and cannot stand
I took too many pills of everolimus
his heart stopped
anaphylaxis after the contrast
he is choking
I can't go on with this cancer
i want to die
ich will nicht mehr leben
took 10 everolimus tablets by mistake
my grandson swallowed one of my capsules
insulinoma sugar 1.8 unconscious
her sugar is 38 and she is shaking
he can't catch his breath
bp 80/40 after the infusion
her face is drooping
ella se desmaya y no puede respirar
er ist bewusstlos
i dont want to live anymore
i just want it to end
she is hard to wake this morning
i took two pills instead of one
took his tablets twice
the bleeding wont stop
she has stopped breathing
carcinoid crisis
"""
HARMLESS = """
fainting goat
glucose below 2.5 mmol/l during the fast
fasting test sugar 40 mg/dl cut-off
ate too much banana before the 5-hiaa test
taken after a car accident
my son took my blood pressure
I can't go on holiday before the scan
sugar 5.6 after breakfast
he takes two doses a day
he has taken his tablets twice a day for a month
what is the point of going on with octreotide
she can't stand the smell any more
is it not weekly
neutropenic sepsis rate of CAPTEM
how is chest CT done
blue dye for lymph nodes
stool test for calprotectin
what is a seizure threshold
bleeding risk of cabozantinib
yellow fever vaccine on everolimus
which trial fits me
emergency card
where do I get an emergency card
does lanreotide lower blood sugar
low grade tumour
blood pressure monitoring on cabozantinib
hypertension with sunitinib
mild flushing after coffee
flushing and diarrhoea
what is carcinoid heart disease
shortness of breath as a side effect of everolimus
chest x-ray before PRRT
what does anaphylaxis mean
high blood pressure tablet
occult blood test
blood count before Lutathera
can I breathe through the MRI
swelling of the ankles on sunitinib
Hypoglycaemia in insulinoma
low platelets after PRRT
face flushing trigger foods
low dose octreotide
dose of cabozantinib
breath test for SIBO
crisp definition
bloody hell what is a NET
does the outfit matter for the scan
"""
TYPED = "severe flushing and low blood pressure"


def lines(text: str) -> list[str]:
    return text.strip().split("\n")


def test_there_are_thirty_of_each() -> None:
    assert len(set(lines(ALARMING))) >= 30
    assert len(set(lines(HARMLESS))) >= 30


@pytest.mark.parametrize("text", lines(ALARMING))
def test_it_alarms(text: str) -> None:
    """As a frightened person types it, in capitals too."""
    assert alarm_in(text).startswith(ALARM)
    assert alarm_in(text.upper()).startswith(ALARM)


@pytest.mark.parametrize("text", lines(HARMLESS))
def test_it_does_not_alarm(text: str) -> None:
    """Though it holds a word of danger."""
    assert alarm_in(text) == ""


@pytest.mark.parametrize(("text", "said"), [("i want to die", "crisis line"), ("overdose of octreotide", "how much")])
def test_despair_and_an_overdose_are_told_more(text: str, said: str) -> None:
    assert said in alarm_in(text)


SIGNS = [
    (stem, sign)
    for table in (alarm._SIGNS, alarm._DESPAIR, alarm._TOO_MUCH, alarm._LOW_SUGAR, alarm._TOLD_OF_SOMEBODY)
    for stem, sign in table.items()
]


@given(st.sampled_from(SIGNS).flatmap(lambda one: st.tuples(st.just(one[0]), st.from_regex(one[1], fullmatch=True))))
def test_no_sign_is_without_the_letters_it_is_looked_for_by(one: tuple[str, str]) -> None:
    """A text without them is never searched for the sign."""
    stem, text = one
    assert stem in text


def test_the_alarm_says_whom_to_call_and_what_to_say() -> None:
    """And holds no dose."""
    assert "emergency number" in ALARM
    assert "neuroendocrine tumour, possible carcinoid crisis" in ALARM
    assert not any(letter.isdigit() for letter in ALARM)


@pytest.mark.parametrize("line", [["faq", TYPED], ["faq", "--plain-language", TYPED], ["search", TYPED],
    ["search", "--full", TYPED], ["show", "carcinoid crisis"], ["syndromes", "carcinoid crisis"],
    ["carcinoid", "crisis"], [*TYPED.split()]])  # fmt: skip
@pytest.mark.parametrize("format", ["table", "plain", "markdown"])
def test_it_stands_before_every_answer(netcli, line: list[str], format: str) -> None:  # noqa: A002
    """In every command that takes words, at every depth, for people."""
    run = netcli(*line, "--format", format)
    assert run.code == 0
    assert " ".join(run.out.split()[:12]).strip("*> #").startswith("This may be an emergency.")


@pytest.mark.parametrize("command", ["faq", "search", "show", "syndromes"])
def test_programs_read_it_among_the_notes_and_people_beside_them(netcli, command: str) -> None:
    """First of the notes, and on standard error."""
    run = netcli(command, "carcinoid crisis", "--json")
    assert run.json["notes"][0] == ALARM
    assert ALARM in run.err


@pytest.mark.parametrize("command", ["faq", "search", "show", "syndromes", "glossary", "trials", "therapies"])
def test_a_refusal_says_it_first(netcli, command: str) -> None:
    """What is not on record is no reason to be silent."""
    run = netcli(command, "zzzzqqqq collapsed")
    told = run.err if run.code else run.out
    assert " ".join(told.split()).startswith("This may be an emergency.")


def test_a_refusal_in_json_carries_it(netcli) -> None:
    """In the object of the error too."""
    run = netcli("show", "zzzzqqqq collapsed", "--json")
    assert run.code == 2
    assert run.json["notes"] == [ALARM]
