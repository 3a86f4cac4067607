"""What guidelines advise: over time, in a situation, in one house's words."""

import re
from collections.abc import Iterator, Sequence

from netcli.knowledge import model
from netcli.knowledge.advice import fitting_advice
from netcli.knowledge.names import names_of
from netcli.knowledge.schedules import ScheduleQuestion, fitting_schedules
from netcli.knowledge.search.asking import CHILDREN, EDITIONS, FIRST, FOLLOWED, LATER, NOT_APPROVED, TREATMENT
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.folding import in_plain_words, words_of
from netcli.knowledge.search.ranking import told as share_told
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.situation import Situation
from netcli.knowledge.vocabulary import SCHEDULE_KINDS, Receptor, ScheduleKind, TreatmentLine
from netcli.knowledge.wording import ages, how_often

Advice = model.Recommendation | model.Schedule
WATCHED = (
    "age child children kid daughter son scan scans scanned test tests tested yearly annual check checks examens"
    " untersuchungen exámenes controles"
)
EXAMINED = (
    "scan scans test tests check checks checked ultrasound mri ct bloods visit visits appointment appointments"
    " imaging camera colonoscopy endoscopy gastroscopy controls kontrolle kontrollen contrôle contrôles controllo"
    " controlli magenspiegelung gastroskopie gastroscopie gastroscopia darmspiegelung koloskopie coloscopie"
    " colonoscopia ultraschall échographie ecografía ecografia scanner tac irm mrt"
)
_REPEATED = (
    r"(?i)\b(?:how (?:often|frequently)|every how (?:much|many|often))\b"
    r"|\b(?:every|each|per) (?:\d+ )?(?:year|month)|yearly|annual|\bagain\b|\bintervals?\b"
    r"|wie oft|tous les combien|cada cuánto|ogni quanto"
)
_RETURNING = (
    r"(?i)\bhow often (?:do|does|must|should|will|shall)\b.{0,20}\b(?:go|come|see|seen|back|checked|looked)\b"
    r"|\bneeds? (?:any |more |some |regular )*(?:scans?|checks?|check-?ups?|follow-?up|tests?|\w+scop(?:y|ies))\b"
    r"|\bwork up\b"
)
_AGED = r"(?i)\b(?:age|aged|(?:[1-9]|1[0-7])[- ]?(?:years?|yrs?|yo)[- ]?old)\b"
_CARCINOID = r"(?i)[ck]ar[csz]\w*$"
_TESTED = r"(?i)\bgene(?:tic)? tests?\b"  # whether somebody has the gene at all
_BOARD = r"(?i)\b(?:tumou?r board|mdts?|board)\b"  # before which the work-up is done
NEEDED = "need needs needed require requires required before checklist bring documents"
LATER_LINE = "line 1l 2l second third drug drugs treatment therapy options option"
_TYPE = r"(?i)\btypes? ?([123]|i{1,3})\b"
_OF_A_SYNDROME = r"(?i)(?<!non)(?<!non[- ])\b(?:function(?:al|ing)|hormon\w+|hereditary|inherited|familial|genetic)\b"
_CHILD = r"(?i)\bchild"
LEFT = f"{LATER} failed options"
BROAD = frozenset({"net", "gep"})  # places of advice for many organs
HERE = 0.25  # what it counts that advice names just the site or the drug that was asked for
SHOWN = 3
_WHICH = r"(?i)\b(?:which|what|welche|quelle|qué) (?:guidelines?|leitlinien?|recommandation|guía)\b"
_RECEPTOR = r"(?i)\b(?:sstr\d?|ssr|receptor|dotata\w+)[- ]?(neg\w*|pos\w*|avid)"


def scheduled(reader: Reader) -> Iterator[Direct]:
    """Find follow-up, work-up and screening of a syndrome or a site."""
    asked = reader.asked
    sites = asked.of("sites")
    # A rectal carcinoid is a tumour, not the syndrome of that name, however it is spelt.
    tumours = [one.id for one in asked.records if sites and re.match(_CARCINOID, one.typed)]
    syndromes = [one for one in [*asked.of("syndromes"), *_genes(reader)] if one not in tumours]
    if reader.drugs or asked.of("trials") or not _is_over_time(reader):
        return
    if not (syndromes or sites or reader.asked.grade == "NEC"):
        yield from _with_a_scan(reader)
        return
    grade, place = reader.asked.grade, sites[0] if sites and not syndromes else None
    questions = [ScheduleQuestion(syndrome=one, site=place, grade=grade) for one in (syndromes or (None,))]
    fits = [schedule for question in questions for schedule in fitting_schedules(reader.knowledge, question)]
    graded = [f"--grade {grade}"] if grade and place else []
    about = f"--site {place}" if place else (syndromes or [f"--grade {grade}"])[0]
    command = " ".join(["netcli schedule", about, *graded])
    organs = sites if syndromes else []
    for one in _in_order(fits, reader)[:SHOWN]:
        says = _said(one, reader)
        # Of a syndrome a step may look for quite other tumours.
        if silent := [name for name in organs if not _speaks_of(says, name, reader)]:
            none = f"No step for the {reader.knowledge.of(model.Site)[silent[0]].name.lower()}:"
            says = " ".join(filter(None, (none, one.text, says)))
        yield Direct("schedules", one.id, says, command)


