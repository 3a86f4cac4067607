"""Words for the same thing in the mouths of patients, clinicians and registries.

Language, not medicine: a line says that its words look for the same records, not that they mean the same.
"""

import unicodedata
from functools import cache

from netcli.knowledge.search import languages
from netcli.knowledge.search.folding import fold, words_of

SAME = """
pill tablet capsule oral mouth
injection jab shot needle subcutaneous intramuscular
infusion drip intravenous
child daughter son kid grandchild grandkid baby toddler infant teenager adolescent paediatric boy girl young
doctor physician clinician oncologist specialist gp consultant
heart cardiac cardiotoxic cardiotoxicity
liver hepatic hepatotoxic hepatotoxicity pugh childpugh cirrhosis lft lfts
kidney renal nephrotoxic nephrotoxicity crcl egfr gfr creatinine dialysis haemodialysis hd esrd ckd
bowel intestine intestinal gut
lung bronchial pulmonary
stomach gastric
surgery surgical operation operate operated removed removal resection excised cut
spread metastasis metastases metastatic secondaries metastasised
inherited hereditary familial germline inherit family
treatment therapy management
symptoms signs features manifestations hallmarks
hospital centre clinic expert experienced specialised
toxicity adverse harm
survival live life alive outlook prognosis die dying dead mortality
old older elderly aged
benign malignant cancer
worse progress progression higher grow growth growing
scan scanner imaging pet
europe european eu ema
usa america american us fda
england british britain uk mhra nhs nice
japan japanese jp
china chinese cn nmpa
enrolment enrolled participants randomised
sponsor company manufacturer funder funding funded
frequency frequent often common share proportion fraction percentage percent usual typical
drug medicine medication
eat eating food diet meal nutrition dish cook cooking avoid
potassium hypokalaemia hypokalemia
flush flushing red redness
diarrhoea stool stools poo poop runs loose watery toilet loo
tired fatigue exhausted exhaustion weary worn energy weakness
rash erythema skin
exam examination test
endoscopy gastroscopy colonoscopy sigmoidoscopy rectoscopy camera scope
again repeat retreatment rechallenge salvage
stain staining stains immunostain immunostains immunohistochemistry ihc
mutation mutated variant altered alteration
approved licensed authorised labelled registered indicated
refused rejected declined turned snubbed rebuffed spurned
radiation radioactive radioactivity
lutetium lu 177lu
gallium ga 68ga
actinium ac 225ac
late delay delayed years
cost price pay paid money afford insurance benefits financial
blood serum plasma bloods
sugar glucose hypoglycaemia diabetes diabetic hypo
hyperglycaemia glucose sugar diabetes
calcium hypercalcaemia
fatty steatorrhoea greasy oily
slow bradycardia
mouth stomatitis mucositis
gallstones cholelithiasis
lipids triglycerides hyperlipidaemia cholesterol
coded code coding
race racial ethnic ethnicity
hif2a hif2alpha hif2 hypoxia
adj adjuvant postoperative postop
debulk debulking cytoreduction
lymphadenectomy lymph node nodes nodal ln lns
dwi diffusion
rt radiotherapy
plt platelets
hb hgb haemoglobin anaemia
anc neutrophils neutropenia
wbc leucocytes white
cbc fbc count counts
lvef ef ejection echo
qtc qt
bp htn hypertension hypotension hypotensive pressure
dvt vte thrombosis thromboembolism clot clots
ild pneumonitis interstitial
hbv hepatitis
pjp pneumocystis
upcr proteinuria protein
irae iraes immune
crs cytokine
tsh tft tfts thyroid
hearing audiogram audiometry
washout gap pause interval
mds aml leukaemia myelodysplastic tmn
hfs handfoot
mmr dmmr pmmr mmrd msi mismatch
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
work job office employer boss colleague career
relapse recurrence recur recurrent return returned back
catching contagious infectious infect transmit
cured cure curable heal remission gone
sick nausea vomit vomiting
hurt hurts hurting ache aching sore pain painful
tummy belly abdomen abdominal abdo
swollen swelling lump
scared afraid fear worry worried anxious anxiety panic
low sad depressed depression cry cries crying weeps tears mood
breastfeed breastfeeding lactation milk
pregnant pregnancy expecting conceive unborn foetus fetus foetal fetal
trip travel travelling holiday vacation abroad journey
fly flying flight plane
airport customs border
drive driving car
vaccine vaccinated vaccination immunisation
sex sexual intercourse intimacy
wine beer spirits alcohol drink
exercise sport gym jog jogging run running
tooth teeth dental dentist
anaesthetic anaesthesia anaesthetist anesthesia
cannabis marijuana hemp cbd weed hash pot
herb herbs herbal natural complementary homeopathy
hair bald alopecia
caregiver carer carers caring caregivers
temperature fever pyrexia pyrexial rigor rigors shivering chills
bleed bleeding haemorrhage
thin thinner weight kilos
sleep insomnia sleepless awake
hospice palliative dying
placebo dummy sham
irritable ibs misdiagnosed misdiagnosis
delay late missed overdue
mixed composite combined
card letter report
lab laboratory pathology
neoplasm tumour
aggressive fast fastest growing slow slowest slowly
watch wait observe observation surveillance
screen screening surveillance
relative relatives sibling siblings family brother sister uncle aunt cousin cousins nephew
valve valves cardiac
ultrasound sonography echo endosonography
uptake avid avidity
sample biopsy specimen
cutoff cut threshold limit
kinase tki
target targets binds bind
sequence sequencing order
dump export
begin begins start starts onset
stop stopped quit quitting discontinue discontinued withdrawn axed shelved scrapped ditched abandoned
store keep storage fridge
prophylaxis prevent prevention premedication
rash itch itching itchy skin
randomised randomisation randomized
arm arms control comparator
parp olaparib
nos unspecified stated
corpus body
tracer tracers radiotracer radiopharmaceutical
hug cuddle kiss embrace cuddling hugging
breathless breathlessness dyspnoea wheeze wheezing
pee peeing urine urinate
naming nomenclature classification classified terminology
steroid steroids corticosteroid corticosteroids cortisone prednisolone dexamethasone dex
pei pert creon exocrine enzyme enzymes
bam bile
subcut subcutaneous
ssri ssris antidepressant antidepressants sertraline zoloft citalopram escitalopram fluoxetine prozac paroxetine
paracetamol acetaminophen tylenol panadol
ibuprofen nsaid nsaids advil nurofen diclofenac naproxen
loperamide imodium
warfarin coumadin thinner thinners
ppi omeprazole esomeprazole pantoprazole losec prilosec nexium
painkiller painkillers opioid opioids morphine oxycodone tramadol codeine
lonely loneliness lonesome
sats spo2 saturation oxygen
extravasation leak leaks leaked leakage vesicant
contraception contraceptive contraceptives coil condom
ivf fertility
dpd dpyd
peritoneum peritoneal
bone bony skeletal osseous
"""

