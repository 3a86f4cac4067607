"""Words for the same thing in the mouths of patients, clinicians and registries.

Language, not medicine: a line says that its words look for the same records, not that they mean the same.
"""

from functools import cache

from netcli.knowledge.search import languages
from netcli.knowledge.search.folding import words_of

SAME = """
pill tablet capsule oral mouth
injection jab shot subcutaneous intramuscular
infusion drip intravenous
child daughter son kid teenager adolescent paediatric boy girl
doctor physician clinician oncologist specialist
heart cardiac
liver hepatic
kidney renal
bowel intestine intestinal gut
lung bronchial pulmonary
stomach gastric
surgery surgical operation operate operated removed removal resection
spread metastasis metastases metastatic secondaries
inherited hereditary familial germline inherit family
hospital centre clinic
toxicity adverse harm
survival live life outlook prognosis die dying mortality
benign malignant cancer
worse progress progression higher
scan imaging pet
europe european eu ema
usa america american us fda
england british britain uk mhra
japan japanese jp
china chinese cn nmpa
enrolment enrolled participants randomised
sponsor company manufacturer
frequency frequent often common share proportion
drug medicine medication
eat food diet avoid
potassium hypokalaemia hypokalemia
flush flushing red redness
diarrhoea stool stools
tired fatigue
rash erythema skin
again repeat retreatment
stain staining stains immunostain immunostains immunohistochemistry ihc
mutation mutated variant altered alteration
approved licensed authorised labelled registered indicated
refused rejected
radiation radioactive radioactivity
lutetium lu 177lu
gallium ga 68ga
actinium ac 225ac
late delay delayed years
cost price
blood serum plasma
sugar glucose hypoglycaemia
coded code coding
version edition
hr hazard ratio
pfs progressionfree
os overall
orr response
ssa somatostatin analogue
cga chromogranin
ppi proton pump
prrt radioligand radionuclide lutetium
later future
"""

# What in a question tells which collection holds the answer.
COLLECTION_WORDS = {
    "trials": "trial trials study recruiting nct sponsor comparator arm enrolment",
    "therapies": "dose drug mechanism label",
    "events": "when date",
    "epidemiology": "incidence prevalence per survival",
    "grading": "edition who icd",
    "recommendations": "guideline guidelines recommended line",
    "schedules": "schedule follow-up followup surveillance screening",
    "syndromes": "syndrome symptoms",
    "imaging": "scan pet imaging",
    "biomarkers": "marker stain gene mutation",
    "glossary": "mean meaning abbreviation difference",
}


def sought(text: str) -> set[str]:
    """Return the collections that a question names by their own words."""
    asked = set(words_of(text))
    return {collection for collection, words in COLLECTION_WORDS.items() if asked & _folded(words)}


def related(word: str) -> frozenset[str]:
    """Return the other folded words that look for the same."""
    return _lines().get(word, frozenset())


def foreign(word: str) -> frozenset[str]:
    """Return the folded English words for one of another language."""
    return _foreign().get(word, frozenset())


@cache
def _lines() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in SAME.split("\n"):
        words = _folded(line)
        for word in words:
            found.setdefault(word, set()).update(words - {word})
    return {word: frozenset(others) for word, others in found.items()}


@cache
def _foreign() -> dict[str, frozenset[str]]:
    parts = (line.partition(":") for line in languages.ENGLISH.strip().split("\n"))
    return {word: frozenset(_folded(english)) for english, _, others in parts for word in _folded(others)}


def _folded(words: str) -> set[str]:
    return {folded for word in words.split() for folded in words_of(word)[-1:]}