def _speaks_of(text: str, site: str, reader: Reader) -> bool:
    words = {*words_of(text)}
    return any({*words_of(name)} <= words for name in names_of(reader.knowledge.of(model.Site)[site]))


def _with_a_scan(reader: Reader) -> Iterator[Direct]:
    """Find the schedules that ask for a scan that is named, or look at the heart: "how often an echocardiogram"."""
    heart = "heart" in _kinds(reader)
    board = bool(re.search(_BOARD, reader.asked.text)) and not reader.is_defining
    if heart or board or reader.asked.of("imaging"):
        every = reader.knowledge.of(model.Schedule).values()
        asking = [one for one in every if (one.kind == "heart" if heart else not reader.missing("schedules", one.id))]
        if board and not heart:  # what is done before any of them
            asking = [one for one in asking if one.kind == "work-up" and not one.syndromes and BROAD & {*one.sites}]
        for one in _in_order(asking, reader)[:SHOWN]:
            yield Direct("schedules", one.id, _said(one, reader), f"netcli show schedules:{one.id}")


def _is_over_time(reader: Reader) -> bool:
    asked = reader.asked
    if re.search(_BOARD, asked.text) and asked.says(f"{EXAMINED} {NEEDED}"):
        return True
    repeated = re.search(_REPEATED, asked.text)
    # "How often" of a marker may ask how many tumours have it.
    marker = repeated and not repeated[0].lower().startswith("how") and asked.of("biomarkers")
    afterwards = repeated or "after-resection" in _kinds(reader)  # a scan after an operation is one of many
    examined = afterwards and (asked.of("imaging") or asked.says(EXAMINED))
    over_time = bool(examined or marker or re.search(_RETURNING, asked.text))
    return asked.says(FOLLOWED) or over_time or (asked.says(WATCHED) and _is_inherited(reader))


def _is_inherited(reader: Reader) -> bool:
    syndromes = reader.knowledge.of(model.Syndrome)
    return any(syndromes[one].kind == "hereditary" for one in [*reader.asked.of("syndromes"), *_genes(reader)])


def _genes(reader: Reader) -> list[str]:
    """Return the syndromes that are named by their gene: who has the MEN1 gene is watched as those with MEN1 are."""
    if re.search(_TESTED, reader.asked.text):
        return []
    return [one for one in reader.asked.of("biomarkers") if one in reader.knowledge.of(model.Syndrome)]


def _kinds(reader: Reader) -> list[ScheduleKind]:
    """Return the kinds of schedule that a question names, in the words that people type for them."""
    said = " ".join(words_of(in_plain_words(reader.asked.text)))
    named = {kind: [kind.replace("-", " "), *words] for kind, words in SCHEDULE_KINDS.words.items()}
    kinds = [kind for kind, words in named.items() if any(" ".join(words_of(word)) in said for word in words)]
    return kinds or (["work-up"] if re.search(_BOARD, reader.asked.text) else [])


def next_after(reader: Reader) -> Iterator[Direct]:
    """Find what is left at a site or grade on or after a drug."""
    asked = reader.asked
    if (asked.of("sites") or asked.grade) and reader.drugs and asked.says(LEFT):
        yield from _advised(reader, "later")
    elif len(reader.drugs) > 1 and asked.says("after"):  # "everolimus after lutathera": advice that names both
        every = reader.knowledge.of(model.Recommendation).values()
        both = [one for one in every if {*reader.drugs} <= {*one.therapies} and one.line == "later"]
        alone = asked.says_only(LEFT)
        for one in _in_order([one for one in both if not one.replaced_by], reader)[:SHOWN]:
            yield Direct("recommendations", one.id, _said(one, reader), f"netcli show recommendations:{one.id}", alone)


def situated(reader: Reader) -> Iterator[Direct]:
    """Find the advice that fits a site and grade, and the table of therapies."""
    asked = reader.asked
    if (asked.says(TREATMENT) or _receptor(reader)) and not reader.drugs and not re.search(EDITIONS, asked.text):
        if re.search(NOT_APPROVED, asked.text) or (asked.says(FOLLOWED) and not asked.says(LATER_LINE)):
            return
        yield from _advised(reader, "first" if asked.says(FIRST) else "later" if asked.says(LATER) else None)