START = 3  # letters by which a word is looked for before it is folded
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
    return {collection for collection, words in _asking().items() if asked & words}


@cache
def related(word: str) -> frozenset[str]:
    """Return the other folded words that look for the same."""
    lines = map(_folded, _lines_by_start().get(word[:START], ()))
    return frozenset[str]().union(*(words for words in lines if word in words)) - {word}


@cache
def foreign(word: str) -> frozenset[str]:
    """Return the folded English words for one of another language."""
    alike = _foreign_by_start().get(word[:START], ())
    return frozenset[str]().union(*(_folded(english) for english, other in alike if fold(other) == word))


@cache
def _asking() -> dict[str, set[str]]:
    return {collection: _folded(words) for collection, words in COLLECTION_WORDS.items()}


@cache
def _lines_by_start() -> dict[str, list[str]]:
    """Return the lines by the first letters of their words: few are ever folded."""
    found: dict[str, list[str]] = {}
    for line in SAME.strip().split("\n"):
        for start in {_start(word) for word in line.split()}:
            found.setdefault(start, []).append(line)
    return found


def _start(word: str) -> str:
    return word.replace("oe", "e").replace("ae", "e")[:START]


@cache
def _foreign_by_start() -> dict[str, list[tuple[str, str]]]:
    """Return the words of other languages without accents, by their first letters: few are ever folded."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", languages.ENGLISH) if not unicodedata.combining(one))
    found: dict[str, list[tuple[str, str]]] = {}
    for line in plain.strip().split("\n"):
        english, _, others = line.partition(":")
        for word in others.split():
            found.setdefault(_start(word), []).append((english, word))
    return found


def _folded(words: str) -> set[str]:
    # Nearly every word is a plain one, and there are many.
    return {fold(word) if word.isascii() and word.isalnum() else words_of(word)[-1] for word in words.split()}
