"""Sixty questions as people type them, with the records that hold the answer and a piece of it.

Run as a script to see where each answer stands:

    python -m tests.knowledge.questions
"""

import re
from typing import NamedTuple

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.search.hits import Hit, search
from netcli.knowledge.search.index import Index, open_index

FIRST = 3  # hits that a reader looks at


class Asked(NamedTuple):
    """A question, the records that hold its answer, and words that a good snippet has."""

    persona: str
    text: str
    holders: tuple[str, ...]
    said: str


# persona, then one line a question: the question | the records that hold the answer | words of the answer.
QUESTIONS = """
oncologist
dose of 177Lu-dotatate and how many cycles | therapies:lutetium-dotatate | 7.4 GBq
is cabozantinib approved in europe for pancreatic NET | therapies:cabozantinib faq:cabozantinib-approved | EU
hazard ratio PFS CABINET extrapancreatic | trials:cabinet faq:cabinet-results | 0.38
second line after SSA in midgut NET | recommendations:summary-midgut-later faq:first-line-treatment | everolimus
which kidney tests before lutathera | therapies:lutetium-dotatate | creatinine clearance
response rate CAPTEM vs temozolomide alone | trials:e2211 | response
does everolimus prolong overall survival in pancreatic NET | trials:radiant-3 events:radiant-3-survival-2016 | survival
NET G3 ki67 40 first line PRRT evidence | trials:netter-2 faq:netter-2-results faq:net-g3-treatment | 22.8
boxed warning of sunitinib | therapies:sunitinib | Hepatotoxicity
is tarlatamab labelled for extrapulmonary NEC | faq:tarlatamab-nec therapies:tarlatamab | small cell lung

pathologist
difference NET G3 and large cell NEC immunostains p53 Rb | biomarkers:net-g3-versus-nec-stains faq:net-or-nec | p53
how many cells do I have to count for the Ki67 index | faq:how-many-cells | 500
mitotic count per 2 mm2 atypical carcinoid lung | grading:who-2021 faq:lung-carcinoid-grading | 2-10
minimum percentage of each component in MiNEN | faq:what-is-minen glossary:minen | 30 %
INSM1 sensitivity | biomarkers:neuroendocrine-identity glossary:insm1 | INSM1
hot spot counting ki-67 | glossary:hot-spot faq:how-many-cells biomarkers:ki-67 | 500|highest
CDX2 TTF1 primary site of liver metastasis | biomarkers:site-of-origin-stains | CDX2
frequency of DAXX ATRX loss in PanNET | biomarkers:daxx-atrx | 43 %|26 %
what did WHO 2017 change | grading:who-2017 events:who-2017-endocrine | pancreas

coordinator
recruiting phase 3 trials of actinium | trials:action-1 | recruiting as of
NCT number of COMPOSE | trials:compose | NCT04919226
trials for lung carcinoid PRRT recruiting | trials:level trials:a021901 | recruiting as of
where do I look up European trials CTIS | faq:which-register-eu glossary:ctis | euclinicaltrials
comparator arm in NETTER-3 | trials:netter-3 | comparator: Octreotide
sponsor of SORENTO | trials:sorento | Camurus
enrolment number in CABINET | trials:cabinet | 298
retreatment with lutetium trial | trials:net-retreat | NET RETREAT

registry data manager
ICD-O-3 code for NET grade 2 | grading:who-2022 grading:who-2019 | 8249/3
behaviour code /1 /3 carcinoid | glossary:behaviour-code | /3 means malignant
incidence per 100000 SEER 2021 | epidemiology:us-incidence-1975-2021 | 8.52
prevalence of neuroendocrine tumours USA | epidemiology:us-prevalence | people in United States
five year survival by stage distant | epidemiology:us-survival-2000-2021 | distant
which AJCC version applies from 2024 | events:ajcc-v9-2023 glossary:ajcc sites:gep | version 9
share of appendix among primary sites England | epidemiology:england-site-share-2018 | 11 %
how is goblet cell carcinoid coded, is it a NET | glossary:goblet-cell | not a NET

student
what is a hazard ratio | glossary:hazard-ratio | below 1
what does Whipple triad mean | glossary:whipple-triad | relief by glucose
difference between foregut midgut hindgut | glossary:foregut-midgut-hindgut | jejunum
why does serotonin cause pellagra | glossary:pellagra glossary:niacin syndromes:carcinoid-syndrome | tryptophan
mechanism of action of everolimus | therapies:everolimus | mTOR
4D syndrome glucagonoma rash | syndromes:glucagonoma | rash
gene mutated in MEN1 | syndromes:men1 biomarkers:men1 | MEN1
which hormone causes watery diarrhoea hypokalaemia | syndromes:vipoma glossary:wdha glossary:vip | VIP

patient
is my tumour cancer or benign | faq:is-a-net-cancer | Yes
will my children get it too | faq:is-it-inherited | Mostly not
how long will I live with a neuroendocrine tumor | faq:what-is-the-outlook | years
what can I not eat before the urine test | faq:prepare-5-hiaa | banana
side effects of lanreotide injection | therapies:lanreotide | gallstones
why do I get red in the face and diarrhea | syndromes:carcinoid-syndrome faq:what-is-carcinoid-syndrome | flush
do I need my appendix operation again 1.5 cm | faq:appendix-1-5-cm | 1-2 cm
is there a pill instead of the injection | faq:tablet-instead therapies:paltusotine | capsule|tablet
can my grade get worse later | faq:can-grade-change | Yes

carer
my father has carcinod of the lung can he get lutathra | faq:lutathera-lung | Not in the US or the EU
what is stage 4 vs grade 3 | faq:grade-and-stage | how far
my daughter is 14 can she be treated with lutetium | faq:lutathera-children faq:drugs-for-children | 12 years
where are specialist hospitals | faq:second-opinion glossary:rare-cancer-centre | ENETS|centre
radiation safety at home after lutetium treatment visitors | faq:radiation-at-home | Radiation|rules
what happens in a carcinoid crisis during surgery | faq:carcinoid-crisis syndromes:carcinoid-crisis | instability|crisis
why did doctors take years to find it | faq:diagnosis-delay | 52 months
everolimis mouth sores | faq:everolimus-mouth-sores therapies:everolimus | stomatitis
"""


