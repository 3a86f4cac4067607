"""Words as search compares them: folded case, accents, British and American spelling, and endings."""

import re
import unicodedata
from functools import cache, lru_cache

from netcli.knowledge.citations import CITATION
from netcli.knowledge.search import languages

STOP_WORDS = frozenset(
    """
    a about again all also am an and any are as at be because been being best by can could did do does doing
    done during for from get give given gives go had happen happens has have having he her him his how i if in into
    is it its just like long look lot make me mean means my need of on one or our out over please see she should show
    so some than that the their them then there these they thing this those to too under up use used using was
    we were versus vs what when where which while who whom whose why will with would you your s t let know want many
    much im ive youre theyre theyve hes shes whats thats wheres dont doesnt didnt isnt wasnt werent arent cant couldnt
    wouldnt shouldnt hasnt havent hadnt wont pls please thx thanks hi hello sorry
    """.split()
).union(languages.STOP_WORDS)
_SPELLINGS = (
    ("tumour", "tumor"), ("haem", "hem"), ("oe", "e"), ("ae", "e"), ("isation", "ization"), ("ise", "ize"),
    ("fibre", "fiber"), ("analogue", "analog"), ("programme", "program"), ("colour", "color"), ("labell", "label"),
    ("practise", "practice"), ("centre", "center"), ("grey", "gray"), ("enroll", "enrol"), ("children", "child"),
)  # fmt: skip
# Endings, the longer before the shorter; what is left keeps at least four letters.
_ENDINGS = (
    "ations", "ation", "ating", "ated", "ments", "ment", "ances", "ance", "ings", "ing", "ions", "ion", "ally",
    "als", "al", "ies", "ied", "ed", "es", "is", "ly", "y", "e", "s",
)  # fmt: skip
_DOUBLING = ("ing", "ings", "ed", "er")
_SHORTEST_STEM = 4
_WORD = re.compile(r"\d+[.,]\d+|[^\W_]+(?:[-‑/][^\W_]+)*")
# A phrase after the letters that it cannot be without, then what is meant; one after another.
Phrases = tuple[tuple[str, str, str], ...]
PHRASES: Phrases = (  # that mean something else than their words
    ("work", r"how (?:do|does|did) (?P<it>.+?) works?", r"mechanism \g<it>"),
    # of a treatment, not at a job
    ("work", (r"(?<!how )(?<!why )(?:does|do|did|will) (?P<acting>(?!(?:i|you|he|she|they|we|people|patients)\b)"
              r"[\w -]+?) work(?= (?:in|for|on|against)\b|\W*$)"), r"\g<acting> results"),
    ("after", "look(?:s|ing|ed)? after", "carer"),
    (" out", "(?:take|takes|taken|took|taking) out", "removed"),
    ("back", "(?:come|comes|came|coming) back", "relapse"),
    # of the tumour, no rash that will not, and of nobody on a holiday
    ("away", (r"(?P<gone>tumou?rs?|cancer|nets?|carcinoids?|spots|mets|metastases|disease|it|this|they|all)"
              r"(?: (?:will|can|could|has|have|ever|just|all|really|completely|simply))*"
              r" (?:go|goes|gone|going|went) away"), r"\g<gone> cured"),
    ("away", r"(?:i|we|he|she|they)(?: am| are| is| will| want to|['’](?:m|re|s|ll))? (?:go|goes|going) away",
     "travel"),
    ("to die", r"want(?:s|ed)? to die", "suicide"),
    ("die", r"(?<!how )(?:will|am|is|are) (?:i|he|she|we|they|mum|mom|dad|(?:my|our) \w+)(?: going to| gonna)? die",
     "survival outlook"),
    ("where", (r"(?:(?:ca|do|does|could|did)n['’]?t|cannot|not|never|nobody|no one)"
               r" (?:find|finds|found|know|knows|see|tell)(?: out)? where (?:it|this|(?:the|my|his|her) \w+) (?:all )?"
               r"(?:starts?|started|beg[aiu]ns?|came from|comes from)"), "unknown primary"),
    ("out of", r"(?:run|runs|running|ran) out of", "supply"),
    (" red", "(?:turn|turns|turned|turning|go|goes|going) (?:bright )?red", "flushing"),
    (" up", "(?:throw|throws|threw|throwing) up", "vomiting"),
    (" out", "(?:pass|passes|passed|passing) out", "faints"),
    ("", r"y?[pc](?P<stage>[TNM](?:[0-4][a-d]?|X))", r"\g<stage>"),  # pT2: T2
    ("side by side", "side by side", "compare"),
    ("surviv", r"5[- ](?:years?|yrs?)(?= (?:\w+ ){0,2}surviv)", "five-year"),
    ("q", r"q ?(?P<days>\d+) ?d", r"every \g<days> days"),
    ("q", r"q ?(?P<weeks>\d+) ?w(?:ks?)?", r"every \g<weeks> weeks"),
    ("nurs", r"nurs(?:e|es|ing) (?P<whom>(?:(?:my|her|a|our|the) )?(?:baby|newborn|infant))",
     r"breastfeeding \g<whom>"),
    ("new liver", "new liver", "liver transplantation"),
    ("old", r"(?<!\d)(?:[1-9]|1[0-7])[- ]?(?:years?|yrs?|yo)[- ]?old", "child"),
    ("&", "u ?& ?es?", "kidney electrolytes"),
    ("h", r"(?P<hours>\d+) ?(?:h|hrs?)", r"\g<hours> hours"),
    ("needles", "pins (?:and|&) needles", "tingling"), ("note", "(?:fit|sick) notes?", "sick leave"),
    ("s/p", "s/p", "after"), ("op", "post[- ]op", "after surgery"), ("h/o", "h/o", "history of"),
    ("dx", "d/?dx", "causes"), ("at dx", "at dx", "at diagnosis"),
    ("false", r"false[- ]?pos(?:itives?)?", "false positive"),
    ("false", r"false[- ]?neg(?:atives?)?", "false negative lower"),
    ("how long", "how long (?:do|does|have|has) (?:i|he|she|we|they|you) (?:have|got)", "life expectancy"),
    ("burn", "burn(?:ing|t)? out|burnout", "exhausted"), ("tell", "tell (?:me|us)", ""),
    ("stage", "stage (?:4|iv|four)", "stage IV distant"),
    ("gene", "in (?:the|my|our|your|his|her|their) genes?", "hereditary"),
    ("every how", "every how (?:much(?: time)?|many (?:weeks|months|years))", "how often"),
    *((often, often, "how often") for often in
      ("tous les combien", "à quelle fréquence", "wie oft", "cada cuánto", "ogni quanto")),
    *((long, long, "how long") for long in ("wie lange", "combien de temps", "cuánto tiempo", "quanto tempo")),
    ("have", r"(?P<can>to|can i|can we|can she|still) have (?:an? |another )?(?:baby|child|children|kids)",
     r"\g<can> pregnant"),
)  # fmt: skip
SHORTHAND: Phrases = (  # of clinicians and students, spelt out before a question is read
    ("s/e", "s/es?", "side effects"), ("adr", "adrs?", "side effects"), ("ses", "(?-i:SEs)", "side effects"),
    ("c/i", "c/i", "contraindications"), ("f/u", "f/u", "follow-up"), ("w/u", "w/u", "work-up"),
    ("mcc", "mcc(?= of)", "most common cause"),  # not Merkel cell carcinoma
    ("m/c", "m/c", "most common"), ("mc", "(?-i:MC)(?= (?:site|cause|type|tumou?r|symptom))", "most common"),
    ("x", "(?-i:[tr]x|[TR]x(?= [A-Za-z]))", "treatment"),  # no TX of a stage
    ("mx", "(?-i:mx|Mx(?= [A-Za-z]))", "management"), ("doc", "(?-i:DOC)(?= (?:for|in|of))", "drug of choice"),
    ("ioc", "ioc", "best test"), ("of choice", "(?:investigation|modality) of choice", "best test"),
    ("gold", "gold[- ]standard(?= (?:imaging|scan|test|investigation|modality))", "best"),
)  # fmt: skip
ELIDED = re.compile(r"\b(?:[ldjcnmst]|qu|un|all|sull|[dn]ell|dall)['’](?=\w)", re.IGNORECASE)  # l'estomac
_SHORTENED = re.compile(rf"\b\w+n['’]t\b|['’](?:m|ve|re|ll|d|s)\b|{ELIDED.pattern}")
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
_JOINT = re.compile(r"[-‑/]")


