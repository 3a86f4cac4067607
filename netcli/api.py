"""The public Python interface: the answers of the command line as typed records.

    from netcli import case, changes, codes, grade, load, schedule, search, therapies, trials

Values are what people type: "pNET", "G2", "III", "12,5". Records are the frozen structs of `netcli.knowledge.model`;
`msgspec.to_builtins` makes plain dicts of them. Every function takes the bundled knowledge unless it is given
another, such as `load("our-hospital")`. A value that netcli does not know raises `netcli.errors.UnknownValue`, an
overlay with mistakes `netcli.errors.InvalidData`; both are a `netcli.errors.NetcliError`. A question that nothing
answers gives an empty list. What `netcli update` keeps on this machine lies over the bundled knowledge, as it does on
the command line. Nothing here prints or touches the network.
"""

from os import PathLike
from typing import Unpack, overload

from msgspec.structs import replace

from netcli.cases.page import CasePage, case_page
from netcli.cases.question import TypedCaseQuestion
from netcli.coding.case import CodedCase, code_case
from netcli.coding.lookup import find_codes, fitting_codes, one_morphology
from netcli.coding.question import TypedCoding, is_of_a_case, read_coding
from netcli.errors import NoMatch
from netcli.grading import Assessment, classify
from netcli.grading.inputs import TypedCase
from netcli.grading.rulebook import Rulebook, bundled_rulebook
from netcli.knowledge.codes import Code
from netcli.knowledge.dates import read_date
from netcli.knowledge.events import fitting_events
from netcli.knowledge.files.load import Knowledge, bundled
from netcli.knowledge.files.overlay import overlaid
from netcli.knowledge.model import Event, Schedule, Trial
from netcli.knowledge.names import resolve_word
from netcli.knowledge.schedules import TypedScheduleQuestion, fitting_schedules, read_schedule_question
from netcli.knowledge.search.find import find
from netcli.knowledge.search.hits import Hit
from netcli.knowledge.search.index import open_index
from netcli.knowledge.situation import TypedSituation, read_situation
from netcli.knowledge.therapies import Match, fitting_therapies
from netcli.knowledge.trials import TypedTrialQuestion, fitting_trials
from netcli.knowledge.vocabulary import EVENT_KINDS


def load(*folders: "str | PathLike[str]") -> Knowledge:
    """Return the knowledge, with the YAML of some folders laid over the bundled, each over those before it.

    >>> from netcli.knowledge.model import Therapy
    >>> load().of(Therapy)["everolimus"].name
    'Everolimus'
    """
    return overlaid([str(folder) for folder in folders])


def therapies(*, knowledge: Knowledge | None = None, **situation: Unpack[TypedSituation]) -> list[Match]:
    """Return the therapies for a situation with the indications and results that concern it.

    A situation is any of site, grade, status, region, sstr, functional, line and class_. What names the receptor, the
    function and the line asked for comes before what is silent on them, whose `remarks` say so; then the strongest.

    >>> any(match.therapy.id == "sunitinib" for match in therapies(site="pNET", status="approved", region="us"))
    True
    """
    known = knowledge or bundled()
    matches, _ = fitting_therapies(known, read_situation(situation, known)[0])
    return matches


def grade(*, knowledge: Knowledge | None = None, **case: Unpack[TypedCase]) -> Assessment:
    """Return the WHO class and grade of one tumour, how it was reached and how sure it is.

    A case is any of the inputs of `netcli.grading.classify`, which tells their units.

    >>> grade(ki67="12 %", mitoses=4, differentiation="well", site="pancreas").label
    'NET G2'
    """
    return classify(rulebook=Rulebook(knowledge) if knowledge else None, **case)


