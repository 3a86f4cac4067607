"""The words by which a question asks for something: a field, a number, a list. Each stands here once."""

import re

from netcli.knowledge.codes import System
from netcli.knowledge.search.folding import fold, words_of
from netcli.knowledge.vocabulary import EventKind, TrialStatus

# Of a therapy, by field; the first that is asked for is what is told.
FIELDS = {
    "contraindications": "contraindicated contraindication contraindications forbidden kontraindikation",
    "boxed": "boxed blackbox box",
    "pregnancy": "pregnancy pregnant unborn foetus fetus breastfeeding breastfeed contraception fertility lactation"
    " schwangerschaft embarazo grossesse",
    "interactions": "interaction interactions interact interacts combined combine together wechselwirkung",
    "reductions": "reduction reduce reduced reductions impairment hepatic renal steps insufficiency pugh child-pugh"
    " cirrhosis dialysis crcl egfr gfr creatinine bilirubin dpd dpyd ugt1a1 kg",
    "pauses": "surgery hold withhold washout stop stopping quit quitting pause operation",
    "side effects": "side effect effects efects adverse toxicity toxicities complications secundarios nebenwirkungen"
    " nebenwirkung secondaires effets efectos tolerability risk risks danger dangers dangerous harmful",
    "monitoring": "monitoring monitor watch check checks monitored",
    "mechanism": "mechanism action works target moa",
    "route": "route given administered injected",
    "dose": "dose dosage dosing doses mg gbq schedule strength dosis dosierung posologie dosi often cycle cycles"
    " posology interval",
    "brand": "brand brands trade tradename name names",
    "approved": "approved approval approvals licensed licence license label labelled labeled indication indications"
    " indicated authorised authorized aprobación aprobado zulassung zugelassen autorisation since registered marketed"
    " approve approves cleared clearance greenlit sold",
}
RESULTS = (
    "hr hazard ratio pfs os orr response survival median results result outcome outcomes arms p value both cohort rate"
    " ci benefit endpoint efficacy finding findings conclusion conclusions"
)
TRIAL_FIELDS = {
    "publication": "published publication journal doi paper abstract",
    "countries": "countries country where",
    "number": "nct number register registration id eudract",
    "status": "recruiting enrolling open closed status still accruing accrual finish finished",
    "comparator": "comparator control versus arm",
    "size": "sample size enrolled enrolment enrollment participants patients many large big",
    "sponsor": "sponsor sponsors sponsored sponsoring company funded funder funds funding runs ran paid pays",
    "population": "eligibility eligible population criteria who inclusion exclusion qualify qualifies enter entry",
    "acronym": "acronym name alias called",
    "phase": "phase",
}
TRIALS = "trial trials study studies studie recruiting pipeline"
READ_OUT = "results outcomes readout readouts"  # of a drug: what its trials have shown
RANDOMISED = "randomised randomized randomisiert randomisé"
FOLLOWED = (
    "follow followed follow-up followup surveillance screening screened screen work-up workup check-ups checkups"
    " checkup echo monitoring schedule nachsorge vorsorge seguimiento"
)
TREATMENT = (
    "first line second later treatment treat therapy therapies options option next progressing progression progressed"
    " approved label licensed drug drugs 1l 2l frontline upfront after failing refractory"
)
LATER = "comes second later after progress progressing progression progressed next refractory failing 2l third"
CHILDREN = "child children childhood kid kids daughter son teenager teenagers adolescent paediatric pediatric"
FIRST = "first 1l frontline upfront naive"
MEASURES = {  # by kind of epidemiology
    "incidence": "incidence inzidenz incidencia incidenza rate rates cases diagnosed",
    "prevalence": "prevalence prevalent prävalenz prevalencia prévalence prevalenza living",
    "survival": "survival survive alive überleben überlebensrate supervivencia survie sopravvivenza outlook prognosis",
    "site-share": "share proportion fraction distribution percentage",
    "frequency": "frequency often share common percentage proportion fraction prevalence delay",
}
RATES = "rate rates cases diagnosed"  # of incidence only where no other measure is named
FIGURES = (
    "frequency percentage percent share proportion fraction rate sensitivity specificity threshold cut-off cutoff"
    " often common"
)
CODED = (
    "icd icd-o icd-o-3 icd-o-3.2 cim-o cim-o-3 cie-o cie-o-3 morphology morphologie morfología morfologia histology"
    " code codes coded coding kode codice código behaviour behavior"
)
OTHER_CODES: dict[str, System] = {
    "icd-10 icd-10-cm icd10 cim-10 cie-10 billing": "icd-10-cm",
    "topography topographie topografía topografia": "icd-o-topography",
}
SCHEMAS = "schema schemas eod"
REGISTRY = "seer eod naaccr registry registrar registries cancer-registry coding coded code dx diagnosis ctr ajcc"
ENTERED = "enter entered entering naaccr abstracted abstracting"
REPORTABLE = "reportable abstract abstracted casefinding case-finding registrable notifiable"
GRADED = "grade graded grading class classify g1 g2 g3 grad grado stufe"
GUIDED = "guideline guidelines guidance advise advises advised recommend recommends recommended leitlinie"
DEFINING = (
    "definition define defined meaning meant mean means explain explained explanation abbreviation einfach erklärt"
    " stands difference diff vs versus"
)
STATUSES: dict[TrialStatus, str] = {  # as a question says how a trial stands; the first that fits
    "not-yet-recruiting": r"not (?:yet )?(?:open|enrolling)|not yet|planned|(?:to|will) (?:open|start)|upcoming",
    "withdrawn": r"withdrawn|before enrol\w+",
    "terminated": r"terminated|stopped|closed early|abandoned|halted",
    "suspended": r"suspended|paused|on hold",
    "active-not-recruiting": r"no longer (?:recruit|enrol|open)\w*|closed to|not recruiting|still running|ongoing",
    "completed": r"completed|finished|ended",
    "recruiting": r"recruit(?:s|ing)?|enroll?(?:s|ing)?|open|taking (?:on )?(?:people|patients|volunteers)",
}
HAPPENED: dict[EventKind, str] = {  # as a question asks for what happened in a time
    "approval": "approved approval approvals approves licensed authorised authorises cleared clears greenlit",
    "refusal": "refused refuse refusal refusals reject rejected rejects rejection rejections declined crl"
    " snub snubbed spurned rebuffed",
    "withdrawal": "withdrawn withdrawal withdrawals",
    "discontinuation": "discontinued discontinuation dropped axed shelved scrapped ditched abandoned",
    "designation": "designation designations orphan breakthrough fast-track prime",
    "submission": "submitted submission submissions filed filing",
    "read-out": "read-out read-outs readout readouts results",
    "guideline": "guideline guidelines leitlinie leitlinien",
    "classification": "classification classifications",
    "safety": "safety warning warnings",
    "publication": "published publication publications",  # as guidelines are, too
}
TABLES = {  # by collection: the words for all of its records
    "biomarkers": "biomarkers markers", "syndromes": "syndromes", "imaging": "tracers scans modalities",
    "events": "news changes events headlines", "glossary": "terms abbreviations",
}  # fmt: skip
WHOLE = {"trials": "trials studies", "therapies": "drugs therapies treatments medicines"}  # tables of their own
OF_A_CLASS = "agents examples example class classes list lists"  # by which the drugs of one are asked for
APART = "alone without monotherapy single vs versus or against"  # of a regimen and one drug of it
LISTING = "list all every table overview which record complete glossary"
COMMANDING = "list lists all show display"  # what asks for a table outright
ABROAD = "countries country regions jurisdictions worldwide globally where"  # of a drug: where it is approved
DATED = "when date dates year since"
FILES = "csv tsv xlsx excel spreadsheet spreadsheets file files batch rows sheet"
OF_THE_TOOL = {  # by command: how it is asked for what is done with the knowledge itself
    "knowledge export": r"export|dump|download|csv|tsv|excel|spreadsheets?|(?<!minimum )(?<!core )dataset|sqlite"
    r"|parquet",
    "knowledge check": r"overlays?|yaml|validate",
    "knowledge stale": r"stale|outdated|out of date|(?:records?|knowledge|data|what) (?:\w+ ){0,2}overdue"
    r"|overdue (?:records?|knowledge|data|reviews?)",
    "knowledge schema": r"json schemas?",
    "cite netcli": r"cit(?:e|ing|ation of|ation for) (?:this|the) (?:tool|program|software|reference)",
    "update": r"updates? (?:(?:of|for|to) )?(?:the |this |your )?(?:knowledge|data|records|netcli|tool|program)",
    "changes": r"(?:changed|new|happened) (?:since|in the (?:last|past)|this (?:week|month|year)|lately|recently)",
}
SOMEBODY = frozenset(
    "i i'm im my me mine we our he she his her him they mum mom dad mother father husband wife"
    " ich mein meine meinen meiner meinem mama papa oma opa je mon ma mes maman mi mis tengo mio mia"
    " habe darf nehme bekomme wir unser j nous puis peux dois suis yo puedo debo quiero posso devo ho voglio"
    " sono".split()
)