def spelt_out(text: str) -> str:
    """Return a question with the words for which its shorthand stands: "s/e" is a side effect."""
    return _replaced(text, SHORTHAND)


@lru_cache(maxsize=20_000)  # as of names
def in_plain_words(text: str) -> str:
    """Return a question with what is meant in place of the phrases that mean something else than their words."""
    return _replaced(text, PHRASES)


def _replaced(text: str, phrases: Phrases) -> str:
    lower = text.casefold()
    for letters, phrase, meant in phrases:
        if letters in lower:
            text = re.sub(rf"(?i)\b(?:{phrase})\b", meant, text)
    return text


@cache
def query_words(text: str) -> tuple[str, ...]:
    """Return the words of a question that carry meaning; all of them when only question words are left."""
    words = _plain_words(text)
    names = frozenset() if text.isupper() else {word.lower() for word in _CAPITALS.findall(text)}  # WHO is not who
    telling = [word for word in words if word not in STOP_WORDS or word in names]
    return tuple(fold(word) for word in telling or words)


def words_of(text: str) -> list[str]:
    """Return the folded words of a text; "NETTER-1" gives "netter", "1" and "netter1"."""
    return [fold(word) for word in _plain_words(text)]


@lru_cache(maxsize=20_000)  # every name and passage on record, as often as questions are asked
def _plain_words(text: str) -> tuple[str, ...]:
    plain = _SHORTENED.sub(" ", CITATION.sub("", text).casefold()).replace("œ", "oe")
    if not plain.isascii():
        plain = "".join(one for one in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(one))
    words: list[str] = []
    for match in _WORD.finditer(plain):
        parts = _JOINT.split(match.group().replace(",", "."))
        words += parts
        if len(parts) > 1:
            words.append("".join(parts))
    return tuple(words)


@cache
def fold(word: str) -> str:
    """Return what the British and American spellings and the forms of a word share: "approv" of "approval"."""
    for british, american in _SPELLINGS:
        if british in word:
            word = word.replace(british, american)
    if word.endswith(("ss", "us")) or not word.isalpha():
        return word
    ending = next((one for one in _ENDINGS if word.endswith(one) and len(word) - len(one) >= _SHORTEST_STEM), "")
    if ending:
        stem = word.removesuffix(ending)
        doubled = ending in _DOUBLING and stem[-1] == stem[-2] and stem[-1] in "bdgmnprt"  # "hugging" is of "hug"
        return stem[:-1] if doubled else stem
    return word[:-1] if len(word) == _SHORTEST_STEM and word.endswith("s") else word