def case(*, knowledge: Knowledge | None = None, **question: Unpack[TypedCaseQuestion]) -> CasePage:
    """Return what is on record for one case: its class, the options, open trials, what does not go together.

    A case is any of the inputs of `grade`, and grade, sstr, functional, syndrome, line, after, age, kidney, taking and
    region. The options are those of `therapies` with the same filters, the trials the open ones of `trials`.

    >>> page = case(site="pancreas", ki67=12, mitoses=4, differentiation="well", sstr="positive", after="lanreotide")
    >>> page.classes
    ('G2',)
    """
    known = knowledge or bundled()
    rulebook = Rulebook(known) if knowledge else bundled_rulebook()
    return case_page(known, rulebook, **question)[0]


def trials(*, knowledge: Knowledge | None = None, **question: Unpack[TypedTrialQuestion]) -> list[Trial]:
    """Return the curated trials that fit, the latest phase first; `status` carries the day on which it was seen.

    A question is any of phase, site, grade, drug, after, line, status, region and country. Trials that test the drug
    come before those in which it is the control arm, and what is silent on line or earlier treatment comes last.

    >>> any(trial.acronym == "NETTER-1" for trial in trials(phase="III", drug="Lutathera"))
    True
    """
    from netcli.registries.translation import place_of, read_trial_question

    known = knowledge or bundled()
    asked, _ = read_trial_question(question, known)
    return fitting_trials(known, asked, place_of(asked))


@overload
def codes(
    name: str = "", *, site: str | None = None, year: int | str | None = None, knowledge: Knowledge | None = None
) -> list[Code]: ...
@overload
def codes(name: str = "", *, knowledge: Knowledge | None = None, **case: Unpack[TypedCoding]) -> CodedCase: ...
def codes(name: str = "", *, knowledge: Knowledge | None = None, **case: Unpack[TypedCoding]) -> list[Code] | CodedCase:
    """Return the registry codes of a name or a code, a site and a year of diagnosis; or the coding of a case.

    Anything else of a case (grade, ki67, mitoses, differentiation ...) asks for its coding: place, morphology, schema,
    grade and Ki-67, each with what it rests on or why it is open. A code that is not on record gives an empty list.

    >>> [one.code for one in codes("insulinoma", year=2026)]
    ['8151/3']
    >>> [item.code for item in codes(site="pancreas", grade="G2", ki67=12, year=2026).items][:2]
    ['C25.9', '8249/3']
    """
    known = knowledge or bundled()
    book = Rulebook(known) if knowledge else bundled_rulebook()
    asked, _ = read_coding(case, book, known)
    try:
        named = find_codes(name, known) if name else []
    except NoMatch:
        return []
    if is_of_a_case(case):
        return code_case(replace(asked, morphology=one_morphology(named, asked.year)), book, known)
    return fitting_codes(named or known.of(Code).values(), asked.tumour.site, asked.year, known)


def schedule(
    name: str = "", *, knowledge: Knowledge | None = None, **question: Unpack[TypedScheduleQuestion]
) -> list[Schedule]:
    """Return work-up, follow-up and screening, a guideline each, by kind and the newest of a kind first.

    A name is a kind ("after resection"), a syndrome, a site or a therapy; site and grade narrow it.

    >>> sorted({one.kind for one in schedule("MEN1")})
    ['surveillance', 'untreated', 'work-up']
    """
    known = knowledge or bundled()
    return fitting_schedules(known, read_schedule_question(name, question, known)[0])


def changes(since: str = "", *, kind: str | None = None, knowledge: Knowledge | None = None) -> list[Event]:
    """Return what has happened in the field, the newest first: `since` is 2025, 2025-01 or 2025-01-31.

    >>> changes(since="2018-01-26", kind="approval")[-1].date >= "2018"
    True
    """
    start = read_date(since) if since else ""
    what = resolve_word(EVENT_KINDS, kind).id if kind is not None else None
    return fitting_events(knowledge or bundled(), start, what)


def search(text: str, limit: int = 10, *, knowledge: Knowledge | None = None) -> list[Hit]:
    """Return the records that answer a question best; each hit names its collection and id.

    >>> search("what is lutathera", 1)[0].kind
    'faq'
    """
    known = knowledge or bundled()
    return find(text, open_index(known), known, limit)