# The commonest words of English that name no thing of medicine: they tell what is asked about less than others do.
TALK = """
    above across actually add ago already although always among another anybody anyone anything around away back
    bad became become becomes begin behind belong belongs between big bit both bring call called came cannot carry
    case cases clear close come comes common compare compared consider currently deal decide depend different
    difficult down each either else end enough even ever every everybody everyone everything exactly example
    expect expected explain extra far few field find fine first follow followed found four friday further future
    gave general getting goes going gone good great half hard help helps high holds however idea include included
    includes including instead interest join keep kept known large last later learn least leave left less likely
    line list little low main making matter matters maybe meant might mind moment monday more morning most move
    must near nearly needed never new next nobody nothing now off often old once only open order other others
    otherwise ought own part parts past people per perhaps person persons place play plus point points possible
    prefer probably problem proper properly provide put quite rather read real really reason result right role
    room said same saturday save say says second seem seems seen send serious set several side simple since single
    small somebody someone something sometimes soon sort start stay still such sunday taken takes taking tend
    terrible things think third thought three through thursday till time times today told took top total true try
    mum mom dad mother father husband wife gran grandma nan grandpa grandad friend partner
    tuesday two understand until upon useful usual usually various view wanted way wednesday well went whether
    whole within without wonder world worse worth write wrong yes yet
    absolutely anyway basically believe bloke chap daft earth embarrassed facebook forum google guess guy honestly
    hubby internet lady literally mate mention neighbour nurse online silly spare stupid supposed
"""