def _advised(reader: Reader, line: TreatmentLine | None) -> Iterator[Direct]:
    site = next(iter(reader.asked.of("sites")), None)
    asked = Situation(site=site, grade=reader.asked.grade, line=line, sstr=_receptor(reader))
    if not asked.site and not asked.grade:
        return
    command = f"netcli therapies {' '.join(_options(asked, reader))}"
    current = [one for one in fitting_advice(reader.knowledge, asked) if not one.replaced_by]
    exact = [one for one in current if not site or site in one.sites] or current
    for one in _in_order(exact, reader)[:SHOWN]:
        yield Direct("recommendations", one.id, _said(one, reader), command)
    if not exact and site:
        yield Direct("sites", site, reader.knowledge.of(model.Site)[site].summary, command)


def _options(asked: Situation, reader: Reader) -> list[str]:
    region = next(iter(reader.asked.regions), None)
    status = "off-label" if re.search(r"\boff[- ]label\b", reader.asked.text, re.IGNORECASE) else None
    values = {
        "site": asked.site, "grade": asked.grade, "region": region, "line": asked.line, "sstr": asked.sstr,
        "status": status,
    }  # fmt: skip
    return [f"--{name} {value}" for name, value in values.items() if value]


def _receptor(reader: Reader) -> Receptor | None:
    """Return the receptor status that is named with the receptor or its scan."""
    found = re.search(_RECEPTOR, reader.asked.text)
    return None if not found else "negative" if found[1].lower().startswith("neg") else "positive"


def guided(reader: Reader) -> Iterator[Direct]:
    """Find what the guideline of a house says, or of a country, or which of them says what is asked."""
    named = _houses(reader) and not reader.asked.of("grading")  # "ENETS grading" is none of its guidelines
    if not named and not re.search(_WHICH, reader.asked.text):
        return
    knowledge = reader.knowledge
    every: list[Advice] = [*knowledge.of(model.Recommendation).values(), *knowledge.of(model.Schedule).values()]
    houses = _houses(reader)
    written = [one for one in every if not houses or any(name in one.guideline for name in houses)]
    for one in _in_order(written, reader)[:SHOWN]:
        collection = _collection(one)
        yield Direct(collection, one.id, _said(one, reader), f"netcli show {collection}:{one.id}")


def _houses(reader: Reader) -> list[str]:
    enets = ["ENETS"] if re.search(r"\b(?:ENETS|enets)\b", reader.asked.text) else []  # not eNETs, which are tumours
    return [*reader.asked.houses, *enets, *reader.asked.places]


def _in_order(records: Sequence[Advice], reader: Reader) -> list[Advice]:
    """Put records in order: of the house, the year and the kind that are named, then speaking of most."""
    named, kinds = {one.id for one in reader.asked.records}, _kinds(reader)
    # "Gastric type 3": not what is said of types 1 and 2.
    typed = re.search(_TYPE, reader.asked.text)
    of_type = {"i": "1", "ii": "2", "iii": "3"}.get(typed[1].lower(), typed[1]) if typed else ""
    # "Pancreatic NET after resection": not what holds of an insulinoma alone.
    of_any = not (reader.asked.of("syndromes") or _genes(reader) or re.search(_OF_A_SYNDROME, reader.asked.text))
    of_children = reader.asked.says(CHILDREN) or bool(re.search(_AGED, reader.asked.text))

    def order(one: Advice) -> tuple[bool, bool, bool, bool, bool, bool, bool, bool, float]:
        house = any(name in one.guideline for name in _houses(reader))
        year = any(one.date.startswith(year) for year in reader.asked.years)
        here = HERE * (not named.isdisjoint([*one.sites, *one.therapies]))
        return (
            not house,
            not year,
            getattr(one, "asks", "") == "not-on-record",
            bool(one.replaced_by),
            bool(kinds) and getattr(one, "kind", "") not in kinds,
            of_any and bool(getattr(one, "syndromes", ())),
            bool(of_type) and f"type {of_type}" not in _headed(one),
            not of_children and re.search(_CHILD, one.guideline) is not None,
            -round(reader.share(_collection(one), one.id) + here, 2),
        )

    return sorted(records, key=order)


def _headed(one: Advice) -> str:
    """Return for whom advice is."""
    return one.situation if isinstance(one, model.Schedule) else one.setting


def _collection(one: Advice) -> str:
    return "schedules" if isinstance(one, model.Schedule) else "recommendations"


def _said(one: Advice, reader: Reader) -> str:
    """Return the steps of a schedule that tell most of the question, each with its interval and ages; else its text."""
    if not isinstance(one, model.Schedule) or not one.steps:
        return one.text or "not on record"
    told = [
        ", ".join(filter(None, (step.who, step.what, step.target, how_often(step), step.when, ages(step))))
        for step in one.steps
    ]
    nearest = sorted(told, key=lambda step: -share_told(set(words_of(step)), reader.concepts))
    return "; ".join(nearest[:SHOWN])