def questions() -> list[Asked]:
    """Return the sixty questions."""
    found: list[Asked] = []
    for paragraph in QUESTIONS.strip().split("\n\n"):
        persona, *lines = paragraph.split("\n")
        for line in lines:
            text, holders, said = line.split(" | ")
            found.append(Asked(persona, text, tuple(holders.split()), said))
    return found


def place_of(asked: Asked, hits: list[Hit]) -> int:
    """Return the place of the first hit that holds the answer; 0 when none does."""
    return next((place for place, hit in enumerate(hits, 1) if f"{hit.kind}:{hit.id}" in asked.holders), 0)


def says(asked: Asked, hit: Hit) -> bool:
    """Tell whether a hit's snippet has the words of the answer."""
    return any(re.search(re.escape(words), hit.snippet, re.IGNORECASE) for words in asked.said.split("|"))


def table(knowledge: Knowledge, index: Index) -> str:
    """Return every question with the place of its answer, the first hit and whether the snippet says it."""
    rows: list[str] = []
    for asked in questions():
        hits = search(asked.text, index, knowledge)
        place = place_of(asked, hits)
        told = "said" if place and says(asked, hits[place - 1]) else "not said"
        rows.append(f"{asked.persona:22} {place or '-':>3}  {told:8}  {asked.text}  ->  {hits[0].kind}:{hits[0].id}")
    return "\n".join(rows)


if __name__ == "__main__":
    print(table(Knowledge(), open_index(Knowledge())))  # noqa: T201