# Words that no record holds and that are no misspelling of one it holds.
SPELT_SO = frozenset(
    words_of(
        "chile niece huge orange stoma stitches horse drunk deaf broken wider weird illegal doit geht voit rien"
        " topography"
    )
)
NOT_APPROVED = (  # which asks for none of what is
    r"(?i)\b(?:not|\w+n['’]?t|never|no longer)(?: \w+){0,2} (?:approved|licen[sc]ed|label?led|authori[sz]ed)\b"
    r"|\bun(?:approved|licen[sc]ed|label?led)\b"
)
EDITIONS = r"\b(?:WHO|editions?|(?:blue )?books?|classifications?)\b"
INTRODUCED = "first introduced introduce introduces appear appeared appears brought added new earliest"
EVOLVED = "history historical historically evolution evolved timeline chronology"
FEVER = (
    "fever feverish pyrexia pyrexial chills rigor rigors shivering shivers neutropenic sepsis septic fieber"
    " schüttelfrost fièvre frissons fiebre febbre"
)
DEFINED = frozenset(words_of(DEFINING))
ASKING = frozenset(
    word
    for words in (
        *FIELDS.values(), RESULTS, *TRIAL_FIELDS.values(), TRIALS, FOLLOWED, TREATMENT, *MEASURES.values(), FIGURES,
        CODED, GRADED, GUIDED, DEFINING,
    )
    for word in words_of(words)
)  # fmt: skip
"""Every word that asks, folded: it need not stand in the record that answers."""
TOLD_OF_DRUGS = frozenset(
    word for field in ("contraindications", "boxed", "pregnancy", "interactions") for word in words_of(FIELDS[field])
)
"""Words that ask for what only the record of a drug has a field for: another answers them only if it says so."""
COUNTED = frozenset(word for kind in ("incidence", "prevalence", "survival") for word in words_of(MEASURES[kind]))
COUNTED -= frozenset(words_of(RATES))
TREATED = frozenset(words_of(TREATMENT))
_TALK = TALK.split()
_DEFINING = r"(?i)\W*(?:what|who|was) (?:is|are|ist)\b"


def is_defining(text: str) -> bool:
    """Tell whether a question asks what something is."""
    return bool(re.match(_DEFINING, text)) or not DEFINED.isdisjoint(words_of(text))


def is_talk(word: str) -> bool:
    """Tell whether a folded word is one of everyday talk; of all of them only those that start so are folded."""
    return any(fold(one) == word for one in _TALK if one.startswith(word[:3]))


def is_of_somebody(words: frozenset[str]) -> bool:
    """Tell whether a question speaks of somebody, as people ask about themselves and theirs."""
    return not SOMEBODY.isdisjoint(words)
